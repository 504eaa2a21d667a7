"""Every published table is watched, and no state has the version of another."""

import pytest
from django.db import connection

from busan_se.core.models import Job, PublishedChange
from busan_se.core.page_cache import triggers, version
from busan_se.pages.models import Page
from busan_se.programs.models import Program
from enterprises.applications.models import Application
from enterprises.registry.models import Enterprise
from tests.factories.ground import JobFactory

pytestmark = pytest.mark.django_db


def watched():
    with connection.cursor() as cursor:
        cursor.execute(triggers._HAVE, [triggers.NAME])
        return {table for (table,) in cursor.fetchall()}


def test_every_published_table_has_its_trigger():
    assert watched() == triggers.published_tables()


@pytest.mark.parametrize("model", [Page, Program, Enterprise, Enterprise.tags.through])
def test_tables_of_public_pages_are_published(model):
    assert triggers.is_published(model)


@pytest.mark.parametrize("model", [Job, PublishedChange, Application, Enterprise.history.rel.related_model])
def test_tables_that_no_visitor_sees_are_not(model):
    assert not triggers.is_published(model)


def test_installing_again_mends_what_is_missing_and_counts_as_a_change():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {triggers.NAME} ON pages_page")
        cursor.execute(f"CREATE TRIGGER {triggers.NAME} AFTER INSERT ON core_job EXECUTE FUNCTION {triggers.NAME}()")
    before = version.current()
    triggers.install()
    assert watched() == triggers.published_tables()
    assert version.current() != before


def test_only_published_rows_change_the_version():
    before = version.current()
    JobFactory()
    assert version.current() == before
    Page.objects.update(title_en="Elsewhere")
    assert version.current() != before


def test_truncating_changes_the_version():
    before = version.current()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE reference_holiday")
    assert version.current() != before


def test_asked_once_a_request_holds_its_first_answer(django_assert_num_queries):
    with version.asked_once():
        before = version.current()
        Page.objects.update(title_en="Elsewhere")
        with django_assert_num_queries(0):
            assert version.current() == before
    assert version.current() != before


def test_pruning_keeps_the_newest_and_makes_a_state_of_its_own():
    PublishedChange.objects.bulk_create(PublishedChange() for _row in range(300))
    newest = set(PublishedChange.objects.order_by("-pk").values_list("pk", flat=True)[:100])
    before = version.current()
    version.prune()
    kept = set(PublishedChange.objects.values_list("pk", flat=True))
    assert newest < kept
    assert len(kept) < 110
    assert max(kept) > max(newest)
    assert version.current() != before


def test_pruning_little_changes_nothing():
    PublishedChange.objects.all().delete()
    Page.objects.update(title_en="Elsewhere")
    before = version.current()
    version.prune()
    assert version.current() == before
