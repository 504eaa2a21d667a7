"""An officer brings the real list of Busan's suppliers into an empty register, by the admin alone."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from busan_se.reference.models import District
from enterprises.registry.models import Enterprise, Qualification, SourceRecord
from tests.enterprises.imports.conftest import supplier_line, supplier_list
from tests.journeys.conftest import REAL_LIST

pytestmark = pytest.mark.django_db

ADD = "/admin/enterprises/importbatch/add/"


@pytest.fixture
def real_list():
    if not REAL_LIST.exists():
        pytest.skip("the real list lies outside the project")
    return REAL_LIST.read_bytes()


@pytest.fixture
def upload(officer, step):
    """Return a function: a list → the answer to its upload, its check done."""

    def send(content, name="목록.csv", as_of="2026-01-01"):
        with step():
            return officer.post(ADD, {"list_file": SimpleUploadedFile(name, content), "as_of": as_of})

    return send


def counts(page):
    return {str(value): number for value, _label, number in page.context["outcomes"] if number}


def test_upload_check_apply_report_map_and_again(officer, visitor, upload, step, real_list):
    assert 'type="file"' in officer.get(ADD).content.decode()
    batch_url = upload(real_list).url

    checked = officer.get(batch_url)
    assert counts(checked) == {"new": 120}
    assert checked.context["may_apply"]
    assert not Enterprise.objects.exists()
    apply_url = reverse("admin:importbatch_apply", args=[checked.context["batch"].pk])
    assert f'action="{apply_url}"' in checked.content.decode()

    with step():
        assert officer.post(apply_url).url == batch_url
    applied = officer.get(batch_url)
    assert applied.context["job"].state == "succeeded"
    assert (applied.context["job"].done, applied.context["job"].total) == (120, 120)
    assert not applied.context["may_apply"]
    assert Enterprise.objects.count() == SourceRecord.objects.count() == 120
    report = officer.get(reverse("admin:importbatch_report", args=[checked.context["batch"].pk])).getvalue()
    assert len(list(csv.reader(io.StringIO(report.decode("utf-8-sig"))))) == 1  # the header: nothing was rejected

    areas = visitor.get("/enterprises/").context["map"].areas
    assert {area.code for area in areas if area.value} == set(District.objects.values_list("code", flat=True))
    assert sum(area.value for area in areas) == 120

    again = upload(real_list)
    assert again.status_code == 200
    assert "이미" in str(again.context["form"].errors["list_file"])
    in_utf8 = officer.get(upload(real_list.decode("cp949").encode()).url)
    assert counts(in_utf8) == {"unchanged": 120}
    assert (Enterprise.objects.count(), Qualification.objects.count()) == (120, 120)


def test_rejected_lines_go_back_with_number_and_reason(officer, upload, step):
    lines = (supplier_line(1), supplier_line(2, number="123-45-67890"), supplier_line(3, place="종로구"))
    page = officer.get(upload(supplier_list(*lines)).url)
    assert counts(page) == {"new": 1, "rejected": 2}
    report = officer.get(reverse("admin:importbatch_report", args=[page.context["batch"].pk])).getvalue()
    _header, *rows = csv.reader(io.StringIO(report.decode("utf-8-sig")))
    assert [row[0] for row in rows] == ["3", "4"]
    assert all(row[2] for row in rows)
    with step():
        officer.post(reverse("admin:importbatch_apply", args=[page.context["batch"].pk]))
    assert Enterprise.objects.count() == 1


def test_the_same_list_before_it_is_applied_is_checked_again(officer, upload, step):
    data = supplier_list(supplier_line(1), supplier_line(2))
    first, second = upload(data).url, upload(data).url
    assert first == second
    page = officer.get(second)
    assert counts(page) == {"new": 2}
    with step():
        officer.post(reverse("admin:importbatch_apply", args=[page.context["batch"].pk]))
        officer.post(reverse("admin:importbatch_apply", args=[page.context["batch"].pk]))
    assert Enterprise.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04 a workbook", "통합 문서를 읽을 수 없습니다"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "명단 파일이 아닙니다"),
        ("사업자등록번호,업체명".encode("utf-16"), "명단 파일이 아닙니다"),
        (b"\x81\xff\xfe\xfd,", "읽을 수 없습니다"),
        (supplier_list('"never closed'), "따옴표"),
        (supplier_list("가" * 3000), "따옴표"),
        ("이름,주소\n빵집,부산".encode(), ""),
        (supplier_list(), ""),
        (b"\n\n\n", ""),
    ],
    ids=["xlsx", "png", "utf-16", "no encoding", "open quote", "long cell", "other header", "no lines", "empty lines"],
)
def test_a_file_that_is_no_list_fails_with_a_reason_and_writes_nothing(officer, upload, content, says):
    page = officer.get(upload(content).url)
    assert page.context["batch"].state == "failed"
    assert page.context["batch"].error
    assert says in page.context["batch"].error
    assert page.context["batch"].error in page.content.decode().replace("&#x27;", "'").replace("&quot;", '"')
    assert not Enterprise.objects.exists()


@pytest.mark.parametrize("as_of", ["", "2026-02-30", "0001-01-01", "9999-12-31", "2099-01-01", "x"])
def test_a_day_that_is_none_is_told(upload, as_of):
    answer = upload(supplier_list(supplier_line(1)), as_of=as_of)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_no_file_and_an_empty_file_are_told(officer, upload):
    assert "list_file" in officer.post(ADD, {"as_of": "2026-01-01"}).context["form"].errors
    assert "list_file" in officer.post(ADD).context["form"].errors
    assert "list_file" in upload(b"").context["form"].errors


def test_a_list_above_the_limit_is_told(upload, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    assert "list_file" in upload(supplier_list(*map(supplier_line, range(50)))).context["form"].errors


def test_a_long_name_is_cut(officer, upload):
    page = officer.get(upload(supplier_list(supplier_line(1)), name="가" * 240 + ".csv").url)
    assert counts(page) == {"new": 1}
    assert page.context["batch"].file.name.endswith(".csv")
