from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listinglint.text import dictionary
from listinglint.text.segment import Segmenter

CLAUSES = [
    "为确保健康佩戴",
    "初稿由学生发布在社交平台",
    "平安神兽吊坠寓意平安喜乐",
    "全网最佳的925银项链",
    "本款项链最佳佩戴长度为四十二厘米",
    "结婚的和尚未结婚的",
    "买1送1 free gift",
    "S925银镀18K金",
    "",
    " ",
    "耳",
    "龘龘龘",
    "best",
    "2.5%最😀",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("segmenter") / "below" / "it"


@pytest.fixture(scope="module")
def segmenter(folder: Path) -> Segmenter:
    one = Segmenter(str(folder))
    one.edges("先问一次")
    return one


@pytest.mark.parametrize("clause", CLAUSES)
def test_cuts_are_those_of_jieba(segmenter: Segmenter, clause: str) -> None:
    import jieba

    jieba.dt.tmp_dir = str(Path(segmenter._folder).parent)  # never the shared temporary directory
    edges, at = {0}, 0
    for word in jieba.cut(clause, HMM=False):
        at += len(word)
        edges.add(at)
    assert segmenter.edges(clause) == edges
    assert at == len(clause)


PIECES = (
    "最佳",
    "佩戴",
    "长度",
    "925",
    "银",
    "S",
    "a",
    " ",
    "\r\n",
    "\n",
    "。",
    "-",
    "%",
    "龘",
    "😀",
    "纯银项链",
    "为确保健康",
    "\u3400",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES) | st.text("的一是最佳银手工ab1.", max_size=4), max_size=12).map("".join))
def test_every_text_is_cut_as_jieba_cuts_it(segmenter: Segmenter, text: str) -> None:
    import jieba

    jieba.dt.tmp_dir = str(Path(segmenter._folder).parent)  # never the shared temporary directory
    assert segmenter._cut is not None
    assert segmenter._cut(text) == jieba.lcut(text, HMM=False)


@pytest.mark.usefixtures("segmenter")
@pytest.mark.parametrize("damage", [b"", b"llw1", b"\0" * 400])
def test_a_damaged_dictionary_is_made_anew(folder: Path, damage: bytes) -> None:
    [path] = folder.glob("words-*.bin")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + damage)
    assert dictionary._read(path) is None
    path.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    assert dictionary._read(path) is None
    path.write_bytes(whole)
    assert dictionary._read(path) is not None


def test_words_of_a_known_clause(segmenter: Segmenter) -> None:
    assert segmenter.edges("为确保健康佩戴") == {0, 1, 3, 5, 7}


def test_the_cache_goes_to_the_folder_given_which_is_ours_alone(segmenter: Segmenter, folder: Path) -> None:
    assert segmenter._folder == str(folder)
    assert [one.name[:6] for one in folder.iterdir()] == ["words-"]
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o777 == 0o700


def test_it_travels_without_its_dictionary(segmenter: Segmenter) -> None:
    data = pickle.dumps(segmenter)
    assert len(data) < 500
    assert pickle.loads(data)._folder == segmenter._folder
    assert pickle.loads(data)._cut is None


_APART = """
import sys, tempfile
from pathlib import Path
tempfile.tempdir = sys.argv[1]
planted = Path(sys.argv[1]) / "jieba.cache"
import marshal
planted.write_bytes(marshal.dumps(({"确": 1, "保健": 99999999}, 99999999)))
before = planted.read_bytes()
names = set(sys.modules)
from listinglint.text.segment import Segmenter
assert "jieba" not in sys.modules
edges = Segmenter(sys.argv[2]).edges("为确保健康佩戴")
assert edges == {0, 1, 3, 5, 7}, edges
assert "pkg_resources" not in sys.modules
assert planted.read_bytes() == before
print([one.name for one in Path(sys.argv[1]).iterdir()])
"""


@pytest.mark.parametrize("own_folder", [True, False], ids=["with a folder", "without a folder"])
def test_the_shared_temporary_directory_is_neither_read_nor_written(tmp_path: Path, own_folder: bool) -> None:
    """Anyone may put a file there that jieba would believe."""
    shared = tmp_path / "shared"
    shared.mkdir()
    folder = str(tmp_path / "own") if own_folder else ""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", _APART, str(shared), folder], capture_output=True, text=True, check=False
    )
    assert (run.stdout.strip(), run.stderr) == ("['jieba.cache']", "")
    assert run.returncode == 0


def test_a_module_that_stood_in_for_pkg_resources_is_put_back(tmp_path: Path) -> None:
    code = (
        "import sys, types; known = sys.modules['pkg_resources'] = types.ModuleType('pkg_resources')\n"
        "from listinglint.text.segment import Segmenter\n"
        f"Segmenter({str(tmp_path)!r}).edges('最佳')\n"
        "assert sys.modules['pkg_resources'] is known"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_the_shared_temporary_directory_is_another_one(folder: Path) -> None:
    assert folder != Path(tempfile.gettempdir())


def test_dictionaries_of_former_installations_go(tmp_path: Path) -> None:
    for number in range(5):
        old = tmp_path / f"words-{number}.bin"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    dictionary.load(str(tmp_path))
    left = sorted(path.name for path in tmp_path.glob("words-*.bin") if path.stat().st_size < 10)
    assert left == ["words-3.bin", "words-4.bin"]
    assert len(list(tmp_path.iterdir())) == 3
