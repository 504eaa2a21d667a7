"""A supplier list to import, made up line by line."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from busan_se.core.clock import today
from busan_se.files.actions import store_bytes
from busan_se.reference.models import District
from enterprises.imports import actions
from tests.factories.enterprises import business_number

# The real files lie beside the project, not in it.
DATA = next((folder for up in Path(__file__).parents if (folder := up / "shared" / "data").is_dir()), None)
HEADER = "사업자등록번호,업체명,업체소재시군구,기업구분,업종,대표품명,제조여부,등록일자,정책태그"


def supplier_line(serial, **changes):
    cells = {
        "number": business_number(serial),
        "name": f"(주)들머리{serial}",
        "place": "부산광역시 해운대구",
        "size": "중소기업",
        "industry": "건물위생관리업",
        "product": "청소",
        "maker": "N",
        "day": "20230110",
        "tags": "여성기업|사회적기업",
    }
    return ",".join((cells | changes).values())


def supplier_list(*lines, encoding="utf-8", newline="\r\n"):
    return (newline.join((HEADER, *lines)) + newline).encode(encoding)


def workbook(*rows, title="인증사회적기업"):
    """Return the bytes of a workbook with a sheet before the one that holds the rows."""
    book = Workbook()
    book.active.title = "안내"
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


MINISTRY = (
    "지역", "인증번호", "기관명", "사업내용", "사회적목적실현유형", "사회서비스분야", "사업자등록번호", "대표자",
    "소재지", "홈페이지", "인증일자", "인증회차",
)  # fmt: skip


def certified(serial, name="", region="부산", place="부산광역시 해운대구 시험로 1", number=None):
    """Return a line of the ministry's workbook."""
    return (
        region, f"제2020-{serial:03}호", name or f"㈜들머리{serial}", "청소", "기타(창의ㆍ혁신)형", "환경",
        business_number(serial) if number is None else number, "홍길동", f"48058{place}", "www.example.com",
        "2020-05-06", 1,
    )  # fmt: skip


def ministry_list(*lines):
    return workbook(["사회적기업 현황"], [], ["2026년 제2차"], MINISTRY, *lines)


def register_list(*lines):
    """Return a district's register: (number, name, place, day of dissolution) each."""
    header = "신고번호,협동조합명,신고일,해산일,사업자등록번호,소재지"
    rows = [f"{number},{name},2015-03-02,{over},,{place}" for number, name, place, over in lines]
    return "\r\n".join((header, *rows)).encode("cp949")


@pytest.fixture
def received(db):
    """Return a function: bytes of a list → its batch, received and checked."""

    def receive(data, as_of=None, layout="", district=None):
        file = store_bytes(data, name="list.csv", kind="import_list", content_type="text/csv")
        district = district and District.objects.get(pk=district)
        batch = actions.receive(file, layout=layout, as_of=as_of or today(), user=None, district=district)
        actions.check(batch, lambda done, total: None)
        return batch

    return receive


@pytest.fixture
def applied(received):
    """Return a function: bytes of a list → its batch, applied."""

    def apply(data, **options):
        return actions.apply(received(data, **options).pk, lambda done, total: None)

    return apply
