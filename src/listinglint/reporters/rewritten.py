"""A text as it would read with the edits of its findings made: what people copy, all faults of one text mended at once."""

from __future__ import annotations

from listinglint import fix
from listinglint.model import Edit, Finding, Result
from listinglint.sketch import Sketch


class Rewritten:
    """The texts of one listing with every edit made that does not touch another."""

    def __init__(self, one: Result) -> None:
        self._sketch: Sketch | None = one.sketch
        self._edits: dict[str, list[Edit]] = {}
        chosen = fix.choose([one], unsafe=True).wanted if one.sketch else ()
        for wanted in sorted(chosen, key=lambda it: (it.edit.field, it.edit.start)):
            self._edits.setdefault(wanted.edit.field, []).append(wanted.edit)

    def text(self, finding: Finding, start: int | None = None, end: int | None = None) -> str:
        """Return the new text of the finding's field, or of a stretch of it; empty where the finding has no edit there."""
        path = finding.place.part
        whole = self._sketch.text(path) if self._sketch else None
        if whole is None or finding.fix is None:
            return ""
        lo, hi = (0, len(whole)) if start is None or end is None else (start, end)
        if not any(it.field == path and lo <= it.start and it.end <= hi for it in finding.fix.edits):
            return ""
        parts, last = [], lo
        for edit in self._edits.get(path, ()):
            if last <= edit.start and edit.end <= hi:
                parts += [whole[last : edit.start], edit.new]
                last = edit.end
        told = "".join([*parts, whole[last:hi]])
        return told if told.strip() and told != whole[lo:hi] else ""
