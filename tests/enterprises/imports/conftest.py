"""A supplier list to import, made up line by line."""

import pytest

from busan_se.core.clock import today
from busan_se.files.actions import store_bytes
from enterprises.imports import actions
from tests.factories.enterprises import business_number

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


@pytest.fixture
def received(db):
    """Return a function: bytes of a list → its batch, received and checked."""

    def receive(data, as_of=None, layout=""):
        file = store_bytes(data, name="list.csv", kind="import_list", content_type="text/csv")
        batch = actions.receive(file, layout=layout, as_of=as_of or today(), user=None)
        actions.check(batch, lambda done, total: None)
        return batch

    return receive


@pytest.fixture
def applied(received):
    """Return a function: bytes of a list → its batch, applied."""

    def apply(data, **options):
        return actions.apply(received(data, **options).pk, lambda done, total: None)

    return apply
