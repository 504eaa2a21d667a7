"""Who may apply: refused before starting with what fits instead, again at submission, and again at the decision."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.core.clock import now
from busan_se.core.errors import Refused
from busan_se.core.page_cache.version import asked_once
from enterprises.applications import actions
from enterprises.applications.eligibility_models import EligibilityRecord
from enterprises.applications.models import Application
from enterprises.applications.workflow import State
from tests.factories import applications as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.eligibility import SanctionFactory, question, term
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory

pytestmark = pytest.mark.django_db
ELSEWHERE = term("district", districts=["26110"])


@pytest.fixture
def member(client):
    row = MembershipFactory()
    client.force_login(row.user)
    return row


def start_url(call):
    return reverse("applications:start", args=[call.number])


def question_url(call, member):
    return reverse("applications:eligibility", args=[call.number, member.enterprise_id])


class TestBeforeStarting:
    def test_a_refusal_says_why_and_what_fits_instead(self, client, member):
        fits = make.open_call(closes_at=now() + timedelta(days=5))
        also_not = make.open_call(eligibility=[ELSEWHERE])
        call = make.open_call(eligibility=[ELSEWHERE])
        page = client.get(start_url(call)).content.decode()
        assert "해운대구" in page
        assert "공고문 2. 신청 자격" in page
        assert fits.title in page
        assert also_not.title not in page
        client.post(start_url(call), {"enterprise": member.enterprise_id})
        assert not Application.objects.exists()

    def test_a_wrong_answer_ends_it_early_with_what_fits_instead(self, client, member):
        fits = make.open_call()
        call = make.open_call(eligibility=[question(), term("years", least=5, most=None)])
        first = client.post(start_url(call), {"enterprise": member.enterprise_id})
        assert first.url == question_url(call, member)
        page = client.get(first.url)
        assert "체납" in page.content.decode()
        assert "1 / 2" in page.content.decode() or page.context["page"].place == 1
        refused = client.post(first.url, {"answer": "yes"}, follow=True).content.decode()
        assert "납부한 뒤 다시 신청하세요" in refused
        assert fits.title in refused
        assert client.post(first.url).status_code == 422
        assert not Application.objects.exists()

    def test_a_corrected_answer_leads_to_a_draft_that_keeps_what_was_declared(self, client, member):
        call = make.open_call(eligibility=[question(), term("years", least=5, most=None)])
        url = question_url(call, member)
        client.post(url, {"answer": "yes"})
        client.post(f"{url}?again=declared-1", {"answer": "no"})
        assert client.post(url, {"answer": "gestern"}).status_code == 422
        client.post(url, {"answer": "2019-03-02"})
        assert "등기사항증명서" in client.get(url).content.decode()
        assert client.post(url).url == Application.objects.get().get_absolute_url()
        record = EligibilityRecord.objects.get()
        assert record.declared == {"declared-1": "no", "years": "2019-03-02"}
        assert record.declared_by == member.user

    def test_the_action_itself_asks_for_the_answers(self):
        call, member = make.open_call(eligibility=[question()]), MembershipFactory()
        with pytest.raises(Refused) as refusal:
            actions.start(call, by=member.user, enterprise=member.enterprise, arrived=now())
        assert refusal.value.code == "unanswered"

    def test_a_person_cannot_where_there_are_conditions(self):
        with pytest.raises(Refused) as refusal:
            actions.start(make.open_call(eligibility=[ELSEWHERE]), by=UserFactory(), enterprise=None, arrived=now())
        assert refusal.value.code == "not_qualified"

    def test_the_questions_of_an_enterprise_are_its_members_alone(self, client, member):
        call = make.open_call(eligibility=[question()])
        assert (
            client.get(reverse("applications:eligibility", args=[call.number, EnterpriseFactory().pk])).status_code
            == 404
        )

    def test_the_number_of_queries_does_not_grow_with_enterprises_or_calls(self, client, member):
        call = make.open_call(eligibility=[ELSEWHERE, term("sanction")])
        make.open_call()
        client.get(start_url(call))
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(start_url(call))
        for _ in range(6):
            MembershipFactory(user=member.user)
            make.open_call(eligibility=[term("sanction")])
        client.get(start_url(call))  # reads the official codes anew, after a change of published rows
        with CaptureQueriesContext(connection) as many:
            client.get(start_url(call))
        assert len(many) == len(few)


class TestAtSubmission:
    def test_refuses_when_an_exclusion_came_between(self):
        draft = make.DraftFactory(call=make.open_call(eligibility=[term("sanction")]))
        SanctionFactory(enterprise=draft.enterprise)
        with pytest.raises(Refused) as refusal:
            make.submit(draft)
        assert refusal.value.code == "not_qualified"
        assert "참여제한" in str(refusal.value)
        draft.refresh_from_db()
        assert draft.state == State.DRAFT

    def test_keeps_what_was_found(self):
        application = make.submitted(call=make.open_call(eligibility=[term("sanction"), question()]))
        found = EligibilityRecord.objects.get(application=application).found
        assert [(row["key"], row["standing"]) for row in found] == [("sanction", "pass"), ("declared-1", "document")]

    def test_conditions_cost_a_submission_few_queries(self):
        given = {"programs": ["business-development"], "years": 5, "times": 0}
        terms = [ELSEWHERE, term("sanction"), term("past-support", **given), question()]
        plain = make.DraftFactory(call=make.open_call())
        asked = make.DraftFactory(call=make.open_call(eligibility=terms))
        asked.enterprise.district_id = "26110"
        asked.enterprise.save()
        counts = []
        for draft in (plain, asked):
            with asked_once(), CaptureQueriesContext(connection) as seen:
                make.submit(draft)
            counts.append(len(seen))
        assert counts[1] - counts[0] <= 8, counts


class TestAtTheDecision:
    def sanctioned(self):
        application = make.submitted(call=make.open_call(eligibility=[term("sanction")]))
        SanctionFactory(enterprise=application.enterprise)
        return application

    def select(self, application, **more):
        return actions.decide(
            application.pk, outcome="selected", amount=1_000_000, reason="선정", by=UserFactory(), **more
        )

    def test_what_fails_now_is_selected_only_for_a_stated_reason(self):
        application = self.sanctioned()
        with pytest.raises(Refused) as refusal:
            self.select(application)
        assert refusal.value.code == "not_eligible"
        self.select(application, override="집행정지 결정(2026구합1)")
        record = EligibilityRecord.objects.get(application=application)
        assert record.override_reason == "집행정지 결정(2026구합1)"
        assert record.overridden_by

    def test_it_is_turned_down_as_ineligible_without_more(self):
        decision = actions.decide(
            self.sanctioned().pk, outcome="ineligible", amount=None, reason="참여제한", by=UserFactory()
        )
        assert decision.outcome == "ineligible"

    def test_the_desk_sees_it_beside_the_application_and_before_deciding(self, client):
        sign_in_staff(client, StaffFactory())
        application = self.sanctioned()
        page = client.get(reverse("admin:enterprises_application_change", args=[application.pk])).content.decode()
        assert "제32조제1항제1호" in page
        listed = reverse("admin:enterprises_application_changelist")
        chosen = {"action": "decide_select", "_selected_action": [str(application.pk)]}
        assert "제32조제1항제1호" in client.post(listed, chosen).content.decode()
        given = chosen | {"confirmed": "yes", "reason": "선정", f"amount_{application.pk.hex}": "1,000,000"}
        client.post(listed, given)
        application.refresh_from_db()
        assert application.state == State.SUBMITTED
        client.post(listed, given | {"override": "집행정지 결정"})
        application.refresh_from_db()
        assert application.state == State.DECIDED
