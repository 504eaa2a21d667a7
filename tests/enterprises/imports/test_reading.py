"""From bytes to rows: encodings, broken files, things that are no list at all."""

import pytest

from busan_se.core.errors import Refused
from enterprises.imports.reading import decode, read_rows

TEXT = "사업자등록번호,업체명\r\n123-45-67890,(주)가나다\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_reads_the_encodings_that_offices_save(encoding):
    assert list(read_rows(TEXT.encode(encoding))) == [["사업자등록번호", "업체명"], ["123-45-67890", "(주)가나다"]]


@pytest.mark.parametrize("data", [b"PK\x03\x04 spreadsheet", b"a\x00b", "가나다".encode("utf-16")])
def test_refuses_what_is_no_text(data):
    with pytest.raises(Refused) as refusal:
        decode(data)
    assert refusal.value.code == "not_text"


def test_refuses_an_unknown_encoding():
    with pytest.raises(Refused) as refusal:
        decode(b"\xff\xff\xff\xff")
    assert refusal.value.code == "encoding"


def test_an_open_quotation_mark_names_its_line():
    with pytest.raises(Refused) as refusal:
        list(read_rows(b'a,b\r\n"c,d\r\ne,f\r\n'))
    assert refusal.value.code == "broken_csv"


def test_an_endless_cell_is_refused():
    with pytest.raises(Refused) as refusal:
        list(read_rows(b"a," + b"x" * 5000))
    assert refusal.value.code == "broken_csv"
