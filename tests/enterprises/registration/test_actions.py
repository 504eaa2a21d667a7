"""Requests: drafts, submission, what is mended, decisions, and what an approval makes."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from busan_se.core.clock import now, office_due, today
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.notifications.models import Message, Outbox, TextMessage
from enterprises.membership.models import Invitation
from enterprises.registration import actions, decisions, reminders
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.workflow import State
from enterprises.registry.models import Enterprise, Membership
from tests.factories import registration as make
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    MembershipFactory,
    business_number,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return StaffFactory()


def test_two_clicks_on_begin_give_one_draft():
    person = UserFactory()
    assert make.draft(by=person) == make.draft(by=person)


def test_the_database_keeps_one_open_request_per_number_and_requester():
    draft = make.draft()
    copy = RegistrationRequest(
        kind="new", number_kind=draft.number_kind, number=draft.number, requester=draft.requester
    )
    with pytest.raises(IntegrityError, match="registration_one_open_per_requester"), transaction.atomic():
        copy.save()


def test_a_known_number_leads_to_a_claim():
    held = EnterpriseIdentifierFactory()
    draft = make.draft(held.value)
    assert (draft.kind, draft.enterprise, draft.district) == ("claim", held.enterprise, held.enterprise.district)


def test_members_have_nothing_to_claim():
    member = MembershipFactory()
    held = EnterpriseIdentifierFactory(enterprise=member.enterprise)
    with pytest.raises(Refused) as refusal:
        make.draft(held.value, by=member.user)
    assert refusal.value.code == "member_already"


def test_a_draft_is_kept_without_required_answers_and_refused_at_submission():
    draft = make.draft()
    actions.save_part(draft.pk, "enterprise", {"name": "반쪽"}, arrived=now())
    with pytest.raises(Refused) as refusal:
        make.submit(draft)
    assert refusal.value.code == "incomplete"
    assert make.fresh(draft).answers["enterprise"] == {"name": "반쪽"}


def test_submitting_twice_gives_one_receipt_and_one_letter():
    request = make.submitted()
    again = make.submit(request)
    assert again.receipt_number == request.receipt_number
    assert Message.objects.filter(user=request.requester).count() == 1


def test_what_was_changed_after_the_check_is_not_submitted():
    draft = make.written(make.draft())
    with pytest.raises(Conflict):
        make.submit(draft, seen=draft.lock_version - 1)


def test_no_consent_no_request():
    draft = make.written(make.draft())
    with pytest.raises(Refused) as refusal:
        make.submit(draft, consents=["personal_data"])
    assert refusal.value.code == "consent_missing"


def test_the_office_answers_within_its_working_days():
    request = make.submitted()
    assert request.office_due_on == office_due(today(), settings.REGISTRATION_DAYS)
    RegistrationRequest.objects.filter(pk=request.pk).update(clock_from=today() - timedelta(days=60))
    assert make.fresh(request).is_late


def test_only_the_named_parts_open_until_the_stated_instant():
    request = make.returned(make.submitted(), ["place", "file:number"])
    actions.save_part(request.pk, "place", make.ANSWERS["place"], arrived=now())
    with pytest.raises(WrongState):
        actions.save_part(request.pk, "enterprise", {}, arrived=now())
    with pytest.raises(WrongState):
        actions.save_part(request.pk, "place", {}, arrived=request.due_at + timedelta(seconds=1))
    assert make.submit(make.fresh(request), consents=[]).state == State.SUBMITTED


def test_the_handling_period_rests_while_a_request_is_sent_back():
    request = make.submitted()
    RegistrationRequest.objects.filter(pk=request.pk).update(clock_days=30, clock_from=today() - timedelta(days=20))
    left = make.returned(request).clock_days
    assert 1 < left < 30
    assert make.fresh(request).office_due_on is None
    assert make.submit(make.fresh(request), consents=[]).office_due_on == office_due(today(), left)


def test_a_request_sent_back_tells_by_mail_inbox_and_text_message():
    request = make.returned(make.submitted())
    assert Message.objects.filter(user=request.requester, body=request.asked).exists()
    assert Outbox.objects.filter(recipient_email=request.requester.email).count() == 2
    assert TextMessage.objects.filter(kind="registration").count() == 1


def reminders_of(request):
    return Message.objects.filter(user=request.requester, key__contains=":reminder:").count()


def days_left(request, left):
    """Let the stated instant be so far away that its reminder was due, or will be."""
    until = now() + left
    RegistrationRequest.objects.filter(pk=request.pk).update(due_at=until, remind_at=until - timedelta(days=2))


def test_two_days_before_the_stated_instant_one_reminder_goes_out():
    request = make.returned(make.submitted())
    days_left(request, timedelta(days=2, minutes=1))
    assert reminders.remind() == 0
    days_left(request, timedelta(days=2) - timedelta(minutes=1))
    assert [reminders.remind(), reminders.remind()] == [1, 0]
    assert reminders_of(request) == 1
    assert Outbox.objects.filter(recipient_email=request.requester.email, body__contains=request.asked).count() == 2


def test_who_has_mended_is_not_reminded():
    request = make.returned(make.submitted())
    days_left(request, timedelta(days=1))
    make.submit(make.fresh(request), consents=[])
    assert (reminders.remind(), reminders_of(request)) == (0, 0)


def test_more_time_brings_another_reminder_and_short_time_none():
    request = make.returned(make.submitted())
    decisions.move_due(request.pk, until=now() + timedelta(days=9))
    assert make.fresh(request).remind_at == make.fresh(request).due_at - timedelta(days=2)
    decisions.move_due(request.pk, until=now() + timedelta(days=1))
    assert make.fresh(request).remind_at is None


def test_no_reminder_comes_after_the_stated_instant():
    request = make.returned(make.submitted())
    days_left(request, -timedelta(minutes=1))
    assert (reminders.remind(), reminders_of(request)) == (0, 0)


def test_an_approval_makes_entry_number_qualification_and_owner(officer):
    request = make.submitted()
    make.looked_up(request, by=officer)
    entry = make.approve(request, by=officer).enterprise
    assert (entry.name, entry.district_id, entry.state) == ("새로운빵집", "26350", "operating")
    assert entry.identifiers.get().value == request.number
    held = entry.qualifications.get()
    assert (held.kind_id, held.number, str(held.valid_from)) == ("certified_se", "제2025-007호", "2025-03-02")
    assert entry.source_records.get().source == "registration"
    assert entry.memberships.get().role == "owner"
    papers = dict(entry.documents.values_list("kind", "file"))
    assert papers == {
        "business": request.files.get(slot="number").file_id,
        "certificate": request.files.get(slot="kind_certified_se").file_id,
    }


def test_an_approval_needs_a_business_number_that_is_alive(officer):
    request = make.submitted()
    for check, code in ((None, "status_missing"), ("closed", "not_alive"), ("unregistered", "not_alive")):
        if check:
            make.looked_up(request, check, by=officer)
        with pytest.raises(Refused) as refusal:
            make.approve(request, by=officer)
        assert refusal.value.code == code
    assert not Enterprise.objects.exists()


def test_a_number_that_became_known_is_linked_or_refused(officer):
    request = make.submitted()
    make.looked_up(request, by=officer)
    held = EnterpriseIdentifierFactory(value=request.number, enterprise=EnterpriseFactory())
    with pytest.raises(Refused) as refusal:
        make.approve(request, by=officer)
    assert refusal.value.code == "known_number"
    assert make.approve(request, by=officer, link=held.enterprise).enterprise == held.enterprise
    assert held.enterprise.qualifications.count() == 1  # that of the register; told in the same time


def test_a_claim_on_an_owned_entry_gives_no_ownership(officer):
    owner = MembershipFactory()
    request = make.claim(owner.enterprise)
    with pytest.raises(Refused) as refusal:
        make.approve(request, by=officer, role="owner")
    assert refusal.value.code == "has_owner"
    make.approve(request, by=officer, role="viewer")
    assert Membership.objects.get(user=request.requester).role == "viewer"


def test_what_was_written_down_for_somebody_without_account_invites_the_owner(officer):
    said = {"how": "phone", "name": "박전화", "phone": "051-000-0002", "email": "park@test.example.org"}
    draft = actions.write_down("business", business_number(70_001), ["certified_se"], **said, by=officer)
    draft.requester = None
    request = make.submit(_filled(draft, officer), by=officer)
    make.looked_up(request, by=officer)
    entry = make.approve(request, by=officer).enterprise
    invitation = Invitation.objects.get(enterprise=entry)
    assert (invitation.email, invitation.role) == ("park@test.example.org", "owner")
    assert not entry.memberships.exists()


def _filled(draft, officer):
    for part in ("enterprise", "place", "qualifications"):
        actions.save_part(draft.pk, part, make.ANSWERS[part], arrived=now())
    for slot in ("number", "kind_certified_se"):
        actions.attach(draft.pk, slot, make.upload(), by=officer, arrived=now())
    return make.fresh(draft)


def test_what_is_over_stays_over(officer):
    request = decisions.reject(make.submitted().pk, reason="서류가 다릅니다.", by=officer)
    with pytest.raises(WrongState):
        actions.withdraw(request.pk, reason="늦음")
    with pytest.raises(Exception, match="what_is_over_stays"), transaction.atomic():
        RegistrationRequest.objects.filter(pk=request.pk).update(
            state="submitted", decided_at=None, decided_by=None, reason=""
        )


def test_nobody_decides_on_the_own_request(officer):
    request = make.claim(by=officer)
    with pytest.raises(Refused) as refusal:
        make.approve(request, by=officer)
    assert refusal.value.code == "own_request"
    mine = RegistrationRequest.objects.filter(requester=officer)
    with pytest.raises(IntegrityError, match="request_decided_by_another"), transaction.atomic():
        mine.update(state="rejected", decided_by=officer, decided_at=now(), reason="x")
    assert not Membership.objects.exists()


def test_the_personal_telephone_is_encrypted_at_rest():
    request = make.submitted()
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers::text, contact_phone FROM enterprises_registrationrequest")
        ((answers, phone),) = cursor.fetchall()
    assert "5678" not in answers
    assert "5678" not in phone
    assert request.said("contact") == make.ANSWERS["contact"]


def test_who_withdrew_can_ask_again():
    request = make.submitted()
    actions.withdraw(request.pk, reason="다시 쓰겠습니다.")
    assert make.draft(request.number, by=request.requester).state == State.DRAFT
