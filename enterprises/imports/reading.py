"""From the bytes of an uploaded list to rows of text."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from busan_se.core.errors import Refused

ENCODINGS = ("utf-8-sig", "cp949")
MAX_CELL = 2_000


def decode(data: bytes) -> str:
    """Return the text of a list saved as UTF-8 (with or without BOM) or CP949.

    Raises Refused ("not_text", "encoding") when the file is something else: a spreadsheet, a picture, another encoding.
    """
    if b"\x00" in data or data[:2] == b"PK":
        raise Refused(
            _("This is not a CSV file. Save the list as CSV (UTF-8 or CP949) and upload it again."), "not_text"
        )
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(
        _("The characters can't be read. Save the list as CSV in UTF-8 or CP949 (EUC-KR) and upload it again."),
        "encoding",
    )


def read_rows(data: bytes) -> Iterator[list[str]]:
    """Yield the cells of each line, header and titles included. Raises Refused ("broken_csv")."""
    reader = csv.reader(io.StringIO(decode(data), newline=""), strict=True)
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
