"""What ends soon and who hears of it, what has ended and comes back, grades, and the time line."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.audit.history import history_of
from busan_se.core.clock import today
from busan_se.core.errors import Refused
from busan_se.notifications.models import Message
from enterprises.qualifications import actions
from enterprises.qualifications.models import Grade
from enterprises.qualifications.pages import staff_todos
from enterprises.qualifications.queries import ending, time_line
from enterprises.qualifications.reminders import remind
from enterprises.registry.models import Qualification
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.enterprises import (
    EnterpriseFactory,
    MembershipFactory,
    OperatingStateFactory,
    QualificationFactory,
)

pytestmark = pytest.mark.django_db
WHY = "이의신청 인용 2026-11"


def in_days(n):
    return today() + timedelta(days=n)


def until(n, **kwargs):
    """Return a qualification whose last day is in `n` days."""
    return QualificationFactory(valid_from=in_days(-400), valid_to=in_days(n), **kwargs)


def gone(**kwargs):
    """Return a qualification that was cancelled ten days ago."""
    return QualificationFactory(ended_on=in_days(-10), ended_how="cancelled", **kwargs)


def page(enterprise, name):
    return reverse(f"admin:enterprises_enterprise_{name}", args=[enterprise.pk])


def code_of(call, *args):
    with pytest.raises(Refused) as refusal:
        call(*args)
    return refusal.value.code


@pytest.fixture
def city(client):
    return sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))


def test_tells_members_at_each_step_once():
    firm = MembershipFactory(enterprise=EnterpriseFactory(qualification=None)).enterprise
    MembershipFactory(enterprise=firm, role="viewer")
    far, near, over = until(90, enterprise=firm), until(29), until(-1)
    MembershipFactory(enterprise=over.enterprise)
    assert (remind(), remind()) == (1, 1)  # the near one has nobody to be told
    assert Message.objects.get().key == f"qualification:{far.pk}:{far.valid_to}:90"
    MembershipFactory(enterprise=near.enterprise)
    Qualification.objects.filter(pk=far.pk).update(valid_to=in_days(7))
    assert remind() == 2
    keys = {f"qualification:{near.pk}:{near.valid_to}:30", f"qualification:{far.pk}:{in_days(7)}:7"}
    assert keys < set(Message.objects.values_list("key", flat=True))


def test_what_goes_on_or_was_ended_does_not_end_soon():
    renewed, cancelled, of_a_closed, soon = until(20), until(20), until(20), until(20)
    QualificationFactory(enterprise=renewed.enterprise, valid_from=in_days(21))
    Qualification.objects.filter(pk=cancelled.pk).update(ended_on=in_days(3), ended_how="returned")
    OperatingStateFactory(enterprise=of_a_closed.enterprise, state="closed")
    assert list(ending(today())) == [soon]


def test_the_list_of_what_ends_soon(client, city):
    soon, later = until(80), until(200)
    MembershipFactory(enterprise=soon.enterprise)
    url = reverse("admin:enterprises_qualification_changelist")
    text = client.get(url, {"ends": "90"}).content.decode()
    assert soon.enterprise.name in text
    assert later.enterprise.name not in text
    assert staff_todos(StaffFactory())[0].count == 1
    exported = client.post(url, {"action": "export_csv", "_selected_action": [soon.pk]})
    assert str(soon.valid_to) in b"".join(exported.streaming_content).decode()


@pytest.mark.parametrize("n", [1, 20])
def test_the_list_costs_the_same_for_one_and_twenty(client, city, django_assert_max_num_queries, n):
    for _ in range(n):
        until(80)
    url = reverse("admin:enterprises_qualification_changelist")
    client.get(url)
    with django_assert_max_num_queries(10):
        client.get(url, {"ends": "90"})


def test_an_end_is_taken_back_with_its_reason():
    row = gone()
    actions.take_back(row.pk, row.ended_on, WHY)
    row.refresh_from_db()
    assert (row.ended_on, row.ended_how) == (None, "")
    assert Qualification.objects.valid_on(today()).get() == row
    assert history_of(row)[0].reason == WHY


def test_a_later_day_leaves_the_gap_as_it_was():
    row = gone(number="제7호", valid_to=in_days(100))
    again = actions.take_back(row.pk, today(), WHY)
    assert again.pk != row.pk
    assert (again.number, again.valid_from, again.valid_to) == ("제7호", today(), in_days(100))
    held = Qualification.objects.filter(enterprise=row.enterprise)
    assert [held.valid_on(in_days(n)).count() for n in (-11, -5, 0)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("build", "days", "code"),
    [
        (lambda: QualificationFactory(), 0, "in_force"),
        (lambda: gone(), 1, "future_day"),
        (lambda: gone(), -11, "too_early"),
        (lambda: gone(valid_to=in_days(-2)), 0, "period_over"),
        (lambda: gone(valid_to=in_days(-2)), -10, "period_over"),
    ],
)
def test_what_cannot_come_back_is_refused(build, days, code):
    assert code_of(actions.take_back, build().pk, in_days(days), WHY) == code


def test_an_overlap_and_a_closed_enterprise_are_refused():
    row = gone()
    QualificationFactory(enterprise=row.enterprise, valid_from=in_days(-5))
    assert code_of(actions.take_back, row.pk, today(), WHY) == "overlap"
    OperatingStateFactory(enterprise=row.enterprise, state="closed", since=in_days(-3))
    assert code_of(actions.take_back, row.pk, today(), WHY) == "enterprise_gone"


def test_a_closed_enterprise_is_at_work_again():
    closed = OperatingStateFactory(state="closed", since=in_days(-30))
    assert code_of(actions.reopen, closed.enterprise_id, in_days(-31), WHY) == "too_early"
    assert code_of(actions.reopen, closed.enterprise_id, in_days(1), WHY) == "future_day"
    actions.reopen(closed.enterprise_id, in_days(-5), WHY)
    closed.enterprise.refresh_from_db()
    assert closed.enterprise.state == "operating"
    assert closed.enterprise.states.first().reason == WHY
    assert code_of(actions.reopen, closed.enterprise_id, today(), WHY) == "at_work"


def test_an_enterprise_with_members_and_no_owner_stays_closed():
    member = MembershipFactory(enterprise=OperatingStateFactory(state="closed").enterprise, role="viewer")
    assert code_of(actions.reopen, member.enterprise_id, today(), WHY) == "no_owner"


def test_the_page_takes_back_for_those_who_may(client, city):
    row = gone()
    typed = {"what": row.pk, "since": row.ended_on, "reason": WHY}
    assert client.post(page(row.enterprise, "take-back"), typed | {"since": in_days(1)}).status_code == 422
    assert client.post(page(row.enterprise, "take-back"), typed).status_code == 302
    assert Qualification.objects.get().ended_on is None
    sign_in_staff(client, StaffFactory(districts=["26350"]))
    assert client.get(page(row.enterprise, "qualifications")).status_code == 200
    assert client.get(page(row.enterprise, "take-back")).status_code == 403


def test_the_form_of_the_enterprise_does_not_wipe_an_end_out(client, city):
    row = gone()
    url = reverse("admin:enterprises_enterprise_change", args=[row.enterprise_id])
    answer = client.post(url, _whole(row))
    assert list(answer.context["inline_admin_formsets"][0].formset.errors[0]) == ["ended_on"]
    row.refresh_from_db()
    assert row.ended_on == in_days(-10)


def _line(row):
    said = {"id": row.pk, "enterprise": row.enterprise_id, "kind": row.kind_id, "valid_from": row.valid_from}
    return {f"qualifications-0-{name}": value for name, value in said.items()}


def _whole(row):
    fields = {"name": row.enterprise.name, "district": row.enterprise.district_id, "ksic": row.enterprise.ksic_id}
    for prefix, n in (("qualifications", 1), ("identifiers", 0), ("states", 0), ("memberships", 0)):
        fields |= {f"{prefix}-TOTAL_FORMS": n, f"{prefix}-INITIAL_FORMS": n}
    return {**fields, **_line(row)}


@pytest.mark.parametrize(
    ("day", "value", "is_fine"),
    [
        (date(2024, 12, 31), "fair", True),
        (date(2024, 12, 31), "weak", False),
        (date(2025, 1, 1), "good", True),
        (date(2025, 1, 1), "fair", False),
    ],
)
def test_a_grade_is_one_of_its_time(day, value, is_fine):
    grade = Grade(enterprise=EnterpriseFactory(), value=value, assessed_on=day, source="결과 통보")
    if is_fine:
        grade.save()
        return
    with pytest.raises(ValidationError):
        grade.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        grade.save()


def test_grades_are_seen_by_members_and_the_desk_only():
    member = MembershipFactory()
    Grade.objects.create(
        enterprise=member.enterprise, value="excellent", assessed_on=date(2025, 6, 1), source="결과 통보"
    )
    readers = (member.user, StaffFactory(districts=["26350"]), StaffFactory(districts=["26110"]), UserFactory())
    assert [Grade.objects.visible_to(user).count() for user in readers] == [1, 1, 0, 0]


def test_the_time_line_has_one_scale():
    firm = EnterpriseFactory(qualification=None)
    QualificationFactory(enterprise=firm, valid_from=date(2024, 1, 1), valid_to=date(2024, 12, 31))
    line = time_line(firm, date(2026, 1, 1))
    assert (line.spans[0].start, line.spans[0].standing) == (0, "done")
    assert line.spans[0].length == pytest.approx(100 / 3, abs=0.1)
    assert line.today == pytest.approx(200 / 3, abs=0.1)
    assert [year for _at, year in line.years] == [2024, 2025, 2026]


def test_members_see_their_time_line(client):
    member = MembershipFactory()
    row = until(20, enterprise=member.enterprise, kind_id="village")
    client.force_login(member.user)
    text = client.get(reverse("qualifications:mine")).content.decode()
    assert f"{row.valid_to:%Y.%m.%d.}" in text
