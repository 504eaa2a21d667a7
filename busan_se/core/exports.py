"""Lists as CSV and XLSX: streamed, and without a cell that a spreadsheet would run as a formula."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from busan_se.core.clock import seoul
from busan_se.core.extensions import Text

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet may take for the beginning of a formula, full-width signs too (OWASP: CSV injection).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BOM = "\ufeff"  # without it Excel reads UTF-8 as CP949
_LINES_AT_ONCE = 200


@dataclass(frozen=True)
class Column:
    """A column of an export: its heading, and how its value is found in a row."""

    header: Text
    value: Callable[[Any], Any]


def csv_response(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> StreamingHttpResponse:
    """Return the rows as a download `name`.csv in UTF-8, streamed. Give `rows` as `queryset.iterator(chunk_size=…)`."""
    lines = _csv_lines([str(column.header) for column in columns], columns, rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv") or ""
    return response


def xlsx_response(name: str, columns: Sequence[Column], rows: Iterable[Any]) -> FileResponse:
    """Return the rows as a download `name`.xlsx. It is built in a temporary file, one row in memory at a time."""
    return xlsx_book_response(name, [("", columns, rows)])


def xlsx_book_response(name: str, sheets: Iterable[tuple[str, Sequence[Column], Iterable[Any]]]) -> FileResponse:
    """Return several lists as one download `name`.xlsx, each (title of the sheet, columns, rows); '' for no title."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    workbook = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    for title, columns, rows in sheets:
        _fill_sheet(workbook, title, columns, rows)
    workbook.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)


def safe_cell(value: Any) -> Any:
    """Return the value as a cell: times as in Seoul, yes or no in words, text that can't be a formula."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case int() | float() | Decimal():
            return value
        case datetime():
            return f"{seoul(value):%Y-%m-%d %H:%M:%S}"
        case date():
            return value.isoformat()
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text


class _Echo:
    """A file for csv.writer that gives back what is written."""

    def write(self, line: str) -> str:
        return line


def _csv_lines(headers: Sequence[str], columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    waiting = [_BOM + writer.writerow([safe_cell(header) for header in headers])]
    for row in rows:
        waiting.append(writer.writerow([safe_cell(column.value(row)) for column in columns]))
        if len(waiting) >= _LINES_AT_ONCE:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)


def _fill_sheet(workbook: xlsxwriter.Workbook, title: str, columns: Sequence[Column], rows: Iterable[Any]) -> None:
    sheet = workbook.add_worksheet(title or None)
    bold = workbook.add_format({"bold": True, "bottom": 1})
    number = workbook.add_format({"num_format": "#,##0"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(columns) - 1, 0), 18)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, str(column.header), bold)
    for line, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            _write_cell(sheet, line, at, column.value(row), number)


def _write_cell(sheet: Any, line: int, at: int, value: Any, number: Any) -> None:
    """Write numbers as numbers; text as text, which a spreadsheet never runs, so it needs no sign in front."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(line, at, value, number if isinstance(value, int) else None)
    elif isinstance(value, str):
        sheet.write_string(line, at, value)
    else:
        sheet.write_string(line, at, str(safe_cell(value)))
