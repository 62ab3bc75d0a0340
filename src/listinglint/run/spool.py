"""Keeps the results of a run on disk while the first report is written, so that further reports need no second run."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import IO

from listinglint.model import Result


class Spool:
    """Results that pass through `kept` can be had `again`, in the same order; memory stays flat."""

    def __init__(self) -> None:
        from tempfile import TemporaryFile  # only for a run with several reports

        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115  # open as long as the run is; `__exit__` closes it

    def kept(self, results: Iterable[Result]) -> Iterator[Result]:
        """Pass results on and keep each."""
        for one in results:
            pickle.dump(one, self._file, protocol=pickle.HIGHEST_PROTOCOL)
            yield one

    def again(self) -> Iterator[Result]:
        """Yield the results that were kept."""
        self._file.seek(0)
        while True:
            try:
                one = pickle.load(self._file)  # noqa: S301  # written by this very run, into a file without a name
            except EOFError:
                return
            yield one

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
