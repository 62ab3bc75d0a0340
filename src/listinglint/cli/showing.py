"""`show`: how every file was understood, and what was not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack

from listinglint.cli import looked_at, understood
from listinglint.cli.request import Request, prepare
from listinglint.cli.speech import language, say
from listinglint.errors import UsageError
from listinglint.model import Field, Image, Listing, NotChecked
from listinglint.run import local

_LONGEST = 60


def run(request: Request, materials: bool = False, pictures: bool = False) -> int:
    """Print every listing as it was read, on demand with its materials and measured pictures; return the exit code."""
    count = failed = 0
    with ExitStack() as stack:
        _, options, units = prepare(request, stack)
        plans = local.Plans(options)
        for job in local.jobs(units, options):
            if isinstance(job.what, NotChecked):
                failed += job.what.cause == "failed"
                sys.stdout.write(_missing(job.what))
                continue
            count += 1
            failed += sum(one.cause == "failed" for one in job.what.unread)
            sys.stdout.writelines(_listing(job.what))
            if materials:
                sys.stdout.writelines(understood.lines(job.what, plans.of(job.config)))
                sys.stdout.writelines(understood.figures(job.what, plans.of(job.config)))
            if pictures:
                sys.stdout.writelines(looked_at.lines(job.what))
    if not count and not failed:
        raise UsageError("no listing found", zh="没有找到任何商品")
    return 3 if failed else 0


def _listing(one: Listing) -> Iterator[str]:
    unknown = say("not told", "未注明")
    yield f"{one.id}  {one.file}\n"
    yield f"  {say('layout', '布局')}: {one.layout}; {say('language', '语言')}: {one.lang or unknown}; "
    yield f"{say('market', '市场')}: {', '.join(one.markets) or unknown}; "
    yield f"{say('channel', '平台')}: {', '.join(one.channels) or unknown}; "
    yield f"{say('category', '类目')}: {one.category or unknown}\n"
    for field in one.fields:
        yield _field(field)
    for image in one.images:
        yield _image(image)
    unused = [note for note in one.notes if not note.used]
    if unused:
        yield f"  {say('not understood', '未识别文件')}:\n"
    for note in unused:
        yield f"    {note.file}  {note.why.told(language())}\n"
    for note in one.notes:
        if note.used:
            yield f"  {note.used} ← {note.file}  {note.why.told(language())}\n"
    for missing in one.unread:
        yield "  " + _missing(missing)
    yield "\n"


def _field(field: Field) -> str:
    place = field.at()
    text = " ".join(field.text.split())
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    exact = "" if place.exact else say("  (place inexact)", "  （位置不精确）")
    cell = f" ({place.cell})" if place.cell else ""
    return f"  {field.path} ← {place.file}:{place.line}:{place.column}{cell}{exact}  {text}\n"


def _image(image: Image) -> str:
    remote = say(" (remote, not looked at)", "（网络图片，未查看）") if image.remote else ""
    return f"  {image.part} [{image.role}] ← {image.file}{remote}  {say('because of', '依据')} {image.why}\n"


def _missing(one: NotChecked) -> str:
    place = f"{one.file}:{one.line}" if one.line else one.file or one.part
    return f"{say('not checked', '未检查')} ({one.cause}): {place}  {one.reason.told(language())}\n"
