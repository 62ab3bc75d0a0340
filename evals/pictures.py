"""Measures the picture measures: on drawn scenes, and with `--photos FOLDER …` on two halves of folders of real photos.

`python -m evals.pictures [--photos FOLDER …] [--scenes N] [--fresh N] [--jobs N]` prints a Markdown table.  The thresholds
were fixed on other drawn scenes and on the first half of the photos; the second half shows how they do on pictures never
looked at.  Pieces are cut from `--fresh` scenes of their own, none of which was chosen for being easy or hard.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from evals import edits, pieces, scenes
from evals.counted import Told, count, total
from listinglint.pictures import detail, frame, likeness, product
from listinglint.pictures.seen import Likeness

BLURRED = 0.066  # the limit of rules/images/blurred.yaml
COLOURS = ((200, 20, 30), (0, 0, 0), (240, 200, 60), (30, 90, 200), (128, 128, 128))
# Goal of each row, as the smallest or largest share that will do.
GOALS = {
    "untouched called soft": "≤ .02", "×2 found": "≥ .98", "×3 found": "≥ .98", "blur σ2 AUC": "≥ .99", "blur σ3 AUC": "≥ .99",
    "blur σ1.5 AUC": "≥ .99", "enlarged crops found": "≥ .98", "true crops found": "≥ .98", "other pictures called crops": "≤ .01",
    "frames found": "≥ .95", "frames of 4 px found": "≥ .95", "frames seen round squares of 84, 88, 92 % in the middle": "≤ .01",
    "untouched called soft, without what the shop enlarged": "≤ .02", "frames seen where none is": "≤ .01", "frames seen round products on plain grounds": "≤ .01",
    "frames seen round products in the middle": "≤ .01", "fill within ±.03": "all", "pairs of others called the same": "0",
}  # fmt: skip


FRESH = 2000  # no scene from this number on was looked at when limits were chosen
# A soft picture that is a piece of another one, with so many times its pixels, was enlarged by the shop.
GROWN = 1.5
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


def judged(picture: Any, seed: int) -> Told:
    """Enlarge, blur and frame one picture in many ways and count what is seen."""
    told = Told(Counter(), Counter(), [])
    _enlargements(told, picture, seed)
    _blurs(told, picture)
    for width in (4, 8, 16, 40):
        framed = edits.framed(picture, width, COLOURS[(seed + width) % len(COLOURS)])
        name = "frames of 4 px found" if width == 4 else "frames found"
        count(told, name, frame.measure(edits.Held(framed)).width > 0)
    count(told, "frames seen where none is", frame.measure(edits.Held(picture)).width > 0)
    return told


def _enlargements(told: Told, picture: Any, seed: int) -> None:
    quality = (80, 88, 95)[seed % 3]
    told.figures.append(("loss", detail.figures(picture.convert("L"))[0]))
    count(told, "untouched called soft", _soft(picture))
    count(told, "untouched, saved at 60, called soft", _soft(edits.saved(picture, 60)))
    count(told, "×1.5 found", _soft(edits.enlarged(picture, 1.5, "bicubic", quality)))
    for times in (2, 3):
        for method in edits.METHODS:
            count(told, f"×{times} found", _soft(edits.enlarged(picture, times, method, quality)))
    large = edits.enlarged(picture, 2, "bicubic", 95)
    cut = large.crop((37, 41, large.width - 23, large.height - 29))
    count(told, "×2 then cut found", _soft(edits.saved(cut, quality)))
    sharpened = large.filter(ImageFilter.UnsharpMask(1.5, 120, 2))
    count(told, "×2 sharpened found", _soft(edits.saved(sharpened, quality)))


def _soft(picture: Any) -> bool:
    return detail.figures(picture.convert("L")).soft


def _blurs(told: Told, picture: Any) -> None:
    picture = edits.fitted(picture, 1000)
    kinds = {"sharp": edits.saved(picture, 90), "shaken 9 px": edits.shaken(picture, 9)}
    kinds["shaken 9 px aslant"] = edits.shaken_aslant(picture, 9)
    kinds |= {f"blur σ{sigma}": edits.blurred(picture, sigma) for sigma in (1.5, 2, 3)}
    for name, one in kinds.items():
        told.figures.append((name, detail.figures(one.convert("L")).loss))
        count(told, f"{name} called blurred", 0 <= detail.measure(edits.Held(one)).half_loss < BLURRED)


def grown(pictures: list[Any], groups: list[str]) -> Told:
    """Count again what is called soft, without pieces of another picture of the same product, saved at a larger size."""
    told = Told(Counter(), Counter(), [])
    for number, picture in enumerate(pictures):
        soft = _soft(picture)
        others = (pictures[at] for at, group in enumerate(groups) if group == groups[number] and at != number)
        if soft and any(pieces.enlarged(picture, other, GROWN) for other in others):
            count(told, "enlarged by the shop and found in another of its pictures", hit=True)
        else:
            count(told, "untouched called soft, without what the shop enlarged", soft)
    return told


def doubles(likenesses: list[Likeness], groups: list[str]) -> Told:
    """Hold all pictures of different groups against each other."""
    told = Told(Counter(), Counter(), [])
    for (one, mine), (other, theirs) in combinations(zip(likenesses, groups, strict=True), 2):
        if mine != theirs:
            count(told, "pairs of others called the same", likeness.same(one, other) is not None)
    return told


def filled(number: int) -> Told:
    """Draw one product in several sizes and see how far the measured fill is off; a coloured ground must not be a frame."""
    told = Told(Counter(), Counter(), [])
    for fill in (0.4, 0.6, 0.75, 0.85, 0.92):
        drawn = scenes.product(number, fill)
        if drawn.box is None:
            continue
        true = max(drawn.box[2] - drawn.box[0], drawn.box[3] - drawn.box[1]) / drawn.picture.width
        for quality in (95, 75, 50):
            off = product.measure(edits.Held(edits.saved(drawn.picture, quality))).fill - true
            told.figures.append(("fill error", abs(off)))
            count(told, "fill within ±.03", abs(off) <= 0.03)
    for fill in (0.8, 0.87, 0.94):
        ground = COLOURS[number % len(COLOURS)]
        drawn = scenes.product(number, fill, ground=ground)
        plain = edits.saved(drawn.picture, 85)
        count(told, "frames seen round products on plain grounds", frame.measure(edits.Held(plain)).width > 0)
        middle = edits.saved(edits.centred(drawn.picture, drawn.box, ground), 85)
        count(told, "frames seen round products in the middle", frame.measure(edits.Held(middle)).width > 0)
    for fill in (0.84, 0.88, 0.92, 0.96):
        square = edits.saved(scenes.square(number, fill, COLOURS[number % len(COLOURS)]), 85)
        which = "96" if fill == 0.96 else "84, 88, 92"
        name = f"frames seen round squares of {which} % in the middle"
        count(told, name, frame.measure(edits.Held(square)).width > 0)
    return told


def area(sharp: list[float], soft_ones: list[float]) -> float:
    """Return the share of pairs in which the sharp picture has the higher figure (area under the curve)."""
    wins = [(one > other) + 0.5 * (one == other) for one in sharp for other in soft_ones]
    return sum(wins) / len(wins) if wins else float("nan")


def rows(title: str, told: Told) -> Iterator[str]:
    """Yield the lines of the table for one set of pictures."""
    for name in told.trials:
        yield f"| {title} | {name} | {told.hits[name] / told.trials[name]:.3f} | {told.trials[name]} | {GOALS.get(name, '')} |"
    by: dict[str, list[float]] = {}
    for name, value in told.figures:
        by.setdefault(name, []).append(value)
    for name in ("shaken 9 px", "blur σ1.5", "blur σ2", "blur σ3"):
        if name in by:
            value = area(by["sharp"], by[name])
            yield f"| {title} | {name} AUC | {value:.3f} | {len(by['sharp'])} | {GOALS.get(f'{name} AUC', '')} |"
    if "fill error" in by:
        errors = sorted(by["fill error"])
        yield f"| {title} | fill error, mean and 95 % | {np.mean(errors):.3f}, {errors[int(0.95 * len(errors))]:.3f} | {len(errors)} | ≤ .03 |"


def measured(pool: ProcessPoolExecutor, pictures: list[Any], groups: list[str]) -> Told:
    """Run everything but pieces on a set of pictures of known groups (of one product each)."""
    singles = list(pool.map(judged, pictures, range(len(pictures)), chunksize=2))
    return total([*singles, doubles(list(pool.map(edits.likeness_of, pictures, chunksize=4)), groups)])


def drawn_pieces(kind: str, number: int) -> pieces.Cut:
    """Draw a scene and cut it."""
    return pieces.cut(scenes.scene(kind, number).picture, number)


def _numbered(first: int, most: int) -> list[tuple[str, int]]:
    """Return kinds and numbers of so many scenes."""
    last = first - (-most // len(scenes.KINDS))
    return [(kind, number) for number in range(first, last) for kind in scenes.KINDS][:most]


def photos(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return two halves of the photos below a folder; the photos of one product stay together."""
    halves: tuple[list[Path], list[Path]] = ([], [])
    for path in sorted(one for one in folder.rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file()):
        halves[hashlib.sha256(path.parent.name.encode()).digest()[0] % 2].append(path)
    return halves


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--photos", type=Path, nargs="+", default=[])
    words.add_argument("--scenes", type=int, default=72)
    words.add_argument("--fresh", type=int, default=300)
    words.add_argument("--jobs", type=int, default=None)
    chosen = words.parse_args()
    sys.stdout.write("| pictures | what | share | of | goal |\n|---|---|---|---|---|\n")
    with ProcessPoolExecutor(chosen.jobs) as pool:
        _drawn(pool, chosen.scenes, chosen.fresh)
        halves = [photos(folder) for folder in chosen.photos]
        for number, name in enumerate(("first halves", "second halves") if halves else ()):
            _photographed(pool, name, [path for both in halves for path in both[number]])


def _told(title: str, told: Told) -> None:
    sys.stdout.writelines(f"{line}\n" for line in rows(title, told))
    sys.stdout.flush()


def _drawn(pool: ProcessPoolExecutor, number: int, fresh: int) -> None:
    kinds = _numbered(FRESH, number)
    drawn = list(pool.map(scenes.scene, *zip(*kinds, strict=True)))
    told = measured(pool, [one.picture for one in drawn], [f"{one.kind} {one.number}" for one in drawn])
    _told(f"drawn, {number}", total([told, *pool.map(filled, range(20))]))
    if fresh:
        kinds = _numbered(FRESH, fresh)
        _told(f"drawn, {fresh} fresh", pieces.paired(list(pool.map(drawn_pieces, *zip(*kinds, strict=True)))))


def _photographed(pool: ProcessPoolExecutor, name: str, paths: list[Path]) -> None:
    pictures = list(pool.map(_opened, paths))
    groups = [path.parent.name for path in paths]
    # One picture a group: a piece of one view of a product may well be seen in another view of it.
    first = [groups.index(group) for group in dict.fromkeys(groups)]
    found = pieces.paired(list(pool.map(pieces.cut, [pictures[number] for number in first], first)))
    told = total([measured(pool, pictures, groups), found, grown(pictures, groups)])
    _told(f"photos, {name}, {len(paths)}", told)


def _opened(path: Path) -> Any:
    with Image.open(path) as picture:
        return picture.convert("RGB")


if __name__ == "__main__":
    main()
