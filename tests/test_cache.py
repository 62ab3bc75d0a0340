from __future__ import annotations

import os
import pickle
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from listinglint import cache, packs, rulefiles, ruleset
from listinglint.engine import check, plan
from listinglint.errors import Mistakes, UsageError
from listinglint.model import Listing
from listinglint.ruleset import RuleSet

RULE = """\
kind: phrase
severity: error
message: {zh: 最佳, en: best}
why: {zh: 因为, en: because}
phrases: [最佳]
good: [早, 晚]
bad: [<<最佳>>]
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="no owners and modes there")


Met = dict[tuple[Path | None, bytes], RuleSet]


class Forgetful(Met):
    """What a process has met, if every load were another process."""

    def __setitem__(self, asked: tuple[Path | None, bytes], met: RuleSet) -> None:
        """Keep nothing."""


@pytest.fixture(autouse=True)
def _another_process_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_met", Forgetful())


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LISTINGLINT_CACHE", str(tmp_path / "cache" / "deep"))
    return tmp_path / "cache" / "deep"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "x.yaml").write_text(RULE, encoding="utf-8")
    return folder


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The digests of rule sets that were compiled anew."""
    seen: list[str] = []
    assemble = packs.assemble

    def watched(ready: packs.Prepared, where: str = "") -> RuleSet:
        made = assemble(ready, where)
        seen.append(made.digest)
        return made

    monkeypatch.setattr(packs, "assemble", watched)
    return seen


def remembered(home: Path) -> list[Path]:
    return sorted(home.glob("rules-*.bin"))


def test_the_second_time_nothing_is_compiled(
    home: Path, rules: Path, built: list[str], listing: Callable[..., Listing]
) -> None:
    first, second = cache.load([rules]), cache.load([rules])
    assert len(built) == 1
    assert (first.ids, first.digest, first.scanner.phrases) == (second.ids, second.digest, second.scanner.phrases)
    one = listing("全网最佳，best")
    assert check(one, plan(first)) == check(one, plan(second))
    assert [path.name for path in home.iterdir()] == [remembered(home)[0].name], "no partial files are left"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.yaml", RULE.replace("error", "info")),
        ("x.yaml", RULE + "# a comment\n"),
        ("y.yaml", RULE),
        ("_classes.yaml", "rank: [最]"),
    ],
)
def test_editing_a_rule_compiles_anew(home: Path, rules: Path, built: list[str], name: str, text: str) -> None:
    before = cache.load([rules])
    (rules / name).write_text(text, encoding="utf-8")
    after = cache.load([rules])
    assert len(built) == 2
    assert before.digest != after.digest
    assert len(remembered(home)) == 2


def test_renaming_a_rule_compiles_anew(home: Path, rules: Path) -> None:
    cache.load([rules])
    (rules / "x.yaml").rename(rules / "z.yaml")
    assert cache.load([rules]).ids == ("z",)
    assert len(remembered(home)) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:20],
        lambda data: data[:-1],
        lambda data: data[:100] + b"x" + data[101:],
        lambda data: with_body(data, alone(b"not a pickle")),
        lambda data: with_body(data, alone(pickle.dumps(1)[:-1])),
        lambda data: with_body(data, b"\xff" * 64),
        lambda data: with_body(data, b"\0" * 64),
    ],
    ids=["empty", "short", "cut", "changed", "no pickle", "cut pickle", "too many parts", "no part"],
)
def test_a_damaged_file_is_built_anew_and_written_over(
    home: Path, rules: Path, built: list[str], damage: Callable[[bytes], bytes]
) -> None:
    cache.load([rules])
    (path,) = remembered(home)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert cache.load([rules]).ids == ("x",)
    assert len(built) == 2
    assert cache.load([rules]).ids == ("x",)
    assert len(built) == 2, "mended"


def alone(core: bytes) -> bytes:
    """Return the body of a remembered form that has no large parts behind its core."""
    return struct.pack("<QQ", 1, len(core)) + core


def with_body(data: bytes, body: bytes) -> bytes:
    """Return a remembered file with another body under the same key and a right checksum."""
    length = struct.unpack_from("<IQ", data)[1]
    head = struct.calcsize("<IQ")
    return struct.pack("<IQ", zlib.crc32(body), length) + data[head : head + length] + body


class Planted:
    """Makes a folder when it is unpickled: what a stranger's file could do."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, (str(self.path),))


def plant(path: Path, trap: Path) -> None:
    path.write_bytes(with_body(path.read_bytes(), alone(pickle.dumps(Planted(trap)))))


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_that_others_can_write_to_is_not_used(
    home: Path, rules: Path, built: list[str], tmp_path: Path, mode: int
) -> None:
    cache.load([rules])
    (path,) = remembered(home)
    trap = tmp_path / "trap"
    plant(path, trap)
    home.chmod(mode)
    assert cache.load([rules]).ids == ("x",)
    assert len(built) == 2
    assert not trap.exists(), "a planted pickle was loaded"
    # To show that the trap works: in a folder of our own the file would have been believed.
    home.chmod(0o700)
    cache.load([rules])
    assert trap.exists()


@posix
def test_a_folder_that_others_can_write_to_gets_nothing(home: Path, rules: Path) -> None:
    home.mkdir(parents=True)
    home.chmod(0o777)
    one = cache.load([rules])
    assert list(home.iterdir()) == []
    assert one.scanner.segmenter._folder == "", "nor does the dictionary of the segmenter go there"


@posix
def test_the_folder_of_another_user_is_not_used(home: Path, rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.load([rules])
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    (path,) = remembered(home)
    path.unlink()
    cache.load([rules])
    assert list(home.iterdir()) == []


@posix
def test_the_folder_is_made_for_us_alone(home: Path, rules: Path) -> None:
    cache.load([rules])
    assert home.stat().st_mode & 0o777 == 0o700


def test_without_a_place_to_remember_all_works(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("LISTINGLINT_CACHE", str(tmp_path / "file"))
    assert cache.load([rules]).ids == ("x",)
    monkeypatch.setenv("LISTINGLINT_CACHE", str(tmp_path / "file" / "below"))
    assert cache.load([rules]).ids == ("x",)


def test_old_forms_are_thrown_away(home: Path, rules: Path) -> None:
    for number in range(12):
        (rules / "x.yaml").write_text(f"{RULE}# {number}\n", encoding="utf-8")
        cache.load([rules])
    assert len(remembered(home)) <= 8
    assert cache.load([rules]).digest[:32] in remembered(home)[-1].name or len(remembered(home)) <= 8


def own_rules(folder: Path, text: str = RULE) -> Path:
    """Make a shop's own rules folder."""
    (folder / "rules" / "house").mkdir(parents=True)
    (folder / "rules" / "house" / "x.yaml").write_text(text, encoding="utf-8")
    return folder / "rules"


@pytest.mark.usefixtures("home")
def test_shipped_rules_are_read_once_for_all_shops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listing: Callable[..., Listing]
) -> None:
    read: list[int] = []
    decode = rulefiles.read

    def watched(found: list[rulefiles.File], taken: frozenset[str] = frozenset()) -> rulefiles.Content:
        read.append(len(found))
        return decode(found, taken)

    monkeypatch.setattr(rulefiles, "read", watched)
    cache.load([ruleset.shipped(), own_rules(tmp_path / "a")])
    second = cache.load([ruleset.shipped(), own_rules(tmp_path / "b", RULE.replace("最佳", "独此一份"))])
    assert read[1:] == [1, 1], "the shipped rules were read again"
    assert [one.rule for one in check(listing("独此一份"), plan(second)).findings if one.rule.startswith("house/")]
    alone = cache.load([ruleset.shipped()])
    text = listing("永不褪色的18K金项链，全网最低价", title="镀金项链", attributes={"材质": "铜镀金"})
    with_house = check(text, plan(second.only(set(alone.ids))))
    assert check(text, plan(alone)).findings == with_house.findings


@pytest.mark.usefixtures("home")
def test_a_package_brings_its_rules_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = cache.load([ruleset.shipped()])
    brought = tmp_path / "prepared.bin"
    cache.write_shipped(brought)
    monkeypatch.setattr(cache, "_SHIPPED", brought)
    monkeypatch.setenv("LISTINGLINT_CACHE", str(tmp_path / "fresh"))
    with monkeypatch.context() as patch:
        patch.setattr(rulefiles, "read", lambda *_: pytest.fail("YAML was read"))
        one = cache.load([ruleset.shipped()])
    assert (one.ids, one.digest, one.scanner.phrases) == (plain.ids, plain.digest, plain.scanner.phrases)
    # What was prepared from other rules, or is damaged, is not believed.
    brought.write_bytes(with_body(brought.read_bytes(), alone(pickle.dumps("planted"))))
    monkeypatch.setenv("LISTINGLINT_CACHE", str(tmp_path / "fresher"))
    assert cache.load([ruleset.shipped()]).ids == plain.ids


@pytest.mark.usefixtures("home")
def test_an_id_of_a_shipped_rule_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "claims" / "zh"
    folder.mkdir(parents=True)
    (folder / "superlative.yaml").write_text(RULE, encoding="utf-8")
    with pytest.raises(Mistakes, match="another rule is called claims/zh/superlative"):
        cache.load([ruleset.shipped(), tmp_path / "rules"])


@pytest.mark.usefixtures("home")
def test_a_folder_that_does_not_exist_is_told_though_its_rules_add_nothing(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    assert cache.load([ruleset.shipped(), tmp_path / "rules"]).ids == cache.load([ruleset.shipped()]).ids
    with pytest.raises(UsageError, match="no rules at"):
        cache.load([ruleset.shipped(), tmp_path / "nowhere"])


def test_wrong_rules_are_never_remembered(home: Path, rules: Path) -> None:
    (rules / "x.yaml").write_text(RULE.replace("error", "fatal"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(Mistakes, match="fatal"):
            cache.load([rules])
    assert remembered(home) == []


@pytest.mark.parametrize(
    ("platform", "variables", "folder"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x/cache"}, "/x/cache/listinglint"),
        ("linux", {"XDG_CACHE_HOME": "", "HOME": "/h"}, "/h/.cache/listinglint"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/listinglint"),
        ("linux", {"LISTINGLINT_CACHE": "/own"}, "/own"),
    ],
)
def test_the_usual_places(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], folder: str
) -> None:
    monkeypatch.delenv("LISTINGLINT_CACHE", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert cache.folder() == Path(folder)


@pytest.mark.usefixtures("home")
def test_one_process_reads_the_same_rules_once(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    met: Met = {}
    monkeypatch.setattr(cache, "_met", met)
    first = cache.load([rules])
    assert cache.load([rules]) is first
    (rules / "x.yaml").write_text(RULE.replace("最佳", "极佳"), encoding="utf-8")
    assert cache.load([rules]) is not first
    for number in range(10):
        (rules / "x.yaml").write_text(RULE + f"# {'x' * number}\n", encoding="utf-8")
        cache.load([rules])
    assert len(met) <= cache._MOST_MET
