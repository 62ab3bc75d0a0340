"""`explain --listing`: what one rule saw in a listing, and what it says of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack

from listinglint.cli import understood
from listinglint.cli.request import Request, prepare
from listinglint.cli.speech import choose, language, say
from listinglint.engine import Plan, check
from listinglint.errors import UsageError
from listinglint.model import Finding, Listing, NotChecked, Place
from listinglint.run import local


def run(request: Request) -> int:
    """Print for every listing what was understood and what the selected rule tells of it; return the exit code."""
    choose(request.lang)
    failed = False
    count = 0
    with ExitStack() as stack:
        _, options, units = prepare(request, stack)
        plans = local.Plans(options)
        for job in local.jobs(units, options):
            if isinstance(job.what, NotChecked):
                failed = failed or job.what.cause == "failed"
                sys.stdout.write(f"{job.what.listing}: {job.what.reason.told(language())}\n")
                continue
            count += 1
            sys.stdout.writelines(_told(job.what, plans.of(job.config)))
    if not count and not failed:
        raise UsageError("no listing found", zh="没有找到任何商品")
    return 3 if failed else 0


def _told(listing: Listing, ready: Plan) -> Iterator[str]:
    yield f"{listing.id}  {listing.file}\n"
    kinds = {rule.kind for rule in ready.rules.rules}
    if "materials" in kinds:
        yield from understood.lines(listing, ready)
    if "quantity" in kinds:
        yield from understood.figures(listing, ready)
    found = check(listing, ready).findings
    for one in found:
        yield from _finding(one)
    if not found:
        yield f"  {say('the rule finds nothing here', '这条规则在此没有发现问题')}\n"


def _finding(one: Finding) -> Iterator[str]:
    yield f"  {one.severity.name} {one.rule}: {one.message.told(language())}\n"
    yield f"    {_place(one.place)}\n"
    for other in one.related:
        yield f"    {say('against', '与之不符')} {_place(other)}\n"


def _place(one: Place) -> str:
    return f"{one.part} “{one.text}” ({one.file}:{one.line}:{one.column})"
