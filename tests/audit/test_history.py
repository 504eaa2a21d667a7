import pghistory
import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from busan_se.audit.demo import forget_demo_history
from busan_se.audit.history import history_of, reason
from busan_se.audit.middleware import ActorMiddleware
from busan_se.pages.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    return Page.objects.create(slug="law", title_ko="가", body_ko="나")


@pytest.fixture
def kim():
    return get_user_model().objects.create_user("kim@example.com", name="김")


def change(page: Page, title: str) -> None:
    Page.objects.filter(pk=page.pk).update(title_ko=title)


def test_an_insert_shows_what_was_filled_in(statement):
    (entry,) = history_of(statement)
    assert {change.new for change in entry.changes} >= {"law", "가", "나"}


def test_an_update_shows_old_and_new(statement):
    change(statement, "다")
    (shown,) = history_of(statement)[0].changes
    assert (shown.old, shown.new) == ("가", "다")


def test_raw_sql_leaves_history_too(statement):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pages_page SET title_ko = '라'")
    assert history_of(statement)[0].changes[0].new == "라"


def test_a_deletion_is_recorded(statement):
    key = statement.pk
    statement.delete()
    statement.pk = key
    assert history_of(statement)[0].label == "delete"


def test_two_reasons_in_one_request_stay_two(statement, kim):
    with pghistory.context(user=kim.pk):
        with reason("첫째"):
            change(statement, "다")
        with reason("둘째"):
            change(statement, "라")
        change(statement, "마")
    assert [entry.reason for entry in history_of(statement)] == ["", "둘째", "첫째", ""]
    assert [entry.actor for entry in history_of(statement)] == ["김", "김", "김", ""]


def test_an_inner_reason_ends_with_its_block(statement):
    with reason("밖"):
        with reason("안"):
            change(statement, "다")
        change(statement, "라")
    assert [entry.reason for entry in history_of(statement)][:2] == ["밖", "안"]


def test_history_cannot_be_changed(statement):
    with pytest.raises(DatabaseError), transaction.atomic():
        statement.history.update(title_ko="거짓")


def test_history_cannot_be_deleted(statement):
    with pytest.raises(DatabaseError), transaction.atomic():
        statement.history.all().delete()


def test_reading_a_long_history_asks_as_much_as_a_short_one(statement, kim, django_assert_num_queries):
    for number in range(20):
        with pghistory.context(user=kim.pk):
            change(statement, f"제목 {number}")
    with django_assert_num_queries(2):
        assert len(history_of(statement)) == 21


def test_an_untracked_model_has_no_history(kim):
    assert history_of(kim) == []


def test_a_writing_request_carries_its_user(statement, kim):
    def view(request):
        change(statement, "다")
        return HttpResponse()

    request = RequestFactory().post("/")
    request.user = kim
    ActorMiddleware(view)(request)
    assert history_of(statement)[0].actor == "김"


def test_a_reading_request_does_not_ask_who_reads():
    assert ActorMiddleware(lambda _request: HttpResponse())(RequestFactory().get("/")).status_code == 200


def test_demo_rows_leave_no_history(statement):
    with pghistory.context(demo=True):
        demo = Page.objects.create(slug="demo", title_ko="시연", body_ko="시연 자료")
    change(demo, "고친 시연")
    key = demo.pk
    demo.delete()
    forget_demo_history()
    demo.pk = key
    assert history_of(demo) == []
    assert len(history_of(statement)) == 1


def test_demo_rows_that_stay_keep_their_history():
    with pghistory.context(demo=True):
        demo = Page.objects.create(slug="demo", title_ko="시연", body_ko="시연 자료")
    forget_demo_history()
    assert len(history_of(demo)) == 1


def test_the_history_is_shown_as_a_table(statement):
    from django.template.loader import render_to_string

    with reason("법령 개정"):
        change(statement, "다")
    html = render_to_string("audit/_history.html", {"entries": history_of(statement)})
    assert "법령 개정" in html
    assert "<ins>다</ins>" in html
