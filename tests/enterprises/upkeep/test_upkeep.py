"""Confirmations, the question at its cadence, and how complete an entry is."""

from datetime import date

import pytest
from django.urls import reverse

from busan_se.core.clock import today
from busan_se.notifications.models import Message
from enterprises.registry.completeness import completeness_of
from enterprises.registry.merging import merge
from enterprises.upkeep import actions
from enterprises.upkeep.models import Cadence, Confirmation
from enterprises.upkeep.portal import my_todos
from enterprises.upkeep.queries import Standing, add_months, standing
from enterprises.upkeep.reminders import ask
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    MembershipFactory,
    OperatingStateFactory,
)

pytestmark = pytest.mark.django_db
CHECK, CONFIRM = reverse("upkeep:check"), reverse("upkeep:confirm")
LIST = reverse("admin:enterprises_enterprise_changelist")


@pytest.fixture
def owner(client):
    member = MembershipFactory()
    client.force_login(member.user)
    return member


def confirmed(enterprise, months_ago):
    day = add_months(today(), -months_ago)
    return Confirmation.objects.create(enterprise=enterprise, day=day)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_where_a_month_is_shorter(day, months, found):
    assert add_months(day, months) == found


def test_rounds_count_each_time_the_question_comes_due():
    now = Standing(None, 3, date(2026, 1, 10))
    asked = [now.round_on(day) for day in (date(2026, 4, 9), date(2026, 4, 10), date(2026, 7, 10))]
    assert asked == [0, 1, 2]
    assert Standing(None, 0, date(2020, 1, 1)).due_on is None


def test_one_click_confirms_once_a_day_and_shows_everybody(client, owner):
    client.post(CONFIRM)
    client.post(CONFIRM)
    said = Confirmation.objects.get()
    assert (said.enterprise, said.by, said.day) == (owner.enterprise, owner.user, today())
    client.logout()
    assert f"{today():%Y.%m.%d.}" in client.get(owner.enterprise.get_absolute_url()).content.decode()


def test_viewers_look_managers_confirm_owners_choose(client, owner):
    manager = MembershipFactory(enterprise=owner.enterprise, role="manager")
    viewer = MembershipFactory(enterprise=owner.enterprise, role="viewer")
    answers = {}
    for member in (viewer, manager, owner):
        client.force_login(member.user)
        steps = (client.get(CHECK), client.post(CONFIRM), client.post(CHECK, {"months": "3"}))
        answers[member.role] = [step.status_code for step in steps]
    assert answers == {"viewer": [200, 403, 403], "manager": [200, 302, 403], "owner": [200, 302, 302]}
    assert standing(owner.enterprise_id).months == 3


def test_who_belongs_to_two_answers_for_the_named_one(client, owner):
    second = MembershipFactory(user=owner.user)
    other = second.enterprise
    assert other.name in client.get(CHECK, {"enterprise": other.pk}).content.decode()
    client.post(CONFIRM, {"enterprise": other.pk})
    assert Confirmation.objects.get().enterprise == other
    assert client.post(CONFIRM, {"enterprise": EnterpriseFactory().pk}).status_code == 403
    assert Confirmation.objects.count() == 1


def test_another_interval_is_refused(client, owner):
    answer = client.post(CHECK, {"months": "4"})
    assert answer.status_code == 422
    assert not Cadence.objects.exists()


def test_asks_owners_and_managers_once_each_time_it_comes_due(owner):
    confirmed(owner.enterprise, 12)
    MembershipFactory(enterprise=owner.enterprise, role="viewer")
    fresh = MembershipFactory()
    confirmed(fresh.enterprise, 11)
    assert (ask(), ask()) == (1, 1)
    assert set(Message.objects.values_list("user", flat=True)) == {owner.user_id}
    assert [todo.url for todo in my_todos(owner.user)] == [f"{CHECK}?enterprise={owner.enterprise_id}"]
    actions.choose_cadence(owner.enterprise, 6, by=owner.user)
    ask()
    assert Message.objects.count() == 2  # the second time at this cadence
    actions.choose_cadence(owner.enterprise, 0, by=owner.user)
    assert (ask(), list(my_todos(owner.user))) == (0, [])


def test_nobody_is_asked_about_an_enterprise_that_is_gone(owner):
    confirmed(owner.enterprise, 30)
    OperatingStateFactory(enterprise=owner.enterprise, state="closed")
    assert ask() == 0


def test_a_confirmation_ends_the_question(owner):
    confirmed(owner.enterprise, 13)
    actions.confirm(owner.enterprise, by=owner.user)
    assert ask() == 0
    assert standing(owner.enterprise_id).due_on == add_months(today(), 12)


def test_completeness_counts_what_is_known_and_names_the_rest(client, owner):
    found = completeness_of(owner.enterprise_id)
    assert {fact.key for fact in found.missing} == {"summary", "name_en", "number", "state"}
    assert found.percent == 55  # five of nine
    page = client.get(CHECK).content.decode()
    assert f"{reverse('enterprises:edit')}#id_summary" in page
    assert f"{reverse('documents:add')}?kind=business" in page


def test_a_whole_entry_lacks_nothing():
    row = EnterpriseFactory(summary="빵을 굽습니다.", name_en="Bakery")
    EnterpriseIdentifierFactory(enterprise=row)
    OperatingStateFactory(enterprise=row)
    found = completeness_of(row.pk)
    assert (found.percent, list(found.missing)) == (100, [])


def test_staff_filter_and_sort_by_completeness(client):
    sign_in_staff(client, StaffFactory())
    poor = EnterpriseFactory(phone="", address="", representative="")
    rich = EnterpriseFactory(summary="빵", name_en="Bakery")
    EnterpriseIdentifierFactory(enterprise=rich)
    names = lambda **query: [row.pk for row in client.get(LIST, query).context["cl"].result_list]  # noqa: E731
    assert names(complete="low") == [poor.pk]
    assert names(complete="high") == [rich.pk]
    column = 6  # of the list, the box counted not
    assert names(o=f"{column}") == [poor.pk, rich.pk]
    assert names(o=f"-{column}") == [rich.pk, poor.pk]


def test_asking_costs_no_query_for_each_entry(django_assert_num_queries):
    for member in MembershipFactory.create_batch(5):
        confirmed(member.enterprise, 11)
    with django_assert_num_queries(1):
        ask()


def test_the_newest_word_counts_and_merging_moves_all(owner):
    other = MembershipFactory(enterprise=EnterpriseFactory())
    for enterprise in (owner.enterprise, other.enterprise):
        confirmed(enterprise, 1)
        actions.choose_cadence(enterprise, 3, by=None)
    merge(owner.enterprise, other.enterprise, "중복")
    assert Confirmation.objects.filter(enterprise=owner.enterprise).count() == 2
    assert standing(owner.enterprise_id) == Standing(add_months(today(), -1), 3, add_months(today(), -1))
