"""From an uploaded file to lines of cells, one at a time: CSV, a workbook (XLSX) or JSON, told by content."""

import csv
import io
import json
import zipfile
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from busan_se.core.errors import Refused
from busan_se.files.types import TYPES, FileType, sniff
from enterprises.imports.layouts import HEADER_WITHIN, find_header, no_header
from enterprises.imports.layouts.base import Layout
from enterprises.imports.layouts.cells import clean

CSV = FileType("csv", "text/csv", "CSV", (".csv", ".txt"))
JSON = FileType("json", "application/json", "JSON", (".json",))
XLSX = TYPES["xlsx"]
ENCODINGS = ("utf-8-sig", "cp949")
MAX_CELL = 2_000
# What a workbook of 20 MB may hold at most once it is unpacked; a bomb holds thousands of times its size.
_MAX_UNPACKED = 400 * 1024 * 1024
_BLOCK = 256 * 1024
Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Table:
    """A recognised list: its lines below the header with their numbers in the file.

    `announced` is how many records the file says that the whole list has; None where it says nothing.
    """

    layout: Layout
    lines: Iterator[tuple[int, dict[str, str]]]
    announced: int | None = None


def format_of(file: IO[bytes]) -> FileType:
    """Return which of the formats a file is in, by its first bytes; what is neither of the others is taken for CSV."""
    file.seek(0)
    head = file.read(_BLOCK)
    file.seek(0)
    if head[:2] == b"PK":
        return XLSX
    return JSON if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["} else CSV


@contextmanager
def opened(file: IO[bytes], only: str = "") -> Iterator[Table]:
    """Give the table of a file; `only` names its layout ("" = recognise it). Lines are read while they are asked for.

    Raises Refused: "not_text", "encoding", "broken_csv", "broken_workbook", "broken_json", "no_header".
    """
    found = format_of(file)
    if found == XLSX:
        yield _workbook(file, only)
    elif found == JSON:
        records, announced = _records(file)
        yield _table(_record_lines(records), only, announced)
    else:
        text = io.TextIOWrapper(file, encoding_of(file), newline="")
        try:
            yield _table(enumerate(csv_rows(text), start=1), only)
        finally:
            text.detach()


def lines_of(file: IO[bytes], most: int) -> list[Line]:
    """Return up to `most` lines of a CSV, or of the first sheet of a workbook, with their numbers and cleaned cells.

    Raises Refused as `opened`.
    """
    if format_of(file) != XLSX:
        text = io.TextIOWrapper(file, encoding_of(file), newline="")
        try:
            return _cleaned(islice(enumerate(csv_rows(text), start=1), most))
        finally:
            text.detach()
    try:
        _check_size(file)
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()
        return _cleaned(islice(_sheet_lines(sheet), most))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, SyntaxError) as error:
        raise _broken_workbook() from error


def _cleaned(lines: Iterable[Line]) -> list[Line]:
    return [(number, [clean(cell) for cell in cells]) for number, cells in lines]


def _table(lines: Iterable[Line], only: str, announced: int | None = None) -> Table:
    """Look for the header in the first lines. Raises Refused ("no_header")."""
    rest = iter(lines)
    first = list(islice(rest, HEADER_WITHIN))
    found = find_header([cells for _number, cells in first], only)
    if found is None:
        raise no_header(only)
    layout, columns, above = found
    return Table(layout, _below(layout, columns, chain(first[above:], rest)), announced)


def _below(layout: Layout, columns: Sequence[str], lines: Iterable[Line]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in lines:
        cleaned = [clean(cell) for cell in cells]
        if any(cleaned):
            yield number, layout.cells_of(columns, cleaned)


def encoding_of(file: IO[bytes]) -> str:
    """Return in which of the encodings that offices save all of a text file can be read. Leaves it at its beginning.

    Raises Refused ("not_text", "encoding") when it is something else: a picture, an old workbook, another encoding.
    """
    try:
        return next(encoding for encoding in ENCODINGS if _readable(file, encoding))
    except StopIteration:
        raise Refused(
            _("The characters can't be read. Save the list as CSV in UTF-8 or CP949 (EUC-KR) and upload it again."),
            "encoding",
        ) from None


def _readable(file: IO[bytes], encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while block := file.read(_BLOCK):
            if b"\x00" in block:
                raise Refused(
                    _("This is not a list. Save it as CSV (UTF-8 or CP949), XLSX or JSON and upload it again."),
                    "not_text",
                )
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def csv_rows(text: IO[str]) -> Iterator[list[str]]:
    """Yield the cells of each line, header and titles included. Raises Refused ("broken_csv")."""
    reader = csv.reader(text, strict=True)
    try:
        for cells in reader:
            if any(len(cell) > MAX_CELL for cell in cells):
                raise Refused(
                    _("Line %(line)d has a cell of more than %(limit)d characters. Is a quotation mark missing?")
                    % {"line": reader.line_num, "limit": MAX_CELL},
                    "broken_csv",
                )
            yield cells
    except csv.Error as error:
        raise Refused(
            _("Line %(line)d can't be read as CSV (%(error)s). Check the quotation marks around it.")
            % {"line": reader.line_num, "error": error},
            "broken_csv",
        ) from error


def _workbook(file: IO[bytes], only: str) -> Table:
    """Return the table of the first sheet with a known header."""
    try:
        _check_size(file)
        book = load_workbook(file, read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write a size that is not true
            try:
                return _table(_sheet_lines(sheet), only)
            except Refused as refusal:
                if refusal.code != "no_header":
                    raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, SyntaxError) as error:
        raise _broken_workbook() from error
    raise no_header(only)


def _check_size(file: IO[bytes]) -> None:
    if sniff(file) != "xlsx":
        raise _broken_workbook()
    with zipfile.ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
            raise _broken_workbook()
    file.seek(0)


def _broken_workbook() -> Refused:
    return Refused(
        _("The workbook can't be read. Open it, save it as XLSX or as CSV, and upload it again."), "broken_workbook"
    )


def _sheet_lines(sheet: Any) -> Iterator[Line]:
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_as_text(cell) for cell in cells]
    except (zipfile.BadZipFile, ValueError, KeyError, OSError, EOFError, SyntaxError) as error:
        raise _broken_workbook() from error


def _as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return str(value)[:MAX_CELL]


def _records(file: IO[bytes]) -> tuple[list[Mapping[str, Any]], int | None]:
    """Return the records of an answer of the interface, or of several of its pages in one list; and their total.

    Raises Refused ("broken_json").
    """
    try:
        document = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _broken_json() from error
    pages = document if isinstance(document, list) else [document]
    if not all(isinstance(page, dict) and isinstance(page.get("data", []), list) for page in pages):
        raise _broken_json()
    if not any("data" in page for page in pages):
        return pages, None
    records = [record for page in pages for record in page.get("data", ())]
    if not all(isinstance(record, dict) for record in records):
        raise _broken_json()
    totals = [page["matchCount"] for page in pages if isinstance(page.get("matchCount"), int)]
    return records, max(totals, default=None)


def _broken_json() -> Refused:
    return Refused(
        _("The JSON can't be read as a list of records. Save the answer of the interface as it came."), "broken_json"
    )


def _record_lines(records: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    names = list(dict.fromkeys(str(name) for record in records for name in record))
    yield 0, names
    for number, record in enumerate(records, start=1):
        yield number, [_as_text(record.get(name)) for name in names]
