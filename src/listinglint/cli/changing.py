"""`fix` and `apply`: changes that go into the files, shown first, made whole or not at all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from listinglint import corrections
from listinglint.cli import inputs
from listinglint.cli.request import Request, prepare
from listinglint.cli.speech import choose, language, say
from listinglint.counted import many
from listinglint.errors import UsageError
from listinglint.fix import Left
from listinglint.model import NotChecked
from listinglint.readers import Unit
from listinglint.run import applying, mending
from listinglint.run.applying import Unmade
from listinglint.run.local import Options, Plans
from listinglint.writers import Refused, diff, save

_PASSES = 5  # two edits that overlap need two; more than this would mean that fixes undo each other
_MOST = 20


def run_fix(request: Request, write: bool, unsafe: bool, backup: bool) -> int:
    """Show or make the edits that a machine may make; 0 nothing left to do, 1 changes shown, 3 something unread."""
    choose(request.lang)
    lost = inputs.missing(request.paths)
    if lost is not None:
        raise lost
    with ExitStack() as stack:
        _, options, found = prepare(request, stack)
        units = list(found)
        plans = Plans(options)
        counts: Counter[str] = Counter()
        for unit in units:
            if isinstance(unit, NotChecked):
                counts["failed"] += unit.cause == "failed"
            else:
                _fix(unit, options, plans, write, unsafe, backup, counts)
    _told(counts, write)
    if counts["failed"]:
        return 3
    return 0 if write or not counts["edits"] else 1


def _fix(
    unit: Unit, options: Options, plans: Plans, write: bool, unsafe: bool, backup: bool, counts: Counter[str]
) -> None:
    for number in range(_PASSES if write else 1):
        mended = mending.mend(unit, options, plans, unsafe)
        sys.stdout.write(diff(mended.revision))
        counts["edits"] += len(mended.revision.done)
        counts["files"] += len(mended.revision.files)
        if write and mended.revision.files:
            save(mended.revision, backup=backup and number == 0)
            continue
        counts["left"] += len(mended.left)
        counts["without"] += mended.without
        counts["failed"] += mended.failed
        _refused(mended.revision.refused)
        _left(mended.left)
        return


def _refused(refused: Iterable[Refused]) -> None:
    for one in refused:
        place = f"{one.file}:{one.line}" if one.line else one.file
        told = say("not changed", "未修改")
        sys.stderr.write(
            f"{place} {one.wanted.listing} {one.wanted.edit.field}: {told}: {one.reason.told(language())}\n"
        )


def _left(left: tuple[Left, ...]) -> None:
    for one in left[:_MOST]:
        place = one.finding.place
        new = " … ".join(edit.new for edit in one.finding.fix.edits if edit.new) if one.finding.fix else ""
        told = f"{place.text} → {new}" if new else say(f"without “{place.text}”", f"删去“{place.text}”")
        sys.stderr.write(f"{place.file}:{place.line} {told}: {one.reason.told(language())}\n")
    if left:
        sys.stderr.write(
            say("fix --diff --unsafe shows them in their texts\n", "用 fix --diff --unsafe 可看到改后的全文\n")
        )


def _told(counts: Counter[str], write: bool) -> None:
    edits, files = counts["edits"], counts["files"]
    made = say(f"edits: {edits}, files: {files}:", f"{files} 个文件中 {edits} 处修改")
    head = say("written", "已写入") if write else say("would be made (--write makes them)", "可写入（加 --write 写入）")
    rest = say(
        f"; {many(counts['left'], 'waits', 'wait')} for a person, {many(counts['without'], 'finding has', 'findings have')} no edit",
        f"；{counts['left']} 处需人工决定，{counts['without']} 处问题没有可直接写入的文字",
    )
    sys.stderr.write(f"{made} {head}{rest}\n")


def run_apply(sheet: Path, config: Path | None, lang: str, dry: bool, backup: bool) -> int:
    """Take the corrections of a sheet into the files; 0 all taken over, 1 some refused."""
    choose(lang)
    if not sheet.exists():
        raise UsageError(f"no such file: {sheet}", zh=f"找不到文件：{sheet}")
    request = Request((sheet.parent,), lang=lang, config=config)
    with ExitStack() as stack:
        _, options, _ = prepare(request, stack)
    told = corrections.read(sheet)
    _requests([one for one in told if one.waiver])
    wanted = [one for one in told if not one.waiver]
    if not wanted:
        sys.stderr.write(say("nothing stands in the column of new text\n", "“修改后”一列没有填写任何内容\n"))
        return 0
    return _apply(wanted, options, sheet.absolute().parent, dry, backup)


def _apply(wanted: list[corrections.Correction], options: Options, beside: Path, dry: bool, backup: bool) -> int:
    made = files = 0
    unmade: list[Unmade] = []
    for one in applying.applied(wanted, options, beside):
        sys.stdout.write(diff(one.revision) if dry else "")
        if one.revision.files and not dry:
            save(one.revision, backup=backup)
            for file in one.revision.files:
                kept = (
                    say(f" (kept as {file.path.name}.bak)", f"（原文件备份为 {file.path.name}.bak）") if backup else ""
                )
                sys.stdout.write(say(f"changed: {file.file}", f"已修改：{file.file}") + kept + "\n")
        made += len(one.made)
        files += len(one.revision.files)
        unmade += one.unmade
    _unmade(unmade)
    refused = sum(not one.already for one in unmade)
    head = say("would be taken over", "可写入") if dry else say("taken over", "已写入")
    sys.stdout.write(
        say(
            f"{made} of {len(wanted)} {'correction' if len(wanted) == 1 else 'corrections'} {head}, {many(files, 'file')}",
            f"{len(wanted)} 处修改中 {made} 处{head}，共 {files} 个文件",
        )
        + say(f"; {refused} refused\n", f"；{refused} 处未写入\n")
    )
    return 1 if refused else 0


def _requests(asked: list[corrections.Correction]) -> None:
    """List what somebody asks to let stand, as commands for whoever may grant it."""
    if asked:
        sys.stdout.write(
            say(
                f"{many(len(asked), 'waiver is', 'waivers are')} asked for; to grant one:\n",
                f"申请豁免 {len(asked)} 处；批准时运行：\n",
            )
        )
    for one in asked:
        reason = one.note.replace('"', "'").replace("\n", " ") or "?"
        sys.stdout.write(
            f'  listinglint waive {one.fingerprint} --reason "{reason}"  # {one.listing} {one.text[:40]!r}\n'
        )


def _unmade(unmade: Iterable[Unmade]) -> None:
    for one in sorted(unmade, key=lambda told: told.correction.row):
        row = say(f"row {one.correction.row}", f"第 {one.correction.row} 行")
        sys.stdout.write(f"{row} {one.correction.listing}: {one.reason.told(language())}\n")
