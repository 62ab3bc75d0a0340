"""House style on the command line: silent until asked for, `init --template`, `compare`."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tests.bench import Shop

RING = {"id": "R1", "lang": "zh", "category": "ring", "title": "银戒指", "description": "重2克，戒宽3毫米，圈口13号。"}


def _jsonl(*listings: Mapping[str, object]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in listings)


def _rules(shop: Shop, *words: str) -> set[str]:
    done = shop.run("check", "goods.jsonl", "--format", "jsonl", *words)
    return {rule for _, rule, _ in done.findings}


def _taste(rules: set[str]) -> set[str]:
    return {one for one in rules if one.startswith(("wording/house", "structure/template", "structure/buyer"))}


def test_matters_of_taste_are_silent_until_asked_for(shop: Shop) -> None:
    shop.write("goods.jsonl", _jsonl(RING))
    assert _taste(_rules(shop)) == set()
    assert _taste(_rules(shop, "--select", "wording")) == set()
    assert _taste(_rules(shop, "--select", "wording/house")) == {"wording/house/units-zh"}
    shop.write("listinglint.toml", 'templates = ["ring"]\n[severity]\n"wording/house" = "info"\n')
    assert _taste(_rules(shop)) == {"wording/house/units-zh", "structure/template/ring"}
    shop.write("listinglint.toml", '[severity]\n"wording/house" = "off"\n"structure/buyer/ring-chart" = "warning"\n')
    assert _taste(_rules(shop)) == {"structure/buyer/ring-chart"}


def test_a_template_of_the_shop_s_own(shop: Shop) -> None:
    shop.write("goods.jsonl", _jsonl(RING))
    shop.write(
        "templates/our-rings.yaml",
        """\
kind: template
opt-in: true
severity: info
consequence: advice
applies: {categories: [ring]}
message: {zh: "{told}", en: "{told}"}
why: {zh: 本店, en: house}
name: {zh: 戒指, en: ring}
bullets: {min: 1}
attributes:
  - {names: {zh: [产地], en: [Origin]}}
good:
  - {title: 银项链, category: necklace}
  - {title: 银戒指, category: ring, attributes: {产地: 中国}}
bad:
  - {title: 银戒指, category: ring, attributes: {材质: 银}}
""",
    )
    shop.write("listinglint.toml", 'templates = ["templates/our-rings.yaml"]\n')
    done = shop.run("check", "goods.jsonl", "--lang", "en", "--format", "jsonl", "--select", "our-rings")
    assert [one["message"] for one in done.lines if one["type"] == "finding"] == ["the attribute 产地 is missing"]
    assert shop.run("test", "templates/our-rings.yaml").code == 0
    shop.write("listinglint.toml", 'templates = ["our-rings"]\n')  # by its name, as those that are shipped
    assert shop.run("check", "goods.jsonl", "--format", "jsonl", "--select", "our-rings").findings


def test_rules_tell_which_of_them_must_be_asked_for(shop: Shop) -> None:
    listed = shop.run("rules", "wording/house", "wording/service", "--lang", "en").out.splitlines()
    asked = {line.split()[0] for line in listed if line.endswith("[asked for]")}
    assert asked
    assert all(one.startswith("wording/house/") for one in asked)
    told = shop.run("explain", "wording/house/units-zh", "--lang", "en").out
    assert '[severity] "wording/house/units-zh" = "info"' in told
    assert "asked for" not in shop.run("explain", "wording/service/rude-zh", "--lang", "en").out


def test_a_template_that_nobody_knows(shop: Shop) -> None:
    shop.write("goods.jsonl", _jsonl(RING))
    shop.write("listinglint.toml", 'templates = ["rings"]\n')
    done = shop.run("check", "goods.jsonl", "--lang", "en")
    assert done.code == 2
    assert "no template 'rings'" in done.err
    named = shop.run("init", "new", "--template", "rings", "--lang", "en")
    assert named.code == 2
    assert "there are: bag, bracelet" in named.err


def test_init_writes_an_example_that_only_lacks_its_pictures(shop: Shop) -> None:
    done = shop.run("init", "new", "--template", "necklace", "--lang", "zh")
    assert done.code == 0, done.err
    assert 'templates = ["necklace"]' in (shop.root / "new" / "listinglint.toml").read_text(encoding="utf-8")
    checked = shop.run("check", "new", "--format", "jsonl")
    assert checked.findings
    assert all(rule.startswith("images/") for _, rule, _ in checked.findings)
    again = shop.run("init", "new", "--template", "necklace", "--lang", "en")
    assert again.code == 2
    assert "is there already" in again.err
    other = shop.run("init", "new", "--template", "ring", "--lang", "en")
    assert other.code == 0
    assert 'templates = ["ring"]' in other.out


def test_fix_puts_sections_and_units_in_order(shop: Shop) -> None:
    assert shop.run("init", "new", "--template", "ring", "--lang", "zh").code == 0
    settings = shop.root / "new" / "listinglint.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('# "wording/house"', '"wording/house"'), "utf-8")
    described = shop.root / "new" / "ring-001" / "description.zh-CN.md"
    whole = described.read_text(encoding="utf-8")
    first, _, rest = whole.partition("\n## 尺寸")
    described.write_text(f"## 尺寸{rest}\n{first}".replace("2.4g", "2.4克").replace("3mm", "3 毫米"), encoding="utf-8")
    for _ in range(4):  # edits that overlap take turns
        shop.run("fix", "new", "--write")
    assert described.read_text(encoding="utf-8") == whole


def test_compare_tells_both_sides(shop: Shop) -> None:
    zh = {
        "id": "T1",
        "category": "necklace",
        "title": "银项链",
        "description": "链长40cm。",
        "attributes": {"货号": "N-33"},
    }
    en = {"id": "E1", "title": "Silver necklace", "description": "Chain length: 45 cm.", "attributes": {"SKU": "N-33"}}
    shop.write("taobao.jsonl", _jsonl(zh))
    shop.write("etsy.jsonl", _jsonl(en))
    done = shop.run("compare", "taobao.jsonl", "etsy.jsonl", "--select", "specs", "--format", "jsonl")
    assert done.code == 1
    ((found,)) = [one for one in done.lines if one["type"] == "finding"]
    assert (found["file"], found["text"]) == ("taobao.jsonl", "40cm")
    assert [(one["file"], one["text"]) for one in found["related"]] == [("etsy.jsonl", "45 cm")]
    assert done.summary["listings"] == 2
    assert shop.run("compare", "taobao.jsonl", "--lang", "en").out.startswith("1 listing: 1 clean")
    assert shop.run("compare", "nothing").code == 2
