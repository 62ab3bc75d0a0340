"""What all readers share: text out of files in any encoding that sellers use, and the shape of a reader."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from listinglint.errors import InputError, cause
from listinglint.lazily import lazily
from listinglint.model import Listing, NotChecked, Source, Words
from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from re import Match

# Listings are a few kilobytes; a larger text file beside one is something else.
MAX_TEXT = 20_000_000
LFS = b"version https://git-lfs.github.com/spec/"
# A part of a path with bytes that are not UTF-8, as Python holds them.
_FOREIGN = lazily(r"[^/]*[\udc80-\udcff][^/]*")
_WHITE = "\t\n\v\f\r\x1a"  # the last ends files that old editors wrote
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
Read = Iterator[Listing | NotChecked]


class ReadSettings(NamedTuple):
    """What the shop's configuration says about reading: names of its own for fields and picture roles.

    `aliases` maps a shop's field name to ours (`品名` → `title`); `roles` maps a folder or file name part to a role.
    `root` is the folder that shown paths are relative to.  `overlay` holds the bytes of files that are being edited and not
    yet saved, by absolute path.  `images_dirs` are folders in which pictures behind web addresses lie under the same names;
    `fetch_to` is the folder that such pictures are downloaded into, none without it.  `fetch_loopback` is for tests alone.
    """

    aliases: Mapping[str, str] = {}
    roles: Mapping[str, str] = {}
    root: str = ""
    overlay: Mapping[str, bytes] = {}
    images_dirs: tuple[str, ...] = ()
    fetch_to: str = ""
    fetch_loopback: bool = False


class Reader(NamedTuple):
    """One layout or export format.

    `recognises(path, head)` looks at a path and, for a file, its first 64 KiB; `read` yields listings in file order, and
    a *not checked* record for each that cannot be understood, never an exception for bad input.
    """

    name: str
    title: Words
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[Path, ReadSettings], Read]


def shown(path: Path, settings: ReadSettings) -> str:
    """Return a path as it is told to people: relative to the folder the run began in, with forward slashes."""
    text = path.as_posix()
    root = settings.root
    if root and text == root:
        return "."
    if root and text.startswith(root + "/"):
        return text[len(root) + 1 :]
    return text


def readable(name: str) -> str:
    """Return the name of a file in letters: one whose bytes are not UTF-8 as it was meant, with its bytes beside it.

    主图.jpg written by an old Chinese system is told as `主图.jpg [%D6%F7%CD%BC.jpg]`.
    """
    return name if name.isprintable() else _FOREIGN.sub(_meant, name)


def _meant(found: Match[str]) -> str:
    from urllib.parse import quote  # 4 ms, for the rare name that is not UTF-8

    raw = found[0].encode("utf-8", "surrogateescape")
    exactly = quote(raw, safe=" ")
    if _fits(raw, "gb18030") and common_hanzi(told := raw.decode("gb18030")):
        return f"{told} [{exactly}]"
    return exactly


def read_source(path: Path, settings: ReadSettings) -> Source:
    """Return the decoded text of a whole file; raises `InputError` saying why it cannot be had."""
    name = shown(path, settings)
    edited = settings.overlay.get(path.absolute().as_posix())
    if edited is not None:
        return Source(name, decode(edited, name))
    try:
        size = path.stat().st_size
        if size > MAX_TEXT:
            told = f"{size / 1e6:.0f} MB"
            raise InputError(
                f"text file of {told}; the limit is {MAX_TEXT // 1_000_000} MB",
                zh=f"文本文件有 {told}，上限为 {MAX_TEXT // 1_000_000} MB", file=name,
            )  # fmt: skip
        data = path.read_bytes()
    except OSError as broken:
        raise InputError(f"cannot be read: {cause(broken)[0]}", zh=f"无法读取：{cause(broken)[1]}", file=name) from None
    return Source(name, decode(data, name))


def decode(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, UTF-16 or GBK, without a byte order mark, line ends untouched.

    Raises `InputError` for anything else: text read in a wrong encoding would pass every rule.
    """
    if data.startswith(LFS):
        raise pointer(name)
    mark, encoding = encoding_of(data, name)
    return _strictly(data[len(mark) :], encoding, name)


def encoding_of(data: bytes, name: str) -> tuple[bytes, str]:
    """Return the byte order mark (or none) and the encoding of a file; raises `InputError` for an unknown one."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return mark, encoding
    encoding = sniff(data)
    if not encoding:
        raise InputError(
            "neither UTF-8, UTF-16 nor GBK text; save it as UTF-8",
            zh="文件编码无法识别（不是 UTF-8、UTF-16 或 GBK），请另存为 UTF-8",
            file=name,
        )
    return b"", encoding


def pointer(name: str) -> InputError:
    """Return the error for a file whose content Git LFS has not fetched: its few lines are no listing text."""
    return InputError(
        "a Git LFS pointer, not the file; run git lfs pull",
        zh="这是 Git LFS 指针，不是文件内容；请先运行 git lfs pull", file=name,
    )  # fmt: skip


def sniff(data: bytes) -> str:
    """Return the encoding of bytes without a byte order mark, empty where none of the known ones fits."""
    if b"\0" in data[:4096]:
        for encoding, zeros in (("utf-16-le", data[1:400:2]), ("utf-16-be", data[0:400:2])):
            whole = data[: len(data) // 2 * 2]
            if zeros.count(0) > len(zeros) * 0.3 and _fits(whole, encoding) and not _binary(whole.decode(encoding)):
                return encoding
        return ""
    if _fits(data, "utf-8"):
        return "utf-8"
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        if _fits(data, encoding) and common_hanzi(data.decode(encoding)):
            return encoding
    return ""


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _binary(text: str) -> bool:
    """Tell bytes that only happen to decode: no text holds control characters."""
    return any(one < " " and one not in _WHITE for one in text[:4096])


def common_hanzi(text: str) -> bool:
    """Tell real Chinese text from bytes that happen to decode: most letters are punctuation or the 3,755 common characters."""
    letters = [one for one in text if one > "\x7f"]
    common = 0
    for one in letters:
        try:
            pair = one.encode("gb2312")
        except UnicodeEncodeError:
            continue
        common += 0xA1 <= pair[0] <= 0xA3 or 0xB0 <= pair[0] <= 0xD7
    return bool(letters) and common >= 0.7 * len(letters)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as broken:
        raise InputError(
            f"not valid {encoding} at byte {broken.start}",
            zh=f"第 {broken.start} 字节处不是有效的 {encoding}",
            file=name,
        ) from None


def missing(extra: str, what: str, file: str) -> NotChecked:
    """Return the record for a file whose reader needs an extra that is not installed."""
    install = f"pip install 'listinglint[{extra}]'"
    reason = Words(f"读取 {what} 需要安装：{install}", f"reading {what} needs the extra {extra}: {install}")
    return NotChecked(file, "", "unavailable", reason, file)


def failed(error: InputError, listing: str) -> NotChecked:
    """Return the record for a listing, or a part of one, that could not be read."""
    return NotChecked(listing, "", "failed", Words(error.zh, error.message), error.file, error.line or None)
