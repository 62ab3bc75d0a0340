"""What can be measured of a picture against a limit, by the name that rule files give it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from listinglint.model import Image
from listinglint.pictures.header import Header
from listinglint.pictures.seen import Border, Box, Detail, Jpeg, Product
from listinglint.tuples import NamedTuple

Value = float | str | None

MeasureName = Literal[
    "short-side", "long-side", "width", "height", "megapixels", "dimensions", "bytes", "aspect", "shape", "format", "mode", "still-mode",
    "frames",
    "orientation", "extension", "profile", "jpeg-quality", "effective-short-side", "effective-long-side", "sharpness",
    "white-border", "pure-white", "fill", "touching", "off-centre", "close-up", "frame",
]  # fmt: skip


class Figure(NamedTuple):
    """A measure: the fact that holds it, how its value is read (None: cannot be told), its unit.

    `paper` reads the figure that the header promises, where detail is measured against it; `area` the box that is meant.
    """

    fact: str
    value: Callable[[Any], Value]
    unit: str = ""
    paper: Callable[[Header], float] | None = None
    area: Callable[[Mapping[str, Any]], Box | None] | None = None


# The shapes that marketplaces ask for by name; within one percent a picture counts as such.
_SHAPES = {"1:1": 1.0, "3:4": 3 / 4, "2:3": 2 / 3, "4:3": 4 / 3, "3:2": 3 / 2, "16:9": 16 / 9, "9:16": 9 / 16,
           "1:1.44": 1 / 1.44}  # fmt: skip
# A program's own tables have no quality that others would understand.
_OWN_TABLES = 1.0
_LONG_PAGE = 2


def shape(header: Header) -> str:
    """Return the shape by the name that marketplaces give it."""
    aspect = header.aspect
    near = min(_SHAPES, key=lambda name: abs(aspect / _SHAPES[name] - 1))
    return near if abs(aspect / _SHAPES[near] - 1) <= 0.01 else f"{aspect:.2f}:1"


def dimensions(header: Header) -> str:
    """Return width × height."""
    return f"{header.width}×{header.height}"


def _quality(jpeg: Jpeg) -> Value:
    return jpeg.quality if jpeg.quality and jpeg.misfit <= _OWN_TABLES else None


def _sharpness(detail: Detail) -> Value:
    return None if detail.half_loss < 0 else round(100 * detail.half_loss, 1)


def _whiteness(border: Border) -> Value:
    """The share of white in percent; a product that runs into the edge of a white picture does not darken it."""
    return max(round(100 * border.white), 50) if border.is_white else round(100 * border.white)


def _purity(border: Border) -> Value:
    """The share of exact white in percent; where most of the edge is exactly white the rest is what JPEG or a shadow left."""
    return round(100 * border.pure, 1) if border.is_white and border.median < 255 else None


def _fill(product: Product) -> Value:
    return round(100 * product.fill) if product.white and product.box else None


def _touching(product: Product) -> Value:
    return len(product.touches) if product.white and product.box else None


def _off_centre(product: Product) -> Value:
    return round(100 * max(abs(product.across), abs(product.down))) if product.white and product.box else None


def _close(product: Product) -> Value:
    return round(100 * product.close) if product.white and product.box else None


def _product_box(facts: Mapping[str, Any]) -> Box | None:
    product: Product = facts["product"]
    return product.box


FIGURES: Mapping[str, Figure] = {
    "short-side": Figure("header", lambda header: header.short, "px"),
    "long-side": Figure("header", lambda header: header.long, "px"),
    "width": Figure("header", lambda header: header.width, "px"),
    "height": Figure("header", lambda header: header.height, "px"),
    "megapixels": Figure("header", lambda header: header.megapixels, "MP"),
    "dimensions": Figure("header", dimensions),
    "bytes": Figure("header", lambda header: header.bytes, "bytes"),
    "aspect": Figure("header", lambda header: header.aspect, ":1"),
    "shape": Figure("header", shape),
    "format": Figure("header", lambda header: header.format),
    "mode": Figure("header", lambda header: header.mode),
    # What moves is told as such; that it also has few colours is nothing that could be mended without.
    "still-mode": Figure("header", lambda header: header.mode if header.frames == 1 else None),
    "frames": Figure("header", lambda header: header.frames, "frames"),
    "orientation": Figure("header", lambda header: header.orientation),
    "extension": Figure("header", lambda header: "same" if header.honest else f".{header.extension} = {header.format}"),
    "profile": Figure("profile", str),
    "jpeg-quality": Figure("jpeg", _quality),
    "effective-short-side": Figure("detail", lambda detail: detail.factor, "px", lambda header: header.short),
    "effective-long-side": Figure("detail", lambda detail: detail.factor, "px", lambda header: header.long),
    "sharpness": Figure("detail", _sharpness),
    "white-border": Figure("border", _whiteness, "%"),
    "pure-white": Figure("border", _purity, "%"),
    "fill": Figure("product", _fill, "%", area=_product_box),
    "touching": Figure("product", _touching, "sides", area=_product_box),
    "off-centre": Figure("product", _off_centre, "%", area=_product_box),
    "close-up": Figure("product", _close, "%", area=_product_box),
    "frame": Figure("frame", lambda frame: frame.width, "px"),
}
_SIDES = {"left": "左", "top": "上", "right": "右", "bottom": "下"}


def value(figure: Figure, image: Image) -> Value:
    """Return the measured value of a picture; None where it cannot be told.

    Long pages hold several views, texts and tables: where the product stands in them says nothing.
    """
    header: Header = image.facts["header"]
    if figure.fact == "product" and header.long > _LONG_PAGE * header.short:
        return None
    found = figure.value(image.facts[figure.fact])
    if figure.paper is None or not isinstance(found, (int, float)):
        return found
    return None if not found else round(figure.paper(header) * found)


def sides(product: Product | None) -> tuple[str, str]:
    """Return the sides that a product touches, in Chinese and English."""
    touched = product.touches if product is not None else ()
    return "、".join(_SIDES[one] for one in touched), ", ".join(touched)
