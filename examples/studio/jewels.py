"""The jewellery of the examples: rings, hoops, chains, pendants and bracelets."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from studio.solids import Vec, along, bead, brilliant, circle, cross, moved, pillow, shift, sweep, turn, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.solids import Face

FRONT: Vec = (0.0, 0.0, 1.0)
UP: Vec = (0.0, 1.0, 0.0)


def band(finish: str, width: float = 0.14, steps: int = 300) -> list[Face]:
    """Return a plain ring that stands upright."""
    return sweep(circle(1.0, steps), FRONT, (0.075, width), finish, sides=48)


def twisted_band(finish: str, fine: int = 1) -> list[Face]:
    """Return a ring of two wires laid round each other; `fine` doubles the faces for large pictures."""
    faces = []
    for phase in (0.0, math.pi):
        path = []
        for i in range(420 * fine):
            a = 2 * math.pi * i / (420 * fine)
            swing = 9 * a + phase
            r = 1.0 + 0.055 * math.cos(swing)
            path.append((r * math.cos(a), r * math.sin(a), 0.055 * math.sin(swing)))
        faces += sweep(path, FRONT, (0.06, 0.06), finish, sides=22 * fine)
    return faces


def solitaire(finish: str, stone: str, seed: int) -> list[Face]:
    """Return a ring with one round stone in four claws."""
    faces = sweep(circle(1.0, 260), FRONT, (0.055, 0.085), finish, sides=32)
    gem = moved(brilliant(0.36, stone, seed), turn("x", -90))
    faces += moved(gem, shift(0, 1.24, 0))
    basket = moved(sweep(circle(0.24, 80), FRONT, (0.03, 0.03), finish, sides=12), turn("x", 90))
    faces += moved(basket, shift(0, 1.12, 0))
    for corner in (45, 135, 225, 315):
        a = math.radians(corner)
        foot, tip = (
            (0.2 * math.cos(a), 1.02, 0.2 * math.sin(a)),
            (0.35 * math.cos(a), 1.27, 0.35 * math.sin(a)),
        )
        claw = [along(foot, (t / 8, (tip[0] - foot[0], tip[1] - foot[1], tip[2] - foot[2]))) for t in range(9)]
        side = unit((-math.sin(a), 0.0, math.cos(a)))
        faces += sweep(claw, side, (0.032, 0.032), finish, sides=12)
        faces += moved(bead(0.042, finish, 14), shift(*tip))
    return faces


def hoop(finish: str, fine: int = 1) -> list[Face]:
    """Return one hoop earring with its hinged post."""
    faces = sweep(circle(1.0, 280 * fine, 108, 432), FRONT, (0.085, 0.085), finish, sides=40 * fine)
    gap = circle(1.0, 40, 76, 106)
    faces += sweep(gap, FRONT, (0.02, 0.02), finish, sides=12)
    hinge = moved(bead(0.098, finish, 36 * fine), shift(math.cos(math.radians(108)), math.sin(math.radians(108)), 0))
    catch = moved(bead(0.092, finish, 36 * fine), shift(math.cos(math.radians(73)), math.sin(math.radians(73)), 0))
    return faces + hinge + catch


def pair_of_hoops(finish: str, fine: int = 1) -> list[Face]:
    """Return two hoops standing side by side, the second turned a little more."""
    left = moved(moved(hoop(finish, fine), turn("y", 38)), shift(-0.98, 0, 0))
    right = moved(moved(hoop(finish, fine), turn("y", 62)), shift(0.92, 0, 0.35))
    return left + right


def chain(path: Sequence[Vec], link: tuple[float, float, float], finish: str, roll: Sequence[float]) -> list[Face]:
    """Lay links (half length, half width, wire) along a path; `roll` turns them round it in turn."""
    faces = []
    spots = _evenly(path, 2 * link[0] - 2.3 * link[2])
    for i in range(len(spots) - 1):
        ahead = unit((spots[i + 1][0] - spots[i][0], spots[i + 1][1] - spots[i][1], spots[i + 1][2] - spots[i][2]))
        side = unit(cross(UP, ahead))
        angle = math.radians(roll[i % len(roll)])
        lay = along((0.0, 0.0, 0.0), (math.cos(angle), side), (math.sin(angle), UP))
        curve = [along(spots[i], (link[0] * x, ahead), (link[1] * y, lay)) for x, y, _ in circle(1.0, 26)]
        faces += sweep(curve, unit(cross(ahead, lay)), (link[2], link[2]), finish, sides=10)
    return faces


def _evenly(path: Sequence[Vec], gap: float) -> list[Vec]:
    spots, left = [path[0]], gap
    for a, b in pairwise(path):
        length = math.dist(a, b)
        walked = 0.0
        while length - walked >= left:
            walked += left
            t = walked / length
            spots.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])))
            left = gap
        left -= length - walked
    return spots


def _petal(steps: int = 120) -> list[tuple[float, float]]:
    points = []
    for i in range(steps):
        t = 2 * math.pi * i / steps
        x = 16 * math.sin(t) ** 3
        y = 13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)
        points.append((x / 17, (y + 2) / 17))
    return points


def clover(finish: str, stone: str, seed: int) -> list[Face]:
    """Return a four-leaved pendant lying flat, with a small stone in the middle and a ring on top."""
    faces: list[Face] = []
    for quarter in range(4):
        leaf = moved(moved(pillow(_petal(), 0.35, finish), shift(0, 1.0, 0)), turn("z", 90 * quarter))
        rim = [(x, y + 1.0, 0.0) for x, y in _petal()]
        edge = moved(sweep(rim, FRONT, (0.07, 0.1), finish, sides=12), turn("z", 90 * quarter))
        faces += leaf + edge
    faces += moved(brilliant(0.4, stone, seed), shift(0, 0, 0.4))
    faces += moved(sweep(circle(0.43, 70), FRONT, (0.07, 0.1), finish, sides=12), shift(0, 0, 0.35))
    eye = moved(sweep(circle(0.3, 60), FRONT, (0.07, 0.07), finish, sides=12), shift(0, 2.1, 0.1))
    return moved(faces + eye, turn("x", -90))


def necklace(finish: str, stone: str, seed: int) -> list[Face]:
    """Return a fine cable chain lying flat with a clover pendant."""
    path = []
    for i in range(241):
        x = -1.0 + 2.0 * i / 240
        path.append((2.1 * x * (1.0 + 0.25 * (1 - x * x)), 0.0, 2.6 - 4.2 * x * x * (0.62 + 0.38 * x * x)))
    faces = chain(path, (0.085, 0.055, 0.017), finish, (8, 82))
    pendant = moved(clover(finish, stone, seed), lambda p: (0.27 * p[0], 0.27 * p[1], 0.27 * p[2]))
    return faces + moved(pendant, shift(0, 0.06, 3.24))


def pearl_drop(finish: str) -> list[Face]:
    """Return one pearl on a short chain that lies flat."""
    path = [(1.3 * x / 40, 0.0, -1.4 + 1.5 * (1 - abs(x / 40))) for x in range(-40, 41)]
    faces = chain(path, (0.075, 0.05, 0.015), finish, (8, 82))
    cap = moved(sweep(circle(0.09, 50), FRONT, (0.03, 0.03), finish, sides=12), turn("x", 90))
    return faces + moved(bead(0.36, "pearl", 110), shift(0, 0.2, 0.55)) + moved(cap, shift(0, 0.2, 0.14))


def curb_bracelet(finish: str) -> list[Face]:
    """Return a flat curb chain laid in an oval, with a box clasp."""
    path = [(1.25 * x, 0.0, z) for x, z, _ in circle(1.0, 361, 80, 439)]
    faces = chain(path, (0.15, 0.125, 0.046), finish, (32,))
    clasp = moved(sweep(circle(0.13, 60), FRONT, (0.04, 0.05), finish, sides=14), turn("x", 90))
    return faces + moved(clasp, shift(0.2, 0.06, 1.0))


def bead_bracelet(finish: str, accent: str) -> list[Face]:
    """Return a bracelet of polished beads, every sixth in another finish."""
    faces: list[Face] = []
    for i in range(24):
        a = 2 * math.pi * i / 24
        ball = bead(0.135, accent if i % 6 == 3 else finish, 48)
        faces += moved(ball, shift(1.05 * math.cos(a), 0.0, 1.05 * math.sin(a)))
    return faces
