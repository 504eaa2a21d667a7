"""Writing a draft section by section: without script, with two writers, saved while typing, and from what is known."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.core.clock import now
from enterprises.applications import actions
from enterprises.applications.models import Application
from enterprises.applications.receipts import receipt_data
from enterprises.registry.lookups import codes
from tests.factories import applications as make
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.forms import ANSWERS, cells, whole_form
from tests.factories.ground import PDF
from tests.journeys.html_forms import form_with

pytestmark = pytest.mark.django_db

PLAN_FILE = {"key": "plan_file", "type": "file", "label_ko": "사업계획서", "required": True}
WORDS, CHOOSING, TABLES, MONEY, MORE = 1, 2, 3, 4, 5


@pytest.fixture
def call():
    return make.open_call(form=whole_form())


@pytest.fixture
def draft(call):
    return make.DraftFactory(call=call, answers=dict(ANSWERS), requested_won=9_000_000, file=False)


@pytest.fixture
def owner(client, draft):
    client.force_login(draft.started_by)
    return client


def address(draft, number):
    return reverse("applications:section", args=[draft.pk, number])


def opened(client, draft, number):
    """Return what the page of a section would send if nothing is changed."""
    return form_with(client.get(address(draft, number)).content.decode(), "page.shown").sent()


def send(client, draft, number, sent, **changes):
    return client.post(address(draft, number), {**sent, **changes})


def answers_of(draft):
    return Application.objects.get(pk=draft.pk).answers


class TestFlow:
    def test_from_the_list_through_every_section_to_the_receipt(self, client, call):
        draft = make.DraftFactory(call=call, answers={}, file=False)
        client.force_login(draft.started_by)
        page = client.get(draft.get_absolute_url())
        assert [task.progress for task in page.context["page"].tasks] == [*["not_started"] * 4, "not_asked"]
        costs = [{**line, "city": f"{line['city']:,}"} for line in ANSWERS["costs"]["rows"]]
        given = {
            WORDS: {key: str(ANSWERS[key]) for key in ("title", "users", "starts_on")},
            CHOOSING: {"kind": "wider", "links": ["a"], "results": "지난 성과"},
            TABLES: cells("steps", ANSWERS["steps"]["rows"]),
            MONEY: cells("costs", costs),
            MORE: {"proof": SimpleUploadedFile("증빙.pdf", PDF)},
        }
        url = page.context["page"].next_task.url
        for number, answers in given.items():
            assert url == address(draft, number)
            url = send(client, draft, number, opened(client, draft, number), **answers, then="next").url
        check = client.get(url)
        assert check.context["page"].problems == []
        sent = form_with(check.content.decode(), "seen_hash").sent(**dict.fromkeys(make.CONSENTS, "on"))
        receipt = client.post(url, sent).url
        assert client.post(url, sent).url == receipt
        draft.refresh_from_db()
        assert (draft.requested_won, draft.answers["results"]) == (9_000_000, "지난 성과")

    def test_saving_needs_nothing_and_goes_back_to_the_list(self, owner, draft):
        sent = opened(owner, draft, WORDS) | {"title": "", "users": ""}
        assert send(owner, draft, WORDS, sent, then="later").url == draft.get_absolute_url()
        assert answers_of(draft).keys() == ANSWERS.keys() - {"title", "users"}
        tasks = owner.get(draft.get_absolute_url()).context["page"].tasks
        assert [task.progress for task in tasks[:2]] == ["begun", "done"]

    def test_a_change_from_the_page_of_all_answers_leads_back_there(self, owner, draft):
        check = reverse("applications:check", args=[draft.pk])
        link = f"{address(draft, MONEY)}?back=check#id_costs_0"
        assert link in owner.get(check).content.decode()
        sent = form_with(owner.get(link).content.decode(), "page.shown").sent(then="next")
        assert owner.post(urlsplit(link).path, sent).url == check

    def test_a_table_gets_more_lines_by_its_button(self, owner, draft):
        sent = opened(owner, draft, MONEY)
        more = send(owner, draft, MONEY, sent, then="more:costs").url
        table = form_with(owner.get(more).content.decode(), "page.shown").values
        lines = {name.split(".")[1] for name in table if name.startswith("costs.")}
        assert len(lines) == 4  # two are written, and the table takes four
        assert answers_of(draft) == ANSWERS

    @pytest.mark.parametrize("then", ["more:x", "more:", "back", "nowhere"])
    def test_buttons_that_are_none_lead_nowhere_else(self, owner, draft, then):
        assert send(owner, draft, WORDS, opened(owner, draft, WORDS), then=then).url.startswith(
            draft.get_absolute_url()
        )

    def test_a_hidden_answer_is_remembered_and_not_submitted(self, owner, draft):
        sent = opened(owner, draft, CHOOSING)
        send(owner, draft, CHOOSING, sent, kind="wider", results="긴 글")
        send(owner, draft, CHOOSING, opened(owner, draft, CHOOSING), kind="new")
        assert answers_of(draft)["results"] == "긴 글"
        assert make.submit(draft).answers == ANSWERS

    def test_files_of_hidden_questions_go_with_the_submission(self, draft):
        with_file = actions.attach(draft.pk, "proof", SimpleUploadedFile("증빙.pdf", PDF), by=draft.started_by)
        make.submit(draft)
        assert with_file not in draft.files.all()

    def test_a_section_that_is_not_asked_is_passed_over(self, owner, draft):
        answer = send(owner, draft, MONEY, opened(owner, draft, MONEY), then="next")
        assert answer.url == reverse("applications:check", args=[draft.pk])

    @pytest.mark.parametrize("number", [0, 6, 99999])
    def test_sections_that_are_none(self, owner, draft, number):
        assert owner.get(address(draft, number)).status_code == 404

    def test_the_call_says_what_the_costs_may_come_to(self, owner, draft):
        rows = [{"item": "staff", "basis": "전부", "city": 20_000_001, "own": 9_000_000}]
        actions.save_draft(
            draft.pk, answers={"costs": {"rows": rows}}, lock_version=1, by=draft.started_by, keys={"costs"}
        )
        page = owner.get(reverse("applications:check", args=[draft.pk])).context["page"]
        assert ["20,000,001원" in row.problem for row in page.problems] == [True]


class TestTwoWriters:
    @pytest.fixture
    def colleague(self, draft, django_user_model):
        return MembershipFactory(enterprise=draft.enterprise, role="manager", user__name="동료 김씨").user

    def saved_by(self, colleague, draft, **answers):
        version = Application.objects.get(pk=draft.pk).lock_version
        actions.save_draft(draft.pk, answers=answers, lock_version=version, by=colleague, keys=answers)

    def test_different_questions_are_both_kept(self, owner, draft, colleague):
        sent = opened(owner, draft, WORDS)
        self.saved_by(colleague, draft, users=77)
        assert send(owner, draft, WORDS, sent, title="내 제목").status_code == 302
        assert answers_of(draft) == ANSWERS | {"users": 77, "title": "내 제목"}

    def conflict(self, owner, draft, colleague):
        sent = opened(owner, draft, WORDS)
        self.saved_by(colleague, draft, title="동료의 제목", users=77)
        return send(owner, draft, WORDS, sent, title="내 제목", users="88", phone="051-1")

    def test_the_same_question_shows_both_texts_with_who(self, owner, draft, colleague):
        answer = self.conflict(owner, draft, colleague)
        html = answer.content.decode()
        assert answer.status_code == 409
        assert [difference.question.key for difference in answer.context["page"].differences] == ["title", "users"]
        assert all(text in html for text in ("내 제목", "동료의 제목", "동료 김씨", "88명", "77명"))
        assert answers_of(draft)["title"] == "동료의 제목"

    def test_one_text_is_chosen_for_each_question_and_nothing_else_is_lost(self, owner, draft, colleague):
        html = self.conflict(owner, draft, colleague).content.decode()
        sent = form_with(html, "take.title").sent(**{"take.users": "theirs"})
        assert owner.post(address(draft, WORDS), sent).status_code == 302
        assert answers_of(draft) == ANSWERS | {"title": "내 제목", "users": 77, "phone": "051-1"}

    def test_a_third_text_is_asked_about_again(self, owner, draft, colleague):
        sent = form_with(self.conflict(owner, draft, colleague).content.decode(), "take.title").sent()
        self.saved_by(colleague, draft, title="또 고친 제목")
        assert owner.post(address(draft, WORDS), sent).status_code == 409

    def test_tables_are_compared_line_by_line_to_the_reader(self, owner, draft, colleague):
        sent = opened(owner, draft, MONEY)
        rows = [{"item": "staff", "basis": "동료의 근거", "city": 3, "own": 1}]
        self.saved_by(colleague, draft, costs={"rows": rows})
        answer = send(owner, draft, MONEY, sent, **{"costs.0.basis": "나의 근거"})
        assert answer.status_code == 409
        assert "동료의 근거" in answer.content.decode()
        form = form_with(answer.content.decode(), "take.costs")
        owner.post(address(draft, MONEY), form.sent())
        assert answers_of(draft)["costs"]["rows"][0]["basis"] == "나의 근거"


class TestAutosave:
    def save(self, owner, draft, sent, **changes):
        return send(owner, draft, WORDS, sent, then="autosave", **changes)

    def test_saves_and_says_when_and_goes_on_from_there(self, owner, draft):
        sent = opened(owner, draft, WORDS)
        news = self.save(owner, draft, sent, title="하나").json()
        assert (len(news["at"]), news["errors"]) == (5, {})
        sent |= {"lock_version": news["lock_version"], "page.shown": news["shown"]}
        assert self.save(owner, draft, sent, title="둘").status_code == 200
        assert answers_of(draft)["title"] == "둘"

    def test_what_can_be_read_is_kept_beside_what_cannot(self, owner, draft):
        answer = self.save(owner, draft, opened(owner, draft, WORDS), title="읽히는 글", users="많이")
        assert (answer.status_code, answer.json()["errors"].keys()) == (422, {"users"})
        assert answers_of(draft) == ANSWERS | {"title": "읽히는 글"}

    def test_a_page_that_shows_old_text_does_not_bring_it_back(self, owner, draft):
        sent = opened(owner, draft, WORDS)
        by = draft.started_by
        actions.save_draft(draft.pk, answers={"users": 77}, lock_version=draft.lock_version, by=by, keys={"users"})
        for title in ("하나", "둘"):
            news = self.save(owner, draft, sent, title=title).json()
            sent |= {"lock_version": news["lock_version"], "page.shown": news["shown"]}
        assert answers_of(draft) == ANSWERS | {"users": 77, "title": "둘"}

    def test_a_conflict_is_told_and_nothing_is_written(self, owner, draft):
        sent = opened(owner, draft, WORDS)
        actions.save_draft(draft.pk, answers={"title": "동료"}, lock_version=1, by=draft.started_by, keys={"title"})
        answer = self.save(owner, draft, sent, title="나")
        assert (answer.status_code, answer.json().keys()) == (409, {"conflict"})
        assert answers_of(draft)["title"] == "동료"

    def test_after_the_submission_it_says_where_to_look(self, owner, draft):
        sent = opened(owner, draft, WORDS)
        make.submit(draft)
        answer = self.save(owner, draft, sent, title="늦은 글")
        assert (answer.status_code, answer.json().keys()) == (409, {"gone"})

    @pytest.mark.parametrize("broken", [{"lock_version": "x"}, {"page.shown": "[["}, {"page.shown": "3"}])
    def test_broken_fields_of_the_page_lose_nothing(self, owner, draft, broken):
        assert self.save(owner, draft, opened(owner, draft, WORDS), **broken).status_code in {200, 422}
        assert answers_of(draft) == ANSWERS


class TestKnownBefore:
    def test_a_draft_begins_with_what_the_register_says_marked_until_somebody_saves(self, client, call):
        enterprise = EnterpriseFactory(phone="051-123-4567")
        user = MembershipFactory(enterprise=enterprise, role="owner").user
        draft = actions.start(call, by=user, enterprise=enterprise, arrived=now())
        assert draft.answers == {"phone": "051-123-4567"}
        client.force_login(user)
        assert client.get(draft.get_absolute_url()).context["page"].tasks[0].progress == "to_look_at"
        sent = opened(client, draft, WORDS)
        assert "기업 정보에서 가져옴" in client.get(address(draft, WORDS)).content.decode()
        send(client, draft, WORDS, sent, then="autosave")
        draft.refresh_from_db()
        assert draft.written == {"phone": {"from": "register"}}
        send(client, draft, WORDS, sent, then="next")
        draft.refresh_from_db()
        assert draft.written == {}

    def test_answers_of_last_year_are_taken_over_where_nothing_is_written(self, client):
        form = whole_form()
        last_year = make.open_call(form=form, opens_at=now() - timedelta(days=300))
        before = make.submitted(call=last_year, answers=dict(ANSWERS), file=False)
        changed = {"sections": [*form["sections"][:3]]}
        changed["sections"][0] = {**form["sections"][0], "questions": [*form["sections"][0]["questions"]]}
        changed["sections"][0]["questions"][1] = {"key": "users", "type": "text", "label_ko": "이제 글", "max": 9}
        draft = make.DraftFactory(
            call=make.open_call(form=changed),
            enterprise=before.enterprise,
            started_by=before.started_by,
            owner=False,
            answers={"title": "올해 제목"},
            file=False,
        )
        client.force_login(before.started_by)
        assert client.get(draft.get_absolute_url()).context["page"].earlier == before
        client.post(reverse("applications:copy_earlier", args=[draft.pk]))
        draft.refresh_from_db()
        taken = {key: ANSWERS[key] for key in ("starts_on", "kind", "links", "steps")}
        assert draft.answers == {"title": "올해 제목", **taken}
        assert draft.written == {key: {"from": "earlier"} for key in taken}
        assert client.get(draft.get_absolute_url()).context["page"].earlier is None

    def test_nothing_of_other_enterprises_is_taken_over(self, client, call, draft):
        make.submitted(call=make.open_call(form=whole_form()), answers=dict(ANSWERS), file=False)
        assert actions.copy_earlier(draft.pk) == 0


def test_a_viewer_writes_no_section(client, draft):
    client.force_login(MembershipFactory(enterprise=draft.enterprise, role="viewer").user)
    assert client.get(address(draft, WORDS)).url == reverse("applications:check", args=[draft.pk])
    assert client.post(address(draft, WORDS), {"lock_version": 1, "title": "열람자"}).status_code == 302
    assert client.post(reverse("applications:copy_earlier", args=[draft.pk])).status_code == 403
    assert answers_of(draft) == ANSWERS


def test_the_receipt_has_the_table_with_its_sums(draft):
    application = make.submit(draft)
    data = {answer["label"]: answer for answer in receipt_data(application)["answers"]}
    costs = data["문항 costs"]["table"]
    assert [text for text, _number in costs["foot"]][-1] == "10,000,000원"
    assert costs["notes"] == [("신청금액", "9,000,000원"), ("자부담", "10%(최소 10%)")]
    assert data["문항 users"]["text"] == "120명"


def test_the_receipt_with_tables_is_a_pdf(owner, draft):
    make.submit(draft)
    assert owner.get(reverse("applications:receipt_pdf", args=[draft.pk])).content.startswith(b"%PDF")


def test_submission_takes_at_most_fifteen_queries(client):
    form = {"sections": [*whole_form()["sections"][:4], {"key": "f", "title_ko": "붙임", "questions": [PLAN_FILE]}]}
    call = make.open_call(form=form, eligible_kinds=["certified_se"])
    draft = make.DraftFactory(call=call, answers=dict(ANSWERS), requested_won=9_000_000)
    client.force_login(draft.started_by)
    check = reverse("applications:check", args=[draft.pk])
    sent = form_with(client.get(check).content.decode(), "seen_hash").sent(**dict.fromkeys(make.CONSENTS, "on"))
    codes()  # kept by a process after its first page
    with CaptureQueriesContext(connection) as seen:
        assert client.post(check, sent).url == reverse("applications:receipt", args=[draft.pk])
    # The outer savepoint stands for the transaction that there is without a test around it.
    queries = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    assert len(queries) <= 15


def test_one_key_belongs_to_one_submission(client):
    first = make.DraftFactory()
    second = make.DraftFactory(started_by=first.started_by)
    client.force_login(first.started_by)
    answers = []
    for draft in (first, second):
        check = reverse("applications:check", args=[draft.pk])
        agreed = dict.fromkeys(make.CONSENTS, "on")
        sent = form_with(client.get(check).content.decode(), "seen_hash").sent(**agreed)
        answers.append(client.post(check, {**sent, "key": "00000000-0000-4000-8000-000000000001"}))
    assert [answer.status_code for answer in answers] == [302, 409]
    assert "다른 제출" in answers[1].content.decode()
    second.refresh_from_db()
    assert second.is_draft
