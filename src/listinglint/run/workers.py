"""What worker processes do: read and check batches of pieces, and tell where their time went if somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from listinglint.model import Listing
from listinglint.readers import Unit
from listinglint.run import pieces
from listinglint.run.local import Options, Plans
from listinglint.run.pieces import Answer, Piece
from listinglint.run.pool import Work, spread

if TYPE_CHECKING:
    from listinglint.run.timings import Clock

# How much longer than a text a picture takes, and a folder that most likely holds some.
_PICTURE, _FOLDER = 8, 8


def pooled(found: Iterable[Piece], options: Options, processes: int, clock: Clock | None = None) -> Iterator[Answer]:
    """Spread pieces over processes and yield their answers in order; what is known goes to none of them."""
    begin, do = (_start, _work) if clock is None else (_start_clocked, _work_clocked)
    work = Work(begin, (options,), do, partial(pieces.killing, options=options), weight=_weight, known=_known)
    for one in spread(found, work, processes):
        if clock is not None:
            clock.add(one.spent)
        yield one


def _weight(piece: Piece) -> int:
    if isinstance(piece.what, Listing):
        return 1 + _PICTURE * sum(not image.remote for image in piece.what.images)
    return _FOLDER if isinstance(piece.what, Unit) and piece.known is None else 1


def _known(piece: Piece) -> Answer | None:
    return None if piece.known is None else Answer(piece.known)


_plans: list[tuple[Plans, Options]] = []
_clocks: list[Clock] = []
_entered = ExitStack()  # clocks that run until the process ends


def _start(options: Options) -> None:
    _plans[:] = [(Plans(options), options)]


def _work(batch: list[Piece]) -> list[Answer]:
    return [pieces.answer(piece, *_plans[0]) for piece in batch]


def _start_clocked(options: Options) -> None:
    from listinglint.run import timings

    _clocks[:] = [_entered.enter_context(timings.running(timings.Clock()))]
    _clocks[0].started()
    _start(options)


def _work_clocked(batch: list[Piece]) -> list[Answer]:
    """Return the answers, and with the last of them what the process has spent since it was asked before."""
    *first, last = _work(batch)
    return [*first, last._replace(spent=_clocks[0].taken())]
