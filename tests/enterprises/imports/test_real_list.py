"""The real supplier list of Busan, where it lies beside the project; it is never copied into it."""

import hashlib
from pathlib import Path

import pytest

from enterprises.registry.models import Enterprise

REAL_LIST = Path(__file__).resolve().parents[4] / "shared" / "data" / "busan_suppliers_social_120_cp949.csv"

pytestmark = pytest.mark.skipif(not REAL_LIST.exists(), reason="the real list lies outside the project")


@pytest.fixture(scope="module")
def data():
    return REAL_LIST.read_bytes()


def test_all_120_lines_are_taken_and_spread_over_the_16_districts(applied, data):
    batch = applied(data)
    assert batch.counts == {"new": 120}
    assert batch.file_sha256 == hashlib.sha256(data).hexdigest()
    assert Enterprise.objects.values("district").distinct().count() == 16


def test_the_same_list_in_utf8_changes_nothing(applied, received, data):
    applied(data)
    assert received(data.decode("cp949").encode()).counts == {"unchanged": 120}
