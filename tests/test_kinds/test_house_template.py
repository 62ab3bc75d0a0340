"""Each shipped template against its own example listing, whole and with one thing wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from listinglint import readers
from listinglint.cli import skeleton
from listinglint.cli.speech import choose
from listinglint.config import Config, select
from listinglint.engine import Plan, check, plan
from listinglint.kinds.house_template import TemplateRule
from listinglint.kinds.sections import Section, displaced, headings
from listinglint.model import Finding, Image, Listing
from listinglint.readers import Unit
from listinglint.readers.base import ReadSettings
from listinglint.ruleset import RuleSet

NAMES = ("bag", "bracelet", "clothing", "cosmetics", "earrings", "home-textiles", "necklace", "ring", "shoes")
BOTH = [(name, lang) for name in NAMES for lang in ("zh", "en")]
HOUSE = "structure/template/"


@pytest.fixture(scope="module")
def ready(shipped: RuleSet) -> Plan:
    """All rules and those of the house, but the pictures: an example has none, and is told so."""
    return plan(
        select(
            shipped,
            Config(templates=NAMES, ignore=("images",), severity={"wording/house": "info", "structure/buyer": "info"}),
        )
    )


@pytest.fixture
def told(tmp_path: Path, ready: Plan) -> Callable[[dict[str, str]], list[Finding]]:
    """Write the files of a listing, read them as a shop's and return what is found in them."""

    def run(files: dict[str, str]) -> list[Finding]:
        folder = tmp_path / "R1"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        result = check(_listing(folder), ready)
        assert result.not_checked == ()
        return list(result.findings)

    return run


def _listing(folder: Path) -> Listing:
    settings = ReadSettings(root=folder.parent.as_posix())
    found = [one for one in readers.find([folder], settings) if isinstance(one, Unit)]
    listings = [one for unit in found for one in readers.read(unit, settings) if isinstance(one, Listing)]
    assert len(listings) == 1
    return listings[0]._replace(notes=())


def _made(name: str, lang: str) -> tuple[TemplateRule, dict[str, str], str]:
    """Return a template, the files of its example, and which of them is the description."""
    choose(lang)
    template = skeleton.find(name)
    files = skeleton.files(template, lang, "R1")
    return template, files, next(one for one in files if one.startswith("description"))


def _blocks(text: str) -> list[str]:
    return [f"## {block}".rstrip() for block in text.split("## ")[1:]]


def _joined(blocks: list[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def test_the_shipped_templates_are_these() -> None:
    assert tuple(sorted(skeleton.templates())) == NAMES


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_an_example_is_clean(told: Callable[[dict[str, str]], list[Finding]], name: str, lang: str) -> None:
    _, files, _ = _made(name, lang)
    assert [(one.rule, one.place.part, one.place.text) for one in told(files)] == []


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_a_section_that_is_dropped(told: Callable[[dict[str, str]], list[Finding]], name: str, lang: str) -> None:
    template, files, described = _made(name, lang)
    wanted = [one for one in template.sections if one.required]
    blocks = _blocks(files[described])
    assert len(blocks) == len(wanted)
    for number, section in enumerate(wanted):
        files[described] = _joined(blocks[:number] + blocks[number + 1 :])
        found = [one for one in told(files) if one.rule.startswith(HOUSE)]
        assert [one.key for one in found] == [section.name]
        assert section.heading(lang) in found[0].message.told(lang)


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_a_section_that_is_moved_is_put_back(
    told: Callable[[dict[str, str]], list[Finding]], name: str, lang: str
) -> None:
    _, files, described = _made(name, lang)
    whole, blocks = files[described], _blocks(files[described])
    files[described] = _joined([*blocks[2:], blocks[0], blocks[1]] if len(blocks) < 5 else [*blocks[1:], blocks[0]])
    found = told(files)
    assert len(found) == 1
    assert found[0].place.text == blocks[0].split("\n")[0].removeprefix("## ")
    assert found[0].fix is not None
    (edit,) = found[0].fix.edits
    text = files[described]
    assert text[: edit.start] + edit.new + text[edit.end :] == whole


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_a_heading_that_is_misspelt(told: Callable[[dict[str, str]], list[Finding]], name: str, lang: str) -> None:
    template, files, described = _made(name, lang)
    right = template.sections[0].heading(lang)
    wrong = right[:-1] + "x" if lang == "en" else right[0] + " " + right[1:]
    files[described] = files[described].replace(right, wrong, 1)
    found = [one for one in told(files) if one.rule.startswith(HOUSE)]
    assert [(one.key, one.place.text) for one in found] == [(template.sections[0].name, wrong)]
    assert found[0].fix is not None
    assert found[0].fix.edits[0].new == right


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_an_attribute_that_is_dropped(told: Callable[[dict[str, str]], list[Finding]], name: str, lang: str) -> None:
    template, files, _ = _made(name, lang)
    whole = files["listing.yaml"]
    for one in (one for one in template.attributes if one.required):
        key = one.names[lang][0]
        lines = [line for line in whole.splitlines() if not line.startswith(f"  {key}:")]
        files["listing.yaml"] = "\n".join(lines) + "\n"
        assert Counter(found.key for found in told(files) if found.rule.startswith(HOUSE)) == {key: 1}


LONG = {"g": ("克", "grams"), "mm": ("毫米", "millimetres"), "cm": ("厘米", "centimetres")}


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_a_unit_that_is_changed(told: Callable[[dict[str, str]], list[Finding]], name: str, lang: str) -> None:
    _, files, described = _made(name, lang)
    text = files[described]
    unit = re.search(r"(?<=\d) ?(g|mm|cm)(?![A-Za-z])", text)
    assert unit is not None
    wrong = LONG[unit[1]][lang == "en"]
    files[described] = text[: unit.start(1)] + wrong + text[unit.end(1) :]
    found = told(files)
    assert [(one.rule, one.place.text.strip()) for one in found] == [(f"wording/house/units-{lang}", wrong)]


def test_a_value_of_another_form_and_one_that_is_not_allowed(told: Callable[[dict[str, str]], list[Finding]]) -> None:
    _, files, _ = _made("ring", "en")
    whole = files["listing.yaml"]
    files["listing.yaml"] = whole.replace('Band Width: "3 mm"', "Band Width: slim").replace("Women\n", "Ladies\n")
    assert files["listing.yaml"].count("slim") == files["listing.yaml"].count("Ladies") == 1
    found = told(files)
    assert [one.place.text for one in found] == ["slim", "Ladies"]
    assert "3 mm" in found[0].message.en
    assert "women" in found[1].message.en


def test_a_title_without_a_part_and_one_out_of_order(told: Callable[[dict[str, str]], list[Finding]]) -> None:
    _, files, _ = _made("ring", "en")
    whole = files["listing.yaml"]
    title = "Harrow Lane Sterling Silver Ring, 3 mm Band, Sizes 5 to 9, for Women"
    assert title in whole
    files["listing.yaml"] = whole.replace(title, "Harrow Lane Ring, 3 mm Band, for Women")
    assert [one.key for one in told(files)] == ["title material"]
    files["listing.yaml"] = whole.replace(title, "For Women: Harrow Lane Sterling Silver Ring, 3 mm Band")
    assert [one.key for one in told(files)] == ["title order audience"]


def test_a_part_that_the_channel_cuts_off(told: Callable[[dict[str, str]], list[Finding]]) -> None:
    _, files, _ = _made("ring", "en")
    title = "Harrow Lane Sterling Silver Ring, 3 mm Band, Sizes 5 to 9, for Women"
    long = "Harrow Lane Sterling Silver Ring of Our Own Studio in Porto by the River and the Sea, 3 mm Band"
    whole = files["listing.yaml"].replace("market: US", "market: US\nchannels: [etsy, ebay]")
    files["listing.yaml"] = whole
    assert [one.key for one in told(files) if one.rule.startswith(HOUSE)] == []
    files["listing.yaml"] = whole.replace(title, long)
    found = [one for one in told(files) if one.rule.startswith(HOUSE)]
    assert [(one.key, one.place.text) for one in found] == [("title cut key measure", "3 mm")]
    assert "Etsy shows 70" in found[0].message.en


def test_bullets_that_are_unlike_or_too_many(told: Callable[[dict[str, str]], list[Finding]]) -> None:
    _, files, _ = _made("ring", "zh")
    whole = files["listing.yaml"]
    files["listing.yaml"] = whole.replace("重量：13号圈口约2.4g", "13号圈口约2.4g")
    assert [one.place.part for one in told(files)] == ["bullets[2]"]
    files["listing.yaml"] = whole.replace("bullets:\n", "bullets:\n  - 产地：中国\n  - 款式：素圈\n")
    assert [one.key for one in told(files)] == ["bullets"]


def test_other_goods_and_shops_without_a_template_hear_nothing(shipped: RuleSet, tmp_path: Path) -> None:
    (tmp_path / "R1").mkdir()
    (tmp_path / "R1" / "listing.yaml").write_text(
        "category: ring\ntitle: 戒指\ndescription: 素圈。\n", encoding="utf-8"
    )
    one = _listing(tmp_path / "R1")
    for config, heard in ((Config(), 0), (Config(templates=("necklace",)), 0), (Config(templates=("ring",)), 1)):
        spoken = {found.rule for found in check(one, plan(select(shipped, config))).findings}
        assert sum(rule.startswith(HOUSE) for rule in spoken) == heard


SECTIONS = (Section("a", {"zh": ("材质",), "en": ("Material",)}), Section("b", {"zh": ("尺寸",), "en": ("Size",)}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("材质\n银\n尺寸\n3mm", [0, 1]),
        ("【尺寸】3mm\n【材质】银", [1, 0]),
        ("1. 材质：银\n2、尺寸：3mm", [0, 1]),
        ("材质很好，尺寸合适。", []),
        ("一、材质", [0]),
    ],
)
def test_headings_are_lines_of_their_own(text: str, found: list[int]) -> None:
    assert [one.section for one in headings(text, SECTIONS, "zh")] == found


def test_a_word_in_a_sentence_is_no_heading() -> None:
    assert headings("Material matters.\nSize: 3 mm", SECTIONS, "en")[0].section == 1


@pytest.mark.parametrize(
    ("numbers", "moved"), [([0, 1, 2], set()), ([1, 2, 0], {2}), ([2, 0, 1], {0}), ([0, 3, 1, 2], {1}), ([], set())]
)
def test_the_fewest_that_must_move(numbers: list[int], moved: set[int]) -> None:
    assert displaced(numbers) == moved


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_each_title_is_cut_by_the_unit_of_the_channel(ready: Plan, tmp_path: Path, name: str, lang: str) -> None:
    """Sixty half-widths on Taobao are thirty Chinese characters; seventy-five characters on Amazon are so many."""
    template, files, _ = _made(name, lang)
    title = template.title.sample[lang]
    channel, filler = ("taobao", "好看" * 14) if lang == "zh" else ("amazon", "lovely " * 11)
    files["listing.yaml"] = files["listing.yaml"].replace(title, f"{filler} {title}")
    for file, text in files.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    told = check(_listing(tmp_path)._replace(channels=(channel,)), ready).findings
    cuts = [one for one in told if one.key.startswith("title cut")]
    required = {part.name.en for part in template.title.parts if part.required}
    assert cuts
    assert {one.key.removeprefix("title cut ") for one in cuts} <= required
    unit = "60 个半角字符（1 个汉字算 2）" if lang == "zh" else "75 characters"
    assert all(unit in one.message.told(lang) for one in cuts)


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_each_template_counts_bullets_and_wants_them_alike(
    told: Callable[[dict[str, str]], list[Finding]], name: str, lang: str
) -> None:
    template, files, _ = _made(name, lang)
    whole = files["listing.yaml"]
    lines = [line for line in whole.splitlines(keepends=True) if line.startswith("  - ")]
    assert template.bullets.min <= len(lines) <= template.bullets.max
    files["listing.yaml"] = whole.replace("".join(lines), lines[0])
    assert [one.key for one in told(files) if one.rule.startswith(HOUSE)] == ["bullets"]
    odd = "  - 戴着好看\n" if lang == "zh" else "  - Comfortable to have\n"
    files["listing.yaml"] = whole.replace(lines[-1], odd)
    (found,) = [one for one in told(files) if one.rule.startswith(HOUSE)]
    assert found.place.part == f"bullets[{len(lines) - 1}]"


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_each_template_asks_for_pictures_by_their_roles(
    ready: Plan, tmp_path: Path, picture: Callable[..., Image], name: str, lang: str
) -> None:
    template, files, _ = _made(name, lang)
    for file, text in files.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    wanted = [picture(one.role, index=at) for one in template.pictures for at in range(one.min)]
    listing = _listing(tmp_path)

    def missing(images: list[Image]) -> list[str]:
        found = check(listing._replace(images=tuple(images)), ready).findings
        return [one.message.told(lang) for one in found if one.rule.startswith(HOUSE)]

    assert missing(wanted) == []
    for role in template.pictures:
        (told,) = missing([one for one in wanted if one.role != role.role] or [picture("other")])
        assert role.name.told(lang) in told
