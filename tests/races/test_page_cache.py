"""A page that is rendered while a write commits must not be kept for those who come after the commit."""

import threading

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from busan_se.core.models import PublishedChange
from busan_se.core.page_cache import version
from busan_se.core.page_cache.middleware import PageCacheMiddleware
from busan_se.pages.models import Page

pytestmark = pytest.mark.race


@pytest.fixture(autouse=True)
def _page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 60


def title():
    return Page.objects.values_list("title_ko", flat=True).get(slug="privacy")


def rename(text):
    Page.objects.filter(slug="privacy").update(title_ko=text)


def visit(view):
    return PageCacheMiddleware(view)(RequestFactory().get("/page/"))


def test_a_page_rendered_while_a_write_commits_is_old_for_nobody_after_it(race_db):
    read, committed = threading.Event(), threading.Event()

    def slow_reader():
        def view(request):
            shown = title()
            read.set()
            assert committed.wait(10)
            return HttpResponse(shown)

        return visit(view).content.decode()

    def writer():
        assert read.wait(10)
        with transaction.atomic():
            rename("새 이름")
        committed.set()

    before = title()
    outcome = race_db.together(slow_reader, writer)
    assert outcome.errors == []
    assert before in outcome.values
    assert visit(lambda request: HttpResponse(title())).content.decode() == "새 이름"


def test_a_page_asked_for_before_the_commit_is_not_given_after_it(race_db):
    written, seen = threading.Event(), threading.Event()

    def writer():
        with transaction.atomic():
            rename("새 이름")
            written.set()
            assert seen.wait(10)

    def reader():
        assert written.wait(10)
        visit(lambda request: HttpResponse(title()))
        kept = visit(lambda request: HttpResponse("not asked"))
        seen.set()
        return kept.content.decode()

    before = title()
    outcome = race_db.together(writer, reader)
    assert outcome.errors == []
    assert before in outcome.values
    assert visit(lambda request: HttpResponse(title())).content.decode() == "새 이름"


def test_whoever_reads_after_an_acknowledged_edit_sees_it(race_db):
    """Eight people edit and look at once, over real connections: nobody finds an older text than the own one."""

    def edit_and_look(number):
        def run():
            for turn in range(10):
                with transaction.atomic():
                    page = Page.objects.select_for_update().get(slug="privacy")
                    mine = int(page.title_en or 0) + 1
                    Page.objects.filter(pk=page.pk).update(title_en=str(mine))
                shown = visit(lambda r: HttpResponse(Page.objects.get(slug="privacy").title_en)).content
                assert int(shown) >= mine, (number, turn)

        return run

    rename("x")
    Page.objects.filter(slug="privacy").update(title_en="0")
    outcome = race_db.together(*[edit_and_look(number) for number in range(8)])
    assert outcome.errors == []


def test_raw_sql_past_django_shows_at_once(race_db):
    visit(lambda request: HttpResponse(title()))
    with connection.connection.cursor() as cursor:
        cursor.execute("UPDATE pages_page SET title_ko = '밖에서' WHERE slug = 'privacy'")
    assert visit(lambda request: HttpResponse(title())).content.decode() == "밖에서"


def test_writers_do_not_wait_for_each_other(race_db):
    """Both write inside open transactions at the same time: a shared counter row would let one of them wait."""
    both = threading.Barrier(2)

    def writer(slug):
        def run():
            with transaction.atomic():
                Page.objects.filter(slug=slug).update(title_ko=slug)
                both.wait(5)

        return run

    assert race_db.together(writer("privacy"), writer("accessibility")).errors == []


def test_a_late_commit_of_an_early_write_is_a_state_of_its_own(race_db):
    early, late = threading.Event(), threading.Event()
    seen = [version.current()]

    def slow():
        with transaction.atomic():
            rename("빠른")
            early.set()
            assert late.wait(10)

    def quick():
        assert early.wait(10)
        Page.objects.filter(slug="accessibility").update(title_ko="늦은")
        seen.append(version.current())
        PublishedChange.objects.filter(pk__lt=0).delete()
        late.set()

    assert race_db.together(slow, quick).errors == []
    seen.append(version.current())
    version.prune()
    seen.append(version.current())
    assert len(set(seen[:3])) == 3


def test_a_signed_out_visitor_after_a_crash_is_not_left_with_the_old_page(race_db):
    """The process dies right after COMMIT, before any on_commit: the version is in the database all the same."""
    rename("먼저")
    Client().get("/about/privacy/")

    class Died(Exception):
        pass

    def die():
        raise Died

    def edit_and_die():
        with transaction.atomic():
            rename("나중")
            transaction.on_commit(die)

    with pytest.raises(Died):
        edit_and_die()
    assert "나중" in Client().get("/about/privacy/").content.decode()
