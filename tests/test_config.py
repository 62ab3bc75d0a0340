from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from listinglint import config
from listinglint.config import Config
from listinglint.errors import ListinglintError, Mistakes
from listinglint.model import Listing, Severity
from listinglint.ruleset import RuleSet

FULL = """\
markets = ["CN", "US"]
channels = ["taobao"]
packs = ["house/rules", "/abs/rules"]
select = ["claims"]
ignore = ["claims/zh"]
skip = ["drafts/*"]
lang = "zh"
fail-on = "error,review"
baseline = "b.json"
[severity]
"claims" = "warning"
[aliases]
"品名" = "title"
[roles]
"白底" = "white"
"""


def put(folder: Path, text: str, name: str = "listinglint.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting(tmp_path: Path) -> None:
    path = put(tmp_path, FULL)
    assert config.read(path) == Config(
        file=path.as_posix(),
        markets=("CN", "US"),
        channels=("taobao",),
        packs=((tmp_path / "house/rules").as_posix(), "/abs/rules"),
        select=("claims",),
        ignore=("claims/zh",),
        skip=("drafts/*",),
        lang="zh",
        fail_on="error,review",
        baseline="b.json",
        severity={"claims": "warning"},
        aliases={"品名": "title"},
        roles={"白底": "white"},
    )
    assert config.read(put(tmp_path, "", "listinglint.toml")) == Config(file=path.as_posix())


@pytest.mark.parametrize(
    ("toml", "en", "zh"),
    [
        (
            "marktes = []",
            "marktes: unknown setting; known: markets, channels, packs",
            "marktes：未知设置；可用：markets",
        ),
        ("fail_on = 'error'", "fail_on: unknown setting", "fail_on：未知设置"),
        ("file = 'x'", "file: unknown setting", "file：未知设置"),
        ("markets = 'CN'", "markets: must be a list of strings", "markets：应为字符串列表"),
        ("markets = ['CN', 1]", "markets: must be a list of strings", "markets：应为字符串列表"),
        ("lang = 'fr'", "lang: 'fr' is not allowed; allowed: zh, en", "lang：不能是“fr”；可用：zh, en"),
        ("lang = ['zh']", "lang: must be a string", "lang：应为字符串"),
        ("fail-on = 'error,all'", "fail-on: 'error,all' is not allowed; allowed: error, warning", "不能是“error,all”"),
        ("severity = 'error'", "severity: must be a table of strings", "severity：应为字符串表"),
        ("[severity]\nclaims = 1", "severity: must be a table of strings", "severity：应为字符串表"),
        (
            "audience = 'kids'",
            "audience: 'kids' is not allowed; allowed: general, expert, children",
            "audience：不能是“kids”；可用：general",
        ),
        (
            "[audiences]\nebey = 'general'",
            "audiences: 'ebey' is not a channel; known: taobao",
            "audiences：未知的平台“ebey”；可用：taobao",
        ),
        (
            "[audiences]\nebay = 'all'",
            "audiences: 'ebay' is 'all'; allowed: general, expert, children",
            "audiences：“ebay”为“all”，可用：general",
        ),
        (
            "[severity]\nclaims = 'loud'",
            "severity: 'claims' is 'loud'; allowed: off, info",
            "“claims”为“loud”，可用：off",
        ),
        ("[aliases]\ntitle = ['a']", "aliases: must be a table of strings", "aliases：应为字符串表"),
        ("markets = [", "this is not TOML: ", "不是有效的 TOML："),
    ],
)
def test_a_mistake_is_told_in_both_languages(tmp_path: Path, toml: str, en: str, zh: str) -> None:
    path = put(tmp_path, toml)
    with pytest.raises(ListinglintError) as told:
        config.read(path)
    assert told.value.told("en").removeprefix(path.as_posix()).lstrip(":1234567890 ").startswith(en)
    assert zh in told.value.told("zh")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Mistakes) as told:
        config.read(put(tmp_path, "lang = 'fr'\nmarkets = 3\nx = 1\n[severity]\na = 'b'\nc = 'd'\n"))
    assert len(told.value.errors) == 5


def test_the_nearest_settings_win(tmp_path: Path) -> None:
    put(tmp_path, "lang = 'en'")
    put(tmp_path / "a" / "b", "lang = 'zh'")
    (tmp_path / "a" / "b" / "c").mkdir()
    (tmp_path / "a" / "b" / "c" / "x.csv").write_text("", encoding="utf-8")
    assert config.find(tmp_path / "a").lang == "en"
    assert config.find(tmp_path / "a" / "b").lang == "zh"
    assert config.find(tmp_path / "a" / "b" / "c").lang == "zh"
    assert config.find(tmp_path / "a" / "b" / "c" / "x.csv").lang == "zh"


def test_pyproject_counts_where_it_speaks_of_us(tmp_path: Path) -> None:
    put(tmp_path, "lang = 'en'")
    silent = tmp_path / "silent"
    put(silent, "[tool.other]\nx = 1", "pyproject.toml")
    assert config.find(silent).lang == "en"
    told = tmp_path / "told"
    put(told, "[tool.listinglint]\nlang = 'zh'\n[tool.listinglint.severity]\nclaims = 'off'", "pyproject.toml")
    assert (config.find(told).lang, config.find(told).severity) == ("zh", {"claims": "off"})
    put(told, "lang = 'en'")
    assert config.find(told).lang == "en", "our own file before pyproject.toml"
    wrong = tmp_path / "wrong"
    put(wrong, "[tool.listinglint]\nlanguage = 'zh'", "pyproject.toml")
    with pytest.raises(Mistakes, match="language: unknown setting"):
        config.find(wrong)


def test_packs_are_relative_to_their_file(tmp_path: Path) -> None:
    put(tmp_path / "shop", "packs = ['rules']")
    assert config.find(tmp_path / "shop").packs == ((tmp_path / "shop" / "rules").as_posix(),)


@pytest.fixture
def four(ruleset: Callable[..., RuleSet]) -> RuleSet:
    rule = "kind: phrase\nphrases: [最佳]"
    return ruleset(dict.fromkeys(("claims/en/x", "claims/zh/a", "claims/zh/ab", "wording/w"), rule))


@pytest.mark.parametrize(
    ("severity", "levels"),
    [
        ({}, {"claims/en/x": "error", "claims/zh/a": "error", "claims/zh/ab": "error", "wording/w": "error"}),
        (
            {"claims": "warning", "claims/zh": "info"},
            {"claims/en/x": "warning", "claims/zh/a": "info", "claims/zh/ab": "info", "wording/w": "error"},
        ),
        (
            {"claims/zh/a": "info", "claims/zh": "off", "wording": "off"},
            {"claims/en/x": "error", "claims/zh/a": "info"},
        ),
        ({"all": "off", "wording/w": "warning"}, {"wording/w": "warning"}),
        ({"claims": "off", "claims/zh/a": "warning"}, {"claims/zh/a": "warning", "wording/w": "error"}),
    ],
)
def test_the_longest_prefix_sets_the_severity(four: RuleSet, severity: dict[str, str], levels: dict[str, str]) -> None:
    for table in (severity, dict(reversed(severity.items()))):
        chosen = config.select(four, Config(severity=table))
        assert {rule.id: rule.severity.name for rule in chosen.rules} == levels


def test_select_and_ignore(four: RuleSet) -> None:
    assert config.select(four, Config(select=("claims",), ignore=("claims/zh/a",))).ids == (
        "claims/en/x",
        "claims/zh/ab",
    )


def test_prefixes_that_name_no_rule(four: RuleSet) -> None:
    assert config.unknown_prefixes(four, Config(severity={"claims": "off", "claim": "off", "wording/x": "info"})) == [
        "claim", "wording/x",
    ]  # fmt: skip


def test_a_severity_of_the_shop_reaches_the_finding(four: RuleSet, listing: Callable[..., Listing]) -> None:
    from listinglint.engine import check, plan

    ready = plan(config.select(four, Config(severity={"wording": "info"})))
    told = {one.rule: one.severity for one in check(listing("最佳"), ready).findings}
    assert told == {"claims/en/x": Severity.error, "wording/w": Severity.info}


def test_the_listing_before_the_settings(listing: Callable[..., Listing]) -> None:
    one = listing("x", markets=("US",))
    chosen = Config(markets=("CN",), channels=("taobao",))
    assert config.scoped(one, chosen).markets == ("US",)
    assert config.scoped(one, chosen).channels == ("taobao",)


def test_who_reads_is_told_by_shop_and_channel(tmp_path: Path, listing: Callable[..., Listing]) -> None:
    chosen = config.read(put(tmp_path, 'audience = "general"\nchannels = ["taobao"]\n[audiences]\n"1688" = "expert"\n'))
    told = {
        channels: config.scoped(listing("x", channels=channels), chosen).audiences
        for channels in ((), ("1688",), ("1688", "etsy"))
    }
    assert told == {(): ("general",), ("1688",): ("expert",), ("1688", "etsy"): ("expert", "general")}
    assert config.scoped(listing("x"), Config()).audiences == ()
