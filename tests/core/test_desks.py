"""The desks of the ground open, filter and act."""

import pytest
from django.utils import timezone

from busan_se.audit.access import log_access
from busan_se.core.models import Job
from busan_se.notifications.models import Outbox
from busan_se.pages.models import Page
from busan_se.reference.models import Holiday
from tests.factories.accounts import StaffFactory, SuperuserFactory, sign_in_staff
from tests.factories.ground import JobFactory, OutboxFactory, StoredFileFactory

pytestmark = pytest.mark.django_db
DESKS = [
    "core/job",
    "reference/district",
    "reference/qualificationkind",
    "reference/ksic",
    "reference/legaldong",
    "reference/lifestage",
    "reference/holiday",
    "audit/accesslog",
    "files/storedfile",
    "notifications/outbox",
]


@pytest.fixture
def root(client):
    return sign_in_staff(client, SuperuserFactory())


@pytest.fixture
def auditor(client):
    return sign_in_staff(client, StaffFactory(role="auditor"))


@pytest.fixture
def city(client):
    return sign_in_staff(client, StaffFactory(role="city_staff"))


@pytest.mark.parametrize("desk", DESKS)
def test_every_desk_opens_for_the_auditor(auditor, desk):
    assert auditor.get(f"/admin/{desk}/?q=1").status_code == 200


@pytest.mark.parametrize("desk", ["core/job", "audit/accesslog", "files/storedfile", "notifications/outbox"])
def test_nobody_adds_by_hand(root, desk):
    assert root.get(f"/admin/{desk}/add/").status_code == 403


def test_city_staff_enter_a_holiday(city):
    city.post("/admin/reference/holiday/add/", {"day": "2027-05-03", "name": "임시공휴일"})
    assert Holiday.objects.get().name == "임시공휴일"


@pytest.mark.parametrize("day", ["2027-02-30", "내일", "\x00", ""])
def test_a_wrong_day_is_no_error_of_ours(city, day):
    assert city.post("/admin/reference/holiday/add/", {"day": day, "name": "가"}).status_code in {200, 400}


def test_a_failed_job_starts_again_from_the_desk(city):
    job = JobFactory(state="failed", finished_at=timezone.now())
    city.post("/admin/core/job/", {"action": "retry", "_selected_action": [str(job.pk)]})
    assert Job.objects.get().state == "queued"


def test_a_given_up_mail_is_sent_again_from_the_desk(city):
    mail = OutboxFactory(state="failed")
    city.post("/admin/notifications/outbox/", {"action": "retry", "_selected_action": [str(mail.pk)]})
    assert Outbox.objects.get().state == "pending"


def test_the_auditor_is_offered_no_action(auditor):
    OutboxFactory(state="failed")
    auditor.post("/admin/notifications/outbox/", {"action": "retry", "_selected_action": ["1"]})
    assert Outbox.objects.get().state == "failed"


def test_a_mail_is_read_not_edited(root):
    mail = OutboxFactory()
    root.post(f"/admin/notifications/outbox/{mail.pk}/change/", {"subject": "다른 제목"})
    assert Outbox.objects.get().subject == mail.subject


def test_a_desk_list_asks_as_much_for_one_row_as_for_twenty(root, rf, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    user = SuperuserFactory()
    request = rf.get("/")
    request.user = user
    log_access(request, "a", "view")
    root.get("/admin/audit/accesslog/")
    with CaptureQueriesContext(connection) as one:
        root.get("/admin/audit/accesslog/")
    for _row in range(19):
        request.user = SuperuserFactory()
        log_access(request, "a", "view")
    with django_assert_num_queries(len(one)):
        root.get("/admin/audit/accesslog/")


def test_the_history_page_is_the_databases_own(root):
    page = Page.objects.create(slug="law", title_ko="가", body_ko="나")
    Page.objects.update(title_ko="다")
    html = root.get(f"/admin/pages/page/{page.pk}/history/").content.decode()
    assert "<ins>다</ins>" in html


def test_a_model_without_history_shows_the_desks_log(root):
    assert root.get(f"/admin/files/storedfile/{StoredFileFactory().pk}/history/").status_code == 200
