"""Draw the pictures of the example listings: `python examples/draw.py [part of a path]`."""

from __future__ import annotations

import io
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from studio import backdrops, charts, cloth, jewels
from studio.camera import View, shoot
from studio.solids import moved, turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studio.solids import Face

HERE = Path(__file__).resolve().parent
GREY_BLUE, OAT, OAK = (196, 208, 220), (238, 232, 220), (206, 170, 130)
CREAM, SAND, SKY, MIST, BLUSH = (
    (252, 244, 234),
    (224, 204, 184),
    (222, 234, 244),
    (188, 206, 224),
    (246, 226, 222),
)


class Shot(NamedTuple):
    """One picture to draw; `quality` None means PNG, whatever the name says."""

    path: str
    draw: Callable[[], Image.Image]
    quality: int | None = 85


def ring() -> Iterator[Shot]:
    """The careful ring: five main pictures (the last on white), white, details, zoom, size."""
    band, fine = jewels.twisted_band("gold"), jewels.twisted_band("gold", 3)
    flat = moved(band, turn("x", 90))
    home = "zh-ring-good/images"
    yield Shot(f"{home}/main/01.jpg", lambda: shoot(band, View(24, 30, 0.8), backdrops.paper(800, CREAM, SAND, 11)))
    yield Shot(f"{home}/main/02.jpg", lambda: shoot(band, View(32, -38, 0.78), backdrops.stone(800, 12)))
    yield Shot(f"{home}/main/03.jpg", lambda: shoot(band, View(18, 58, 0.8), backdrops.velvet(800, (72, 40, 52), 13)))
    yield Shot(f"{home}/main/04.jpg", lambda: shoot(flat, View(46, 20, 0.8), backdrops.linen(800, OAT, 14)), 78)
    yield Shot(f"{home}/main/05.jpg", lambda: _on_white(band, View(16, 24, 0.88), 800))
    yield Shot(f"{home}/white/01.jpg", lambda: _on_white(band, View(0, 0, 0.88), 800), 92)
    close, front = View(24, 30, 2.6, (-0.55, 0.8)), View(58, 20, 3.2, (0.25, -1.15))
    yield Shot(f"{home}/detail/01.jpg", lambda: shoot(fine, close, backdrops.paper(1000, CREAM, SAND, 15)), 78)
    yield Shot(f"{home}/detail/02.jpg", lambda: shoot(moved(fine, turn("x", 90)), front, backdrops.stone(1000, 16)))
    yield Shot(
        f"{home}/zoom/01.jpg",
        lambda: shoot(fine, View(28, 40, 0.8), backdrops.paper(1600, CREAM, SAND, 17)),
        74,
    )
    yield Shot(f"{home}/size/01.jpg", _ring_size)


def _on_white(faces: list[Face], view: View, size: int) -> Image.Image:
    return shoot(faces, view, backdrops.white(size), shadow=False)


def _ring_size() -> Image.Image:
    picture = _on_white(jewels.twisted_band("gold"), View(0, 0, 0.66), 800)
    return charts.measured(
        picture, [((0.232, 0.5, 0.768, 0.5), "inside 16.9 mm"), ((0.17, 0.9, 0.83, 0.9), "outside 21.3 mm")]
    )


def necklace() -> Iterator[Shot]:
    """The faulty necklace: one picture of 620 pixels, one PNG that is called .jpg, nothing close up."""
    piece = jewels.necklace("brass", "green", 21)
    home = "zh-necklace-bad/images/main"
    yield Shot(f"{home}/01.jpg", lambda: shoot(piece, View(78, 0, 0.88), backdrops.linen(800, OAT, 22)), 78)
    yield Shot(f"{home}/02.jpg", lambda: shoot(piece, View(66, 12, 0.84), backdrops.white(620)))
    yield Shot(f"{home}/03.jpg", lambda: _few_colours(shoot(piece, View(78, -8, 0.84), backdrops.white(800))), None)


def _few_colours(picture: Image.Image) -> Image.Image:
    return picture.quantize(64, dither=Image.Dither.NONE)


def earrings() -> Iterator[Shot]:
    """The careful hoops: large pictures, as Etsy advises, with the clasp close up and the size."""
    pair, one = jewels.pair_of_hoops("silver", 2), jewels.hoop("silver", 2)
    home = "en-earrings-good/images"
    yield Shot(f"{home}/main/01.jpg", lambda: _on_white(pair, View(12, 0, 0.9), 2000), 74)
    yield Shot(f"{home}/main/02.jpg", lambda: shoot(pair, View(26, -16, 0.78), backdrops.stone(2000, 31)), 74)
    clasp, curve = View(18, 24, 2.4, (-0.02, 1.02)), View(34, -44, 6.0, (1.9, 0.3))
    blue = backdrops.paper(2000, SKY, MIST, 33)
    yield Shot(f"{home}/detail/01.jpg", lambda: shoot(one, clasp, blue, shadow=False), 80)
    yield Shot(f"{home}/detail/02.jpg", lambda: _on_white(jewels.hoop("silver", 4), curve, 1600), 75)
    yield Shot(
        f"{home}/zoom/01.jpg",
        lambda: shoot(one, View(20, 34, 0.76), backdrops.paper(2000, SKY, MIST, 32)),
        72,
    )
    yield Shot(f"{home}/size/01.jpg", _hoop_size, 74)


def _hoop_size() -> Image.Image:
    picture = _on_white(jewels.hoop("silver", 2), View(0, 0, 0.64), 2000)
    return charts.measured(picture, [((0.18, 0.9, 0.82, 0.9), "30 mm / 1.18 in"), ((0.77, 0.5, 0.82, 0.5), "2.5 mm")])


def bracelet() -> Iterator[Shot]:
    """The faulty bracelet: its detail picture is a part of the main picture, enlarged three times."""
    piece = jewels.curb_bracelet("brass")
    main = shoot(piece, View(52, 12, 0.84), backdrops.velvet(900, (84, 86, 104), 41))
    part = main.crop((420, 500, 820, 900)).resize((1200, 1200), Image.Resampling.BICUBIC)
    yield Shot("en-bracelet-bad/bracelet-main.jpg", lambda: main)
    yield Shot("en-bracelet-bad/bracelet-detail-01.jpg", lambda: part, 75)


def shirt() -> Iterator[Shot]:
    """The careful shirt, in the folders that Chinese sellers use."""
    home = "zh-shirt-good"
    yield Shot(f"{home}/主图/1.jpg", lambda: cloth.shirt(backdrops.paper(800, SKY, MIST, 51), GREY_BLUE, 52), 80)
    yield Shot(f"{home}/主图/2.jpg", lambda: cloth.shirt(backdrops.wood(800, OAK, 53), OAT, 54), 80)
    yield Shot(
        f"{home}/主图/3.jpg",
        lambda: cloth.shirt(backdrops.paper(800, BLUSH, SAND, 55), (150, 170, 150), 56),
        80,
    )
    yield Shot(f"{home}/主图/4.jpg", lambda: _collar(800, OAT, 57), 72)
    yield Shot(f"{home}/主图/5.jpg", lambda: cloth.shirt(backdrops.white(800), GREY_BLUE, 58), 85)
    yield Shot(f"{home}/详情/1.jpg", lambda: cloth.swatch((750, 1000), GREY_BLUE, 59), 75)
    yield Shot(f"{home}/详情/2.jpg", lambda: _collar(750, GREY_BLUE, 60), 72)
    yield Shot(f"{home}/放大图/1.jpg", lambda: cloth.shirt(backdrops.white(1200), GREY_BLUE, 61), 74)
    yield Shot(f"{home}/尺码表/1.jpg", _shirt_sizes)


def _collar(size: int, colour: tuple[int, int, int], seed: int) -> Image.Image:
    big = cloth.shirt(backdrops.paper(2400, CREAM, SAND, seed), colour, seed, 9)
    part = big.rotate(-13, Image.Resampling.BICUBIC, center=(1200, 420), fillcolor=CREAM).crop((660, 60, 1740, 1140))
    return part.resize((size, size), Image.Resampling.LANCZOS)


def _shirt_sizes() -> Image.Image:
    rows = [
        ["cm", "S", "M", "L", "XL"],
        ["A chest", "104", "108", "112", "116"],
        ["B length", "70", "72", "74", "76"],
    ]
    rows += [["C shoulder", "44", "45.2", "46.4", "47.6"], ["D sleeve", "58", "59", "60", "61"]]
    sleeves = [cloth.SLEEVE, cloth.mirrored(cloth.SLEEVE)]
    return charts.table((750, 960), rows, [*sleeves, cloth.BODY, cloth.COLLAR, cloth.mirrored(cloth.COLLAR)])


def catalogue() -> Iterator[Shot]:
    """Main pictures for three listings of the catalogue file."""
    home = "catalogue/images"
    drop, beads = jewels.pearl_drop("silver"), jewels.bead_bracelet("pearl", "gold")
    solitaire = jewels.solitaire("rose", "diamond", 71)
    yield Shot(f"{home}/pearl-drop.jpg", lambda: shoot(drop, View(72, 0, 0.84), backdrops.paper(800, SKY, MIST, 72)))
    yield Shot(f"{home}/bead-bracelet.jpg", lambda: _on_white(beads, View(52, 0, 0.88), 800))
    yield Shot(
        f"{home}/solitaire.jpg",
        lambda: shoot(solitaire, View(30, 25, 0.82), backdrops.paper(800, BLUSH, SAND, 73)),
    )


def write(shot: Shot) -> bool:
    """Draw one picture; leave the file alone when its bytes would stay the same."""
    path, buffer = HERE / shot.path, io.BytesIO()
    if shot.quality is None:
        shot.draw().save(buffer, "PNG", optimize=True)
    else:
        shot.draw().save(buffer, "JPEG", quality=shot.quality, optimize=True, progressive=True)
    content = buffer.getvalue()
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


LISTINGS = (ring, necklace, earrings, bracelet, shirt, catalogue)


def draw(listing: Callable[[], Iterator[Shot]], wanted: str) -> list[str]:
    """Draw the pictures of one listing and say which files changed."""
    shots = [shot for shot in listing() if wanted in shot.path]
    return [f"{'written  ' if write(shot) else 'unchanged'} {shot.path}" for shot in shots]


def main() -> None:
    """Draw every picture whose path contains the word given, or all of them."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    with ProcessPoolExecutor() as pool:
        for lines in pool.map(draw, LISTINGS, [wanted] * len(LISTINGS)):
            print(*lines, sep="\n", end="\n" if lines else "")


if __name__ == "__main__":
    main()
