"""Documents that a listing names itself: what they let stand, what they never do, and where their faults are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from listinglint.cli import auditing, checking
from listinglint.cli.request import Request
from listinglint.pardons import hashed

TODAY = "1790812800"  # 2026-10-01
HEAD = "id: R1\nmarket: CN\ntitle: 全网最佳银戒指\nsubtitle: 国家专利工艺\n"
ENTRY = """evidence:
  - document: proofs/c.pdf
    claims: [国家专利]
    number: ZL1
    issuer: 国家知识产权局
    scope: 镶嵌工艺
    valid-until: {until}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "R1" / "proofs").mkdir(parents=True)
    (tmp_path / "R1" / "proofs" / "c.pdf").write_bytes(b"%PDF certificate")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    return tmp_path


def checked(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]]]:
    capsys.readouterr()
    code = checking.run(Request((path,), select=("claims",), output_format="jsonl", lang="en"))
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def rules(told: list[dict[str, Any]]) -> set[str]:
    return {one["rule"] for one in told if one["type"] == "finding" and not one["suppressed"]}


def aside(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in told if one["type"] == "finding" and one["suppressed"]]


def yaml(shop: Path, text: str) -> Path:
    (shop / "R1" / "listing.yaml").write_text(HEAD + text, encoding="utf-8")
    return shop / "R1"


def test_a_document_allows_what_it_proves_and_no_forbidden_word(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, before = checked(yaml(shop, ""), capsys)
    assert aside(before) == []
    _, told = checked(
        yaml(shop, ENTRY.format(until="2027-01-01").replace("[国家专利]", "[国家专利, 全网最佳]")), capsys
    )
    assert {one["text"] for one in aside(told)} == {"国家专利", "国家专利工艺"}
    reason = {"reason": "proofs/c.pdf · ZL1 · 国家知识产权局 · 镶嵌工艺 · → 2027-01-01", "by": "evidence"}
    assert aside(told)[0]["suppressed"] == reason
    assert "claims/zh/superlative" in rules(told)
    assert told[-1]["not_checked"] == {"failed": 0, "unavailable": 0}


def test_front_matter_json_lines_and_chinese_keys(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entry = "evidence:\n- 文件: proofs/c.pdf\n  宣称: 国家专利\n"
    (shop / "R1" / "product.md").write_text(f"---\n{HEAD}{entry}---\n银戒指。\n", encoding="utf-8")
    assert aside(checked(shop / "R1", capsys)[1])
    line = {"id": "R1", "market": "CN", "lang": "zh", "title": "国家专利银戒指"}
    line["evidence"] = [{"document": "R1/proofs/c.pdf", "claims": ["国家专利"]}]  # type: ignore[assignment]
    (shop / "goods.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    assert aside(checked(shop / "goods.jsonl", capsys)[1])


@pytest.mark.parametrize(
    ("old", "new", "rule", "text"),
    [
        ("valid-until: 2027-01-01", "valid-until: 2026-09-30", "lint/expired-evidence", "2026-09-30"),
        ("proofs/c.pdf", "proofs/d.pdf", "lint/evidence-missing", "proofs/d.pdf"),
        ("number: ZL1", "sha256: abc", "lint/evidence-changed", "abc"),
    ],
)
def test_a_document_that_does_not_count_is_an_error_at_the_value_at_fault(
    shop: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, rule: str, text: str
) -> None:
    entry = ENTRY.format(until="2027-01-01").replace(old, new)
    code, told = checked(yaml(shop, entry), capsys)
    [fault] = [one for one in told if one.get("rule") == rule]
    lines = (HEAD + entry).split("\n")
    assert lines[fault["line"] - 1][fault["column"] - 1 :] == text
    assert (fault["file"], fault["text"], fault["exact"], fault["severity"]) == ("R1/listing.yaml", text, True, "error")
    assert (code, aside(told)) == (1, [])


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("evidence:\n  - document: proofs/c.pdf\n", 6, "key 'claims' is missing"),
        ("evidence:\n  - claims: [国家专利]\n    nummer: 5\n    document: a.pdf\n", 7, "unknown key 'nummer'"),
        ("evidence:\n  - claims: [a]\n    document: b\n    issued: last May\n", 8, "issued is 'last May'"),
        ("evidence:\n  - claims: [国家专利, {a: b}]\n    document: b\n", 6, "'claims' must be text"),
        ("evidence:\n  - claims: a\n    document: b\n    file: c\n", 8, "says document a second time"),
        ("evidence: proofs/c.pdf\n", 5, "takes a list"),
        ("evidence:\n  - proofs/c.pdf\n", 6, "an entry of evidence is"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_is_allowed(
    shop: Path, capsys: pytest.CaptureFixture[str], text: str, line: int, told: str
) -> None:
    code, found = checked(yaml(shop, text), capsys)
    missing = [one for one in found if one["type"] == "not-checked"]
    assert [(one["file"], one["line"], one["cause"]) for one in missing] == [("R1/listing.yaml", line, "failed")]
    assert told in missing[0]["reason"]
    assert "this evidence is not applied" in missing[0]["reason"]
    assert (code, aside(found)) == (3, [])


def test_the_line_of_a_listings_file_is_told(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        {"id": "A", "title": "银戒指"},
        {"id": "B", "title": "银戒指", "evidence": [{"document": "x", "day": "1"}]},
    ]
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    (shop / "goods.jsonl").write_text(text, encoding="utf-8")
    code, told = checked(shop / "goods.jsonl", capsys)
    missing = [one for one in told if one["type"] == "not-checked"]
    assert [(one["listing"], one["line"]) for one in missing] == [("B", 2), ("B", 2)]
    assert code == 3


def test_audit_and_manifest_know_the_documents(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest = hashed(shop / "R1" / "proofs" / "c.pdf")
    yaml(shop, ENTRY.format(until="2026-10-20").replace("number", f"sha256: {digest}\n    number"))
    manifest = shop / "run.json"
    checking.run(Request((shop,), lang="en", output_format="jsonl", manifest=manifest))
    assert digest in json.loads(manifest.read_text(encoding="utf-8"))["inputs"].values()
    capsys.readouterr()
    code = auditing.run(Request((shop,), lang="en"), 30, manifest)
    told = capsys.readouterr().out
    assert "named by the listings themselves: 1\n" in told
    assert "R1/listing.yaml:6  proofs/c.pdf ZL1 国家知识产权局 镶嵌工艺 [R1] 2026-10-20" in told
    assert "ends soon: 2026-10-20" in told
    assert "nothing differs" in told
    assert code == 0
    (shop / "R1" / "proofs" / "c.pdf").write_bytes(b"%PDF forged")
    assert auditing.run(Request((shop,), lang="en"), 30, manifest) == 1
    told = capsys.readouterr().out
    assert "DOES NOT COUNT" in told
    assert "inputs" in told
    (shop / "R1" / "proofs" / "c.pdf").write_bytes(b"%PDF certificate")
    yaml(shop, ENTRY.format(until="2027-10-20").replace("国家专利", "无此说法"))
    assert auditing.run(Request((shop,), lang="en"), 30, None) == 1
    assert "UNUSED" in capsys.readouterr().out
