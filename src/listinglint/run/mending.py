"""Makes changes in the files of listings, and takes back any that a new check does not like better."""

from __future__ import annotations

from collections.abc import Iterable

from listinglint import fix
from listinglint.fix import Left
from listinglint.lazily import lazily
from listinglint.model import Finding, Result, Words
from listinglint.readers import Unit
from listinglint.run import local
from listinglint.run.local import Options, Plans
from listinglint.tuples import NamedTuple
from listinglint.writers import Refused, Revision, Wanted, revise

_INDEX = lazily(r"\[\d+\]")
_WORSE = Words("改后会出现新问题：{told}", "the new text would have a new fault: {told}")


class Mended(NamedTuple):
    """What becomes of one unit: files not written yet, what was refused, what waits for a person or the next pass."""

    revision: Revision
    left: tuple[Left, ...] = ()
    without: int = 0
    failed: int = 0


def mend(unit: Unit, options: Options, plans: Plans, unsafe: bool = False) -> Mended:
    """Return the unit with its machine-made edits; edits of a listing that would gain a finding are all taken back."""
    before = _checked(unit, options, plans)
    choice = fix.choose(before, unsafe)
    failed = sum(missing.cause == "failed" for one in before for missing in one.not_checked)
    if not choice.wanted:
        return Mended(Revision(), choice.left, choice.without, failed)
    revision = proved(unit, choice.wanted, options, plans, before)
    return Mended(revision, choice.left, choice.without, failed)


def proved(unit: Unit, wanted: Iterable[Wanted], options: Options, plans: Plans, before: Iterable[Result]) -> Revision:
    """Return the revision without the changes of those listings that would be worse for them."""
    asked = tuple(wanted)
    settings = local.reading(local.settings_for(unit, options), options)
    known = {one.listing: one for one in before}
    refused: list[Refused] = []
    # First only the changes of the fields that would be worse are given up, then all of such a listing.
    for whole in (False, True):
        revision = revise(unit, asked, settings)
        gained = _gained(unit, revision, options, plans, known)
        if not gained:
            return _with(revision, refused)
        guilty = [one for one in revision.done if one.listing in gained and (whole or _guilty(one, gained))]
        refused += [Refused(one, _told(gained[one.listing]), unit.path.name) for one in guilty]
        asked = tuple(one for one in asked if one not in guilty)
    return _with(revise(unit, asked, settings), refused)


def _guilty(one: Wanted, gained: dict[str, list[Finding]]) -> bool:
    """Tell whether a change is one of the field that would have a new fault."""
    return any(_INDEX.sub("", it.place.part) == _INDEX.sub("", one.edit.field) for it in gained[one.listing])


def _with(revision: Revision, refused: Iterable[Refused]) -> Revision:
    known = [one for one in refused if one not in revision.refused]
    return revision._replace(refused=(*revision.refused, *known))


def _gained(
    unit: Unit, revision: Revision, options: Options, plans: Plans, before: dict[str, Result]
) -> dict[str, list[Finding]]:
    """Check the unit as it would be and return what each listing would gain."""
    if not revision.files:
        return {}
    files = {one.path.absolute().as_posix(): one.after for one in revision.files}
    settings = options.settings._replace(overlay={**options.settings.overlay, **files})
    changed = {one.listing for one in revision.done}
    gained = {}
    for one in _checked(unit, options._replace(settings=settings), plans):
        known = before[one.listing].findings if one.listing in before else ()
        new = fix.worse(known, one.findings) if one.listing in changed else []
        if new:
            gained[one.listing] = new
    return gained


def _checked(unit: Unit, options: Options, plans: Plans) -> list[Result]:
    return list(local.results(local.jobs([unit], options), options, plans))


def _told(new: list[Finding]) -> Words:
    first = new[0]
    return Words(*(text.replace("{told}", message) for text, message in zip(_WORSE, first.message, strict=True)))
