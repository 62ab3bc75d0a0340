"""A picture file that is opened once and decoded at most once, however many measures look at it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from listinglint.pictures import header
from listinglint.pictures.header import Header

# The long side of the copy on which the product is looked for.
_SMALL = 512


class Opened:
    """One picture for the time that it is measured; whatever is asked of it may raise `Unreadable`.

    `whole` tells beforehand that pixels are wanted: then a look at its health is a full decode too, and the only one.
    """

    def __init__(self, path: str, *, whole: bool = False) -> None:
        self.path = path
        self.known: dict[str, Any] = {}  # what one measure may borrow from another
        self._whole = whole

    def __fspath__(self) -> str:
        return self.path

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        file = self.__dict__.get("file")
        if file is not None:
            file.close()

    @cached_property
    def file(self) -> Any:
        """Pillow's picture, its header read and nothing decoded."""
        return header.opened(self.path)

    @cached_property
    def header(self) -> Header:
        """What the header says; read before anything is decoded, which may change the size that Pillow tells."""
        return header.read(self.file, self.path)

    @cached_property
    def healthy(self) -> bool:
        """True, or `Unreadable` is raised."""
        if self._whole:
            return bool(self.pixels)
        header.decode(self.file)
        return True

    @cached_property
    def pixels(self) -> Any:
        """The whole picture upright in 8-bit RGB, what is transparent on white."""
        header.decode(self.file, whole=True)
        return _on_white(_upright(self.file, self.header.orientation))

    @cached_property
    def small(self) -> Any:
        """A copy of at most 512 pixels a side, each the mean of those that it stands for."""
        return shrunk(self.pixels, _SMALL)


def shrunk(picture: Any, long: int) -> Any:
    """Return a copy with a long side of at most `long` pixels, each the mean of those that it stands for."""
    from PIL import Image

    factor = long / max(picture.size)
    if factor >= 1:
        return picture
    size = [max(1, round(side * factor)) for side in picture.size]
    return picture.resize(tuple(size), Image.Resampling.BOX)


def _upright(picture: Any, orientation: int) -> Any:
    if orientation == 1:
        return picture
    from PIL import ImageOps

    return ImageOps.exif_transpose(picture)


def _on_white(picture: Any) -> Any:
    from PIL import Image

    if picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        return _eight_bits(picture)
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return picture.convert("RGB") if picture.mode != "RGB" else picture


def _eight_bits(picture: Any) -> Any:
    """16 bits a channel lose their lower half; Pillow's own conversion would clip all but the darkest."""
    import numpy as np
    from PIL import Image

    values = np.asarray(picture)
    scaled = values if values.max(initial=0) < 256 else values / 257
    return Image.fromarray(np.clip(scaled, 0, 255).astype(np.uint8)).convert("RGB")
