"""The real lists, where they lie beside the project; it is never copied into it."""

import hashlib
import json

import pytest

from enterprises.registry.models import Enterprise
from tests.enterprises.imports.conftest import DATA

pytestmark = pytest.mark.skipif(DATA is None, reason="the real lists lie outside the project")


@pytest.fixture(scope="module")
def data():
    return (DATA / "busan_suppliers_social_120_cp949.csv").read_bytes()


def test_all_120_lines_are_taken_and_spread_over_the_16_districts(applied, data):
    batch = applied(data)
    assert batch.counts == {"new": 120}
    assert batch.file_sha256 == hashlib.sha256(data).hexdigest()
    assert Enterprise.objects.values("district").distinct().count() == 16


def test_the_same_list_in_utf8_changes_nothing(applied, received, data):
    applied(data)
    assert received(data.decode("cp949").encode()).counts == {"unchanged": 120}


def test_the_official_sample_is_read_and_left_out_as_of_other_provinces(received):
    sample = (DATA / "odcloud_social_enterprise_sample.json").read_bytes()
    batch = received(sample)
    assert (batch.layout, batch.state) == ("interface", "checked")
    assert batch.counts == {"elsewhere": 2, "missing": 4781}


def test_the_same_records_of_busan_are_new(applied):
    page = json.loads((DATA / "odcloud_social_enterprise_sample.json").read_bytes())
    for record in page["data"]:
        record |= {"busiAreaNm": "부산", "addr": "48058부산광역시 해운대구 센텀로 1"}
    assert applied(json.dumps(page).encode()).counts == {"new": 2, "missing": 4781}
    made = Enterprise.objects.get(name="열린사회")
    assert (made.address, made.district_id) == ("부산광역시 해운대구 센텀로 1", "26350")
    held = made.qualifications.get()
    assert (held.number, str(held.valid_from), held.start_is_known) == ("제2007-019호", "2007-10-29", True)
