"""What a picture file says of itself, and whether it can really be opened."""

from __future__ import annotations

import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from listinglint.errors import cause
from listinglint.model import Words
from listinglint.tuples import NamedTuple

# Above this many pixels a picture is refused before decoding: no marketplace takes more than 100 megapixels.
MAX_PIXELS = 120_000_000
_TAIL, _ZEROS = 1 << 16, 512
_LFS = b"version https://git-lfs.github.com/spec/"
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")
_EXTENSIONS = {
    "jpg": "jpeg", "jpeg": "jpeg", "jpe": "jpeg", "jfif": "jpeg", "png": "png", "apng": "png", "gif": "gif",
    "webp": "webp", "bmp": "bmp", "tif": "tiff", "tiff": "tiff", "avif": "avif", "heic": "heic", "heif": "heic",
}  # fmt: skip


class Unreadable(Exception):
    """The picture cannot be used; `words` say why."""

    def __init__(self, zh: str, en: str, cause: Literal["failed", "unavailable"] = "failed") -> None:
        super().__init__(en)
        self.words = Words(zh, en)
        self.cause: Literal["failed", "unavailable"] = cause


class Header(NamedTuple):
    """Facts from the file's header.

    width and height in pixels after the orientation tag is obeyed; format by content (jpeg, png …), extension_format by
    the file name; mode is Pillow's (RGB, CMYK, P, L, RGBA, I;16 …); orientation is the EXIF tag (1 upright).
    """

    width: int
    height: int
    format: str
    mode: str
    bytes: int
    extension: str = ""
    orientation: int = 1
    frames: int = 1

    @property
    def short(self) -> int:
        """The shorter side in pixels."""
        return min(self.width, self.height)

    @property
    def long(self) -> int:
        """The longer side in pixels."""
        return max(self.width, self.height)

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height if self.height else 0.0

    @property
    def megapixels(self) -> float:
        """Millions of pixels."""
        return self.width * self.height / 1e6

    @property
    def honest(self) -> bool:
        """True where the file name's ending fits the content."""
        return _EXTENSIONS.get(self.extension, "") == self.format


def read(picture: Any, path: str) -> Header:
    """Return the header facts of an opened picture file; raises `Unreadable` with the reason."""
    turned = _orientation(picture)
    width, height = picture.size if turned < 5 else picture.size[::-1]
    return Header(
        width,
        height,
        (picture.format or "").lower().replace("mpo", "jpeg").replace("heif", "heic"),
        _mode(picture),
        _size(path),
        Path(path).suffix.lower().lstrip("."),
        turned,
        getattr(picture, "n_frames", 1) if picture.format != "MPO" else 1,
    )


def _mode(picture: Any) -> str:
    """Return the mode as it is stored: Pillow calls a picture of 16 bits a channel RGB too, and drops half of them."""
    stored = "".join(str(one.args) for one in picture.tile[:1] if hasattr(one, "args"))
    return f"{picture.mode};16" if ";16" in stored and "16" not in picture.mode else str(picture.mode)


def decode(picture: Any, *, whole: bool = False) -> None:
    """Decode an opened picture once, all of it or at the smallest scale its format offers; raises `Unreadable`.

    A truncated JPEG opens and even passes Pillow's `verify`; only decoding shows that half of it is missing.
    """
    if picture.width * picture.height > MAX_PIXELS:
        told = f"{picture.width}×{picture.height}"
        raise Unreadable(f"图片像素过多（{told}），未解码", f"too many pixels to decode ({told})")
    _zero_filled(picture)
    try:
        if not whole:
            picture.draft("L", (max(picture.width // 8, 1), max(picture.height // 8, 1)))
        picture.load()
    except (OSError, ValueError, SyntaxError, MemoryError) as broken:
        raise Unreadable(f"图片损坏或不完整：{broken}", f"corrupt or truncated picture: {broken}") from None


def _zero_filled(picture: Any) -> None:
    """Refuse a file whose end is nothing but zeros: a download that broke off, which decodes as a grey lower part.

    Formats with check sums need no help; zeros behind the true end of a JPEG do no harm.
    """
    name = str(getattr(picture, "filename", ""))
    if picture.format not in ("JPEG", "MPO", "WEBP") or not name:
        return
    with Path(name).open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _TAIL))
        tail = file.read()
    kept = tail.rstrip(b"\0")
    if len(tail) - len(kept) >= _ZEROS and not kept.endswith(b"\xff\xd9"):
        raise Unreadable(
            "文件后部全是零，下载或复制没有完成", "the end of the file is filled with zeros: copied only in part"
        )


def _size(path: str) -> int:
    try:
        size = Path(path).stat().st_size
    except OSError as broken:
        raise Unreadable(f"无法打开：{cause(broken)[1]}", f"cannot be opened: {cause(broken)[0]}") from None
    if size == 0:
        raise Unreadable("空文件（0 字节）", "empty file (0 bytes)")
    return size


def opened(path: str) -> Any:
    """Return a picture file opened by Pillow, nothing decoded yet; raises `Unreadable` with the reason."""
    from PIL import Image, UnidentifiedImageError  # 20 ms, only when a picture rule runs

    _size(path)  # an empty file is told as such
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of bombs; decode() has the stricter limit
            try:
                return Image.open(path)
            except UnidentifiedImageError:
                if not (_head(path)[4:12] in _HEIC and reads_heic()):
                    raise
                return Image.open(path)
    except UnidentifiedImageError:
        raise _not_a_picture(path) from None
    except Image.DecompressionBombError:
        raise Unreadable("图片像素过多，拒绝解码", "decompression bomb: far too many pixels") from None
    except (OSError, ValueError, SyntaxError) as broken:
        raise Unreadable(f"图片无法读取：{cause(broken)[1]}", f"cannot be read: {cause(broken)[0]}") from None


@lru_cache(1)
def reads_heic() -> bool:
    """Tell whether what reads the pictures of phones is installed, and have Pillow use it."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True


def _head(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(512)


def _not_a_picture(path: str) -> Unreadable:
    head = _head(path)
    if head.startswith(_LFS):
        return Unreadable(
            "这是 Git LFS 指针，不是图片；请先运行 git lfs pull",
            "a Git LFS pointer, not the picture; run git lfs pull",
        )
    if head[4:12] in _HEIC and reads_heic():
        return Unreadable("HEIC 图片损坏或不完整", "corrupt or truncated HEIC picture")
    if head[4:12] in _HEIC:
        return Unreadable(
            "HEIC 图片需要安装：pip install 'listinglint[heic]'，或先转成 JPEG",
            "HEIC picture: pip install 'listinglint[heic]' (pillow-heif), or convert it to JPEG",
            "unavailable",
        )
    if head.lstrip()[:1] == b"<":
        return Unreadable("内容是网页或 SVG，不是图片", "holds HTML or SVG, not a bitmap picture")
    return Unreadable("不是可识别的图片格式", "not a picture format that is known")


def _orientation(picture: Any) -> int:
    from PIL import Image

    try:
        # A PNG's own getexif() decodes the whole picture, and hides for good that it is broken.
        return int(Image.Image.getexif(picture).get(0x0112, 1))
    except Exception:  # noqa: BLE001  # broken EXIF blocks raise anything; the picture itself may be fine
        return 1
