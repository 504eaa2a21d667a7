"""What each action does, and what it refuses."""

from datetime import timedelta
from uuid import uuid4

import pytest

from busan_se.audit.history import history_of
from busan_se.core.clock import now
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.files.models import StoredFile
from busan_se.notifications.models import Message, Outbox
from busan_se.programs.models import Envelope
from enterprises.applications import actions
from enterprises.applications.models import Application, Decision
from enterprises.applications.signals import application_decided
from enterprises.applications.workflow import State
from tests.factories import applications as make
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import upload

pytestmark = pytest.mark.django_db


def start(call, **fields):
    given = {"by": UserFactory(), "enterprise": EnterpriseFactory(), "arrived": now()}
    return actions.start(call, **(given | fields))


def save(draft, **answers):
    return actions.save_draft(draft.pk, answers=answers, lock_version=1, by=draft.started_by)


class TestStart:
    def test_makes_a_draft_of_the_current_version(self):
        call = make.open_call()
        draft = start(call)
        assert (draft.state, draft.version) == (State.DRAFT, call.current_version)

    def test_gives_the_draft_that_is_there(self):
        call, enterprise = make.open_call(), EnterpriseFactory()
        assert start(call, enterprise=enterprise).pk == start(call, enterprise=enterprise).pk

    @pytest.mark.parametrize(
        ("opens", "closes", "code"),
        [(1, 5, "not_yet_open"), (-5, -1, "closed")],
    )
    def test_refuses_outside_the_period(self, opens, closes, code):
        call = make.open_call(opens_at=now() + timedelta(days=opens), closes_at=now() + timedelta(days=closes))
        with pytest.raises(Refused) as refusal:
            start(call)
        assert refusal.value.code == code

    def test_refuses_where_the_portal_is_not_the_place(self):
        call = make.open_call(reception="email", reception_place="desk@example.com")
        with pytest.raises(Refused) as refusal:
            start(call)
        assert refusal.value.code == "not_portal"

    def test_refuses_without_the_qualification(self):
        with pytest.raises(Refused) as refusal:
            start(make.open_call(eligible_kinds=["village"]))
        assert refusal.value.code == "not_qualified"

    def test_takes_one_of_the_qualifications(self):
        assert start(make.open_call(eligible_kinds=["village", "certified_se"])).is_draft

    def test_takes_a_person_where_no_qualification_is_asked(self):
        person = UserFactory()
        assert start(make.open_call(), enterprise=None, by=person).person == person

    def test_a_new_one_after_a_withdrawal(self):
        first = make.submitted()
        actions.withdraw(first.pk, by=first.started_by, reason="다시 씁니다.")
        again = start(first.call, enterprise=first.enterprise)
        assert again.pk != first.pk


class TestDraft:
    def test_is_saved_without_required_answers(self):
        draft = make.DraftFactory()
        save(draft)
        draft.refresh_from_db()
        assert (draft.answers, draft.requested_won, draft.lock_version) == ({}, None, 2)

    def test_keeps_the_requested_amount_beside(self):
        draft = save(make.DraftFactory(), amount=5_000_000)
        assert draft.requested_won == 5_000_000

    def test_an_older_page_conflicts(self):
        draft = make.DraftFactory()
        save(draft, plan="먼저")
        with pytest.raises(Conflict):
            save(draft, plan="나중")
        draft.refresh_from_db()
        assert draft.answers == {"plan": "먼저"}

    def test_is_no_draft_after_submission(self):
        with pytest.raises(WrongState):
            save(make.submitted())

    def test_one_file_replaces_the_one_before(self):
        draft = make.DraftFactory()
        new = actions.attach(draft.pk, "plan_file", upload(name="새 계획.pdf"), by=draft.started_by)
        assert list(draft.files.all()) == [new]

    def test_no_place_for_a_file_that_the_form_does_not_ask_for(self):
        with pytest.raises(Refused) as refusal:
            actions.attach(make.DraftFactory().pk, "secret", upload(), by=UserFactory())
        assert refusal.value.code == "unknown_slot"

    def test_a_removed_file_belongs_to_nothing(self):
        draft = make.DraftFactory()
        actions.detach(draft.pk, draft.files.get().pk)
        assert StoredFile.objects.without_owner().count() == 1

    def test_a_file_of_another_application_stays(self):
        other = make.DraftFactory()
        actions.detach(make.DraftFactory().pk, other.files.get().pk)
        assert other.files.exists()

    def test_discard_deletes_it(self):
        draft = make.DraftFactory()
        actions.discard(draft.pk)
        assert not Application.objects.exists()

    def test_nothing_submitted_is_discarded(self):
        with pytest.raises(WrongState):
            actions.discard(make.submitted().pk)


class TestSubmit:
    def test_gives_receipt_hash_and_the_time_of_arrival(self):
        arrived = now() - timedelta(seconds=5)
        application = make.submit(make.DraftFactory(), arrived=arrived)
        assert application.receipt_number.startswith(f"{application.call.number}-")
        assert (len(application.content_hash), application.submitted_at) == (64, arrived)

    def test_numbers_differ(self):
        assert make.submitted().receipt_number != make.submitted().receipt_number

    def test_again_gives_the_same_receipt(self):
        first = make.submitted()
        again = make.submit(first, key=first.idempotency_key)
        assert again.receipt_number == first.receipt_number

    def test_another_tab_gives_the_same_receipt(self):
        first = make.submitted()
        assert make.submit(first, key=uuid4(), seen_hash="0" * 64).receipt_number == first.receipt_number

    def test_freezes_what_the_register_said(self):
        application = make.submitted()
        name = application.enterprise.name
        application.enterprise.name = "바뀐 이름"
        application.enterprise.save()
        application.refresh_from_db()
        assert application.applicant["name"] == name

    def test_the_hash_covers_answers_and_files(self):
        draft = make.DraftFactory()
        before = make.hash_of(draft)
        actions.attach(draft.pk, "plan_file", upload(b"%PDF-1.7 another\n%%EOF"), by=draft.started_by)
        after_file = make.hash_of(draft)
        save(draft, plan="다른 계획")
        assert len({before, after_file, make.hash_of(draft)}) == 3

    def test_what_changed_after_the_check_is_not_submitted(self):
        draft = make.DraftFactory()
        seen = make.hash_of(draft)
        save(draft, **make.ANSWERS | {"plan": "나중에 고친 계획"})
        with pytest.raises(Conflict):
            make.submit(draft, seen_hash=seen)

    def test_arrived_in_time_is_honoured_after_the_closing(self):
        draft = make.DraftFactory(call=make.open_call(opens_at=now() - timedelta(days=3), closes_at=now()))
        assert make.submit(draft, arrived=draft.call.closes_at - timedelta(milliseconds=1)).state == State.SUBMITTED

    def test_the_closing_instant_itself_is_too_late(self):
        draft = make.DraftFactory(call=make.open_call(opens_at=now() - timedelta(days=3), closes_at=now()))
        with pytest.raises(Refused) as refusal:
            make.submit(draft, arrived=draft.call.closes_at)
        assert refusal.value.code == "closed"

    def test_refuses_missing_answers(self):
        with pytest.raises(Refused) as refusal:
            make.submit(make.DraftFactory(answers={"plan": "금액 없음"}))
        assert refusal.value.code == "incomplete"

    def test_refuses_a_missing_file(self):
        with pytest.raises(Refused) as refusal:
            make.submit(make.DraftFactory(file=False))
        assert refusal.value.code == "incomplete"

    def test_refuses_without_a_consent(self):
        with pytest.raises(Refused) as refusal:
            make.submit(make.DraftFactory(), consents=make.CONSENTS[:1])
        assert refusal.value.code == "consent_missing"

    def test_keeps_each_consent_word_for_word(self):
        consents = make.submitted().consents.all()
        assert [consent.purpose for consent in consents] == make.CONSENTS
        assert all(consent.text and consent.text_version for consent in consents)

    def test_refuses_when_the_qualification_has_ended(self):
        draft = make.DraftFactory(call=make.open_call(eligible_kinds=["certified_se"]))
        draft.enterprise.qualifications.update(ended_on=now().date() - timedelta(days=2), ended_how="cancelled")
        with pytest.raises(Refused) as refusal:
            make.submit(draft)
        assert refusal.value.code == "not_qualified"

    def test_tells_the_owner_once(self):
        application = make.submitted()
        make.submit(application)
        assert Message.objects.get(user=application.started_by).title.endswith(application.receipt_number)
        assert Outbox.objects.filter(recipient_email=application.started_by.email).count() == 1

    def test_answers_stay_out_of_the_history(self):
        application = make.submitted()
        assert not hasattr(application.history.last(), "answers")


class TestDecide:
    def test_a_selection_reserves_the_amount(self):
        application = make.decided(amount=7_000_000)
        envelope = Envelope.objects.get(pk=application.call.envelope_id)
        assert (envelope.reserved, application.decision.commitment.reserved) == (7_000_000, 7_000_000)

    def test_is_not_known_to_the_applicant_before_release(self):
        application = make.decided()
        assert (application.state, application.shown_state) == (State.DECIDED, State.SUBMITTED)
        assert not Decision.objects.visible_to(application.started_by).exists()
        assert Message.objects.filter(user=application.started_by).count() == 1  # the receipt

    def test_sends_the_signal_inside_the_transaction(self):
        heard = []

        def refuse(sender, decision, **kwargs):
            heard.append(decision.pk)
            raise RuntimeError

        application = make.submitted()
        application_decided.connect(refuse)
        try:
            with pytest.raises(RuntimeError):
                actions.decide(
                    application.pk, outcome="selected", amount=5_000_000, reason="좋습니다.", by=UserFactory()
                )
        finally:
            application_decided.disconnect(refuse)
        application.refresh_from_db()
        assert heard
        assert application.state == State.SUBMITTED
        assert Envelope.objects.get(pk=application.call.envelope_id).reserved == 0

    @pytest.mark.parametrize(
        ("amount", "code"),
        [(None, "bad_amount"), (0, "bad_amount"), (-5, "bad_amount"), (13_000_000, "above_request")],
    )
    def test_refuses_amounts_that_cannot_be(self, amount, code):
        application = make.submitted()
        with pytest.raises(Refused) as refusal:
            actions.decide(application.pk, outcome="selected", amount=amount, reason="좋습니다.", by=UserFactory())
        assert refusal.value.code == code

    def test_refuses_when_the_envelope_is_empty(self):
        application = make.submitted(call=make.open_call(money_won=5_000_000))
        with pytest.raises(Refused) as refusal:
            actions.decide(application.pk, outcome="selected", amount=6_000_000, reason="좋습니다.", by=UserFactory())
        application.refresh_from_db()
        assert (refusal.value.code, application.state) == ("envelope_exhausted", State.SUBMITTED)

    def test_refuses_without_an_envelope(self):
        application = make.submitted(call=make.open_call(money_won=0))
        with pytest.raises(Refused) as refusal:
            actions.decide(application.pk, outcome="selected", amount=6_000_000, reason="좋습니다.", by=UserFactory())
        assert refusal.value.code == "no_envelope"

    @pytest.mark.parametrize("outcome", ["not_selected", "ineligible"])
    def test_a_refusal_reserves_nothing(self, outcome):
        decision = make.decided(outcome).decision
        assert (decision.amount_won, decision.commitment) == (None, None)

    def test_refuses_without_a_reason(self):
        with pytest.raises(Refused) as refusal:
            actions.decide(make.submitted().pk, outcome="ineligible", amount=None, reason=" ", by=UserFactory())
        assert refusal.value.code == "no_reason"

    @pytest.mark.parametrize("build", [make.DraftFactory, make.decided, make.released])
    def test_decides_only_what_waits(self, build):
        with pytest.raises(WrongState):
            actions.decide(build().pk, outcome="ineligible", amount=None, reason="부적격", by=UserFactory())

    def test_the_reason_stands_in_the_history(self):
        application = make.decided()
        assert history_of(application)[0].reason == "심사 결과입니다."

    def test_reopening_frees_the_money(self):
        application = make.decided()
        actions.reopen(application.pk, by=UserFactory(), reason="금액을 잘못 적었습니다.")
        application.refresh_from_db()
        assert application.state == State.SUBMITTED
        assert Envelope.objects.get(pk=application.call.envelope_id).reserved == 0

    def test_nothing_announced_is_reopened(self):
        with pytest.raises(WrongState):
            actions.reopen(make.released().pk, by=UserFactory(), reason="늦었습니다.")


class TestRelease:
    @pytest.mark.parametrize("outcome", ["selected", "not_selected", "ineligible"])
    def test_the_state_becomes_the_outcome(self, outcome):
        application = make.released(outcome)
        assert application.state == application.shown_state == outcome

    def test_tells_owner_and_manager_with_amount_and_reason(self):
        application = make.decided(amount=7_000_000)
        manager = MembershipFactory(enterprise=application.enterprise, role="manager").user
        viewer = MembershipFactory(enterprise=application.enterprise, role="viewer").user
        actions.release(application.pk, by=UserFactory())
        body = Message.objects.get(user=manager, kind="application").body
        assert "7,000,000" in body
        assert "심사 결과입니다." in body
        assert Message.objects.filter(user=application.started_by, kind="application").count() == 2
        assert not Message.objects.filter(user=viewer).exists()

    def test_happens_once(self):
        application = make.released()
        with pytest.raises(WrongState):
            actions.release(application.pk, by=UserFactory())

    def test_needs_a_decision(self):
        with pytest.raises(WrongState):
            actions.release(make.submitted().pk, by=UserFactory())

    def test_keeps_the_citys_own_document(self):
        decision = actions.release(make.decided().pk, by=UserFactory(), document_number="일자리노동과-123")
        decision.refresh_from_db()
        assert decision.document_number == "일자리노동과-123"


class TestEnd:
    def test_withdrawing_says_when_and_why(self):
        application = make.submitted()
        actions.withdraw(application.pk, by=application.started_by, reason="대표자가 바뀝니다.")
        application.refresh_from_db()
        assert (application.state, application.ended_reason) == (State.WITHDRAWN, "대표자가 바뀝니다.")

    def test_withdrawing_before_the_announcement_frees_the_money(self):
        application = make.decided()
        actions.withdraw(application.pk, by=application.started_by, reason="그만둡니다.")
        assert Envelope.objects.get(pk=application.call.envelope_id).reserved == 0

    def test_what_was_withdrawn_is_not_announced(self):
        application = make.decided()
        actions.withdraw(application.pk, by=application.started_by, reason="그만둡니다.")
        with pytest.raises(WrongState):
            actions.release(application.pk, by=UserFactory())

    def test_giving_up_a_selection_frees_the_money(self):
        application = make.released()
        actions.give_up(application.pk, by=application.started_by, reason="사업을 못 합니다.")
        application.refresh_from_db()
        assert application.state == State.GIVEN_UP
        assert Envelope.objects.get(pk=application.call.envelope_id).reserved == 0

    @pytest.mark.parametrize(
        ("build", "action"),
        [
            (make.DraftFactory, actions.withdraw),
            (make.released, actions.withdraw),
            (make.submitted, actions.give_up),
            (lambda: make.released("not_selected"), actions.give_up),
        ],
    )
    def test_each_in_its_time_only(self, build, action):
        application = build()
        with pytest.raises(WrongState):
            action(application.pk, by=application.started_by, reason="안 됩니다.")
