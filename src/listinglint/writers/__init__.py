"""Puts changes of texts back into the files that the listings were read from, and changes nothing else.

A caller knows the unit that a listing came from (`readers.Unit`), the listing's id, and edits in the decoded values of its
fields (`model.Edit`):

    wanted = [Wanted("R1001", Edit("title", 2, 4, "优质"), text="最佳")]
    revision = revise(unit, wanted, settings)     # reads, works out and proves; writes nothing
    print(diff(revision))                         # a unified diff, ready to print
    for one in revision.refused:                  # what is not done: reason in both languages, file and line
        ...
    save(revision, backup=False)                  # whole files, put in place at once

`revise` takes all changes of one unit together: several edits of one field, several fields of one cell, several records of
one file, several files of one folder.  Only the characters concerned change; encoding, byte order mark, line ends and the
spelling of everything else stay.  New text is escaped as the file needs it (CSV quotes, JSON and YAML escapes, XML entities);
where it does not fit between its neighbours the whole value is put in quotes.  Of a workbook only the sheet with the cell is
written anew, every other part and cell stays as it is; formulas, dates, and signed or encrypted workbooks are refused.

Nothing is taken on trust: `text` is compared with what stands in the span, and the new bytes are read again by the same
reader.  A change that would read back as something else, or change any other field, is refused and the others are still made.
`save` refuses when a file is no longer what `revise` read.
"""

from __future__ import annotations

from listinglint.writers.nouns import Refused, Revision, Rewritten, Wanted
from listinglint.writers.revising import revise
from listinglint.writers.saving import save

__all__ = ["Refused", "Revision", "Rewritten", "Wanted", "diff", "revise", "save"]


def diff(revision: Revision) -> str:
    """Return all changes of a revision as one unified diff."""
    return "".join(one.told for one in revision.files)
