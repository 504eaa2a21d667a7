"""Supplements (보완): asked by the desk, only the named questions, until a stated instant, answered once."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.notifications.models import Message, Outbox
from enterprises.applications import actions as applications
from enterprises.applications.desk import SelectForm
from enterprises.applications.models import Application
from enterprises.applications.pages import rows_of
from enterprises.applications.receipts import receipt_data
from enterprises.applications.supplements import actions
from enterprises.applications.supplements.models import State, Supplement
from tests.factories import applications as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.enterprises import MembershipFactory
from tests.factories.ground import upload

pytestmark = pytest.mark.django_db
SOON = timedelta(days=3)
NEW_PLAN = "고친 계획입니다."


def asked(application=None, parts=("plan",), **fields):
    """Return an open supplement of a submitted application."""
    row = application or make.submitted()
    given = {"asked": "계획을 더 자세히 써 주세요.", "until": now() + SOON, "by": UserFactory()}
    return actions.ask(row.pk, parts=parts, **(given | fields))


def mend(supplement, arrived=None, **answers):
    """Save and hand in."""
    pk, by, at = supplement.application_id, supplement.application.started_by, arrived or now()
    actions.save(pk, answers=answers or {"plan": NEW_PLAN}, note="고쳤습니다.", arrived=at)
    return actions.answer(pk, by=by, arrived=at)


class TestAsking:
    def test_the_applicant_is_told_what_and_until_when(self):
        supplement = asked()
        message = Message.objects.get(user=supplement.application.started_by, key__contains=":supplement:asked:")
        assert "계획을 더 자세히" in message.body
        assert Outbox.objects.filter(key=message.key).count() == 1

    def test_only_one_is_open(self):
        supplement = asked()
        with pytest.raises(Refused) as refusal:
            asked(supplement.application)
        assert refusal.value.code == "supplement_open"
        with pytest.raises(IntegrityError), transaction.atomic():
            Supplement.objects.create(
                application=supplement.application,
                parts=["plan"],
                asked="또",
                asked_by=supplement.asked_by,
                asked_at=now(),
                due_at=now() + SOON,
            )

    @pytest.mark.parametrize(
        ("fields", "code"),
        [({"until": now() - SOON}, "past"), ({"parts": ["nothing"]}, "no_parts"), ({"asked": "  "}, "no_parts")],
    )
    def test_refuses_what_nobody_could_mend(self, fields, code):
        with pytest.raises(Refused) as refusal:
            asked(**fields)
        assert refusal.value.code == code

    def test_a_draft_and_a_decided_application_are_not_mended(self):
        for row in (make.DraftFactory(), make.decided()):
            with pytest.raises(WrongState):
                asked(row)


class TestMending:
    def test_what_was_submitted_stays_and_the_new_answer_stands_beside_it(self):
        application = make.submitted()
        before = application.content_hash
        answered = mend(asked(application))
        application.refresh_from_db()
        assert (application.answers, application.content_hash) == (make.ANSWERS, before)
        row = next(row for row in rows_of(application) if row.question.key == "plan")
        assert (row.text, [one.text for one in row.mended]) == (make.ANSWERS["plan"], [NEW_PLAN])
        assert len(answered.content_hash) == 64

    def test_only_the_named_questions_count(self):
        answered = mend(asked(), plan=NEW_PLAN, amount=99_000_000)
        assert answered.answers == {"plan": NEW_PLAN}
        assert answered.requested_won is None

    def test_a_lower_amount_bounds_the_selection(self):
        supplement = asked(parts=("amount",))
        mend(supplement, amount=5_000_000)
        with pytest.raises(Refused) as refusal:
            applications.decide(
                supplement.application_id, outcome="selected", amount=5_000_001, reason="선정", by=UserFactory()
            )
        assert refusal.value.code == "above_request"
        assert SelectForm(None, [supplement.application]).asked == {supplement.application_id: 5_000_000}

    def test_nothing_is_handed_in_that_nobody_wrote(self):
        supplement = asked()
        with pytest.raises(Refused) as refusal:
            actions.answer(supplement.application_id, by=supplement.application.started_by, arrived=now())
        assert refusal.value.code == "incomplete"

    def test_a_named_file_is_wanted_anew(self):
        supplement = asked(parts=("plan_file",))
        with pytest.raises(Refused) as refusal:
            mend(supplement)
        assert refusal.value.code == "incomplete"
        by = supplement.application.started_by
        actions.attach(supplement.application_id, "plan_file", upload(), by=by, arrived=now())
        assert mend(supplement).state == State.ANSWERED

    def test_a_file_that_was_not_named_is_refused(self):
        supplement = asked()
        with pytest.raises(Refused) as refusal:
            actions.attach(supplement.application_id, "plan_file", upload(), by=UserFactory(), arrived=now())
        assert refusal.value.code == "unknown_slot"

    def test_once(self):
        supplement = asked()
        mend(supplement)
        with pytest.raises(WrongState):
            mend(supplement)

    def test_the_arrival_counts_not_the_handling(self):
        supplement = asked()
        assert mend(supplement, arrived=supplement.due_at).state == State.ANSWERED
        late = asked()
        with pytest.raises(Refused) as refusal:
            mend(late, arrived=late.due_at + timedelta(microseconds=1))
        assert refusal.value.code == "late"

    def test_the_database_keeps_what_is_over(self):
        answered = mend(asked())
        with pytest.raises(DatabaseError, match=r"Cannot update|is over"), transaction.atomic():
            Supplement.objects.filter(pk=answered.pk).update(answers={"plan": "몰래"})
        with pytest.raises(DatabaseError, match=r"Cannot update|is over"), transaction.atomic():
            answered.files.create(slot="plan_file", file=answered.application.files.first().file)

    def test_what_was_asked_stays(self):
        with pytest.raises(DatabaseError, match=r"Cannot update|is over"), transaction.atomic():
            Supplement.objects.filter(pk=asked().pk).update(asked="다른 말")


class TestMoreTime:
    def test_granted_with_a_later_instant(self):
        supplement = asked()
        pk, officer = supplement.application_id, UserFactory()
        actions.wish_more_time(pk, reason="견적서를 기다립니다.", by=supplement.application.started_by)
        actions.give_time(pk, until=supplement.due_at + SOON, by=officer)
        supplement.refresh_from_db()
        wish = supplement.wishes.get()
        assert wish.granted_until == supplement.due_at
        assert wish.settled_by == officer

    def test_refused_with_a_reason_that_the_applicant_reads(self):
        supplement = asked()
        actions.wish_more_time(supplement.application_id, reason="바쁩니다.", by=supplement.application.started_by)
        actions.refuse_time(supplement.application_id, reason="심사일이 가깝습니다.", by=UserFactory())
        assert Message.objects.filter(body__contains="심사일이 가깝습니다.").exists()

    def test_one_wish_at_a_time(self):
        supplement = asked()
        given = {"reason": "바쁩니다.", "by": supplement.application.started_by}
        actions.wish_more_time(supplement.application_id, **given)
        with pytest.raises(Refused):
            actions.wish_more_time(supplement.application_id, **given)

    def test_reminds_once_two_days_before(self, monkeypatch):
        supplement = asked()
        assert actions.remind() == 0
        moment = now() + timedelta(days=2)
        monkeypatch.setattr("enterprises.applications.supplements.actions.now", lambda: moment)
        assert (actions.remind(), actions.remind()) == (1, 0)
        supplement.refresh_from_db()
        assert supplement.remind_at is None


class TestAnotherWay:
    def test_no_decision_while_something_may_be_mended(self):
        supplement = asked()
        with pytest.raises(Refused) as refusal:
            applications.decide(
                supplement.application_id, outcome="not_selected", amount=None, reason="사유", by=UserFactory()
            )
        assert refusal.value.code == "supplement_open"

    def test_withdrawing_closes_it(self):
        supplement = asked()
        applications.withdraw(supplement.application_id, by=supplement.application.started_by, reason="취하")
        supplement.refresh_from_db()
        assert supplement.state == State.CLOSED
        with pytest.raises(WrongState):
            mend(supplement)

    def test_a_decision_closes_what_is_late(self):
        supplement = asked()
        Supplement.objects.filter(pk=supplement.pk).update(due_at=supplement.asked_at + timedelta(microseconds=1))
        Application.objects.filter(pk=supplement.application_id).update(updated_at=now())
        late = now() + timedelta(minutes=3)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("enterprises.applications.supplements.ending.now", lambda: late)
            applications.decide(
                supplement.application_id, outcome="not_selected", amount=None, reason="사유", by=UserFactory()
            )
        supplement.refresh_from_db()
        assert supplement.state == State.CLOSED


class TestPages:
    def test_from_the_status_page_to_the_desk(self, client):
        supplement = asked(parts=("plan", "plan_file"))
        application = supplement.application
        client.force_login(application.started_by)
        status = reverse("applications:status", args=[application.pk])
        mend_url = reverse("applications:mend", args=[application.pk])
        assert mend_url in client.get(status).content.decode()
        page = client.get(mend_url).content.decode()
        assert make.ANSWERS["plan"] in page
        assert 'name="amount"' not in page
        sent = {"plan": NEW_PLAN, "note": "", "plan_file": upload(), "then": "check"}
        check = reverse("applications:mend_check", args=[application.pk])
        assert client.post(mend_url, sent).url == check
        assert NEW_PLAN in client.get(check).content.decode()
        assert client.post(check).url == status
        assert NEW_PLAN in client.get(status).content.decode()
        receipt = receipt_data(Application.objects.get(pk=application.pk))
        assert NEW_PLAN in str(receipt)
        sign_in_staff(client, StaffFactory())
        desk = client.get(reverse("admin:enterprises_application_change", args=[application.pk])).content.decode()
        assert NEW_PLAN in desk
        assert make.ANSWERS["plan"] in desk

    def test_a_refused_file_and_a_late_answer_say_so(self, client):
        supplement = asked(parts=("plan", "plan_file"))
        client.force_login(supplement.application.started_by)
        url = reverse("applications:mend", args=[supplement.application_id])
        answer = client.post(url, {"plan": NEW_PLAN, "plan_file": upload(name="x.exe", content=b"MZ")})
        assert answer.status_code == 422
        Supplement.objects.filter(pk=supplement.pk).update(due_at=supplement.asked_at + timedelta(microseconds=1))
        answer = client.post(url, {"plan": NEW_PLAN})
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors()

    def test_a_viewer_mends_nothing_and_a_stranger_finds_nothing(self, client):
        application = asked().application
        viewer = MembershipFactory(enterprise=application.enterprise, role="viewer").user
        for user, code in ((viewer, 403), (UserFactory(), 404)):
            client.force_login(user)
            assert client.get(reverse("applications:mend", args=[application.pk])).status_code == code

    def test_the_desk_asks_and_gives_time_by_its_buttons(self, client):
        application = make.submitted()
        sign_in_staff(client, StaffFactory())
        page = client.get(reverse("admin:enterprises_application_change", args=[application.pk]))
        ask = reverse("admin:enterprises_application_supplement", args=[application.pk])
        assert ask in [url for url, _label in page.context["buttons"]]
        given = {"parts": ["plan"], "asked": "고쳐 주세요.", "until": "2031-01-10T18:00"}
        assert client.post(ask, given).status_code == 302
        time = reverse("admin:enterprises_application_supplement-time", args=[application.pk])
        assert client.post(time, {"until": "2031-01-11T18:00"}).status_code == 302
        assert f"{Supplement.objects.get().due_at:%Y-%m-%d %H}" == "2031-01-11 09"
        listed = client.get(reverse("admin:enterprises_application_changelist") + "?supplement=open")
        assert list(listed.context["cl"].result_list) == [application]

    def test_the_page_of_the_desk_keeps_its_few_queries(self, client):
        application = make.submitted()
        sign_in_staff(client, StaffFactory())
        url = reverse("admin:enterprises_application_change", args=[application.pk])
        mend(asked(application))
        client.get(url)
        with CaptureQueriesContext(connection) as one:
            client.get(url)
        for _more in range(3):
            mend(asked(application))
        with CaptureQueriesContext(connection) as four:
            client.get(url)
        assert len(four) == len(one)
