from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TABLE = "商家编码,商品标题,材质,备注\nA1,最佳戒指,银,甲\nA2,项链,铜,\n"


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "listinglint", *words], cwd=root, capture_output=True, text=True, check=False, encoding="utf-8"
    )  # fmt: skip


def test_an_export_goes_into_folders_and_out_again(tmp_path: Path) -> None:
    (tmp_path / "goods.csv").write_text(TABLE, "utf-8")
    done = run(tmp_path, "import", "goods.csv", "shop/", "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "2 listings written below shop/\n".replace("shop/", "shop/"))
    manifest = tmp_path / "shop" / "A1" / "listing.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("最佳", "光面"), "utf-8")
    done = run(tmp_path, "export", "shop", "back.csv", "--lang", "zh")
    assert (done.returncode, done.stdout) == (0, "已把 2 个商品写入 back.csv\n")
    assert (tmp_path / "back.csv").read_text("utf-8") == TABLE.replace("最佳", "光面")
    assert run(tmp_path, "export", "shop", "feed.tsv", "--to", "google").returncode == 0
    assert "光面戒指" in (tmp_path / "feed.tsv").read_text("utf-8")


def test_what_cannot_be_is_told_with_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "goods.csv").write_text(TABLE, "utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("", "utf-8")
    for words in (
        ("import", "goods.csv", "full"),
        ("import", "none.csv", "new"),
        ("export", "full", "x.csv"),
        ("export", "full", "x.csv", "--to", "none"),
    ):
        done = run(tmp_path, *words)
        assert (done.returncode, bool(done.stderr), "Traceback" in done.stderr) == (2, True, False)
