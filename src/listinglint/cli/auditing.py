"""`audit`: every waiver and all evidence, what ends soon or serves nothing, and whether a run can be repeated."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any

from listinglint import pardons
from listinglint.cli.request import Request, options_told, prepare
from listinglint.cli.speech import say
from listinglint.counted import many
from listinglint.errors import UsageError, cause
from listinglint.model import Listing, Proof, Result
from listinglint.origins import complaints
from listinglint.pardons import Pardons
from listinglint.run import local, manifest
from listinglint.run.local import Job, Options, Plans


def run(request: Request, days: int, then: Path | None) -> int:
    """Print the audit; 0 in order, 1 something ended, is unused or cannot be repeated, 3 something unread."""
    with ExitStack() as stack:
        chosen, options, units = prepare(request, stack)
        plans = Plans(options)
        ledger = manifest.Ledger(options)
        rules = plans.of(chosen).rules
        own: list[tuple[str, Proof]] = []
        jobs = _noted(ledger.jobs(local.jobs(units, options)), own)
        found = list(ledger.results(local.results(jobs, options, plans)))
        told, folder = local.pardons_of(chosen, options)
        sys.stdout.write(f"listinglint · {options.today} · {say('rules', '规则')} {len(rules.ids)} · {rules.digest}\n")
        bad = 0
        named = {(folder / one.document).resolve() for one in told.evidence} | {
            Path(it.path).resolve() for _, it in own
        }
        for line in chain(
            _entries(told, options, folder, found, days), _own(own, options.today, found, days), _strays(folder, named)
        ):
            bad += line[0]
            sys.stdout.write(line[1] + "\n")
        if then is not None:
            bad += _repeated(then, ledger.written(rules.digest, options_told(request)))
    failed = any(missing.cause == "failed" for one in found for missing in one.not_checked)
    return 3 if failed else int(bad > 0)


def _entries(
    told: Pardons, options: Options, folder: Path, found: list[Result], days: int
) -> Iterator[tuple[int, str]]:
    """Yield each entry with its state; 1 before those that are not in order."""
    uses = Counter(place for one in found for place in _used(one))
    bad = {(one.file, one.line): say(one.en, one.zh) for one in pardons.faults(told, options.today, folder)}
    soon = {(file, line): until for file, line, _, until in pardons.ending(told, options.today, days)}
    ids = {one.listing for one in found}
    for name, entries in ((pardons.WAIVERS, told.waivers), (pardons.EVIDENCE, told.evidence)):
        yield 0, say(f"{name}: {many(len(entries), 'entry', 'entries')}", f"{name}：{len(entries)} 条")
        file = pardons.file_of(told, name)
        for one in entries:
            key = (file, one.line)
            state = _state(bad.get(key, ""), soon.get(key, ""), uses[pardons.signed(one)], _orphan(one, ids))
            yield (
                int(bool(bad.get(key)) or not uses[pardons.signed(one)]),
                f"  {file}:{one.line}  {_named(one)}  {state}",
            )


def _own(own: list[tuple[str, Proof]], today: str, found: list[Result], days: int) -> Iterator[tuple[int, str]]:
    """Yield the documents that listings name themselves, each with its state."""
    if own:
        yield 0, say(f"named by the listings themselves: {len(own)}", f"商品自己写明的证明：{len(own)} 份")
    uses = Counter((one.listing, told) for one in found for told in _used(one))
    for listing, one in own:
        fault, used = pardons.own_fault(one, today), uses[listing, pardons.signed(one)]
        soon = one.valid_until if pardons.soon(one.valid_until, today, days) else ""
        place = one.places["document"]
        words = say(fault.words.en, fault.words.zh) if fault else ""
        what = " ".join(part for part in (one.id, one.document, one.number, one.issuer, one.scope) if part)
        told = f"  {place.file}:{place.line}  {what} [{listing}] {one.valid_until}  {_state(words, soon, used, False)}"
        yield int(fault is not None or not used), told


def _noted(jobs: Iterable[Job], own: list[tuple[str, Proof]]) -> Iterator[Job]:
    """Pass jobs on and note the documents that their listings name."""
    for job in jobs:
        if isinstance(job.what, Listing):
            own += [(job.what.id, one) for one in job.what.evidence]
        yield job


def _strays(folder: Path, named: set[Path]) -> Iterator[tuple[int, str]]:
    """Yield the documents of the shop's folder that nobody names."""
    for path in sorted((folder / "evidence").glob("*")) if (folder / "evidence").is_dir() else ():
        if path.resolve() not in named:
            yield 1, "  " + say(f"{path.name}: no entry names this document", f"{path.name}：没有登记的证明文件")


def _used(one: Result) -> Iterator[str]:
    for finding in one.suppressed:
        if finding.suppressed_by != "allow":
            yield finding.suppressed


def _named(one: pardons.Waiver | pardons.Evidence) -> str:
    if isinstance(one, pardons.Waiver):
        signed = f"{one.requested_by} → {one.approved_by or '–'}"
        return f"{one.rule or one.fingerprint} [{one.listing or '*'}] {one.reason} ({signed}, {one.until})"
    return f"{one.id} {one.document} {one.number} {one.issuer} [{', '.join(one.listings)}] {one.valid_until}"


def _orphan(one: pardons.Waiver | pardons.Evidence, ids: set[str]) -> bool:
    """Tell whether an entry is for listings that are not there any more."""
    names = (one.listing,) if isinstance(one, pardons.Waiver) else one.listings
    plain = [name for name in names if name and not any(letter in name for letter in "*?[")]
    return bool(plain) and not ids.intersection(plain)


def _state(fault: str, until: str, uses: int, orphan: bool) -> str:
    if fault:
        return say(f"DOES NOT COUNT: {fault}", f"无效：{fault}")
    told = say(f"used {many(uses, 'time')}", f"用到 {uses} 次") if uses else say("UNUSED", "没有用到")
    if orphan:
        told += say("; the listing is not among those checked", "；所检查的商品中没有它")
    return told + (say(f"; ends soon: {until}", f"；即将到期：{until}") if until else "")


def _repeated(then: Path, now: dict[str, Any]) -> int:
    """Compare with the manifest of an earlier run; return how many things differ."""
    try:
        before = json.loads(then.read_text(encoding="utf-8"))
        differ = list(manifest.differences(before, now))
    except json.JSONDecodeError as broken:
        en, zh = f"{then}:{broken.lineno} is no run manifest: {broken.msg}", complaints.json(broken.msg)
        raise UsageError(en, zh=f"{then}:{broken.lineno} 不是运行清单：{zh}") from None
    except (OSError, ValueError, AttributeError) as broken:
        raise UsageError(
            f"{then} is no run manifest: {cause(broken)[0]}", zh=f"{then} 不是运行清单：{cause(broken)[1]}"
        ) from None
    for part, name, was, is_ in differ:
        sys.stdout.write(f"  {part} {name}: {was or '–'} → {is_ or '–'}\n".replace("  :", ":"))
    day = before.get("day", "")
    sys.stdout.write(
        say(f"as on {day}: nothing differs\n", f"与 {day} 的检查完全一致\n")
        if not differ
        else say(
            f"{many(len(differ), 'thing differs', 'things differ')} from {day}\n",
            f"与 {day} 的检查有 {len(differ)} 处不同\n",
        )
    )
    return len(differ)
