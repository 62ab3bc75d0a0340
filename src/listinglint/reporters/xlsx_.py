"""Findings as an Excel workbook: one row a problem, the words in red, an empty column for the new text."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from listinglint import letters
from listinglint.errors import UsageError
from listinglint.model import NotChecked, Result, Severity, Words
from listinglint.report import Tally
from listinglint.reporters import rows
from listinglint.reporters.excerpt import safe
from listinglint.reporters.saving import Save, in_place
from listinglint.reporters.text_ import summary
from listinglint.reporters.thumbs import thumb
from listinglint.reporters.workbook_help import HELP
from listinglint.sheet import COLUMNS, MACHINE, PEOPLE, SHEETS, STATUSES, Row, heads

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {
    "listing": 16, "place": 14, "text": 46, "severity": 12, "problem": 46, "basis": 30, "suggestion": 30, "new": 46,
    "status": 10, "note": 20,
}  # fmt: skip
# Cells take their looks from styles with names: one object each would cost more than all the rest.
_STYLES = {"told": "", "link": "", "new": "FFFDE7", "error": "FDE7E7", "warning": "FFF0D9", "info": "E3F0FD"}
_LONGEST = 32_000  # characters that a cell of Excel holds, with room
_MOST_THUMBS = 400
_THUMB = 96


def write(results: Iterable[Result], tally: Tally, output: Path) -> tuple[Path, ...]:
    """Write the workbook and return its file."""
    try:
        from openpyxl import Workbook  # 250 ms, only for this format
    except ImportError:
        raise UsageError(
            "the Excel report needs: pip install 'listinglint[xlsx]'",
            zh="Excel 报告需要：pip install 'listinglint[xlsx]'",
        ) from None
    book = Workbook()
    sheets = [book.active, *(book.create_sheet() for _ in range(3))]
    for sheet, words in zip(sheets, SHEETS.values(), strict=True):
        assert sheet is not None  # noqa: S101  # a new workbook has one
        sheet.title = words.told(tally.lang)
    _styled(book)
    _fill(book, results, tally, output)
    out = BytesIO()
    book.properties.creator = "listinglint"
    book.save(out)
    return in_place([Save(output, out.getvalue())])


def _styled(book: Workbook) -> None:
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

    for name, colour in _STYLES.items():
        style = NamedStyle(name, alignment=Alignment(wrap_text=True, vertical="top"))
        if name == "link":
            style.font = Font(color="0B57A4", underline="single")
        if colour:
            style.fill = PatternFill("solid", fgColor=colour)
        book.add_named_style(style)


def _fill(book: Workbook, results: Iterable[Result], tally: Tally, output: Path) -> None:
    found, listings, missing, helping = map(_Page, book.worksheets)
    _head(found, heads(tally.lang))
    _head(listings, _listing_heads(tally.lang))
    _head(missing, [word.told(tally.lang) for word in _MISSING])
    shown = 0
    for one in tally.counted(results):
        files = {image.part: image.path for image in one.sketch.images} if one.sketch else {}
        for row, finding in zip(rows.of(one, tally.lang), one.findings, strict=True):
            path = files.get(finding.place.part, "") if finding.place.image else ""
            _row(found, row, finding.severity, path, output)
            if path and shown < _MOST_THUMBS:
                shown += _picture(found, path)
        if one.is_listing:
            _listing(listings, one)
        for told in one.not_checked:
            _missing(missing, told, tally.lang)
    _finish(found.sheet, listings.sheet, missing.sheet, tally.lang)
    for line in (summary(tally), *HELP.told(tally.lang).splitlines()):
        helping.add([line])
    helping.sheet.column_dimensions["A"].width = 110


_LISTING = (Words("商品", "Listing"), Words("文件", "File"), Words("错误", "Errors"), Words("警告", "Warnings"), Words("提示", "Info"), Words("需复核", "To review"), Words("未检查", "Not checked"))  # fmt: skip
_MISSING = (Words("商品", "Listing"), Words("位置", "Place"), Words("情况", "Kind"), Words("原因", "Reason"))


def _listing_heads(lang: str) -> list[str]:
    return [word.told(lang) for word in (*_LISTING, *letters.SIDES.values())]


class _Page:
    """A sheet that is filled from above; the library would count all its rows for each new one."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.last = 0

    def add(self, cells: Iterable[object]) -> int:
        """Add a row of plain values; nothing that a listing says becomes a formula, or breaks the file."""
        self.last += 1
        for column, value in enumerate(cells, 1):
            if value is not None and value != "":
                _put(self.sheet.cell(self.last, column), value)
        return self.last


def _put(cell: Any, value: object) -> None:
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = _whole(value)
    if value[:1] in ("=", "+", "-", "@"):
        cell.data_type = "s"
        cell.quotePrefix = True


def _whole(text: str) -> str:
    """Return text that a cell can hold: no control characters, no half characters, not too long."""
    lines = text[:_LONGEST].splitlines()
    return "\n".join(safe(line) for line in lines)


def _head(page: _Page, names: list[str]) -> None:
    from openpyxl.styles import Font, PatternFill

    page.add(names)
    for cell in page.sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE3E9")
    page.sheet.freeze_panes = "A2"


def _row(page: _Page, row: Row, severity: Severity, path: str, output: Path) -> None:
    number = page.add([getattr(row, name) for name in COLUMNS])
    sheet = page.sheet
    for column, name in enumerate(PEOPLE, 1):
        styled = severity.name if name == "severity" else name
        sheet.cell(number, column).style = styled if styled in _STYLES else "told"
    _red(sheet.cell(number, COLUMNS.index("text") + 1), row)
    sheet.row_dimensions[number].height = _height(row)
    if path:
        link = sheet.cell(number, COLUMNS.index("place") + 1)
        link.hyperlink = _link(path, output)
        link.style = "link"


def _height(row: Row) -> float:
    """Return a height that shows every line of a row; not every program works it out itself."""
    lines = 1
    for name, width in _WIDTHS.items():
        text = str(getattr(row, name))
        lines = max(lines, sum(1 + _cells(line) // width for line in text.split("\n")))
    return min(15.0 * lines + 3, 240.0)


def _cells(text: str) -> int:
    return len(text) + sum(letter > "\u2e7f" for letter in text)


def _link(path: str, output: Path) -> str:
    """Return the way from the workbook to a picture, so that both can be moved together."""
    import os

    try:
        told = os.path.relpath(path, output.absolute().parent)
    except ValueError:  # another drive
        return path
    return told.replace(os.sep, "/")


def _red(cell: Any, row: Row) -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    if row.hit is None or _whole(row.text) != row.text or row.hit[0] >= row.hit[1]:
        return
    start, end = row.hit
    hit = TextBlock(InlineFont(color="FFB3161B", b=True), row.text[start:end])
    parts = [row.text[:start], hit, row.text[end:]]
    cell.value = CellRichText(*(part for part in parts if part))


def _picture(page: _Page, path: str) -> bool:
    """Put a small picture beside the words of the last row."""
    small = thumb(path, _THUMB)
    if small is None:
        return False
    from openpyxl.drawing.image import Image
    from openpyxl.utils import get_column_letter

    image = Image(BytesIO(small.data))
    page.sheet.row_dimensions[page.last].height = max(
        0.8 * image.height + 4, page.sheet.row_dimensions[page.last].height or 15
    )
    page.sheet.add_image(image, f"{get_column_letter(COLUMNS.index('note') + 1)}{page.last}")
    return True


def _listing(page: _Page, one: Result) -> None:
    counts = [sum(finding.severity is level for finding in one.findings) for level in reversed(Severity)]
    reviews = sum(finding.verdict == "review" for finding in one.findings)
    told = [letter.letter for letter in letters.of(one)]
    page.add([one.listing, one.file, *counts, reviews, len(one.not_checked), *told])


def _missing(page: _Page, one: NotChecked, lang: str) -> None:
    page.add(rows.missing(one, lang))


def _finish(found: Worksheet, listings: Worksheet, missing: Worksheet, lang: str) -> None:
    """Give the sheets their widths, filters and choices, and hide what only `apply` reads."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.properties import PageSetupProperties

    for number, name in enumerate(COLUMNS, 1):
        column = found.column_dimensions[get_column_letter(number)]
        column.width = _WIDTHS.get(name, 12)
        column.hidden = name in MACHINE
    for sheet, width in ((listings, 18), (missing, 40)):
        for number in range(1, sheet.max_column + 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
    for sheet in (found, listings, missing):
        sheet.auto_filter.ref = sheet.dimensions
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "1:1"
    choices = DataValidation(
        type="list", formula1='"{}"'.format(",".join(STATUSES.told(lang).split())), allow_blank=True
    )
    letter = get_column_letter(list(PEOPLE).index("status") + 1)
    choices.add(f"{letter}2:{letter}{max(found.max_row, 2)}")
    found.add_data_validation(choices)
