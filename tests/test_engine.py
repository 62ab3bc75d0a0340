from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest

from listinglint import cache, engine, kinds, picture_facts, ruleset
from listinglint.engine import check, plan
from listinglint.facts import Wants
from listinglint.model import Finding, Image, Listing, NotChecked
from listinglint.picture_facts import PictureFact
from listinglint.rule import Rule
from listinglint.ruleset import RuleSet

Listed = Callable[..., Listing]
Rules = Callable[..., RuleSet]
Picture = Callable[..., Image]

PHRASE = "kind: phrase\nphrases: [最佳, best]"
SIZE = """\
kind: picture
pictures: [main]
measure: short-side
message: {zh: "{value}", en: "{value}"}
limits: [{min: 700}]
"""
FORMAT = SIZE.replace("main", "size").replace("short-side", "format").replace("{min: 700}", "{allow: [png]}")


@dataclass(frozen=True, kw_only=True)
class Crashing(Rule):
    """Breaks on listings that say so."""

    kind: ClassVar[str] = "crashing"
    wants: ClassVar[frozenset[str]] = frozenset({"scan"})

    def judge(self, listing: Listing) -> Any:
        """Yield one finding, then break."""
        yield self.finding(listing, listing.at())
        if any("boom" in one.text for one in listing.fields):
            raise ZeroDivisionError("no zero here")


@pytest.fixture
def crashing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._BUILT_IN, "crashing", f"{__name__}:Crashing")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[Crashing.__module__])


# --- cheap before costly ---


def test_only_what_a_rule_wants_is_measured(ruleset: Rules) -> None:
    assert plan(ruleset({"claims/x": PHRASE})).wants == Wants(frozenset({"scan"}), {})
    both = ruleset({"claims/x": PHRASE, "images/a": SIZE, "images/b": FORMAT})
    assert plan(both).wants.pictures == {
        "header": frozenset({"main", "size"}), "health": frozenset({"main", "size"}),
    }  # fmt: skip
    assert plan(both.only({"images/b"})).wants == Wants(
        frozenset(), {"header": frozenset({"size"}), "health": frozenset({"size"})}
    )
    everything = SIZE.replace("pictures: [main]\n", "")
    assert plan(ruleset({"images/a": SIZE, "images/b": everything})).wants.pictures == {
        "header": frozenset(), "health": frozenset(),
    }  # fmt: skip


_TEXT_ONLY = """
import sys
from pathlib import Path
from listinglint.pictures.opened import Opened
from listinglint.readers import find
from listinglint.readers.base import ReadSettings
from listinglint.run.local import Options, jobs, results
options = Options(select=(sys.argv[2],), words="off")
told = list(results(jobs(find([Path(sys.argv[1])], ReadSettings()), options), options))
assert told and all(one.is_listing for one in told), told
print(sum(len(one.findings) for one in told))
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def modules_of(select: str, folder: Path) -> tuple[int, set[str]]:
    run = subprocess.run(
        [sys.executable, "-c", _TEXT_ONLY, str(folder), select], capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    count, names = run.stdout.splitlines()
    return int(count), set(names.split())


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A listing with a picture, told nothing of settings above it."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "listinglint.toml").write_text("", encoding="utf-8")
    listed = folder / "R1"
    (listed / "images" / "main").mkdir(parents=True)
    (listed / "listing.yaml").write_text("id: R1\ntitle: 全网最佳戒指\n", encoding="utf-8")
    from PIL import Image as Pillow

    Pillow.new("RGB", (300, 300)).save(listed / "images" / "main" / "01.jpg")
    return folder


def test_a_run_of_text_rules_never_imports_pillow(shop: Path) -> None:
    cache.load([ruleset.shipped()])  # compiled before, as on every run but the first
    count, names = modules_of("claims", shop)
    assert count > 0
    assert not names & {"PIL", "numpy", "jieba", "opencc", "confusable_homoglyphs", "textstat", "nltk", "concurrent"}


def test_a_run_of_picture_rules_imports_it(shop: Path) -> None:
    count, names = modules_of("images", shop)
    assert count > 0
    assert "PIL" in names
    assert "textstat" not in names


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Which measure looked at which picture."""
    seen: list[tuple[str, str]] = []

    def watched(fact: PictureFact) -> PictureFact:
        def measure(looked: Any) -> Any:
            seen.append((fact.name, Path(looked).name))
            return fact.measure(looked)

        return PictureFact(fact.name, fact.cost, fact.version, measure)

    monkeypatch.setattr(picture_facts, "PICTURE_FACTS", tuple(watched(one) for one in picture_facts.PICTURE_FACTS))
    return seen


def test_no_picture_is_opened_unasked(
    ruleset: Rules, listing: Listed, picture: Picture, opened: list[tuple[str, str]]
) -> None:
    one = listing("全网最佳", images=(picture("main"), picture("size", index=1), picture("detail", index=2)))
    rules = ruleset({"claims/x": PHRASE, "images/a": SIZE})
    check(one, plan(rules.only({"claims/x"})))
    assert opened == []
    check(one, plan(rules))
    assert opened == [("header", "main-0.jpg"), ("health", "main-0.jpg")]


def test_each_picture_is_measured_once_for_all_rules(
    ruleset: Rules, listing: Listed, picture: Picture, opened: list[tuple[str, str]]
) -> None:
    rules = ruleset({f"images/{name}": SIZE for name in "abc"})
    result = check(listing("x", images=(picture("main", (300, 300)),)), plan(rules))
    assert len(result.findings) == 3
    assert opened == [("header", "main-0.jpg"), ("health", "main-0.jpg")]


def test_only_rules_that_a_hit_wakes_are_unpickled(ruleset: Rules, listing: Listed) -> None:
    rules = ruleset(
        {f"claims/{name}": f"kind: phrase\nphrases: [{word}]" for name, word in zip("abc", "金银铜", strict=True)}
    )
    ready = plan(rules)
    assert check(listing("纯铁"), ready).findings == ()
    assert rules._loaded == {}
    assert [one.rule for one in check(listing("纯银，金"), ready).findings] == ["claims/b", "claims/a"]
    assert {rule.id for rule in rules._loaded.values()} == {"claims/a", "claims/b"}


def test_rules_that_are_not_chosen_are_not_woken(ruleset: Rules, listing: Listed) -> None:
    rules = ruleset({"claims/a": PHRASE, "claims/b": PHRASE}).only({"claims/b"})
    assert [one.rule for one in check(listing("最佳"), plan(rules)).findings] == ["claims/b"]
    assert len(rules._loaded) == 1


# --- nothing is lost in silence ---


@pytest.mark.usefixtures("crashing")
def test_a_rule_that_crashes_is_told_and_loses_nothing_else(ruleset: Rules, listing: Listed) -> None:
    rules = ruleset({"claims/a": PHRASE, "claims/bad": "kind: crashing\nmessage: {zh: 破, en: broken}"})
    result = check(listing("boom 最佳"), plan(rules))
    assert sorted(one.rule for one in result.findings) == ["claims/a", "claims/bad"]
    (told,) = result.not_checked
    assert (told.cause, told.rule, told.listing) == ("failed", "claims/bad", "L1")
    assert told.reason.en == "claims/bad crashed: ZeroDivisionError: no zero here"
    assert "运行出错" in told.reason.zh
    assert check(listing("fine 最佳"), plan(rules)).not_checked == ()


def test_a_measure_that_crashes_is_told(ruleset: Rules, listing: Listed, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = plan(ruleset({"claims/a": PHRASE}))

    def broken(*_: object) -> Listing:
        raise RuntimeError("no measure")

    monkeypatch.setattr(engine, "measure", broken)
    result = check(listing("最佳", unread=(NotChecked("L1", "x", "failed", _words("x")),)), ready)
    assert result.findings == ()
    assert [(one.cause, one.reason.en) for one in result.not_checked] == [
        ("failed", "x"), ("failed", "measure crashed: RuntimeError: no measure"),
    ]  # fmt: skip


def _words(text: str) -> Any:
    from listinglint.model import Words

    return Words(text, text)


@pytest.mark.parametrize(
    ("content", "cause"),
    [(b"", "failed"), (b"not a picture", "failed"), (b"version https://git-lfs.github.com/spec/v1\n", "failed")],
)
def test_an_unreadable_picture_is_told_once(
    ruleset: Rules, listing: Listed, picture: Picture, content: bytes, cause: str
) -> None:
    rules = ruleset({f"images/{name}": SIZE for name in "abc"})
    result = check(listing("x", images=(picture("main", content=content),)), plan(rules))
    assert result.findings == ()
    assert [(one.part, one.cause, one.listing) for one in result.not_checked] == [("images[0]", cause, "L1")]


def test_a_truncated_picture_is_told_though_its_header_is_whole(
    ruleset: Rules, listing: Listed, picture: Picture, tmp_path: Path
) -> None:
    whole = picture("main", (900, 900), colour="red")
    data = Path(whole.path).read_bytes()
    cut = picture("main", name="cut.jpg", content=data[: len(data) // 2], index=1)
    missing = Image("main", "gone.jpg", str(tmp_path / "gone.jpg"), "gone.jpg", 2)
    result = check(listing("x", images=(whole, cut, missing)), plan(ruleset({"images/a": SIZE})))
    assert [(one.part, one.cause) for one in result.not_checked] == [("images[1]", "failed"), ("images[2]", "failed")]


def test_a_remote_picture_is_unavailable_not_absent(ruleset: Rules, listing: Listed) -> None:
    remote = Image("main", "https://x.example/1.jpg", "", "https://x.example/1.jpg")
    result = check(listing("x", images=(remote,)), plan(ruleset({"images/a": SIZE})))
    assert [(one.part, one.cause) for one in result.not_checked] == [("images[0]", "unavailable")]
    assert check(listing("x", images=(remote,)), plan(ruleset({"claims/a": PHRASE}))).not_checked == ()


def test_findings_come_in_file_order(ruleset: Rules, listing: Listed, findings: Callable[..., list[Finding]]) -> None:
    one = listing("最佳 b 最佳", title="best", bullets=["x", "最佳"])
    told = findings(ruleset({"claims/a": PHRASE}), one)
    assert [(place.place.part, place.place.start) for place in told] == [
        ("description", 0), ("description", 5), ("title", 0), ("bullets[1]", 0),
    ]  # fmt: skip
