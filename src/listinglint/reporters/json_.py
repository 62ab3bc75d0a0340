"""One JSON document for a whole run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listinglint.model import Result
from listinglint.report import Tally
from listinglint.reporters import plain


def render(results: Iterable[Result], tally: Tally) -> Iterator[str]:
    """Yield the document piece by piece, so that a large catalogue never stands in memory whole."""
    yield '{\n"results": ['
    first = True
    for one in tally.counted(results):
        value = {
            "listing": one.listing,
            "file": one.file,
            "is_listing": one.is_listing,
            "findings": [plain.finding(finding, tally.lang) for finding in one.findings],
            "suppressed": [plain.finding(finding, tally.lang) for finding in one.suppressed],
            "not_checked": [plain.not_checked(missing, tally.lang) for missing in one.not_checked],
        }
        yield ("\n" if first else ",\n") + plain.dumps(value)
        first = False
    yield '\n],\n"summary": ' + plain.dumps(plain.summary(tally)) + "\n}\n"
