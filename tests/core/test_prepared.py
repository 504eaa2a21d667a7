"""Queries whose SQL is kept: the rows that Django would give, for these values and on this thread."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection
from django.db.models import F, QuerySet

from busan_se.core.prepared import prepared
from busan_se.reference.models import District
from enterprises.registry.models import Enterprise, Qualification
from tests.factories.enterprises import EnterpriseFactory, QualificationFactory

pytestmark = pytest.mark.django_db


def _held(enterprise: int, day: date) -> QuerySet[Qualification]:
    rows = Qualification.objects.valid_on(day).filter(enterprise=enterprise)
    return rows.select_related("kind", "enterprise").annotate(whose=F("enterprise__name"))


def _names(name: str) -> QuerySet[Enterprise, tuple[str, str]]:
    return Enterprise.objects.filter(name=name).values_list("name", "state")


def test_the_rows_are_those_of_the_plain_query_and_follow_the_values(django_assert_num_queries):
    one, other = QualificationFactory(valid_from=date(2020, 1, 1)), QualificationFactory(valid_from=date(2024, 1, 1))
    held = prepared(_held)
    for row, day in ((one, date(2022, 1, 1)), (other, date(2022, 1, 1)), (other, date(2024, 1, 1))):
        assert held(row.enterprise_id, day) == list(_held(row.enterprise_id, day))
    with django_assert_num_queries(1):
        (found,) = held(other.enterprise_id, date(2025, 1, 1))
        assert (found.whose, str(found.kind), found.enterprise.name) == (
            other.enterprise.name,
            str(other.kind),
            other.enterprise.name,
        )


def test_tuples_and_what_is_fetched_in_advance():
    enterprise = EnterpriseFactory(name="같은이름")
    names = prepared(_names)
    assert names("같은이름") == [("같은이름", enterprise.state)]
    assert names("다른이름") == []

    @prepared
    def with_numbers(pk: int) -> QuerySet[Enterprise]:
        return Enterprise.objects.filter(pk=pk).prefetch_related("identifiers")

    with_numbers(0)
    (found,) = with_numbers(enterprise.pk)
    assert list(found.identifiers.all()) == list(enterprise.identifiers.all())


def test_each_thread_asks_on_its_own_connection():
    codes, known, seen = prepared(_district_codes), list(_district_codes("해운대구")), []
    assert codes("해운대구") == known

    def ask():
        answer = codes("해운대구")
        seen.extend([connection.connection, answer])
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    its, answer = seen
    assert answer == known
    assert its is not connection.connection


def _district_codes(name: str) -> QuerySet[District, str]:
    return District.objects.filter(name_ko=name).values_list("code", flat=True)


def test_a_value_that_is_no_parameter_is_refused():
    @prepared
    def careless(pk: int, day: date) -> QuerySet[Enterprise]:
        return Enterprise.objects.filter(pk=pk)

    with pytest.raises(ValueError, match=r"value \[1\]"):
        careless(1, date(2026, 1, 1))


def test_a_value_of_another_type_is_refused():
    with pytest.raises(TypeError, match="float"):

        @prepared
        def wrong(rate: float) -> QuerySet[Enterprise]:
            return Enterprise.objects.none()
