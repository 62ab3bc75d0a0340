"""Writes into one cell of a CSV row; a cell is put in quotes only where its new text needs them."""

from __future__ import annotations

from collections.abc import Iterator

from listinglint.origins.csvtext import CsvOrigin
from listinglint.writers.inplace import in_place
from listinglint.writers.nouns import Splice


def ways(origin: CsvOrigin, splices: list[Splice], value: str) -> Iterator[list[Splice]]:
    """Yield ways of writing a cell."""
    span = origin.sought()
    if span is None:
        return
    written = origin.source.text[slice(*span)]
    if not written.startswith('"'):
        if not any(sign in value for sign in (origin.delimiter, "\r", "\n")) and not value.startswith('"'):
            yield in_place(origin, splices, str)
    elif len(written) > 1 and '"' not in written[1:-1].replace('""', "") and written.endswith('"'):
        yield in_place(origin, splices, _doubled)
    yield [Splice(*span, f'"{_doubled(value)}"')]


def _doubled(text: str) -> str:
    return text.replace('"', '""')
