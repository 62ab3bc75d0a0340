"""The camera: turns shapes into a picture with metal reflections, a soft shadow and a backdrop."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from studio.solids import Face, Vec, moved, turn

if TYPE_CHECKING:
    from collections.abc import Sequence

Colour = tuple[int, int, int]

RAMPS: dict[str, list[tuple[float, Colour]]] = {
    "gold": [
        (0, (66, 36, 8)),
        (0.3, (158, 102, 30)),
        (0.6, (222, 172, 78)),
        (0.85, (250, 224, 154)),
        (1, (255, 252, 236)),
    ],
    "brass": [
        (0, (70, 44, 0)),
        (0.3, (170, 118, 16)),
        (0.6, (236, 186, 48)),
        (0.85, (255, 228, 110)),
        (1, (255, 252, 214)),
    ],
    "rose": [
        (0, (70, 30, 22)),
        (0.3, (164, 96, 80)),
        (0.6, (222, 160, 140)),
        (0.85, (248, 212, 198)),
        (1, (255, 246, 240)),
    ],
    "silver": [
        (0, (30, 32, 36)),
        (0.3, (108, 112, 118)),
        (0.6, (182, 186, 192)),
        (0.85, (230, 232, 236)),
        (1, (255, 255, 255)),
    ],
    "diamond": [
        (0, (54, 62, 78)),
        (0.3, (130, 142, 160)),
        (0.6, (204, 212, 222)),
        (0.85, (238, 243, 248)),
        (1, (255, 255, 255)),
    ],
    "green": [
        (0, (4, 40, 28)),
        (0.3, (10, 84, 56)),
        (0.6, (32, 134, 92)),
        (0.85, (120, 200, 160)),
        (1, (235, 255, 245)),
    ],
    "blue": [
        (0, (8, 14, 58)),
        (0.3, (20, 42, 120)),
        (0.6, (48, 88, 184)),
        (0.85, (140, 178, 240)),
        (1, (240, 247, 255)),
    ],
    "pearl": [
        (0, (120, 106, 100)),
        (0.3, (192, 178, 172)),
        (0.6, (232, 224, 220)),
        (0.85, (248, 244, 242)),
        (1, (255, 255, 255)),
    ],
}


class View(NamedTuple):
    """Where the camera stands; `fill` is the share of the frame, `focus` moves the middle (in frames)."""

    pitch: float
    yaw: float = 0.0
    fill: float = 0.86
    focus: tuple[float, float] = (0.0, 0.0)


def _step(low: float, high: float, x: float) -> float:
    t = min(1.0, max(0.0, (x - low) / (high - low)))
    return t * t * (3 - 2 * t)


def _bump(centre: float, width: float, x: float) -> float:
    return math.exp(-(((x - centre) / width) ** 2))


def _light(normal: Vec) -> float:
    """How bright a mirror with this normal looks: lamps above and beside, black cards between them."""
    nx, ny, nz = normal
    rx, ry, rz = 2 * nz * nx, 2 * nz * ny, 2 * nz * nz - 1
    light = 0.5 + 0.22 * ry + 0.42 * _step(0.25, 0.55, ry) - 0.24 * _step(0.8, 0.95, ry)
    light += 0.4 * _bump(0.62, 0.12, rx) - 0.3 * _bump(-0.5, 0.2, rx) + 0.22 * _bump(-0.85, 0.1, rx)
    light -= 0.34 * _bump(-0.1, 0.14, ry) + 0.12 * _bump(1.0, 0.3, rz)
    light += 0.2 * _bump(-0.55, 0.2, ry)
    # Black cards beside the product keep its outline visible on white.
    return light * (0.45 + 0.55 * _step(0.0, 0.5, nz))


def _colour(finish: str, light: float) -> Colour:
    ramp = RAMPS[finish]
    light = min(1.0, max(0.0, light))
    for (x0, c0), (x1, c1) in pairwise(ramp):
        if light <= x1:
            t = (light - x0) / (x1 - x0)
            return (
                round(c0[0] + t * (c1[0] - c0[0])),
                round(c0[1] + t * (c1[1] - c0[1])),
                round(c0[2] + t * (c1[2] - c0[2])),
            )
    return ramp[-1][1]


def _shade(face: Face) -> Colour:
    light = _light(face.normal)
    if face.spark is not None:
        return _colour(face.finish, 0.22 * light + 0.78 * face.spark)
    if face.finish == "pearl":
        x, y, z = face.normal
        soft = 0.12 + 0.62 * _step(-0.5, 1.0, 0.6 * y + 0.6 * z - 0.3 * x) + 0.1 * _bump(-0.75, 0.15, y)
        light = soft + 0.5 * _bump(0.0, 0.05, (x + 0.32) ** 2 + (y - 0.45) ** 2)
    return _colour(face.finish, light)


class Frame(NamedTuple):
    """How points in space land on the picture."""

    scale: float
    x: float
    y: float

    def at(self, point: Vec) -> tuple[float, float]:
        """Return the pixel of a point."""
        return (self.x + self.scale * point[0], self.y - self.scale * point[1])


def _frame(faces: Sequence[Face], size: int, view: View) -> Frame:
    xs = [p[0] for f in faces for p in f.points]
    ys = [p[1] for f in faces for p in f.points]
    scale = size * view.fill / max(max(xs) - min(xs), max(ys) - min(ys))
    cx, cy = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return Frame(scale, size * (0.5 - view.focus[0]) - scale * cx, size * (0.5 + view.focus[1]) + scale * cy)


def _paint(faces: Sequence[Face], frame: Frame, size: int) -> tuple[Image.Image, Image.Image]:
    picture, mask = Image.new("RGB", (size, size), (128, 120, 110)), Image.new("L", (size, size))
    brush, stencil = ImageDraw.Draw(picture), ImageDraw.Draw(mask)
    visible = [f for f in faces if f.normal[2] > -0.05 or f.spark is not None]
    for face in sorted(visible, key=lambda f: sum(p[2] for p in f.points) / len(f.points)):
        points = [frame.at(p) for p in face.points]
        if not (-size < points[0][0] < 2 * size and -size < points[0][1] < 2 * size):
            continue
        brush.polygon(points, fill=_shade(face))
        stencil.polygon(points, fill=255)
    return picture, mask


def _shadow(faces: Sequence[Face], camera: tuple[float, float], frame: Frame, size: int) -> Image.Image:
    floor = min(p[1] for f in faces for p in f.points)
    fallen = [
        f._replace(points=tuple((x + 0.35 * (y - floor), floor, z - 0.25 * (y - floor)) for x, y, z in f.points))
        for f in faces
    ]
    mask = Image.new("L", (size, size))
    brush = ImageDraw.Draw(mask)
    for face in _seen(fallen, camera):
        brush.polygon([frame.at(p) for p in face.points], fill=255)
    wide = mask.filter(ImageFilter.GaussianBlur(size / 55)).point(lambda v: v * 0.5)
    near = mask.filter(ImageFilter.GaussianBlur(size / 200)).point(lambda v: v * 0.3)
    return ImageChops.add(wide, near)


def _seen(faces: Sequence[Face], camera: tuple[float, float]) -> list[Face]:
    return moved(moved(faces, turn("y", camera[1])), turn("x", camera[0]))


def shoot(faces: Sequence[Face], view: View, backdrop: Image.Image, *, shadow: bool = True) -> Image.Image:
    """Photograph the faces in front of a square backdrop, drawn at twice the size for clean edges."""
    size = backdrop.width
    camera = (view.pitch, view.yaw)
    turned = _seen(faces, camera)
    frame = _frame(turned, 2 * size, view)
    picture, mask = _paint(turned, frame, 2 * size)
    result = backdrop
    if shadow:
        half = Frame(frame.scale / 2, frame.x / 2, frame.y / 2)
        dark = backdrop.point(lambda v: v * 0.3)
        result = Image.composite(dark, backdrop, _shadow(faces, camera, half, size))
    small = (size, size)
    return Image.composite(
        picture.resize(small, Image.Resampling.LANCZOS), result, mask.resize(small, Image.Resampling.LANCZOS)
    )
