from datetime import timedelta

import pytest
from celery import shared_task
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from busan_se.core import jobs
from busan_se.core.jobs import JobTaken, enqueue, running, start_again, wake_after_commit, wake_forgotten
from busan_se.core.models import STALE_AFTER, Job
from tests.factories.ground import JobFactory

pytestmark = pytest.mark.django_db
CALLS: list[tuple] = []


@shared_task(name="tests.note")
def note(*args):
    CALLS.append(args)


@pytest.fixture(autouse=True)
def _forget_calls():
    CALLS.clear()


@pytest.fixture
def someone():
    return get_user_model().objects.create_user("kim@example.com", name="김")


def test_a_job_wakes_its_task_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue("import", "a", task=note, args=["x"])
        assert CALLS == []
    assert [(str(job.pk), "x")] == CALLS


def test_the_same_work_is_one_job(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert enqueue("import", "a", task=note) == enqueue("import", "a", task=note)
    assert len(CALLS) == 1


def test_a_failed_job_is_queued_again():
    job = JobFactory(kind="import", key="a", state="failed", finished_at=timezone.now(), error="x", done=3)
    again = enqueue("import", "a", task=note)
    assert (again.pk, again.state, again.error, again.done) == (job.pk, "queued", "", 0)


@pytest.mark.parametrize("state", ["running", "succeeded"])
def test_other_jobs_are_left_alone(state):
    now = timezone.now()
    ended = now if state == "succeeded" else None
    JobFactory(kind="import", key="a", state=state, started_at=now, heartbeat_at=now, finished_at=ended)
    assert enqueue("import", "a", task=note).state == state


def test_one_message_for_one_transaction(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(3):
            wake_after_commit(note, 1)
    assert CALLS == [(1,)]


def test_a_broker_that_is_down_fails_no_request(monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*_args):
        raise ConnectionError

    monkeypatch.setattr(note, "delay", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        enqueue("import", "a", task=note)
    assert Job.objects.get().state == "queued"


def test_a_run_that_ends_well():
    job = JobFactory()
    with running(job.pk) as run:
        run.progress(5, 10)
        run.result = {"url": "/"}
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result, job.attempts) == ("succeeded", 5, 10, {"url": "/"}, 1)


def test_a_run_that_fails_says_why():
    job = JobFactory()
    with pytest.raises(ZeroDivisionError), running(job.pk):
        raise ZeroDivisionError("nothing to share")
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "ZeroDivisionError: nothing to share")


@pytest.mark.parametrize("state", ["running", "succeeded", "failed"])
def test_only_a_waiting_job_can_be_taken(state):
    now = timezone.now()
    job = JobFactory(
        state=state, started_at=now, heartbeat_at=now, finished_at=now if state in {"succeeded", "failed"} else None
    )
    with pytest.raises(JobTaken), running(job.pk):
        pass


def test_a_dead_workers_job_is_taken_over():
    silent = timezone.now() - STALE_AFTER - timedelta(seconds=1)
    job = JobFactory(state="running", started_at=silent, heartbeat_at=silent, attempts=1)
    with running(job.pk) as run:
        assert run.job.attempts == 2


def test_a_worker_whose_job_was_taken_over_writes_no_end():
    job = JobFactory()
    with running(job.pk) as first:
        Job.objects.update(heartbeat_at=timezone.now() - 2 * STALE_AFTER)
        with running(job.pk) as second:
            second.result = {"by": "second"}
        first.result = {"by": "first"}
    job.refresh_from_db()
    assert job.result == {"by": "second"}


def test_lost_messages_are_sent_again_once_a_minute():
    long_ago = timezone.now() - timedelta(minutes=5)
    JobFactory(task="tests.note", args=[7], queued_at=long_ago)
    JobFactory(task="tests.note", queued_at=timezone.now())
    assert (wake_forgotten(), wake_forgotten()) == (1, 0)
    assert [args[1:] for args in CALLS] == [(7,)]


def test_a_dead_workers_message_is_sent_again():
    silent = timezone.now() - STALE_AFTER - timedelta(seconds=1)
    JobFactory(task="tests.note", state="running", queued_at=silent, started_at=silent, heartbeat_at=silent)
    assert wake_forgotten() == 1


def test_failed_jobs_start_again(django_capture_on_commit_callbacks):
    job = JobFactory(task="tests.note", args=[1], state="failed", finished_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        assert start_again(Job.objects.all()) == 1
    assert [(str(job.pk), 1)] == CALLS


def test_history_made_in_a_job_is_its_starters(someone):
    from busan_se.audit.history import history_of
    from busan_se.pages.models import Page

    job = JobFactory(created_by=someone)
    with running(job.pk):
        page = Page.objects.create(slug="a", title_ko="가", body_ko="나")
    assert history_of(page)[0].actor == "김"


def test_who_sees_a_job(someone):
    own, other = JobFactory(created_by=someone), JobFactory()
    staff = get_user_model().objects.create_user("lee@example.com", name="이", is_staff=True)
    assert set(Job.objects.visible_to(someone)) == {own}
    assert set(Job.objects.visible_to(staff)) == {own, other}
    assert not Job.objects.visible_to(AnonymousUser())


@pytest.fixture
def member(client, someone):
    client.force_login(someone)
    return client


def test_the_page_shows_progress_and_comes_again(member, someone):
    now = timezone.now()
    job = JobFactory(
        created_by=someone, title="기업 가져오기", state="running", started_at=now, heartbeat_at=now, done=5, total=10
    )
    html = member.get(f"/jobs/{job.pk}/").content.decode()
    assert '<progress id="job-progress" value="5" max="10">' in html
    assert 'http-equiv="refresh"' in html
    assert "data-hx-get" in html


def test_the_page_of_a_done_job_leads_on(member, someone):
    job = JobFactory(created_by=someone, state="succeeded", finished_at=timezone.now(), result={"url": "/programs/"})
    html = member.get(f"/jobs/{job.pk}/").content.decode()
    assert 'href="/programs/"' in html
    assert "refresh" not in html


def test_htmx_gets_the_part_only(member, someone):
    job = JobFactory(created_by=someone)
    html = member.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert html.lstrip().startswith("<div")


def test_errors_are_shown_to_staff_only(member, someone):
    job = JobFactory(created_by=someone, state="failed", finished_at=timezone.now(), error="KeyError: secret")
    assert "KeyError" not in member.get(f"/jobs/{job.pk}/").content.decode()


def test_anothers_job_is_not_found(member):
    assert member.get(f"/jobs/{JobFactory().pk}/").status_code == 404


def test_strangers_sign_in_first(client):
    assert client.get(f"/jobs/{JobFactory().pk}/").status_code == 302


def test_the_heartbeat_is_shorter_than_patience():
    assert STALE_AFTER.total_seconds() > jobs._BEAT_SECONDS * 10
