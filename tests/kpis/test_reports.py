"""The monthly report: what is in the files, that they never differ, who gets them, who reads them."""

import hashlib
import shutil
import subprocess
from datetime import date

import openpyxl
import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from busan_se.core.errors import Refused
from busan_se.kpis import actions
from busan_se.kpis.actions import observe_all
from busan_se.kpis.models import Report, ReportIssue
from busan_se.kpis.portal import may_read_report
from busan_se.kpis.reports import building
from busan_se.kpis.reports.building import build
from busan_se.kpis.reports.contents import material_of
from busan_se.kpis.reports.pdf import pdf_of
from busan_se.kpis.reports.xlsx import xlsx_of
from busan_se.notifications.models import Outbox
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.kpis import BusinessReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(actions, "today", lambda: date(2026, 11, 24))


@pytest.fixture
def report():
    return Report.objects.get(code="monthly-goals")


@pytest.fixture
def _measured():
    BusinessReportFactory(sales_won=123_456_789_000)
    EnterpriseFactory(qualification="cooperative")
    observe_all("2026-10")


def cells(file):
    book = openpyxl.load_workbook(file)
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_month_that_was_not_measured_has_no_report(report):
    with pytest.raises(Refused):
        build(report, "2026-10")


@pytest.mark.usefixtures("_measured")
def test_the_pdf_is_a_tagged_pdf(report):
    content = build(report, "2026-10").pdf.file.read()
    assert content.startswith(b"%PDF-1.")
    assert b"pdfuaid:part" in content


@pytest.mark.usefixtures("_measured")
def test_the_pdf_says_month_and_value(report, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not here")
    path = tmp_path / "report.pdf"
    path.write_bytes(build(report, "2026-10").pdf.file.read())
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    assert "2026년 10월" in text
    assert "123,456,789,000원" in text


@pytest.mark.usefixtures("_measured")
def test_the_same_data_gives_the_same_bytes(report):
    data = material_of(report, "2026-10").data
    assert pdf_of(data) == pdf_of(data)
    assert xlsx_of(data) == xlsx_of(data)


@pytest.mark.usefixtures("_measured")
def test_achievement_is_a_formula_in_the_workbook(report):
    book = openpyxl.load_workbook(build(report, "2026-10").xlsx.file)
    assert book.worksheets[0]["F4"].value == '=IF(N(E4)=0,"",C4/E4)'


@pytest.mark.usefixtures("_measured")
def test_the_workbook_keeps_the_computed_value_beside_the_formula(report):
    book = openpyxl.load_workbook(build(report, "2026-10").xlsx.file, data_only=True)
    row = next(row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == "사회적경제기업 매출")
    assert row[2] == 123_456_789_000
    assert row[8] == pytest.approx(123_456_789_000 / 600_000_000_000)


@pytest.mark.usefixtures("_measured")
def test_a_definition_that_looks_like_a_formula_stays_text(report):
    report.indicators.filter(code="enterprises").update(definition_ko="=1+1")
    book = openpyxl.load_workbook(build(report, "2026-10").xlsx.file)
    assert [c.data_type for row in book.worksheets[3].iter_rows() for c in row if c.value == "=1+1"] == ["s"]


@pytest.mark.usefixtures("_measured")
def test_an_issue_keeps_hash_and_observations(report):
    issue = build(report, "2026-10")
    assert issue.pdf.sha256 == hashlib.sha256(issue.pdf.file.read()).hexdigest()
    assert len(issue.digest) == 64
    codes = set(issue.observations.filter(dimension="").values_list("indicator__code", flat=True))
    assert codes >= {"enterprises_by_qualification", "enterprises", "sales"}


@pytest.mark.usefixtures("_measured")
def test_building_again_gives_the_same_issue(report):
    assert build(report, "2026-10").pk == build(report, "2026-10").pk


@pytest.mark.usefixtures("_measured")
def test_a_changed_figure_makes_a_new_revision(report):
    build(report, "2026-10")
    EnterpriseFactory()
    observe_all("2026-10", again=True)
    assert build(report, "2026-10").revision == 2


@pytest.mark.usefixtures("_measured")
def test_a_failed_issue_is_finished_by_the_next_build(report, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(building, "pdf_of", lambda data: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build(report, "2026-10")
    issue = build(report, "2026-10")
    assert (issue.revision, issue.error) == (1, "")
    assert ReportIssue.objects.count() == 1


@pytest.mark.usefixtures("_measured")
def test_each_recipient_has_one_mail_with_both_files(report):
    officer, named = StaffFactory(role="city_staff"), UserFactory()
    StaffFactory(role="auditor")
    report.recipients.add(named, officer)
    build(report, "2026-10")
    build(report, "2026-10")
    mails = Outbox.objects.filter(kind="kpi_report")
    assert {item.recipient_email for item in mails} == {officer.email, named.email}
    assert [item.attachments.count() for item in mails] == [2, 2]


@pytest.mark.usefixtures("_measured")
def test_who_may_not_sign_in_gets_no_mail(report):
    StaffFactory(role="city_staff", is_active=False)
    build(report, "2026-10")
    assert not Outbox.objects.exists()


@pytest.mark.usefixtures("_measured")
def test_demo_rows_are_labelled(report):
    EnterpriseFactory(is_demo=True)
    observe_all("2026-10", again=True)
    issue = build(report, "2026-10")
    assert any("시연 자료" in str(value) for value in cells(issue.xlsx.file))


@pytest.mark.usefixtures("_measured")
def test_real_rows_are_not_labelled_as_demo(report):
    assert not any("시연 자료" in str(value) for value in cells(build(report, "2026-10").xlsx.file))


@pytest.mark.usefixtures("_measured")
def test_staff_read_the_files_and_others_do_not(report):
    issue = build(report, "2026-10")
    assert may_read_report(StaffFactory(role="centre_staff"), issue.pdf)
    assert not may_read_report(UserFactory(), issue.pdf)


def test_the_page_of_reports_is_for_staff(client):
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("kpis:reports")).status_code == 302


def test_the_command_says_what_is_wrong_with_a_month():
    with pytest.raises(CommandError, match="2026-10"):
        call_command("build_report", month="2026-13")


@pytest.mark.usefixtures("_measured")
def test_the_commands_measure_and_build(capsys):
    call_command("observe_kpis", month="2026-10")
    call_command("build_report", month="2026-10")
    out = capsys.readouterr().out
    assert "enterprises 2026-10: 2 rows, 0 figures changed" in out
    assert "monthly-goals 2026-10 revision 1" in out
    assert mail.outbox == [] or all("보고" in item.subject for item in mail.outbox)
