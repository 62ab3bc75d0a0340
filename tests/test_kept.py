"""What is remembered of results: whole or not at all, safe against crashes, damage, planted files and other runs."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listinglint.kept import ResultMemory
from listinglint.model import Citation, Finding, Measured, NotChecked, Place, Result, Severity, Words

_TEXT = st.text(max_size=12)


@st.composite
def _results(draw: st.DrawFn) -> tuple[Result, ...]:
    def words() -> Words:
        return Words(draw(_TEXT), draw(_TEXT))

    def finding() -> Finding:
        box = draw(st.none() | st.tuples(*[st.integers(0, 9)] * 4))
        place = Place(draw(_TEXT), start=draw(st.none() | st.integers(0, 9)), box=box)
        measured = draw(st.none() | st.builds(Measured, st.floats(allow_nan=False), st.just(1.5), _TEXT))
        sources = tuple(Citation(one) for one in draw(st.lists(_TEXT, max_size=2)))
        return Finding(
            draw(_TEXT), draw(st.sampled_from(Severity)), "review", "L", place, words(), words(), measured=measured,
            sources=sources,
        )  # fmt: skip

    def result() -> Result:
        missing = tuple(NotChecked("L", "", "unavailable", words()) for _ in range(draw(st.integers(0, 2))))
        return Result(draw(_TEXT), draw(_TEXT), tuple(finding() for _ in range(draw(st.integers(0, 2)))), missing)

    return tuple(result() for _ in range(draw(st.integers(0, 3))))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "results.db"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(_results())
def test_what_is_kept_comes_back(file: Path, results: tuple[Result, ...]) -> None:
    memory = ResultMemory(file)
    assert memory.keep(b"one", results)
    memory.close()
    again = ResultMemory(file)
    assert again.recall(b"one") == results
    assert again.recall(b"other") is None
    again.close()
    assert not again.damaged


ONE = (Result("L1", "a.yaml"),)


class Foreign:
    """What a plug-in might put into a result."""


def test_what_would_not_come_back_is_not_kept(file: Path) -> None:
    memory = ResultMemory(file)
    assert not memory.keep(b"one", (Result("L1", "a", looks=(Foreign(),)),))
    memory.close()
    again = ResultMemory(file)
    assert again.recall(b"one") is None
    assert not again.damaged


class Planted:
    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, ("planted",))


@pytest.mark.parametrize(
    "value",
    [
        b"", b"12345", b"\0\0\0\0pabc", "text", 7,
        zlib.crc32(pickle.dumps(Planted())).to_bytes(4, "little") + b"p" + pickle.dumps(Planted()),
        zlib.crc32(b"zzzz").to_bytes(4, "little") + b"zzzzz",
    ],
)  # fmt: skip
def test_a_value_that_we_did_not_write_is_found_out_again(
    file: Path, value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    memory = ResultMemory(file)
    memory.keep(b"one", ONE)
    memory.close()
    with sqlite3.connect(file) as base:
        base.execute("UPDATE results SET value = ?", (value,))
    base.close()
    again = ResultMemory(file)
    assert again.recall(b"one") is None
    assert again.damaged
    assert not Path("planted").exists(), "bytes from outside never run"
    again.keep(b"one", ONE)
    again.close()
    assert ResultMemory(file).recall(b"one") == ONE


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be taken for one" * 40, b"SQLite format 3\0" + b"\1" * 4000]
)
def test_a_damaged_file_is_thrown_away_and_the_next_run_has_a_new_one(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    broken = ResultMemory(file)
    assert broken.recall(b"one") is None
    assert broken.run(b"one") is None
    broken.keep(b"one", ONE)
    broken.close()
    assert broken.damaged
    again = ResultMemory(file)
    again.keep(b"one", ONE)
    again.close()
    assert ResultMemory(file).recall(b"one") == ONE
    assert not again.damaged


def test_tables_of_another_form_are_thrown_away(file: Path) -> None:
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE results (other TEXT)")
    base.close()
    memory = ResultMemory(file)
    assert memory.recall(b"one") is None
    assert memory.damaged
    again = ResultMemory(file)
    again.keep(b"one", ONE)
    again.close()
    assert ResultMemory(file).recall(b"one") == ONE


@pytest.mark.skipif(os.name == "nt", reason="rights of this kind are Unix")
@pytest.mark.parametrize("how", ["a link", "for all to write"])
def test_a_file_that_others_may_have_planted_is_not_read(file: Path, tmp_path: Path, how: str) -> None:
    other = tmp_path / "elsewhere.db"
    memory = ResultMemory(other if how == "a link" else file)
    memory.keep(b"one", ONE)
    memory.close()
    if how == "a link":
        file.symlink_to(other)
    else:
        file.chmod(0o666)
    again = ResultMemory(file)
    assert again.recall(b"one") is None
    again.close()
    assert again.damaged
    assert not file.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o600
    assert how != "a link" or ResultMemory(other).recall(b"one") == ONE, "what a link leads to is left alone"


def test_a_run_is_the_keys_of_its_results(file: Path) -> None:
    memory = ResultMemory(file)
    memory.keep(b"one", ONE)
    memory.keep_run(b"run", b"one")
    assert ResultMemory(file).run(b"run") == b"one"
    assert ResultMemory(file).recall(b"one") == ONE, "a run is written after its results"
    with sqlite3.connect(file) as base:
        base.execute("UPDATE runs SET value = value || x'00'")
    base.close()
    again = ResultMemory(file)
    assert again.run(b"run") is None
    assert again.damaged


_KILLED = """
import os, sys
from pathlib import Path
from listinglint.kept import ResultMemory
from listinglint.model import Result
memory = ResultMemory(Path(sys.argv[1]))
for number in range(1200):
    memory.keep(number.to_bytes(4), (Result(f"L{number}", "f"),))
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_run_that_was_killed_leaves_the_database_whole(file: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(file)], check=False)
    assert done.returncode == -9
    memory = ResultMemory(file)
    known = [memory.recall(number.to_bytes(4)) for number in range(1200)]
    assert known[:1000] == [(Result(f"L{number}", "f"),) for number in range(1000)]
    assert known[1000:] == [None] * 200
    assert not memory.damaged


_WRITER = """
import sys
from pathlib import Path
from listinglint.kept import ResultMemory
from listinglint.model import Result
memory = ResultMemory(Path(sys.argv[1]))
for number in range(2000):
    memory.keep(b"%s %d" % (sys.argv[2].encode() if number % 2 else b"both", number), (Result(f"L{number}", "f"),))
memory.close()
assert not memory.damaged
"""


def test_several_runs_at_once(file: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(file), str(number)]) for number in range(3)]
    assert [one.wait(timeout=120) for one in writers] == [0, 0, 0]
    memory = ResultMemory(file)
    for number in range(2000):
        names = (b"0", b"1", b"2") if number % 2 else (b"both",)
        assert {memory.recall(b"%s %d" % (name, number)) for name in names} == {(Result(f"L{number}", "f"),)}
