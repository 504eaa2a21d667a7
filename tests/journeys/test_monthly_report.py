"""Last month's report is there because it was due: nobody seeds it, nobody asks for it."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from busan_se.core.clock import today
from busan_se.core.models import Job
from busan_se.kpis.models import Observation, Report, ReportIssue
from busan_se.kpis.periods import last_closed
from tests.enterprises.imports.conftest import supplier_line, supplier_list
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.kpis import qualified

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_month():
    return last_closed(today())


@pytest.fixture
def due(last_month):
    """A plan without anything, and one enterprise that has been qualified for years."""
    Report.objects.update(first_period=last_month)  # as a portal that is started today
    qualified(today() - timedelta(days=400))


def content(client, file):
    answer = client.get(reverse("files:download", args=[file.pk]))
    assert answer.status_code == 200
    return answer.getvalue()


def test_nothing_is_due_while_the_register_is_empty(run_due, visitor):
    run_due()
    assert not Observation.objects.exists()
    assert not ReportIssue.objects.exists()
    assert visitor.get("/kpis/").status_code == 200


def test_measured_reported_mailed_and_downloaded_by_staff_alone(due, run_due, officer, citizen, visitor, last_month):
    centre = StaffFactory(role="centre_staff")
    run_due()
    total = Observation.objects.current().totals().get(period=last_month, indicator__code="enterprises")
    assert total.value == 1
    issue = ReportIssue.objects.finished().get(period=last_month)

    letters = [letter for letter in mail.outbox if letter.to == [officer.person.email]]
    assert len(letters) == 1
    assert [name.rpartition(".")[2] for name, _body, _type in letters[0].attachments] == ["pdf", "xlsx"]
    assert not [letter for letter in mail.outbox if letter.to in ([citizen.person.email], [centre.email])]

    page = officer.get("/kpis/reports/").content.decode()
    for file in (issue.pdf, issue.xlsx):
        assert reverse("files:download", args=[file.pk]) in page
        assert "/accounts/login/" in visitor.get(reverse("files:download", args=[file.pk])).url
        assert citizen.get(reverse("files:download", args=[file.pk])).status_code == 404
    assert content(officer, issue.pdf).startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(content(officer, issue.xlsx)))
    assert 1 in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]

    assert visitor.get("/kpis/").context["board"].period == last_month


def test_a_minute_later_nothing_is_made_again(due, run_due, officer):
    run_due()
    before = (Observation.objects.count(), ReportIssue.objects.count(), len(mail.outbox))
    run_due()
    assert (Observation.objects.count(), ReportIssue.objects.count(), len(mail.outbox)) == before


def test_a_failed_period_is_told_at_the_desk_and_made_later(due, run_due, monkeypatch, officer):
    with monkeypatch.context() as broken:
        broken.setattr("busan_se.kpis.reports.building.pdf_of", lambda data: 1 / 0)
        run_due()
    failed = Job.objects.get(state=Job.State.FAILED)
    assert "ZeroDivisionError" in failed.error
    assert officer.get("/kpis/").status_code == 200
    Job.objects.filter(pk=failed.pk).update(finished_at=failed.finished_at - timedelta(hours=1))
    run_due()
    assert ReportIssue.objects.finished().count() == 1


def test_an_imported_list_is_in_the_next_measurement(officer, step, run_due, last_month):
    Report.objects.update(first_period=last_month)
    lines = [supplier_line(number) for number in range(5)]
    given = {"list_file": SimpleUploadedFile("목록.csv", supplier_list(*lines)), "as_of": "2026-01-01"}
    with step():
        batch = officer.post("/admin/enterprises/importbatch/add/", given).url
    with step():
        assert officer.post(batch.replace("change/", "apply/")).status_code == 302
    run_due()
    totals = Observation.objects.current().totals().filter(period=last_month)
    assert totals.get(indicator__code="enterprises_by_qualification").value == 5


def test_people_without_a_role_get_no_report_however_they_ask(due, run_due, visitor):
    run_due()
    assert "/admin/login/" in visitor.get("/kpis/reports/").url
    visitor.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert visitor.get("/kpis/reports/", follow=True).status_code == 403
