"""The desk for indicators: each page opens, figures are read only, a month is closed, a report is read."""

from datetime import date

import pytest
from django.urls import reverse

from busan_se.kpis import actions
from busan_se.kpis.actions import observe_all
from busan_se.kpis.models import Closing, Indicator, MeasureRun, Observation, Report, ReportIssue, Target
from busan_se.kpis.reports.building import build
from tests.factories.accounts import StaffFactory, SuperuserFactory, sign_in_staff
from tests.factories.kpis import qualified

pytestmark = pytest.mark.django_db

MODELS = [Indicator, Target, MeasureRun, Observation, Report, ReportIssue]


@pytest.fixture(autouse=True)
def _measured(monkeypatch):
    monkeypatch.setattr(actions, "today", lambda: date(2026, 11, 24))
    qualified(date(2024, 1, 1))
    observe_all("2026-10")
    build(Report.objects.get(), "2026-10")


def desk(client, role="city_staff"):
    return sign_in_staff(client, StaffFactory(role=role))


@pytest.mark.parametrize("role", ["city_staff", "auditor"])
@pytest.mark.parametrize("model", MODELS)
def test_lists_and_rows_open(client, model, role):
    desk(client, role)
    name = f"admin:kpis_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    row = model.objects.first()
    assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", [MeasureRun, Observation, ReportIssue])
def test_what_the_portal_writes_nobody_adds(client, model):
    desk(client)
    assert client.get(reverse(f"admin:kpis_{model._meta.model_name}_add")).status_code == 403


def test_a_month_is_closed_at_the_desk(client):
    desk(client)
    client.post(reverse("admin:kpis_closing_add"), {"period": "2026-10"})
    assert Closing.objects.get().closed_by is not None
    assert not Observation.objects.filter(frozen_at=None).exists()


@pytest.mark.parametrize("period", ["2026-09", "2026-13", "", "x"])
def test_a_month_that_cannot_be_closed_is_told_at_the_form(client, period):
    desk(client)
    response = client.post(reverse("admin:kpis_closing_add"), {"period": period})
    assert response.status_code == 200
    assert response.context["errors"]
    assert not Closing.objects.exists()


def test_an_indicator_that_nothing_measures_is_refused(client):
    desk(client)
    facts = {"code": "new", "name_ko": "새", "name_en": "New", "definition_ko": "x", "definition_en": "x"}
    facts |= {"formula_ko": "x", "formula_en": "x", "unit": "won", "source_ko": "x", "desk_ko": "x"}
    facts |= {
        "frequency": "monthly",
        "order": 1,
        "is_active": "on",
        "targets-TOTAL_FORMS": 0,
        "targets-INITIAL_FORMS": 0,
    }
    response = client.post(reverse("admin:kpis_indicator_add"), facts)
    assert response.status_code == 200
    assert "code" in response.context["adminform"].form.errors


def test_a_change_of_a_target_is_in_its_history():
    target = Target.objects.first()
    target.value = 1
    target.save()
    assert target.history.filter(pgh_label="update").exists()


def test_staff_download_the_report(client):
    desk(client)
    issue = ReportIssue.objects.get()
    response = client.get(reverse("kpis:reports"))
    assert reverse("files:download", args=[issue.pdf_id]) in response.content.decode()


@pytest.mark.parametrize("recipients", ["2026-02-30", "x", "9" * 20, "-1"])
def test_people_who_are_none_are_told(client, recipients):
    sign_in_staff(client, SuperuserFactory())
    answer = client.post("/admin/kpis/report/add/", {"code": "new", "recipients": recipients})
    assert answer.status_code == 200
    assert "recipients" in answer.context["adminform"].form.errors
