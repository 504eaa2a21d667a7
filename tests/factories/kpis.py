"""Rows of indicators and business reports for tests."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import factory

from busan_se.kpis import models
from enterprises.reporting.models import BusinessReport
from tests.factories.enterprises import EnterpriseFactory, QualificationFactory

SEOUL = ZoneInfo("Asia/Seoul")


def at(day: date, hour: int = 10) -> datetime:
    """Return an hour of a day in Seoul."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=SEOUL)


def qualified(since: date, kind: str = "certified_se", **facts):
    """Return an enterprise with one qualification of a kind from a day on; `facts` are the enterprise's."""
    firm = EnterpriseFactory(qualification=None, **facts)
    QualificationFactory(enterprise=firm, kind_id=kind, valid_from=since)
    return firm


class MeasureRunFactory(factory.django.DjangoModelFactory):
    """A finished run of the first indicator."""

    class Meta:
        model = models.MeasureRun

    indicator = factory.LazyFunction(lambda: models.Indicator.objects.get(code="enterprises"))
    period = "2026-10"
    started_at = at(date(2026, 11, 1), 0)
    finished_at = at(date(2026, 11, 1), 1)
    code_version = "test"
    rows_read = 0
    changed = 0


class ObservationFactory(factory.django.DjangoModelFactory):
    """The total of a month."""

    class Meta:
        model = models.Observation

    run = factory.SubFactory(MeasureRunFactory)
    indicator = factory.SelfAttribute("run.indicator")
    period = factory.SelfAttribute("run.period")
    value = 10
    entities = 10
    measured_at = at(date(2026, 11, 1), 1)


class BusinessReportFactory(factory.django.DjangoModelFactory):
    """An accepted report of 2025: two billion won and five workers; `accepted_on=None` leaves it in the queue."""

    class Meta:
        model = BusinessReport

    class Params:
        accepted_on = date(2026, 4, 20)

    enterprise = factory.LazyFunction(lambda: qualified(date(2024, 1, 1)))
    year = 2025
    sales_won = 2_000_000_000
    employees = 5
    vulnerable_employees = 1
    recorded_at = at(date(2026, 4, 10))
    state = factory.LazyAttribute(lambda o: "accepted" if o.accepted_on else "submitted")
    accepted_at = factory.LazyAttribute(lambda o: at(o.accepted_on) if o.accepted_on else None)
