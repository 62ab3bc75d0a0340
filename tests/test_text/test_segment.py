from __future__ import annotations

import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

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

    jieba.dt.tmp_dir = segmenter._folder  # its own cache would go to the shared temporary directory
    edges, at = {0}, 0
    for word in jieba.cut(clause, HMM=False):
        at += len(word)
        edges.add(at)
    assert segmenter.edges(clause) == edges
    assert at == len(clause)


def test_words_of_a_known_clause(segmenter: Segmenter) -> None:
    assert segmenter.edges("为确保健康佩戴") == {0, 1, 3, 5, 7}


def test_the_cache_goes_to_the_folder_given_which_is_ours_alone(segmenter: Segmenter, folder: Path) -> None:
    assert segmenter._tokenizer.tmp_dir == str(folder)
    assert [one.name for one in folder.iterdir()] == ["jieba.cache"]
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o777 == 0o700


def test_it_travels_without_its_dictionary(segmenter: Segmenter) -> None:
    data = pickle.dumps(segmenter)
    assert len(data) < 500
    assert pickle.loads(data)._folder == segmenter._folder
    assert pickle.loads(data)._tokenizer is None


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
