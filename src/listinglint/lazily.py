"""Regular expressions that are compiled when they are first asked: most runs ask few of them."""

from __future__ import annotations

import re
from typing import Any, cast

from listinglint.assembled import compiled

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "groupindex", "flags")


class _Lazily:
    """Stands in for a compiled expression until its first use, then hands on the expression's own methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        made = compiled(self.pattern, self._flags)
        for one in _ASKED:
            setattr(self, one, getattr(made, one))
        return getattr(made, name)

    def __reduce__(self) -> tuple[object, ...]:
        return (_Lazily, (self.pattern, self._flags))


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression that is compiled at its first use.

    Compiling all of ours takes longer than checking a listing; a mistake in one shows at its first use, so each is used by
    some test.
    """
    return cast("re.Pattern[str]", _Lazily(pattern, flags))
