"""`waive` and `evidence add`: entries written at the end of the shop's files, which are read again at once."""

from __future__ import annotations

import getpass
import json
import os
import sys
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from listinglint import pardons
from listinglint.cli.request import Request, prepare
from listinglint.cli.speech import choose, say
from listinglint.cli.writing import unwritable
from listinglint.config import Config
from listinglint.counted import many
from listinglint.errors import ListinglintError, UsageError
from listinglint.model import Finding
from listinglint.pardons import Evidence, Waiver
from listinglint.run import local
from listinglint.run.local import Options

_HEADS = {
    pardons.WAIVERS: (
        "# 豁免：谁、为什么、到什么时候。two-persons: true 表示申请人与批准人不能是同一人。\n"
        "# Waivers: who lets what stand, why and until when. two-persons: true asks for two different people.\n"
        "waivers:\n"
    ),
    pardons.EVIDENCE: (
        "# 证明：哪份文件能证明哪些商品的哪句话。\n"
        "# Evidence: which document proves which words of which listings.\n"
        "evidence:\n"
    ),
}


def waive(wish: Waiver, request: Request) -> int:
    """Add a waiver for a rule, or for a fingerprint, which is looked up in the listings; return the exit code."""
    with ExitStack() as stack:
        chosen, options, units = prepare(request, stack)
        _reasoned(wish.reason)
        _known(wish.rule, chosen, options)
        entry = {"rule": wish.rule, "listing": wish.listing, "match": wish.match}
        if wish.fingerprint:
            one = _looked_up(
                wish.fingerprint, [finding for result in local.results(local.jobs(units, options), options) for finding in result.findings])  # fmt: skip
            entry = {"rule": one.rule, "fingerprint": one.fingerprint, "listing": one.listing, "match": one.place.text}
        entry |= {
            "reason": wish.reason, "requested-by": wish.requested_by or getpass.getuser(),
            "approved-by": wish.approved_by, "until": wish.until or _in_days(options, 90), "ticket": wish.ticket,
        }  # fmt: skip
        path = _folder(chosen, options) / pardons.WAIVERS
        _added(path, {key: value for key, value in entry.items() if value})
    told = say(f"waived until {entry['until']}: {path}", f"已豁免至 {entry['until']}：{path}")
    sys.stdout.write(told + "\n")
    return 0


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise UsageError("a waiver needs a reason", zh="豁免必须写原因")


def _known(rule: str, chosen: Config, options: Options) -> None:
    """Refuse a rule that nobody has: its waiver would never be used."""
    ids = local.Plans(options).of(chosen).rules.ids if rule else ()
    if rule and not any(f"{one}/".startswith(f"{rule.rstrip('/')}/") for one in ids):
        raise UsageError(f"no rule under '{rule}'", zh=f"没有以“{rule}”开头的规则")


def _in_days(options: Options, days: int) -> str:
    return (date.fromisoformat(options.today) + timedelta(days)).isoformat()


def _looked_up(fingerprint: str, found: list[Finding]) -> Finding:
    alike = [one for one in found if one.fingerprint.startswith(fingerprint)]
    if len({one.fingerprint for one in alike}) != 1:
        count = len(alike)
        raise UsageError(
            f"{many(count, 'finding has', 'findings have')} the fingerprint {fingerprint}",
            zh=f"指纹 {fingerprint} 对应 {count} 处问题，应为 1 处",
        )
    return alike[0]


def add_evidence(paper: Evidence, request: Request) -> int:
    """Add a document to the shop's evidence; return the exit code."""
    choose(request.lang)
    document = Path(paper.document)
    if not document.is_file():
        raise UsageError(f"no such file: {document}", zh=f"找不到文件：{document}")
    if not (paper.claims and paper.listings):
        raise UsageError(
            "say which --claim of which --listing it proves", zh="请用 --claim 与 --listing 说明证明哪个商品的哪句话"
        )
    with ExitStack() as stack:
        chosen, options, _ = prepare(request, stack)
        folder = _folder(chosen, options)
        known = pardons.read(folder).evidence
        name = os.path.relpath(document.absolute(), folder).replace(os.sep, "/")
        entry = {
            "id": f"E-{len(known) + 1}", "document": name, "sha256": pardons.hashed(document),
            "claims": list(paper.claims), "listings": list(paper.listings), "rules": list(paper.rules),
            "number": paper.number, "issuer": paper.issuer, "scope": paper.scope, "issued": paper.issued,
            "valid-until": paper.valid_until,
        }  # fmt: skip
        path = folder / pardons.EVIDENCE
        _added(path, {key: value for key, value in entry.items() if value})
    sys.stdout.write(say(f"entered as {entry['id']}: {path}", f"已登记为 {entry['id']}：{path}") + "\n")
    return 0


def _folder(chosen: Config, options: Options) -> Path:
    return Path(chosen.file).absolute().parent if chosen.file else Path(options.settings.root)


def _added(path: Path, entry: dict[str, object]) -> None:
    """Put an entry at the end of a file, comments and all as they are; a file that it would break stays as it was."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    text = before or _HEADS[path.name]
    text += "" if text.endswith("\n") else "\n"
    if before and not before.rstrip().endswith(":") and f"{path.stem}: []" in before:
        text = text.replace(f"{path.stem}: []", f"{path.stem}:")
    # JSON text is YAML text: every value is quoted, so nothing in it can be read as something else.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    text += "  - " + "\n    ".join(lines) + "\n"
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as broken:
        raise unwritable(path, broken) from None
    try:
        pardons.read(path.parent)
    except ListinglintError as broken:
        path.write_text(before, encoding="utf-8") if before else path.unlink()
        raise UsageError(
            f"the entry does not fit into {path}: {broken.told()}", zh=f"无法写入 {path}：{broken.told('zh')}"
        ) from None
