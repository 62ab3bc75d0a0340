"""Measures the picture measures: on drawn scenes, and with `--photos FOLDER` on two halves of a folder of real photos.

`python -m evals.pictures [--photos FOLDER] [--scenes N]` prints a Markdown table.  The thresholds were fixed on the drawn
scenes and on the first half of the photos; the second half shows how they do on pictures never looked at.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from evals import edits, scenes
from listinglint.pictures import crop, detail, frame, likeness, product
from listinglint.pictures.seen import Likeness

BLURRED = 0.066  # the limit of rules/images/blurred.yaml
COLOURS = ((200, 20, 30), (0, 0, 0), (240, 200, 60), (30, 90, 200), (128, 128, 128))
# Goal of each row, as the smallest or largest share that will do.
GOALS = {
    "untouched called soft": "≤ .02", "×2 found": "≥ .98", "×3 found": "≥ .98", "blur σ2 AUC": "≥ .99", "blur σ3 AUC": "≥ .99",
    "blur σ1.5 AUC": "≥ .99", "enlarged crops found": "≥ .98", "true crops found": "≥ .98", "other pictures called crops": "≤ .01",
    "frames found": "≥ .95", "frames seen where none is": "≤ .01", "frames seen round products on plain grounds": "≤ .01",
    "frames seen round products in the middle": "≤ .01", "fill within ±.03": "all", "pairs of others called the same": "0",
}  # fmt: skip


class Told(NamedTuple):
    """What was counted on one picture: hits and trials by name, and figures for curves."""

    hits: Counter[str]
    trials: Counter[str]
    figures: list[tuple[str, float]]


def judged(picture: Any, seed: int) -> Told:
    """Enlarge, blur and frame one picture in many ways and count what is seen."""
    told = Told(Counter(), Counter(), [])
    _enlargements(told, picture, seed)
    _blurs(told, picture)
    for width in (8, 16, 40):
        colour = COLOURS[(seed + width) % len(COLOURS)]
        _count(told, "frames found", frame.measure(edits.Held(edits.framed(picture, width, colour))).width > 0)
    _count(told, "frames seen where none is", frame.measure(edits.Held(picture)).width > 0)
    return told


def _count(told: Told, name: str, hit: bool) -> None:
    told.trials[name] += 1
    told.hits[name] += hit


def _enlargements(told: Told, picture: Any, seed: int) -> None:
    quality = (80, 88, 95)[seed % 3]
    told.figures.append(("loss", detail.figures(picture.convert("L"))[0]))
    _count(told, "untouched called soft", _soft(picture))
    _count(told, "untouched, saved at 60, called soft", _soft(edits.saved(picture, 60)))
    _count(told, "×1.5 found", _soft(edits.enlarged(picture, 1.5, "bicubic", quality)))
    for times in (2, 3):
        for method in edits.METHODS:
            _count(told, f"×{times} found", _soft(edits.enlarged(picture, times, method, quality)))
    large = edits.enlarged(picture, 2, "bicubic", 95)
    cut = large.crop((37, 41, large.width - 23, large.height - 29))
    _count(told, "×2 then cut found", _soft(edits.saved(cut, quality)))
    sharpened = large.filter(ImageFilter.UnsharpMask(1.5, 120, 2))
    _count(told, "×2 sharpened found", _soft(edits.saved(sharpened, quality)))


def _soft(picture: Any) -> bool:
    return detail.figures(picture.convert("L")).soft


def _blurs(told: Told, picture: Any) -> None:
    picture = edits.fitted(picture, 1000)
    kinds = {"sharp": edits.saved(picture, 90), "shaken 9 px": edits.shaken(picture, 9)}
    kinds |= {f"blur σ{sigma}": edits.blurred(picture, sigma) for sigma in (1.5, 2, 3)}
    for name, one in kinds.items():
        grey = one.convert("L")
        half = detail.figures(grey.resize((round(one.width / 2), round(one.height / 2)), Image.Resampling.LANCZOS))[0]
        told.figures.append((name, detail.figures(grey)[0]))
        _count(told, f"{name} called blurred", 0 <= half < BLURRED)


def paired(pictures: list[Any], likenesses: list[Likeness], seed: int = 5) -> Told:
    """Cut pieces that show something out of each picture and look for them in it and in two others."""
    told = Told(Counter(), Counter(), [])
    chance = np.random.default_rng(seed)
    copies = [edits.saved(edits.fitted(one, 800), 88) for one in pictures]
    mains = [(edits.likeness_of(one), edits.small_of(one)) for one in copies]
    for number, picture in enumerate(pictures):
        for share in (0.25, 0.45, 0.7):
            piece = edits.cut(picture, share, chance)
            if piece is None:
                continue
            grown = edits.fitted(piece, 300)
            enlarged = edits.saved(grown.resize((2 * grown.width, 2 * grown.height), edits.METHODS["bicubic"]), 88)
            for name, one in (("enlarged crops found", enlarged), ("true crops found", edits.saved(piece, 88))):
                found = crop.find(edits.small_of(one), mains[number][1], 0)
                _count(told, name, found is not None and abs(np.log(found.share / share)) < 0.12)
            for step in (1, 2) if share < 0.5 else ():
                other = mains[(number + step * 7 + 1) % len(mains)]
                if likeness.same(likenesses[number], other[0]) is None:
                    found = crop.find(edits.small_of(piece), other[1], 0)
                    _count(told, "other pictures called crops", found is not None)
        for name, edit in edits.COPIES.items():
            _count(
                told,
                f"copies found: {name}",
                likeness.same(likenesses[number], edits.likeness_of(edit(picture))) is not None,
            )
    return told


def doubles(likenesses: list[Likeness], groups: list[str]) -> Told:
    """Hold all pictures of different groups against each other."""
    told = Told(Counter(), Counter(), [])
    for (one, mine), (other, theirs) in combinations(zip(likenesses, groups, strict=True), 2):
        if mine != theirs:
            _count(told, "pairs of others called the same", likeness.same(one, other) is not None)
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
            _count(told, "fill within ±.03", abs(off) <= 0.03)
    for fill in (0.8, 0.87, 0.94):
        ground = COLOURS[number % len(COLOURS)]
        drawn = scenes.product(number, fill, ground=ground)
        plain = edits.saved(drawn.picture, 85)
        _count(told, "frames seen round products on plain grounds", frame.measure(edits.Held(plain)).width > 0)
        middle = edits.saved(edits.centred(drawn.picture, drawn.box, ground), 85)
        _count(told, "frames seen round products in the middle", frame.measure(edits.Held(middle)).width > 0)
    return told


def total(parts: Iterable[Told]) -> Told:
    """Add up."""
    told = Told(Counter(), Counter(), [])
    for one in parts:
        told.hits.update(one.hits)
        told.trials.update(one.trials)
        told.figures.extend(one.figures)
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
    """Run everything on a set of pictures of known groups (of one product each)."""
    singles = list(pool.map(judged, pictures, range(len(pictures)), chunksize=2))
    known = list(pool.map(edits.likeness_of, pictures, chunksize=4))
    # One picture a group: a piece of one view of a product may well be seen in another view of it.
    first = [groups.index(group) for group in dict.fromkeys(groups)]
    return total([*singles, paired([pictures[n] for n in first], [known[n] for n in first]), doubles(known, groups)])


def photos(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return two halves of the photos below a folder; the photos of one product stay together."""
    halves: tuple[list[Path], list[Path]] = ([], [])
    for path in sorted(one for one in folder.rglob("*") if one.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")):
        halves[hashlib.sha256(path.parent.name.encode()).digest()[0] % 2].append(path)
    return halves


def main() -> None:
    """Print the table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--photos", type=Path)
    words.add_argument("--scenes", type=int, default=72)
    chosen = words.parse_args()
    sys.stdout.write("| pictures | what | share | of | goal |\n|---|---|---|---|---|\n")
    with ProcessPoolExecutor() as pool:
        kinds = [(kind, number) for number in range(-(-chosen.scenes // len(scenes.KINDS))) for kind in scenes.KINDS]
        drawn = list(pool.map(scenes.scene, *zip(*kinds, strict=True)))
        told = measured(pool, [one.picture for one in drawn], [f"{one.kind} {one.number}" for one in drawn])
        told = total([told, *pool.map(filled, range(20))])
        sys.stdout.writelines(f"{line}\n" for line in rows(f"drawn, {len(drawn)}", told))
        for name, paths in zip(
            ("first half", "second half"), photos(chosen.photos) if chosen.photos else (), strict=False
        ):
            opened = list(pool.map(partial(_opened), paths))
            groups = [path.parent.name for path in paths]
            sys.stdout.writelines(
                f"{line}\n" for line in rows(f"photos, {name}, {len(paths)}", measured(pool, opened, groups))
            )


def _opened(path: Path) -> Any:
    with Image.open(path) as picture:
        return picture.convert("RGB")


if __name__ == "__main__":
    main()
