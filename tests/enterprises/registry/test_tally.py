"""The sums of the directory are exact at any moment, whether they were brought up to date or not."""

from datetime import timedelta

import pytest
from django.db.models import Count

from busan_se.core.clock import today
from busan_se.reference.models import QualificationKind
from enterprises.registry import tally
from enterprises.registry.filters import EnterpriseFilter
from enterprises.registry.models import Enterprise, Qualification
from enterprises.registry.queries import figures, refresh_tally
from tests.factories.enterprises import EnterpriseFactory, QualificationFactory

pytestmark = pytest.mark.django_db
PRE = "pre_se_regional"
QUESTIONS = ({}, {"type": "pre_all"}, {"type": "village"}, {"sector": "C"}, {"type": "village", "sector": "C"})


@pytest.fixture
def register():
    for district, kind, ksic in (("26350", "village", "C"), ("26350", PRE, "10"), (None, "village", None)):
        enterprise = EnterpriseFactory(district_id=district, ksic_id=ksic, qualification=None)
        QualificationFactory(enterprise=enterprise, kind_id=kind)


def sums_are_exact():
    day = today()
    kinds = list(QualificationKind.objects.filter(group="pre").values_list("pk", flat=True))
    assert PRE in kinds
    for asked in QUESTIONS:
        rows = EnterpriseFilter(asked, Enterprise.objects.listed_on(day))
        assert rows.is_valid(), rows.errors
        found = rows.narrowed()
        expected = dict(found.order_by().values_list("district").annotate(Count("pk")))
        assert tally.by_district(rows.asked(), found, day, {"pre": kinds}) == expected, asked


def test_exact_before_and_after_edits(register):
    assert tally.by_district({}, Enterprise.objects.listed_on(today()), today(), {}) is None  # not summed up yet
    refresh_tally()
    sums_are_exact()
    first, second, third = Enterprise.objects.order_by("pk")
    first.district_id = "26110"
    first.save()
    Qualification.objects.filter(enterprise=second).update(valid_to=today() - timedelta(days=1))
    Enterprise.objects.filter(pk=third.pk).update(state="closed")
    QualificationFactory(enterprise=EnterpriseFactory(qualification=None), kind_id="village")
    sums_are_exact()
    assert refresh_tally() > 0
    assert not tally.DirectoryChange.objects.exists()
    sums_are_exact()
    assert refresh_tally() == 0


def test_another_day_is_counted_anew(register):
    refresh_tally()
    tally.DirectoryCount.objects.update(day=today() - timedelta(days=1))
    found = EnterpriseFilter({}, Enterprise.objects.listed_on(today()))
    assert found.is_valid()
    assert figures(found, today()).total == 3
    refresh_tally()
    sums_are_exact()
