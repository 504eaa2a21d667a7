"""The desk of lists: doubtful lines, endings that are confirmed, undoing, registers of the districts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.core.clock import today
from enterprises.imports.models import ImportBatch
from enterprises.registry.models import Enterprise, Qualification
from tests.enterprises.imports.conftest import certified, ministry_list, register_list
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/enterprises/importbatch/add/"
REGISTERS = "/admin/enterprises/importbatch/registers/"
HERE = "부산광역시 해운대구 시험로 1"


def send(client, step, content, name="목록.xlsx", **said):
    with step():
        return client.post(ADD, {"list_file": SimpleUploadedFile(name, content), "as_of": "2026-03-01", **said})


def press(client, step, name, batch, **said):
    with step():
        return client.post(reverse(f"admin:importbatch_{name}", args=[batch.pk]), said)


def test_a_doubtful_line_is_decided_applied_and_the_list_undone(officer, step):
    known = EnterpriseFactory(name="들머리7", qualification=None, source="staff")
    url = send(officer, step, ministry_list(certified(7, number=""), certified(8))).url
    batch = ImportBatch.objects.get()
    line = officer.get(f"{url}?outcome=doubtful").context["rows"][0]
    assert f'name="{line.field}"' in officer.get(f"{url}?outcome=doubtful").content.decode()
    press(officer, step, "decide", batch, outcome="doubtful", **{line.field: f"match-{known.pk}", "row-x": "new"})
    assert batch.rows.get(outcome="doubtful").enterprise == known
    press(officer, step, "apply", batch)
    assert Qualification.objects.filter(enterprise=known).count() == 1
    assert officer.get(reverse("admin:importbatch_undo", args=[batch.pk])).context["obstacles"] == []
    assert press(officer, step, "undo", batch, reason="").status_code == 200
    press(officer, step, "undo", batch, reason="잘못 올린 파일")
    assert list(Enterprise.objects.all()) == [known]
    assert "잘못 올린 파일" in officer.get(url).content.decode()


def test_endings_are_confirmed_before_the_list_is_applied(officer, step):
    send(officer, step, ministry_list(certified(1), certified(2)), as_of="2026-01-01")
    press(officer, step, "apply", ImportBatch.objects.get())
    send(officer, step, ministry_list(certified(1)))
    batch = ImportBatch.objects.get(state="checked")
    press(officer, step, "apply", batch)
    assert ImportBatch.objects.get(pk=batch.pk).state == "checked"
    press(officer, step, "apply", batch, endings="on")
    assert Qualification.objects.get(ended_how="absent").ended_on.isoformat() == "2026-03-01"


def test_a_district_hands_in_its_register_and_the_city_sees_who_has_not(officer, step):
    district = sign_in_staff(Client(), StaffFactory(districts=["26350"]))
    assert "해운대구" in district.get("/admin/").content.decode()  # what waits for it
    said = {"layout": "cooperatives", "district": "26350", "as_of": today().isoformat()}
    content = register_list(("2015-1", "갑협동조합", HERE, ""))
    assert send(district, step, content, "대장.csv", **said | {"district": "26110"}).status_code == 200
    assert send(district, step, content, "대장.csv", **said).status_code == 302
    batch = ImportBatch.objects.get()
    press(district, step, "apply", batch)
    assert Enterprise.objects.get().district_id == "26350"
    missing = {one.code for one in officer.get(REGISTERS).context["missing"]}
    assert len(missing) == 15
    assert "26350" not in missing
    other = sign_in_staff(Client(), StaffFactory(districts=["26110"]))
    assert other.get(reverse("admin:importbatch_report", args=[batch.pk])).status_code == 404


def test_a_page_of_one_doubtful_line_and_of_thirty_asks_the_same(officer, step, django_assert_num_queries):
    def page(*serials):
        for serial in serials:
            EnterpriseFactory(name=f"들머리{serial}", qualification=None, source="staff")
        return send(officer, step, ministry_list(*[certified(serial, number="") for serial in serials])).url

    one, many = page(1), page(*range(2, 32))
    officer.get(one)
    with CaptureQueriesContext(connection) as asked:
        officer.get(one)
    with django_assert_num_queries(len(asked)):
        officer.get(many)
