"""Waivers and evidence: what they let stand, what they never do, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listinglint import pardons
from listinglint.cli import auditing, checking, pardoning
from listinglint.cli.request import Request
from listinglint.errors import Mistakes, UsageError

TODAY = "1790812800"  # 2026-10-01
LISTING = "id: R1\nmarket: CN\ntitle: 全网最佳银戒指\nsubtitle: 国家专利工艺\nattributes:\n  材质: 925银\n"
WAIVER = """waivers:
  - rule: claims/zh/superlative
    listing: R1
    reason: 商标名
    requested-by: 王
    approved-by: 李
    until: {until}
"""

Check = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "R1").mkdir()
    (tmp_path / "R1" / "listing.yaml").write_text(LISTING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    return tmp_path


@pytest.fixture
def check(shop: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    def run(**more: Any) -> list[dict[str, Any]]:
        capsys.readouterr()
        checking.run(Request((shop / "R1",), select=("claims",), output_format="jsonl", **more))
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def rules(told: list[dict[str, Any]], suppressed: bool = False) -> list[str]:
    found = [one for one in told if one["type"] == "finding" and bool(one["suppressed"]) == suppressed]
    return [one["rule"] for one in found]


def test_a_waiver_sets_aside_and_is_counted(shop: Path, check: Check) -> None:
    assert "claims/zh/superlative" in rules(check())
    (shop / "waivers.yaml").write_text(WAIVER.format(until="2026-10-01"), encoding="utf-8")
    told = check()
    assert "claims/zh/superlative" not in rules(told)
    [aside] = [one for one in told if one["type"] == "finding" and one["suppressed"]]
    assert aside["suppressed"] == {"reason": "商标名 · 王 → 李 · → 2026-10-01", "by": "waiver"}
    assert told[-1]["suppressed"] == 1


def test_a_waiver_ends_by_itself(shop: Path, check: Check) -> None:
    (shop / "waivers.yaml").write_text(WAIVER.format(until="2026-09-30"), encoding="utf-8")
    told = check()
    assert {"claims/zh/superlative", "lint/expired-waiver"} <= set(rules(told))
    [fault] = [one for one in told if one.get("rule") == "lint/expired-waiver"]
    assert (fault["file"], fault["line"], fault["severity"]) == ("waivers.yaml", 2, "error")


def test_a_waiver_that_nothing_needs_is_an_error(shop: Path, check: Check) -> None:
    text = WAIVER.format(until="2027-01-01").replace("superlative", "luck")
    (shop / "waivers.yaml").write_text(text, encoding="utf-8")
    [fault] = [one for one in check() if one.get("rule") == "lint/unused-waiver"]
    assert (fault["file"], fault["line"], fault["severity"]) == ("waivers.yaml", 2, "error")


@pytest.mark.parametrize(
    ("approved", "fault"), [("", "lint/unapproved-waiver"), ("王", "lint/self-approved-waiver"), ("李", None)]
)
def test_two_persons(shop: Path, check: Check, approved: str, fault: str | None) -> None:
    text = "two-persons: true\n" + WAIVER.format(until="2027-01-01").replace(
        "approved-by: 李", f"approved-by: '{approved}'"
    )
    (shop / "waivers.yaml").write_text(text, encoding="utf-8")
    found = rules(check())
    assert ("claims/zh/superlative" in found) == (fault is not None)
    assert [one for one in found if one.startswith("lint/")] == ([fault] if fault else [])


def test_another_text_or_listing_is_not_waived(shop: Path, check: Check) -> None:
    for old, new in (("listing: R1", "listing: R2"), ("reason:", "match: 绝无\n    reason:")):
        text = WAIVER.format(until="2027-01-01").replace(old, new)
        (shop / "waivers.yaml").write_text(text, encoding="utf-8")
        assert "claims/zh/superlative" in rules(check())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("waivers:\n  - rule: claims\n    reason: a\n    requested-by: b\n", "waivers.yaml:2: key 'until' is missing"),
        (WAIVER.format(until="soon"), "waivers.yaml:2: until is 'soon'"),
        (WAIVER.format(until="2027-01-01").replace("ticket", "x") + "    approver: c\n", "unknown key 'approver'"),
        ("waivers: yes\n", "'waivers' must be a list"),
        ("waiver: []\n", "unknown key 'waiver'"),
        ("waivers:\n  - reason: a\n    requested-by: b\n    until: 2027-01-01\n", "names a rule or a fingerprint"),
    ],
)
def test_mistakes_in_the_file_are_told_with_their_lines(shop: Path, text: str, told: str) -> None:
    (shop / "waivers.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Mistakes, match=told):
        pardons.read(shop)


def wished(**parts: str) -> pardons.Waiver:
    return pardons.Waiver(**{"reason": "because", "requested_by": "", "until": "", **parts})  # type: ignore[arg-type]


def test_waive_looks_the_fingerprint_up(shop: Path, check: Check, capsys: pytest.CaptureFixture[str]) -> None:
    [finding] = [one for one in check() if one.get("rule") == "claims/zh/superlative"]
    wish = wished(fingerprint=finding["fingerprint"], reason='商标: "最佳"', requested_by="王", ticket="T-1")
    assert pardoning.waive(wish, Request((shop,), lang="zh")) == 0
    assert "2026-12-30" in capsys.readouterr().out
    [waiver] = pardons.read(shop).waivers
    assert (waiver.rule, waiver.listing, waiver.match) == ("claims/zh/superlative", "R1", "最佳")
    assert waiver.reason == '商标: "最佳"'
    assert "claims/zh/superlative" in rules(check(), suppressed=True)
    pardoning.waive(wished(rule="claims/zh/luck"), Request((shop,)))
    assert len(pardons.read(shop).waivers) == 2


def test_waive_refuses_what_is_not_there_or_has_no_reason(shop: Path) -> None:
    with pytest.raises(UsageError, match="0 findings have the fingerprint abc"):
        pardoning.waive(wished(fingerprint="abc"), Request((shop,)))
    with pytest.raises(UsageError, match="needs a reason"):
        pardoning.waive(wished(rule="claims/zh/luck", reason=" "), Request((shop,)))
    assert not (shop / "waivers.yaml").exists()


def test_an_entry_that_does_not_fit_leaves_the_file_as_it_was(shop: Path) -> None:
    (shop / "waivers.yaml").write_text(WAIVER.format(until="2027-01-01") + "two-persons: false\n", encoding="utf-8")
    before = (shop / "waivers.yaml").read_bytes()
    with pytest.raises(UsageError, match="does not fit"):
        pardoning.waive(wished(rule="claims/zh/luck"), Request((shop,)))
    assert (shop / "waivers.yaml").read_bytes() == before


def proved(shop: Path, claim: str, **more: str) -> None:
    paper = shop / "evidence" / "c.pdf"
    paper.parent.mkdir(exist_ok=True)
    paper.write_bytes(b"%PDF certificate")
    told = pardons.Evidence(id="", document=paper.as_posix(), claims=(claim,), listings=("R1",), **more)  # type: ignore[arg-type]
    assert pardoning.add_evidence(told, Request((), lang="en")) == 0


def test_evidence_allows_what_can_be_proved(shop: Path, check: Check) -> None:
    before = check()
    provable = [one for one in before if one.get("verdict") == "review"]
    assert provable, "the example must hold a claim that asks for proof"
    proved(shop, "国家专利", number="ZL1", issuer="国家知识产权局", valid_until="2027-01-01")
    told = check()
    asides = [one for one in told if one["type"] == "finding" and one["suppressed"]]
    # What is set aside before claims are merged may be more than was told of the same words.
    assert {one["rule"] for one in provable} <= {one["rule"] for one in asides}
    assert {one["category"] for one in asides} == {"authority"}
    assert asides[0]["suppressed"] == {"reason": "E-1 · ZL1 · 国家知识产权局 · → 2027-01-01", "by": "evidence"}


def test_no_paper_allows_a_forbidden_word(shop: Path, check: Check) -> None:
    proved(shop, "全网最佳")
    assert "claims/zh/superlative" in rules(check())


@pytest.mark.parametrize("fault", ["evidence-missing", "evidence-changed", "expired-evidence"])
def test_evidence_that_does_not_count_is_an_error(shop: Path, check: Check, fault: str) -> None:
    proved(shop, "国家专利", valid_until="2026-09-30" if fault == "expired-evidence" else "")
    paper = shop / "evidence" / "c.pdf"
    if fault == "evidence-missing":
        paper.unlink()
    elif fault == "evidence-changed":
        paper.write_bytes(b"%PDF another")
    told = check()
    assert f"lint/{fault}" in rules(told)
    assert rules(told, suppressed=True) == []


def audited(shop: Path, capsys: pytest.CaptureFixture[str], then: Path | None = None) -> tuple[int, str]:
    capsys.readouterr()
    code = auditing.run(Request((shop,), lang="en"), 30, then)
    return code, capsys.readouterr().out


def test_audit_lists_what_is_used_ends_or_serves_nothing(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "waivers.yaml").write_text(WAIVER.format(until="2026-10-20"), encoding="utf-8")
    code, told = audited(shop, capsys)
    assert code == 0
    assert "used 1 time; ends soon: 2026-10-20" in told
    (shop / "evidence").mkdir()
    (shop / "evidence" / "lost.pdf").write_bytes(b"%PDF")
    (shop / "waivers.yaml").write_text(WAIVER.format(until="2027-10-20").replace("R1", "R9"), encoding="utf-8")
    code, told = audited(shop, capsys)
    assert code == 1
    assert "UNUSED; the listing is not among those checked" in told
    assert "lost.pdf: no entry names this document" in told


def test_a_run_can_be_answered_for(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.json", "b.json"):
        checking.run(Request((shop,), lang="en", output_format="jsonl", manifest=shop / name))
    assert (shop / "a.json").read_bytes() == (shop / "b.json").read_bytes()
    told = json.loads((shop / "a.json").read_text(encoding="utf-8"))
    assert set(told["inputs"]) >= {"R1/listing.yaml"}
    code, text = audited(shop, capsys, shop / "a.json")
    assert (code, "as on 2026-10-01: nothing differs" in text) == (0, True)
    (shop / "R1" / "listing.yaml").write_text(LISTING + "# more\n", encoding="utf-8")
    code, text = audited(shop, capsys, shop / "a.json")
    assert code == 1
    assert "inputs R1/listing.yaml" in text
    assert "1 thing differs" in text
