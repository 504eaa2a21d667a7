from io import BytesIO

import pytest

from busan_se.core.errors import Refused
from busan_se.files.types import TYPES, require_type, sniff
from tests.files.hwp import smallest_hwp


@pytest.mark.parametrize("key", ["pdf", "png", "jpg", "docx", "xlsx", "hwpx"])
def test_content_tells_the_type(contents, key):
    assert sniff(BytesIO(contents[key])) == key


def test_hwp_is_an_ole_file_with_its_signature():
    assert sniff(BytesIO(smallest_hwp())) == "hwp"
    assert sniff(BytesIO(smallest_hwp(b"Something else"))) == "ole"


@pytest.mark.parametrize("key", ["docm", "epub", "zip", "exe", "text", "ole", "broken zip", "huge directory"])
def test_everything_else_is_none_of_ours(contents, key):
    assert sniff(BytesIO(contents[key])) not in TYPES


def test_sniffing_leaves_the_file_at_its_beginning(contents):
    file = BytesIO(contents["docx"])
    sniff(file)
    assert file.tell() == 0


def test_a_zip_called_pdf_gets_a_clear_message(contents):
    with pytest.raises(Refused) as caught:
        require_type(BytesIO(contents["zip"]), "계획서.pdf", ["pdf"])
    assert caught.value.code == "type_mismatch"
    assert (
        str(caught.value)
        == "“계획서.pdf” 파일은 이름이 PDF이지만 실제 내용은 ZIP입니다. PDF 형식으로 저장해 다시 올리세요."
    )


@pytest.mark.parametrize(("key", "name"), [("exe", "a.exe"), ("png", "a.exe"), ("text", "a.txt"), ("zip", "a")])
def test_other_types_are_refused(contents, key, name):
    with pytest.raises(Refused) as caught:
        require_type(BytesIO(contents[key]), name, ["pdf", "png"])
    assert caught.value.code == "type_not_allowed"
    assert "PDF, PNG" in str(caught.value)


def test_a_type_that_is_not_allowed_here_is_refused(contents):
    with pytest.raises(Refused):
        require_type(BytesIO(contents["png"]), "a.png", ["pdf"])


@pytest.mark.parametrize("name", ["사진.JPG", "사진.jpeg", "사진"])
def test_suffixes_are_read_kindly(contents, name):
    assert require_type(BytesIO(contents["jpg"]), name, ["jpg"]).key == "jpg"
