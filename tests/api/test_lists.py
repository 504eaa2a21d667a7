"""The lists: the rows and filters of the pages, page by page, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.api.extensions import ApiResource
from busan_se.core.registry import registered
from busan_se.programs.models import Program
from tests.api.asking import ROOT, results, walk
from tests.factories import events, programs
from tests.factories.enterprises import EnterpriseFactory, EnterpriseIdentifierFactory, PolicyTagFactory
from tests.factories.events import CourseFactory, SessionFactory, further_date, over
from tests.factories.kpis import ObservationFactory
from tests.factories.offers import DraftOfferFactory, OfferFactory

pytestmark = pytest.mark.django_db


def enterprise(**fields):
    """Return an enterprise with a number and a tag, so that every part of a row costs something."""
    row = EnterpriseIdentifierFactory(enterprise=EnterpriseFactory(**fields)).enterprise
    row.tags.add(PolicyTagFactory())
    return row


def observation(number):
    return ObservationFactory(period=f"20{number // 12 + 10}-{number % 12 + 1:02d}")


def new_program(number):
    known = programs.program()
    known.pk, known.code = None, f"another-{number}"
    known.save()


def course(number):
    return further_date(SessionFactory(event=CourseFactory(stages=["young_adult", "senior"]))).event


def offer(number):
    return OfferFactory(enterprise=EnterpriseFactory(name=f"가게 {number}"))


MAKERS = {
    "programs": new_program,
    "calls": lambda number: programs.published(),
    "enterprises": lambda number: enterprise(),
    "observations": observation,
    "offers": offer,
    "events": lambda number: further_date(SessionFactory()).event,
    "courses": course,
}


def test_the_root_names_every_list(client):
    lists = client.get(ROOT).json()["lists"]
    assert list(lists) == [resource.name for resource in registered(ApiResource)]
    assert {client.get(url).status_code for url in lists.values()} == {200}


@pytest.mark.parametrize(
    "query",
    [{}, {"q": "판로"}, {"strategy": "S2"}, {"target": "citizen"}, {"focus": "true"}, {"open": "true"}],
    ids=str,
)
def test_programs_are_those_of_the_page(client, query):
    programs.published()
    page = client.get("/programs/", query)
    shown = {row.code for group in page.context["groups"] for row in group.programs}
    assert {row["code"] for row in walk(client, "programs/", **query)} == shown


@pytest.mark.parametrize("phase", ["open", "upcoming", "closed"])
def test_calls_are_those_of_the_page(client, phase):
    for make in (programs.published, programs.upcoming, programs.closed, programs.CallFactory):
        make()
    shown = {call.number for call in client.get("/calls/", {"phase": phase}).context["page"].items}
    assert {row["number"] for row in results(client, "calls/", phase=phase)} == shown
    assert len(shown) == 1


def test_a_draft_is_no_call_yet(client):
    draft = programs.CallFactory()
    assert results(client, "calls/") == []
    assert client.get(f"{ROOT}calls/{draft.number}/").status_code == 404


def test_calls_are_found_by_word_and_program(client):
    programs.published(title_ko="빵집 공고")
    programs.published(program=Program.objects.get(code="academia"))
    assert [row["title_ko"] for row in results(client, "calls/", q="빵집")] == ["빵집 공고"]
    assert [row["program"]["code"] for row in results(client, "calls/", program="academia")] == ["academia"]


@pytest.mark.parametrize(
    "query", [{}, {"q": "나눔"}, {"district": "26110"}, {"type": "village"}, {"type": "cooperative_all"}], ids=str
)
def test_enterprises_are_those_of_the_page(client, query):
    EnterpriseFactory(name="나눔", qualification="village")
    EnterpriseFactory(name="바다", qualification="social_cooperative", district_id="26110")
    EnterpriseFactory(name="폐업", state="closed")
    EnterpriseFactory(name="자격 없음", qualification=None)
    shown = {row.pk for row in client.get("/enterprises/", query).context["page"].items}
    assert {row["id"] for row in results(client, "enterprises/", **query)} == shown
    assert shown


@pytest.mark.parametrize(
    "query", [{}, {"q": "쿠키"}, {"category": "food"}, {"district": "26110"}, {"kind": "service"}], ids=str
)
def test_offers_are_those_of_the_page(client, query):
    OfferFactory()
    OfferFactory(enterprise=EnterpriseFactory(district_id="26110"), text={"name_ko": "청소", "kind": "service"})
    DraftOfferFactory()
    OfferFactory(enterprise=EnterpriseFactory(state="closed"))
    shown = {row.pk for row in client.get("/procurement/offers/", query).context["page"].items}
    assert {row["id"] for row in walk(client, "offers/", **query)} == shown
    assert shown


def test_offers_of_an_enterprise_are_asked_for_by_its_number(client):
    own, _other = OfferFactory(), OfferFactory()
    assert [row["id"] for row in results(client, "offers/", enterprise=own.enterprise_id)] == [own.pk]
    assert results(client, "offers/", enterprise=2**62) == []


@pytest.mark.parametrize("query", [{"when": "upcoming"}, {"when": "past"}, {"kind": "course"}, {"q": "포럼"}], ids=str)
def test_events_are_those_of_the_page(client, query):
    SessionFactory()
    SessionFactory(event=CourseFactory())
    over(SessionFactory())
    SessionFactory(event__published_at=None)
    groups = client.get("/events/", query).context["months"]
    shown = {card.event.pk for _month, cards in groups for card in cards}
    found = {row["id"] for row in walk(client, "events/", **{"when": "upcoming", **query})}
    assert found == shown
    assert shown


@pytest.mark.parametrize(
    "query", [{"state": "open"}, {"state": "closed"}, {"stage": "senior", "state": "open"}], ids=str
)
def test_courses_are_those_of_the_page(client, query):
    SessionFactory(event=CourseFactory(stages=["young_adult", "senior"]))
    SessionFactory(event=CourseFactory())
    over(SessionFactory(event=CourseFactory()))
    SessionFactory(event=CourseFactory(published_at=None))
    SessionFactory()
    shown = {card.event.pk for card in client.get("/education/courses/", query).context["cards"]}
    assert {row["id"] for row in walk(client, "courses/", **query)} == shown
    assert shown


def test_seats_left_are_told_while_one_can_register_and_never_below_none(client):
    session = SessionFactory(capacity=1)
    for left, phase in ((1, "open"), (0, "full"), (0, "full")):
        (told,) = results(client, "events/")[0]["sessions"]
        assert (told["capacity"], told["seats_left"], told["phase"]) == (1, left, phase)
        events.registered(session)
    over(session)
    (told,) = results(client, "events/")[0]["sessions"]
    assert (told["seats_left"], told["phase"]) == (None, "over")


@pytest.mark.parametrize("name", MAKERS)
def test_every_row_comes_once_while_others_are_added(client, name):
    for number in range(7):
        MAKERS[name](number)
    resource = next(resource for resource in registered(ApiResource) if resource.name == name)
    before = resource.rows().count()
    numbers = iter(range(100, 200))
    rows = [str(row) for row in walk(client, f"{name}/", between=lambda: MAKERS[name](next(numbers)), page_size=3)]
    assert len(rows) == len(set(rows))
    assert len(rows) >= before


@pytest.mark.parametrize("name", MAKERS)
def test_fifty_rows_cost_the_queries_of_one(client, name):
    def queries():
        with CaptureQueriesContext(connection) as found:
            rows = results(client, f"{name}/")
        return len(found), len(rows)

    MAKERS[name](0)
    queries()  # fills the cache of codes
    few, _one = queries()
    for number in range(1, 50):
        MAKERS[name](number)
    queries()  # and again: they may have changed
    many, rows = queries()
    assert rows == 50
    assert many == few <= 4


def test_pages_are_as_large_as_asked(client):
    for _number in range(4):
        programs.published()
    assert len(results(client, "calls/", page_size=3)) == 3


def test_a_row_has_its_own_address(client):
    call = programs.published()
    (row,) = results(client, "calls/")
    assert client.get(f"{ROOT}calls/{call.number}/").json() == row


def test_filters_stay_in_the_next_address(client):
    for _number in range(3):
        programs.published()
        programs.upcoming()
    assert {row["phase"] for row in walk(client, "calls/", phase="upcoming", page_size=1)} == {"upcoming"}
