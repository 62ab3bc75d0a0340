"""What is said of a run as a whole, when all its listings have been checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from listinglint.engine import UNREAD_WORDS, unread_words
from listinglint.model import NotChecked, Result

if TYPE_CHECKING:
    from listinglint.run.twins import Twins


def whole_run(results: Iterable[Result]) -> Iterator[Result]:
    """Pass results on, and tell at the end, once, what no listing needs to say for itself."""
    pictures = listings = 0
    with _Later() as later:
        for one in results:
            later.add(one)
            note = next((it for it in one.not_checked if it.part == UNREAD_WORDS and it.cause == "unavailable"), None)
            if note is not None:
                listings += 1
                pictures += note.times
            kept = tuple(it for it in one.not_checked if it is not note)
            yield one._replace(not_checked=kept, looks=()) if note is not None or one.looks else one
        yield from later.results()
    if pictures:
        note = NotChecked("", UNREAD_WORDS, "unavailable", unread_words(pictures, listings))
        yield Result("", "", (), (note,), is_listing=False)


class _Later:
    """What is told at the end; loaded (15 ms) with the first listing that has something to compare."""

    def __init__(self) -> None:
        self._twins: Twins | None = None

    def __enter__(self) -> _Later:
        return self

    def __exit__(self, *_: object) -> None:
        if self._twins is not None:
            self._twins.close()

    def add(self, one: Result) -> None:
        if one.looks and self._twins is None:
            from listinglint.run.twins import Twins

            self._twins = Twins()
        if one.looks and self._twins is not None:
            self._twins.add(one.looks)

    def results(self) -> Iterator[Result]:
        return self._twins.results() if self._twins is not None else iter(())
