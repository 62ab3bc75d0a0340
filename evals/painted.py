"""Measures the reading of words in pictures: lines, claims end to end, things painted over main pictures, codes, marks.

`python -m evals.painted [--photos FOLDER] [--pages N]` prints a Markdown table.  It needs the extra and four fonts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any

from evals import claims, edits, pages, scenes
from listinglint import remembered
from listinglint.engine import Plan, check, plan
from listinglint.model import Field, Finding, Image, Listing, Source, Verbatim
from listinglint.pictures import codes, ocr, words
from listinglint.pictures.header import Header
from listinglint.pictures.opened import Opened
from listinglint.pictures.painted import is_hallmark
from listinglint.pictures.seen import Line
from listinglint.text.fold import Letters, fold

GOALS = {
    "lines exact": "≥ .98",
    "painted claims found": "≥ .95",
    "overlays found": "",
    "clean pictures accused": "≤ .01",
    "goods with words printed on them accused": "≤ .01",
    "claims that break over two lines found": "",
}
_OVERLAYS = {
    "ribbon": ["限时特价 ¥99", "全场五折 包邮", "UP TO 40% OFF"], "badge": ["新品上市", "买一送一", "NEW ARRIVAL"],
    "watermark": ["AURORA", "盗图必究", "奥若拉银饰"], "corner": ["AURORA 旗舰店", "实拍图 仿冒必究", "aurora.example.com"],
}  # fmt: skip
_PRINTS = ("SAVE THE BEES", "Hello World", "茶", "大吉大利", "AURORA COFFEE", "好好学习")
_MARKS = ("S925", "PT950", "18K", "AU750", "足金999", "925")
_LONGEST = 22
_HEADER = Header(790, 400, "jpeg", "RGB", 1)


def plain(text: str) -> str:
    """Return a line as it is compared and linted: folded (width, case, script of the characters), letters and digits only."""
    return "".join(one for one in fold(text, _letters()).text if one.isalnum())


@lru_cache(1)
def _letters() -> Letters:
    return claims.shipped().scanner.letters


class Table:
    """Counts by name, printed as rows."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.trials: Counter[str] = Counter()

    def count(self, name: str, hit: bool) -> None:
        """Count one trial."""
        self.trials[name] += 1
        self.hits[name] += hit

    def write(self) -> None:
        """Print the rows."""
        for name, trials in self.trials.items():
            goal = next((goal for start, goal in GOALS.items() if name.startswith(start)), "")
            sys.stdout.write(f"| {name} | {self.hits[name] / trials:.3f} | {trials} | {goal} |\n")


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--photos", type=Path)
    options.add_argument("--pages", type=int, default=12)
    chosen = options.parse_args()
    fonts = pages.fonts()
    if not ocr.available() or len(fonts) < 4:
        sys.exit(f"not measured: needs {ocr.INSTALL} and four of the fonts {', '.join(pages.FONTS)}")
    table = Table()
    ready = plan(claims.shipped().select(["claims", "images"]), words=True)
    with tempfile.TemporaryDirectory() as folder:
        began = perf_counter()
        _pages(table, chosen.pages, fonts, ready, Path(folder))
        taken = perf_counter() - began
        _overlays(table, fonts, ready, Path(folder))
        _printed(table, fonts, ready, Path(folder))
        _broken(table, ready)
        _marked(table, fonts)
        _coded(table)
        if chosen.photos:
            _photos(table, chosen.photos, ready)
    sys.stdout.write("| what | share | of | goal |\n|---|---|---|---|\n")
    table.write()
    sys.stdout.write(f"\n{taken / max(1, chosen.pages):.1f} s a page, {len(fonts)} fonts: {', '.join(fonts)}\n")


def texts() -> list[str]:
    """Return sentences of our own that fit on a line: with claims and without."""
    items = claims.load(Path(__file__).parent / "claims_zh.jsonl")
    short = [one["text"] for one in items if 6 <= len(one["text"]) <= _LONGEST and one["kind"] != "evasion"]
    return list(dict.fromkeys(" ".join(text.split()) for text in short if "<" not in text))


def _pages(table: Table, number: int, fonts: dict[str, Path], ready: Plan, folder: Path) -> None:
    stock = texts()
    for count in range(number):
        name, font = list(fonts.items())[count % len(fonts)]
        chosen = [stock[(count * 25 + line * 7) % len(stock)] for line in range(25)]
        picture, rows = pages.page(chosen, font, count)
        path = folder / f"page-{count}.jpg"
        picture.save(path, quality=(75, 85, 92)[count % 3])
        lines = words.measure(Opened(str(path), whole=True))
        told = _checked(path, "detail", ready, facts={"words": lines})
        read = [plain(one.text) for one in lines]
        for row in rows:
            exact = any(plain(row.text) in line for line in read)
            for label in ("lines exact", f"lines exact, {row.style}", f"lines exact, {name}"):
                table.count(label, exact)
            for claim in _claims(row.text, ready):
                found = any(it.rule == claim.rule and plain(it.place.text) == plain(claim.place.text) for it in told)
                table.count("painted claims found end to end", found)


def _checked(
    path: Path, role: str, ready: Plan, channels: tuple[str, ...] = (), facts: dict[str, Any] | None = None
) -> list[Finding]:
    title = Field("title", "银戒指", Verbatim(Source("t", "银戒指"), 0, 3), "zh")
    image = Image(role, path.name, str(path), path.name, 0, facts=facts or {})
    listing = Listing("L", "L", (title,), (image,), "zh", channels=channels)
    return list(check(listing, ready, remembered.find()).findings)


def _claims(text: str, ready: Plan) -> list[Finding]:
    """Return what the rules say of the same words as plain text."""
    field = Field("description", text, Verbatim(Source("t", text), 0, len(text)), "zh")
    found = check(Listing("L", "L", (field,), lang="zh"), ready).findings
    return [one for one in found if one.rule.startswith("claims/")]


_PAINTED = ("images/text-on-main", "images/price-on-main", "images/watermark", "images/qr-code")


def _overlays(table: Table, fonts: dict[str, Path], ready: Plan, folder: Path) -> None:
    for kind, sayings in _OVERLAYS.items():
        for number in range(10):
            font = list(fonts.values())[number % len(fonts)]
            path = folder / f"{kind}-{number}.jpg"
            pages.overlaid(kind, number, font, sayings[number % len(sayings)]).save(path, quality=85)
            told = [one for one in _checked(path, "main", ready, ("amazon", "jd")) if one.rule in _PAINTED]
            table.count(f"overlays found, {kind}", bool(told))
    for number in range(8):
        for kind in ("cloth", "leather", "metal", "stones", "chain"):
            path = folder / f"clean-{kind}-{number}.jpg"
            scenes.scene(kind, 40 + number, 800).picture.save(path, quality=85)
            told = [one for one in _checked(path, "main", ready, ("amazon", "jd")) if one.rule in _PAINTED]
            table.count("clean pictures accused, drawn", bool(told))


def _printed(table: Table, fonts: dict[str, Path], ready: Plan, folder: Path) -> None:
    for number in range(48):
        path = folder / f"printed-{number}.jpg"
        font = list(fonts.values())[number % len(fonts)]
        pages.printed(number, font, _PRINTS[number % len(_PRINTS)]).save(path, quality=85)
        told = [one for one in _checked(path, "main", ready, ("amazon", "jd")) if one.rule in _PAINTED]
        table.count("goods with words printed on them accused", bool(told))
        if told:
            sys.stderr.write(f"printed {number}: {told[0].rule} {told[0].place.text}\n")


def _broken(table: Table, ready: Plan) -> None:
    """Count the claims that are still found where a sentence goes on in the next line; lines as read, nothing is drawn."""
    for number, text in enumerate(texts()):
        for claim in _claims(text, ready):
            start, end = claim.place.start or 0, claim.place.end or 0
            cut = start + 1 + number % max(1, end - start - 1)
            halves = (text[:cut], text[cut:])
            if end - start < 3 or not all(one.strip() for one in halves):
                continue
            lines = tuple(Line(one, (40, 40 + 60 * at, 440, 80 + 60 * at)) for at, one in enumerate(halves))
            told = _checked(Path("page.jpg"), "detail", ready, facts={"words": lines, "header": _HEADER})
            table.count("claims that break over two lines found", any(one.rule == claim.rule for one in told))


def _marked(table: Table, fonts: dict[str, Path]) -> None:
    for number in range(24):
        mark = _MARKS[number % len(_MARKS)]
        picture = edits.saved(pages.marked(mark, number, list(fonts.values())[number % len(fonts)]), 85)
        found = words.measure(edits.Held(picture))
        table.count(
            "engraved marks read", any(is_hallmark(one.text) and plain(one.text) == plain(mark) for one in found)
        )


def _coded(table: Table) -> None:
    for number in range(24):
        side, quality = (70, 100, 140, 220)[number % 4], (60, 75, 90)[number % 3]
        picture = edits.saved(pages.coded(number, side), quality)
        table.count(f"QR codes read, {side} px of 800", bool(codes.measure(edits.Held(picture))))


def _photos(table: Table, folder: Path, ready: Plan) -> None:
    paths: list[Any] = sorted(
        one for one in folder.rglob("*") if one.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")
    )
    for path in paths:
        told = _checked(path, "main", ready, ("amazon", "jd"))
        accused = [one for one in told if one.rule in _PAINTED or one.place.part.startswith("images[0].words")]
        table.count("clean pictures accused, photos", bool(accused))
        for one in accused:
            sys.stderr.write(f"{path}: {one.rule} {one.place.text}\n")


if __name__ == "__main__":
    main()
