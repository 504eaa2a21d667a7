"""What each action on a grant does, and what it refuses."""

from datetime import date, datetime, timedelta

import pytest

from busan_se.core.clock import SEOUL, citizen_due, now, today
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.notifications.models import Message, Outbox
from busan_se.programs.models import Envelope, Parameter
from enterprises.applications import actions as applications
from enterprises.applications.models import Application
from enterprises.applications.workflow import State as ApplicationState
from finance.subsidies import actions, checks, rules
from finance.subsidies.content import content_hash, text_hash
from finance.subsidies.models import Agreement, Grant
from finance.subsidies.workflow import State
from tests.factories import applications as make_application
from tests.factories import grants as make
from tests.factories.accounts import UserFactory
from tests.factories.ground import upload
from tests.factories.programs import ParameterFactory

pytestmark = pytest.mark.django_db


def envelope(grant) -> Envelope:
    return Envelope.objects.get(pk=grant.commitment.envelope_id)


def problems():
    return [*checks.without_grant(), *checks.states_that_differ(), *checks.payments_that_differ()]


class TestOpening:
    def test_a_decision_alone_opens_nothing(self):
        make_application.decided()
        assert not Grant.objects.exists()

    @pytest.mark.parametrize("outcome", ["not_selected", "ineligible"])
    def test_a_refusal_opens_nothing(self, outcome):
        make_application.released(outcome)
        assert not Grant.objects.exists()

    def test_the_announcement_opens_the_grant_with_the_reserved_money(self):
        grant = make.to_file(7_000_000)
        assert (grant.state, grant.selected_won) == (State.TO_FILE, 7_000_000)
        assert grant.commitment == grant.application.decision.commitment
        assert Message.objects.filter(user=make.owner_of(grant), key__endswith=":to-file").count() == 1

    def test_the_due_date_comes_from_the_dated_rule(self):
        assert make.to_file().due_at == datetime.combine(citizen_due(today(), 30), datetime.min.time(), SEOUL).replace(
            hour=18
        )

    def test_a_rule_of_the_program_goes_before_that_of_the_money(self):
        ParameterFactory(key=rules.FILING_DAYS, value=10, unit="days", valid_from=date(2023, 1, 1), valid_to=None)
        assert make.to_file().due_at.astimezone(SEOUL).date() == citizen_due(today(), 10)

    def test_without_a_rule_there_is_no_date(self):
        Parameter.objects.filter(key=rules.FILING_DAYS).delete()
        assert make.to_file().due_at is None

    def test_money_under_other_rules_has_no_grant(self):
        call = make_application.open_call()
        Envelope.objects.filter(pk=call.envelope_id).update(regulation="agreement")
        call.refresh_from_db()
        make_application.released(call=call)
        assert not Grant.objects.exists()
        assert problems() == []

    def test_a_forgotten_selection_is_found_and_opened_once(self):
        grant = make.to_file()
        Grant.objects.all().delete()
        assert len(problems()) == 1
        checks.open_forgotten()
        checks.open_forgotten()
        assert Grant.objects.get().application_id == grant.application_id
        assert problems() == []


class TestGivingUp:
    @pytest.mark.parametrize("state", [make.to_file, make.filed, make.sent_back])
    def test_before_the_decision_ends_grant_and_reservation(self, state):
        grant = state()
        applications.give_up(grant.application_id, by=make.owner_of(grant), reason="사정이 바뀌었습니다.")
        grant.refresh_from_db()
        assert grant.state == State.GIVEN_UP
        assert envelope(grant).reserved == 0
        assert problems() == []

    def test_after_the_decision_is_refused_and_changes_nothing(self):
        grant = make.granted()
        with pytest.raises(WrongState):
            applications.give_up(grant.application_id, by=make.owner_of(grant), reason="늦은 포기")
        grant.refresh_from_db()
        assert grant.state == State.GRANTED
        assert Application.objects.get(pk=grant.application_id).state == ApplicationState.SELECTED
        assert problems() == []

    def test_withdrawing_before_the_announcement_needs_no_grant(self):
        application = make_application.decided()
        applications.withdraw(application.pk, by=application.started_by, reason="취하")
        assert problems() == []


class TestWriting:
    def test_saves_half_a_draft(self):
        grant = make.to_file()
        actions.save_draft(grant.pk, actions.Written(None, None, "조금"), lock_version=1)
        grant.refresh_from_db()
        assert (grant.plan, grant.lock_version) == ("조금", 2)

    def test_the_second_window_is_told(self):
        grant = make.to_file()
        actions.save_draft(grant.pk, actions.Written(1, 1, "가"), lock_version=1)
        with pytest.raises(Conflict):
            actions.save_draft(grant.pk, actions.Written(2, 2, "나"), lock_version=1)

    def test_more_than_was_selected_is_refused(self):
        grant = make.to_file(5_000_000)
        with pytest.raises(Refused) as refusal:
            actions.save_draft(grant.pk, actions.Written(5_000_001, 0, ""), lock_version=1)
        assert refusal.value.code == "above_selected"

    def test_a_sixth_file_is_refused(self):
        grant = make.to_file()
        for _ in range(actions.MOST_FILES):
            actions.attach(grant.pk, upload(), by=make.owner_of(grant))
        with pytest.raises(Refused) as refusal:
            actions.attach(grant.pk, upload(), by=make.owner_of(grant))
        assert refusal.value.code == "too_many_files"

    @pytest.mark.parametrize(
        "change",
        [
            lambda pk: actions.save_draft(pk, actions.Written(1, 1, "x"), lock_version=2),
            lambda pk: actions.set_account(pk, **make.ACCOUNT),
            lambda pk: actions.attach(pk, upload(), by=UserFactory()),
            lambda pk: actions.detach(pk, 1),
        ],
    )
    def test_nothing_is_written_after_filing(self, change):
        with pytest.raises(WrongState):
            change(make.filed().pk)

    def test_the_account_is_stored_encrypted_and_shown_masked(self):
        grant = make.written()
        stored = Grant.objects.extra(select={"raw": "account_number"}).values_list("raw", flat=True).get()
        assert "8901" not in stored
        assert grant.account_masked == "***-****-8901"


class TestFiling:
    def test_files_once_with_hash_and_letter(self):
        grant = make.filed()
        assert (grant.state, len(grant.content_hash)) == (State.FILED, 64)
        make.file(grant)
        assert Outbox.objects.filter(key__contains=":filed:").count() == 1

    @pytest.mark.parametrize(
        ("column", "value", "field"),
        [
            ("requested_won", None, "requested_won"),
            ("own_share_won", None, "own_share_won"),
            ("plan", "  ", "plan"),
            ("account_number", "", "account"),
        ],
    )
    def test_refuses_what_is_incomplete(self, column, value, field):
        grant = make.written()
        setattr(grant, column, value)
        grant.save(update_fields=[column])
        with pytest.raises(Refused) as refusal:
            make.file(grant)
        assert refusal.value.code == "incomplete"
        assert set(rules.problems(grant, 1)) == {field}

    def test_refuses_without_a_file(self):
        grant = make.written()
        grant.files.all().delete()
        with pytest.raises(Refused):
            make.file(grant)

    def test_the_own_share_of_the_frozen_call_is_asked_for(self):
        grant = make.to_file(call=make_application.open_call(own_share_percent=10))
        assert rules.least_own_share(grant, 9_000_000) == 1_000_000
        assert rules.least_own_share(grant, 9_000_001) == 1_000_001
        grant = make.written(grant, requested=9_000_000, own=999_999)
        assert set(rules.problems(grant, 1)) == {"own_share_won"}

    def test_refuses_after_the_stated_instant(self):
        grant = make.written()
        seen = content_hash(grant)
        with pytest.raises(Refused) as refusal:
            actions.file(grant.pk, by=make.owner_of(grant), seen_hash=seen, arrived=grant.due_at)
        assert refusal.value.code == "overdue"
        in_time = grant.due_at - timedelta(microseconds=1)
        assert actions.file(grant.pk, by=make.owner_of(grant), seen_hash=seen, arrived=in_time).state == State.FILED

    def test_refuses_what_was_not_seen(self):
        grant = make.written()
        seen = content_hash(grant)
        actions.save_draft(grant.pk, actions.Written(1_000_000, 2_000_000, "다름"), lock_version=grant.lock_version)
        with pytest.raises(Conflict):
            actions.file(grant.pk, by=make.owner_of(grant), seen_hash=seen, arrived=now())


class TestSendingBack:
    def test_says_what_and_until_when_and_opens_it_again(self):
        grant = make.sent_back()
        assert (grant.state, grant.sent_back_reason) == (State.SENT_BACK, "견적서를 붙여 주세요.")
        actions.save_draft(grant.pk, actions.Written(9_000_000, 2_000_000, "고침"), lock_version=grant.lock_version)
        assert make.file(grant).requested_won == 9_000_000

    @pytest.mark.parametrize(("reason", "hours", "code"), [(" ", 1, "no_reason"), ("고치세요", -1, "passed")])
    def test_refuses_without_reason_or_time(self, reason, hours, code):
        grant = make.filed()
        with pytest.raises(Refused) as refusal:
            actions.send_back(grant.pk, reason=reason, until=now() + timedelta(hours=hours))
        assert refusal.value.code == code

    def test_only_what_was_filed(self):
        with pytest.raises(WrongState):
            actions.send_back(make.to_file().pk, reason="고치세요", until=now() + timedelta(days=1))

    def test_the_date_can_be_moved(self):
        grant, until = make.to_file(), now() + timedelta(days=50)
        actions.move_due(grant.pk, until=until, reason="명절")
        grant.refresh_from_db()
        assert grant.due_at == until


class TestDeciding:
    def test_commits_the_amount_and_frees_the_rest(self):
        grant = make.granted(8_000_000)
        row = envelope(grant)
        assert (row.reserved, row.committed, row.available) == (0, 8_000_000, 92_000_000)
        assert grant.decision.amount_won == 8_000_000
        assert problems() == []

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"amount": 10_000_001}, "above_request"),
            ({"amount": 0}, "bad_amount"),
            ({"conditions": " "}, "no_conditions"),
            ({"committee_on": None}, "no_committee"),
        ],
    )
    def test_refuses_and_leaves_everything(self, changes, code):
        grant = make.filed()
        with pytest.raises(Refused) as refusal:
            make.decide(grant, **changes)
        assert refusal.value.code == code
        assert make.fresh(grant).state == State.FILED

    def test_national_money_needs_no_committee_of_the_city(self):
        grant = make.filed()
        Envelope.objects.filter(pk=grant.commitment.envelope_id).update(regulation="national_subsidy")
        make.decide(grant, committee_on=None)
        assert rules.objection_until(make.fresh(grant)) is None

    def test_the_second_officer_is_told(self):
        grant = make.granted()
        with pytest.raises(WrongState):
            make.decide(grant)

    def test_a_refusal_frees_the_money(self):
        grant = make.filed()
        actions.refuse(grant.pk, reason="요건 미달", document=make.DOCUMENT, by=UserFactory())
        assert (envelope(grant).reserved, make.fresh(grant).state) == (0, State.REFUSED)
        assert problems() == []

    def test_no_refusal_while_the_enterprise_can_still_file(self):
        grant = make.to_file()
        with pytest.raises(Refused) as refusal:
            actions.refuse(grant.pk, reason="미제출", document=make.DOCUMENT, by=UserFactory())
        assert refusal.value.code == "not_due"

    def test_who_never_filed_is_refused_after_the_date(self):
        grant = make.to_file()
        Grant.objects.update(due_at=now() - timedelta(seconds=1))
        actions.refuse(grant.pk, reason="미제출", document=make.DOCUMENT, by=UserFactory())
        assert make.fresh(grant).state == State.REFUSED

    def test_the_objection_ends_on_a_working_day(self, monkeypatch):
        grant = make.granted()
        grant.decision.decided_at = datetime(2026, 11, 23, 10, tzinfo=SEOUL)
        assert rules.objection_until(grant) == date(2026, 12, 14)


class TestAgreeing:
    def test_keeps_who_when_and_which_text(self):
        grant = make.granted()
        actions.offer_agreement(grant.pk, text="협약 내용", by=UserFactory())
        agreement = actions.agree(grant.pk, by=make.owner_of(grant), seen_hash=text_hash("협약 내용"))
        assert (agreement.agreed_by, agreement.text_hash) == (make.owner_of(grant), text_hash("협약 내용"))
        assert agreement.agreed_at <= now()

    def test_an_unread_text_is_not_agreed_to(self):
        grant = make.granted()
        actions.offer_agreement(grant.pk, text="처음", by=UserFactory())
        actions.offer_agreement(grant.pk, text="바뀜", by=UserFactory())
        with pytest.raises(Conflict):
            actions.agree(grant.pk, by=make.owner_of(grant), seen_hash=text_hash("처음"))
        assert Agreement.objects.get().agreed_at is None

    def test_no_other_text_after_it(self):
        grant = make.granted()
        actions.offer_agreement(grant.pk, text="협약", by=UserFactory())
        actions.agree(grant.pk, by=make.owner_of(grant), seen_hash=text_hash("협약"))
        with pytest.raises(WrongState):
            actions.offer_agreement(grant.pk, text="다른 협약", by=UserFactory())

    def test_not_before_the_decision(self):
        with pytest.raises(WrongState):
            actions.offer_agreement(make.filed().pk, text="협약", by=UserFactory())

    def test_none_was_offered(self):
        grant = make.granted()
        with pytest.raises(WrongState):
            actions.agree(grant.pk, by=make.owner_of(grant), seen_hash="")
