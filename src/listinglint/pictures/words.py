"""The words painted into a picture, line by line with the box of each, long pages read strip by strip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from listinglint.pictures import ocr, product
from listinglint.pictures.ocr import Piece
from listinglint.pictures.opened import Opened
from listinglint.pictures.product import Beside
from listinglint.pictures.seen import Box, Line
from listinglint.tuples import NamedTuple

# Below this the reader guesses: small print of eight pixels comes out garbled at about a half.
SURE = 0.6
_STRIP, _LEAST_STRIP, _AREA = 1280, 800, 1_020_000
_OVERLAP = 160  # more than the tallest line
_WIDEST = 1600
_SHORT_SIDE = 736  # the reader enlarges a picture until its shorter side has so many pixels
_GAP = 2.0  # in heights of the line: further apart are columns of a table
_LONG_PAGE = 2
# In shares of a side, and of what lies around a line: a white product on white may well be printed, but hardly in a corner.
_CORNER, _CLEAR = 0.08, 0.2


class Strip(NamedTuple):
    """A strip of a page; what has its middle in [first, last) is read from it, so nothing is read twice."""

    top: int
    bottom: int
    first: float
    last: float


def measure(picture: Opened) -> tuple[Line, ...]:
    """Return the lines of words in a picture, in reading order."""
    whole = picture.pixels
    scale = min(1.0, _WIDEST / whole.width)
    height = max(1, round(whole.height * scale))
    pieces = [
        piece._replace(box=tuple(round(side / scale) for side in piece.box))
        for strip in strips(min(whole.width, _WIDEST), height)
        for piece in _read(whole, strip, scale)
    ]
    found = lines(one for one in pieces if _told(one))
    goods = _goods(picture, found)
    return tuple(_line(one, whole.size, goods) for one in found)


def strips(width: int, height: int) -> Iterator[Strip]:
    """Yield overlapping strips of equal height that cover a page; no memory grows with the length of a page."""
    tall = max(_LEAST_STRIP, min(_STRIP, _AREA // max(width, 1)))
    if height <= tall:
        yield Strip(0, height, float("-inf"), float("inf"))
        return
    count = -(-(height - _OVERLAP) // (tall - _OVERLAP))
    tops = [round(number * (height - tall) / (count - 1)) for number in range(count)]
    cuts = [float("-inf"), *((tops[n - 1] + tall + tops[n]) / 2 for n in range(1, count)), float("inf")]
    for number, top in enumerate(tops):
        yield Strip(top, top + tall, cuts[number], cuts[number + 1])


def _read(whole: Any, strip: Strip, scale: float) -> Iterator[Piece]:
    """Read one strip; boxes are in pixels of the scaled page."""
    import numpy as np

    cut = whole
    if scale < 1 or strip.top or strip.bottom != whole.height:
        top, bottom = round(strip.top / scale), min(round(strip.bottom / scale), whole.height)
        cut = whole.crop((0, top, whole.width, bottom))
    if scale < 1:
        cut = cut.resize((_WIDEST, strip.bottom - strip.top))
    for piece in ocr.read(_roomy(np.asarray(cut))):
        left, top, right, bottom = piece.box
        box = (left, top + strip.top, right, bottom + strip.top)
        if strip.first <= (box[1] + box[3]) / 2 < strip.last:
            yield piece._replace(box=box)


def _roomy(pixels: Any) -> Any:
    """Return a flat banner on a ground of its own last colour; enlarged to the shorter side it would grow huge."""
    import numpy as np

    height, width = pixels.shape[:2]
    missing = min(_SHORT_SIDE, max(height, width)) - min(height, width)
    if missing <= 0:
        return pixels
    return np.pad(pixels, ((0, missing), (0, 0), (0, 0)) if height < width else ((0, 0), (0, missing), (0, 0)), "edge")


def _told(piece: Piece) -> bool:
    return piece.score >= SURE and bool(piece.text.strip())


def lines(pieces: Iterable[Piece]) -> list[Piece]:
    """Join the pieces of each line from left to right; a phrase with a gap in it would otherwise be two."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (_middle(one), one.box[0])):
        row = next((row for row in reversed(rows[-12:]) if _level(row[-1], piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [line for row in rows for line in _joined(sorted(row, key=lambda one: one.box[0]))]


def _middle(piece: Piece) -> float:
    return (piece.box[1] + piece.box[3]) / 2


def _tall(piece: Piece) -> int:
    return max(1, piece.box[3] - piece.box[1])


def _level(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces stand on one line: middles within half a height, letters of about one size."""
    low, high = sorted((_tall(one), _tall(other)))
    return abs(_middle(one) - _middle(other)) <= low / 2 and high <= 2 * low


def _joined(row: list[Piece]) -> Iterator[Piece]:
    line = row[0]
    for piece in row[1:]:
        if piece.box[0] - line.box[2] > _GAP * min(_tall(line), _tall(piece)):
            yield line
            line = piece
            continue
        boxes = (line.box, piece.box)
        box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
        line = Piece(f"{line.text} {piece.text}", min(line.score, piece.score), box)
    yield line


def _goods(picture: Opened, found: list[Piece]) -> Beside | None:
    """Return where the product stands, None where that cannot be told: on pages of several views, on busy grounds."""
    width, height = picture.pixels.size
    if not found or max(width, height) > _LONG_PAGE * min(width, height):
        return None
    return product.beside(picture, (one.box for one in found))


def _line(piece: Piece, size: tuple[int, int], goods: Beside | None) -> Line:
    width, height = size
    left, top, right, bottom = piece.box
    box = (max(0, left), max(0, top), min(width, right), min(height, bottom))
    area = max(0, box[2] - box[0]) * max(0, box[3] - box[1]) / (width * height)
    outside = None if goods is None else _outside(box, goods.box) or _in_corner(box, size, goods)
    return Line(piece.text, box, round(piece.score, 3), (bottom - top) / height, area, outside)


def _outside(box: Box, goods: Box) -> bool:
    """Tell whether most of a line lies beside the product."""
    across = max(0, min(box[2], goods[2]) - max(box[0], goods[0]))
    down = max(0, min(box[3], goods[3]) - max(box[1], goods[1]))
    own = max(1, (box[2] - box[0]) * (box[3] - box[1]))
    return across * down / own < 0.5


def _in_corner(box: Box, size: tuple[int, int], goods: Beside) -> bool:
    """Tell whether a line stands in a corner of the picture where no product is: a chain's box takes in all four of them."""
    aside = min(box[0], size[0] - box[2]) <= _CORNER * size[0]
    above = min(box[1], size[1] - box[3]) <= _CORNER * size[1]
    return aside and above and goods.about(box) < _CLEAR
