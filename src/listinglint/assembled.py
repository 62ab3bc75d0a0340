"""Expressions in the form that the interpreter runs, kept for the next start: working it out takes longer than a check.

The form is the interpreter's own and differs between its versions, so it is kept for exactly one, and whatever does not fit
is compiled as usual.  The interpreter itself refuses a form that is no sound one.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator, Mapping
from pickle import PickleBuffer

# A pattern and its flags; its final flags, its code, and the number, names and places of its groups.
Asked = tuple[str, int]
# A code that was kept lies where the file is mapped: most are never asked for.
Buffer = bytes | memoryview | PickleBuffer
Form = tuple[int, Buffer, int, dict[str, int], tuple[str | None, ...]]
# Whose forms these are.
INTERPRETER = (sys.implementation.name, sys.version)

_known: dict[Asked, Form] = {}
_met: set[Asked] = set()
_MOST = 3_000


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return the expression, from its kept form where there is one."""
    form = _known.get((pattern, flags))
    if form is not None:
        made = _made(pattern, form)
        if made is not None:
            return made
    _met.add((pattern, flags))
    return re.compile(pattern, flags)


def _made(pattern: str, form: Form) -> re.Pattern[str] | None:
    flags, code, groups, names, places = form
    try:
        from _sre import compile as build  # type: ignore[import-not-found]  # built in

        numbers = array("I")
        numbers.frombytes(code)
        made: re.Pattern[str] = build(pattern, flags, numbers.tolist(), groups, names, places)
    except (ImportError, RuntimeError, TypeError, ValueError, OverflowError):
        return None
    return made


def remember(forms: Mapping[Asked, Form]) -> None:
    """Take the forms that an earlier run kept."""
    _known.update(forms)


def learnt() -> dict[Asked, Form]:
    """Return all forms for the next run, nothing where this run met no expression that was not known."""
    new = dict(_forms())
    _met.clear()
    if not new:
        return {}
    if len(_known) + len(new) > _MOST:
        _known.clear()  # rules that are gone leave theirs behind
    _known.update(new)
    return {asked: (flags, PickleBuffer(code), *rest) for asked, (flags, code, *rest) in _known.items()}  # type: ignore[misc]


def _forms() -> Iterator[tuple[Asked, Form]]:
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]
    except ImportError:
        return  # another interpreter, which compiles as it does
    for pattern, flags in sorted(_met - _known.keys()):  # some are asked before the kept ones are there
        tree = _parser.parse(pattern, flags)
        code = _compiler._code(tree, flags)  # noqa: SLF001  # nothing public tells it
        names, groups = dict(tree.state.groupdict), tree.state.groups
        places = {number: name for name, number in names.items()}
        yield (
            (pattern, flags),
            (flags | tree.state.flags, array("I", code).tobytes(), groups - 1, names, tuple(map(places.get, range(groups)))),
        )  # fmt: skip
