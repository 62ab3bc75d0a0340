"""Small copies of pictures, so that a report shows them without the originals."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

from listinglint.tuples import NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

LONGEST = 320
_MOST_PIXELS = 120_000_000


class Thumb(NamedTuple):
    """A small JPEG and the size of the original in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def uri(self) -> str:
        """The picture as text that a page can hold."""
        return "data:image/jpeg;base64," + b64encode(self.data).decode()


def thumb(path: str, longest: int = LONGEST) -> Thumb | None:
    """Return a small copy of a picture file; None where it cannot be made, which the report says."""
    from PIL import Image  # 30 ms, only for pictures with findings

    try:
        with Image.open(path) as opened:
            width, height = opened.size
            if width * height > _MOST_PIXELS:
                return None
            opened.draft("RGB", (longest, longest))
            opened.thumbnail((longest, longest))
            out = BytesIO()
            _on_white(opened).save(out, "JPEG", quality=72, optimize=True)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return Thumb(out.getvalue(), width, height)


def _on_white(opened: Opened) -> Opened:
    from PIL import Image

    if opened.mode in ("RGB", "L"):
        return opened
    if "A" not in opened.mode and "transparency" not in opened.info:
        return opened.convert("RGB")
    ground = Image.new("RGB", opened.size, "white")
    layer = opened.convert("RGBA")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground
