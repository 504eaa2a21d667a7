import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest

from busan_se.core.exports import Column, csv_response, safe_cell, xlsx_response

COLUMNS = [Column("이름", lambda row: row[0]), Column("금액", lambda row: row[1])]
ROWS = [("온누리", 12_000_000), ('=HYPERLINK("http://x")', -5), (None, None)]


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_csv_has_a_bom_and_the_rows():
    text = body(csv_response("기업", COLUMNS, ROWS)).decode("utf-8")
    assert text.startswith("\ufeff이름,금액\r\n온누리,12000000\r\n")


def test_csv_formulas_are_disarmed():
    rows = list(csv.reader(StringIO(body(csv_response("기업", COLUMNS, ROWS)).decode("utf-8-sig"))))
    assert rows[2] == ['\'=HYPERLINK("http://x")', "-5"]


def test_csv_is_streamed():
    asked = []

    def rows():
        for number in range(100_000):
            asked.append(number)
            yield ("가", number)

    next(iter(csv_response("기업", COLUMNS, rows()).streaming_content))
    assert len(asked) < 1000


def test_names_of_downloads_are_korean():
    assert "%EA%B8%B0%EC%97%85.csv" in csv_response("기업", COLUMNS, [])["Content-Disposition"]


def test_xlsx_keeps_numbers_as_numbers_and_formulas_as_text():
    sheet = openpyxl.load_workbook(BytesIO(body(xlsx_response("기업", COLUMNS, ROWS)))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=3)] == [
        ["이름", "금액"],
        ["온누리", 12_000_000],
        ['=HYPERLINK("http://x")', -5],
    ]
    assert sheet["A3"].data_type in {"s", "inlineStr"}


def test_xlsx_takes_control_characters():
    sheet = openpyxl.load_workbook(BytesIO(body(xlsx_response("기업", COLUMNS, [("가\x01나", 1)])))).active
    assert sheet["B2"].value == 1


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "  =1"])
def test_every_beginning_of_a_formula_is_disarmed(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (-5, -5),
        (Decimal("1.5"), Decimal("1.5")),
        (date(2026, 12, 3), "2026-12-03"),
        (datetime(2026, 12, 3, 9, tzinfo=UTC), "2026-12-03 18:00:00"),
        ("사회적기업", "사회적기업"),
    ],
)
def test_cells_read_as_in_seoul(value, cell):
    assert safe_cell(value) == cell
