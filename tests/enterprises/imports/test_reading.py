"""From bytes to lines: encodings, workbooks, JSON, broken files, things that are no list at all."""

import json
from io import BytesIO

import pytest

from busan_se.core.errors import Refused
from enterprises.imports.reading import opened
from tests.enterprises.imports.conftest import HEADER, certified, ministry_list, supplier_line, supplier_list, workbook


def lines(data):
    """Return (layout key, [(line number, cells)], announced) of a file."""
    with opened(BytesIO(data)) as table:
        return table.layout.key, list(table.lines), table.announced


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_reads_the_encodings_that_offices_save(encoding):
    key, found, _announced = lines(supplier_list(supplier_line(1), encoding=encoding))
    assert (key, [number for number, _cells in found]) == ("supplier", [2])
    assert found[0][1]["업체명"] == "(주)들머리1"


def test_reads_the_sheet_that_holds_the_list_with_its_header_on_line_4():
    key, found, _announced = lines(ministry_list(certified(1), [], certified(2)))
    assert (key, [number for number, _cells in found]) == ("ministry", [5, 7])
    assert found[1][1]["인증번호"] == "제2020-002호"


def test_reads_pages_of_the_interface_and_how_many_records_there_should_be():
    record = {"entNmV": "가", "certiNumV": "1", "certiIssuD": "2020-01-01", "busiAreaNm": "부산", "addr": "중구"}
    pages = [{"matchCount": 3, "data": [record]}, {"matchCount": 3, "data": [record | {"telNo": None}]}]
    key, found, announced = lines(b"\xef\xbb\xbf" + json.dumps(pages).encode())
    assert (key, [number for number, _cells in found], announced) == ("interface", [1, 2], 3)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 spreadsheet", "broken_workbook"),
        (ministry_list(certified(1))[:3000], "broken_workbook"),
        (workbook(["이름", "전화"]), "no_header"),
        (b"a\x00b", "not_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "not_text"),
        ("가나다".encode("utf-16"), "not_text"),
        (b"\xff\xff\xff\xff", "encoding"),
        (b'a,b\r\n"c,d\r\ne,f\r\n', "broken_csv"),
        (b"a," + b"x" * 5000, "broken_csv"),
        (b'{"data": [1', "broken_json"),
        (b'{"data": [1]}', "broken_json"),
        (b'{"data": 1}', "broken_json"),
        (b"[" * 100_000, "broken_json"),
        (b'[{"name": 1}]', "no_header"),
        (HEADER.replace("업체명", "이름").encode(), "no_header"),
    ],
)
def test_what_is_no_list_is_refused(data, code):
    with pytest.raises(Refused) as refusal:
        lines(data)
    assert refusal.value.code == code
