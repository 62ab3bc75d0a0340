"""A text file as its bytes are: which encoding and byte order mark it has, and where each record of it begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from re import compile as _compile

from listinglint.errors import InputError, cause
from listinglint.model import Origin
from listinglint.origins.stretch import Stretch
from listinglint.readers.base import LFS, ReadSettings, encoding_of, pointer, shown
from listinglint.readers.google_xml import declared
from listinglint.writers.nouns import Splice, spliced

_LINE_END = _compile(r"\r\n|\n|\r")
_FEED = _compile(r"\n")


class FileText:
    """The decoded text of a whole file, without its byte order mark, and the way back to its bytes."""

    def __init__(self, file: str, data: bytes) -> None:
        self.file, self.data = file, data
        if data.startswith(LFS):
            raise pointer(file)
        told = declared(data[:200]) if file.lower().endswith((".xml", ".rss", ".atom")) else ""
        self.mark, self.encoding = (b"", told) if told else encoding_of(data, file)
        body = data[len(self.mark) :]
        try:
            self.text = body.decode(self.encoding)
            if self.encoding == "gb18030" and _same(self.text, "gbk", body):
                self.encoding = "gbk"  # programs that write GBK read nothing beyond it
            faithful = _same(self.text, self.encoding, body)
        except UnicodeDecodeError:
            faithful = False
        if not faithful:
            raise InputError(
                f"the bytes of the file are not those of plain {self.encoding} text; it is not changed",
                zh=f"文件字节与 {self.encoding} 文本不完全一致，不予修改", file=file,
            )  # fmt: skip

    def after(self, splices: Sequence[Splice]) -> bytes:
        """Return the bytes of the file with these changes."""
        return self.mark + spliced(self.text, splices).encode(self.encoding)

    def told(self, splices: Sequence[Splice]) -> str:
        """Return these changes as a unified diff."""
        from listinglint.writers.hunks import unified

        return unified(self, splices)

    def offset(self, origin: Origin) -> int | None:
        """Return where the record that holds a value begins, None where something else stands there by now."""
        source = origin.source
        column = source.column if isinstance(source, Stretch) else 1
        for starts in (self._starts, self._feeds):
            if source.line > len(starts):
                continue
            # A byte order mark may count as the first character of the first line, or not.
            for begin in (starts[source.line - 1] + column - 1, starts[source.line - 1] + column - 2):
                if begin >= 0 and self.text.startswith(source.text, begin):
                    return begin
        return None

    def line(self, offset: int) -> int:
        """Return the number of the line that an offset lies in."""
        return bisect_right(self._starts, offset)

    def line_start(self, line: int) -> int:
        """Return where a line begins; behind the last one, where the file ends."""
        return self._starts[line - 1] if line <= len(self._starts) else len(self.text)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *(end.end() for end in _LINE_END.finditer(self.text)))

    @cached_property
    def _feeds(self) -> tuple[int, ...]:
        """Line starts as JSON Lines count them: a lone carriage return ends no line."""
        return (0, *(end.end() for end in _FEED.finditer(self.text)))


def located(file: str, settings: ReadSettings) -> Path:
    """Return the path of a file as it is told to people."""
    path = Path(file)
    return Path(settings.root) / path if settings.root and not path.is_absolute() else path


def bytes_of(path: Path, settings: ReadSettings) -> bytes:
    """Return the bytes of a file; raises `InputError` where it cannot be read."""
    edited = settings.overlay.get(path.absolute().as_posix())
    if edited is not None:
        return edited
    try:
        return path.read_bytes()
    except OSError as broken:
        raise InputError(f"cannot be read: {cause(broken)[0]}", zh=f"无法读取：{cause(broken)[1]}",
                         file=shown(path, settings)) from None  # fmt: skip


def _same(text: str, encoding: str, data: bytes) -> bool:
    try:
        return text.encode(encoding) == data
    except UnicodeEncodeError:
        return False
