"""A piece cut out of a file that knows its line and column there, even from the middle of one endless line."""

from __future__ import annotations

from typing import Any

from listinglint.model import Source


class Stretch(Source):
    """The text of one record of a file; its first character stands in `line` at `column`."""

    __slots__ = ("column",)

    def __init__(self, file: str, text: str, line: int = 1, column: int = 1) -> None:
        super().__init__(file, text, line)
        self.column = column

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a text offset, in the file."""
        line, column = super().position(offset)
        return line, column + self.column - 1 if line == self.line else column

    def excerpt(self, offset: int, reach: int = 60) -> tuple[str, int]:
        """Return the line around a text offset as far as this piece holds it, and its first column in the file."""
        line, column = super().position(offset)
        start = offset - (column - 1)
        first = max(start, offset - reach)
        shift = self.column - 1 if line == self.line else 0
        text = self.text[first : offset + 2 * reach]
        ahead = offset - first
        end = next((at for at, one in enumerate(text) if at >= ahead and one in "\r\n"), len(text))
        return text[:end], first - start + 1 + shift

    def __reduce__(self) -> tuple[Any, ...]:
        return (Stretch, (self.file, self.text, self.line, self.column))


class Counter:
    """Counts lines and columns over the pieces of a text that is read from beginning to end."""

    __slots__ = ("_cr", "column", "line")

    def __init__(self) -> None:
        self.line = 1
        self.column = 1
        self._cr = False

    def pass_over(self, text: str) -> None:
        """Move on over a piece of text."""
        if not text:
            return
        ends = text.count("\n") + text.count("\r") - text.count("\r\n")
        self.line += ends - (self._cr and text[0] == "\n")
        last = max(text.rfind("\n"), text.rfind("\r"))
        self.column = len(text) - last if last >= 0 else self.column + len(text)
        self._cr = text[-1] == "\r"
