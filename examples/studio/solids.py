"""Shapes that products are made of (bands, wires, beads, plates, stones), as many small flat faces."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Vec = tuple[float, float, float]


class Face(NamedTuple):
    """One flat piece of a surface; `spark` is its own brightness (only cut stones have one)."""

    points: tuple[Vec, ...]
    normal: Vec
    finish: str
    spark: float | None = None


def cross(a: Vec, b: Vec) -> Vec:
    """Return the vector that stands upright on both."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(a: Vec) -> Vec:
    """Return the vector with length one."""
    length = math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]) or 1.0
    return (a[0] / length, a[1] / length, a[2] / length)


def along(origin: Vec, *steps: tuple[float, Vec]) -> Vec:
    """Walk from a point: so far in this direction, so far in that."""
    x, y, z = origin
    for length, (dx, dy, dz) in steps:
        x, y, z = x + length * dx, y + length * dy, z + length * dz
    return (x, y, z)


def moved(faces: Iterable[Face], place: Callable[[Vec], Vec]) -> list[Face]:
    """Return the faces after a turn, a shift or a change of size."""
    zero = place((0.0, 0.0, 0.0))
    result = []
    for face in faces:
        tip = place(face.normal)
        normal = unit((tip[0] - zero[0], tip[1] - zero[1], tip[2] - zero[2]))
        result.append(face._replace(points=tuple(map(place, face.points)), normal=normal))
    return result


def turn(axis: str, degrees: float) -> Callable[[Vec], Vec]:
    """Return the turn round the x, y or z axis."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    if axis == "x":
        return lambda p: (p[0], c * p[1] - s * p[2], s * p[1] + c * p[2])
    if axis == "y":
        return lambda p: (c * p[0] + s * p[2], p[1], c * p[2] - s * p[0])
    return lambda p: (c * p[0] - s * p[1], s * p[0] + c * p[1], p[2])


def shift(x: float, y: float, z: float) -> Callable[[Vec], Vec]:
    """Return the shift by this much."""
    return lambda p: (p[0] + x, p[1] + y, p[2] + z)


def circle(radius: float, steps: int, start: float = 0.0, stop: float = 360.0) -> list[Vec]:
    """Return points on a circle, or on an arc of it, in the upright plane."""
    full = abs(stop - start) >= 360.0
    last = steps if full else steps - 1
    angles = (math.radians(start + (stop - start) * i / last) for i in range(steps))
    return [(radius * math.cos(a), radius * math.sin(a), 0.0) for a in angles]


def sweep(path: Sequence[Vec], axis: Vec, section: tuple[float, float], finish: str, sides: int = 24) -> list[Face]:
    """Pull an oval section (half width in the plane, half height along the axis) along a path.

    A path whose ends lie as close as its other points is closed into a ring.
    """
    closed = math.dist(path[0], path[-1]) < 2.5 * math.dist(path[0], path[1])
    count = len(path)
    hoops = []
    for i in range(count):
        before = path[i - 1] if closed or i else path[0]
        after = path[(i + 1) % count] if closed or i < count - 1 else path[-1]
        tangent = unit((after[0] - before[0], after[1] - before[1], after[2] - before[2]))
        hoops.append(_hoop(path[i], cross(axis, tangent), axis, section, sides))
    faces = []
    for i in range(count if closed else count - 1):
        faces += _strip(hoops[i], hoops[(i + 1) % count], finish)
    return faces


def _hoop(centre: Vec, side: Vec, axis: Vec, section: tuple[float, float], sides: int) -> list[tuple[Vec, Vec]]:
    hoop = []
    for k in range(sides):
        c, s = math.cos(2 * math.pi * k / sides), math.sin(2 * math.pi * k / sides)
        normal = unit(along((0.0, 0.0, 0.0), (c / section[0], side), (s / section[1], axis)))
        hoop.append((along(centre, (section[0] * c, side), (section[1] * s, axis)), normal))
    return hoop


def _strip(one: list[tuple[Vec, Vec]], two: list[tuple[Vec, Vec]], finish: str) -> list[Face]:
    faces = []
    for k in range(len(one)):
        (a, n), (b, m) = one[k], one[(k + 1) % len(one)]
        points = (a, b, two[(k + 1) % len(two)][0], two[k][0])
        faces.append(Face(points, unit((n[0] + m[0], n[1] + m[1], n[2] + m[2])), finish))
    return faces


def bead(radius: float, finish: str, steps: int = 28) -> list[Face]:
    """Return a ball round the origin."""
    faces = []
    for i in range(steps // 2):
        for k in range(steps):
            u0, u1 = math.pi * i / (steps // 2), math.pi * (i + 1) / (steps // 2)
            v0, v1 = 2 * math.pi * k / steps, 2 * math.pi * (k + 1) / steps
            corners = [_on_ball(u0, v0), _on_ball(u0, v1), _on_ball(u1, v1), _on_ball(u1, v0)]
            points = tuple((radius * x, radius * y, radius * z) for x, y, z in corners)
            faces.append(Face(points, _on_ball((u0 + u1) / 2, (v0 + v1) / 2), finish))
    return faces


def _on_ball(u: float, v: float) -> Vec:
    return (math.sin(u) * math.cos(v), math.cos(u), math.sin(u) * math.sin(v))


def pillow(outline: Sequence[tuple[float, float]], height: float, finish: str, steps: int = 40) -> list[Face]:
    """Return a plate with this outline (round the origin) that is domed like a pillow."""
    rings = []
    for i in range(steps + 1):
        s = math.sin(math.pi / 2 * i / steps)
        z = height * math.sqrt(max(0.0, 1.0 - s * s))
        rings.append([(s * x, s * y, z) for x, y in outline])
    faces = []
    for inner, outer in pairwise(rings):
        for k in range(len(outline)):
            j = (k + 1) % len(outline)
            points = (inner[k], outer[k], outer[j], inner[j])
            diagonals = [tuple(b - a for a, b in zip(points[m], points[m + 2], strict=True)) for m in (0, 1)]
            normal = unit(cross((*diagonals[0],), (*diagonals[1],)))  # type: ignore[arg-type]
            faces.append(Face(points, normal if normal[2] > 0 else (-normal[0], -normal[1], -normal[2]), finish))
    return faces


def brilliant(radius: float, finish: str, seed: int) -> list[Face]:
    """Return a round cut stone seen from its table (facing z); every facet is split into sparkling parts."""
    rng = random.Random(seed)  # noqa: S311  (a drawing, not a secret)
    table = [(x, y, 0.34 * radius) for x, y, _ in circle(0.56 * radius, 8, 22.5, 382.5)]
    kite = [(x, y, 0.2 * radius) for x, y, _ in circle(0.8 * radius, 8)]
    rim = [(x, y, 0.0) for x, y, _ in circle(radius, 16)]
    facets: list[tuple[Vec, ...]] = []
    centre = (0.0, 0.0, 0.34 * radius)
    for i in range(8):
        last, tip = table[i - 1], rim[2 * i]
        facets += [
            (centre, last, table[i]),
            (last, kite[i], table[i]),
            (table[i], kite[i], kite[(i + 1) % 8]),
        ]
        facets += [(kite[i], tip, rim[2 * i - 1]), (kite[i], tip, rim[2 * i + 1])]
        facets.append((kite[i], rim[2 * i + 1], kite[(i + 1) % 8]))
    faces = []
    for facet in facets:
        faces += _sparkling(facet, finish, rng, radius)
    return faces


def _sparkling(facet: tuple[Vec, ...], finish: str, rng: random.Random, radius: float) -> list[Face]:
    weights = [rng.uniform(0.5, 1.5) for _ in facet]
    total = sum(weights)
    mid = along((0.0, 0.0, 0.0), *((w / total, p) for w, p in zip(weights, facet, strict=True)))
    normal = unit((mid[0], mid[1], 1.2 * radius))
    faces = []
    for k in range(len(facet)):
        spark = rng.choice((0.1, 0.3, 0.42, 0.58, 0.75, 0.9, 1.0))
        faces.append(Face((facet[k], facet[(k + 1) % len(facet)], mid), normal, finish, spark))
    return faces
