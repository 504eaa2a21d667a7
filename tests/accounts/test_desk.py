"""The desk for people, and what every desk inherits."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import reverse

from busan_se.accounts.admin import DistrictScopedAdmin, PortalModelAdmin
from busan_se.accounts.desk import district_code
from busan_se.accounts.mfa import has_second_factor
from busan_se.accounts.models import StaffScope, User
from busan_se.accounts.roles import Role, districts_of, has_role
from enterprises.registry.models import Enterprise
from tests.factories.accounts import StaffFactory, SuperuserFactory, UserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def chief(client):
    return sign_in_staff(client, SuperuserFactory())


def form_of(user, **changes):
    data = {
        "name": user.name,
        "language": "ko",
        "is_active": "on",
        "consents-TOTAL_FORMS": 0,
        "consents-INITIAL_FORMS": 0,
    }
    return {**data, **changes}


def request_by(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_the_superuser_gives_a_role_with_its_districts(chief):
    user = UserFactory()
    answer = chief.post(f"{PEOPLE}{user.pk}/change/", form_of(user, roles=["district_staff"], districts=["26350"]))
    assert answer.status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.is_staff, districts_of(user)) == (True, {"26350"})


def test_giving_a_role_is_logged(chief):
    user = UserFactory()
    chief.post(f"{PEOPLE}{user.pk}/change/", form_of(user, roles=["auditor"]))
    assert LogEntry.objects.filter(object_id=str(user.pk), change_message__contains="감사").exists()


def test_district_staff_need_a_district(chief):
    user = UserFactory()
    answer = chief.post(f"{PEOPLE}{user.pk}/change/", form_of(user, roles=["district_staff"]))
    assert "districts" in answer.context["adminform"].form.errors


def test_districts_without_the_role_are_refused(chief):
    user = UserFactory()
    answer = chief.post(f"{PEOPLE}{user.pk}/change/", form_of(user, districts=["26350"]))
    assert "districts" in answer.context["adminform"].form.errors


def test_a_new_person_gets_a_mail_to_set_a_password(chief):
    data = form_of(UserFactory(), email="officer@test.example.org", name="박주무", roles=["city_staff"])
    assert chief.post(f"{PEOPLE}add/", data).status_code == 302
    user = User.objects.get(email="officer@test.example.org")
    assert (user.has_usable_password(), has_role(user, Role.CITY_STAFF)) == (False, True)
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_the_address_of_a_person_is_changed_only_by_the_owner(chief):
    user = UserFactory()
    chief.post(f"{PEOPLE}{user.pk}/change/", form_of(user, email="other@test.example.org"))
    assert User.objects.get(pk=user.pk).email == user.email


def test_city_staff_see_people_and_change_none(client):
    user = UserFactory()
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    assert client.get(f"{PEOPLE}{user.pk}/change/").status_code == 200
    assert client.post(f"{PEOPLE}{user.pk}/change/", form_of(user, roles=["auditor"])).status_code == 403


def test_removing_a_second_factor_asks_for_the_reason(chief):
    user = StaffFactory()
    url = reverse("admin:accounts_user_second_factor", args=[user.pk])
    assert chief.post(url, {"reason": ""}).context["form"].errors
    assert has_second_factor(user)
    chief.post(url, {"reason": "분실, 신분증 확인"})
    assert not has_second_factor(user)


def test_city_staff_cannot_remove_a_second_factor(client):
    user = StaffFactory()
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    url = reverse("admin:accounts_user_second_factor", args=[user.pk])
    assert client.post(url, {"reason": "x"}).status_code == 403


def test_the_list_makes_the_same_queries_for_one_and_twenty_people(chief, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        chief.get(PEOPLE)
    StaffFactory.create_batch(20)
    with django_assert_num_queries(len(few)):
        chief.get(PEOPLE)


@pytest.mark.parametrize("action", ["unlock_sign_in", "send_password_mail"])
def test_actions_on_people_are_not_for_those_who_only_look(client, action):
    user = UserFactory()
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    client.post(PEOPLE, {"action": action, "_selected_action": [user.pk]})
    assert not mail.outbox
    assert not LogEntry.objects.filter(object_id=str(user.pk)).exists()


def test_the_desk_opens_with_the_strategies_first(chief):
    labels = [app["app_label"] for app in chief.get("/admin/").context["app_list"]]
    assert labels.index("enterprises") < labels.index("programs") < labels.index("accounts")


class Desk(DistrictScopedAdmin):
    """A desk as a strategy makes one."""


@pytest.fixture
def desk():
    return Desk(Enterprise, admin.site)


def test_a_district_desk_lists_only_its_districts(desk):
    inside, _outside = EnterpriseFactory(district_id="26350"), EnterpriseFactory(district_id="26110")
    assert list(desk.get_queryset(request_by(StaffFactory(districts=["26350"])))) == [inside]


def test_city_staff_list_all_districts(desk):
    EnterpriseFactory(district_id="26350")
    EnterpriseFactory(district_id="26110")
    assert desk.get_queryset(request_by(StaffFactory())).count() == 2


def test_a_district_desk_offers_only_its_districts(desk):
    request = request_by(StaffFactory(districts=["26350"]))
    field = desk.formfield_for_foreignkey(Enterprise._meta.get_field("district"), request)
    assert [district.pk for district in field.queryset] == ["26350"]


def test_a_row_cannot_be_moved_to_another_district(desk):
    row = EnterpriseFactory(district_id="26350")
    row.district_id = "26110"
    with pytest.raises(PermissionDenied):
        desk.save_model(request_by(StaffFactory(districts=["26350"])), row, None, change=True)


def test_the_district_is_found_along_a_path():
    assert district_code(EnterpriseFactory(district_id="26350"), "district") == "26350"
    assert district_code(StaffScope(), "missing__district") is None


def test_an_auditor_with_another_role_still_changes_nothing():
    user = StaffFactory(role=Role.AUDITOR)
    from busan_se.accounts.actions import set_roles

    set_roles(user, [Role.AUDITOR, Role.CITY_STAFF])
    desk, request = PortalModelAdmin(Enterprise, admin.site), request_by(user)
    allowed = (
        desk.has_add_permission(request),
        desk.has_change_permission(request),
        desk.has_delete_permission(request),
    )
    assert allowed == (False, False, False)


def test_the_form_of_a_row_asks_for_the_reason(chief):
    assert 'name="change_reason"' in chief.get(f"{PEOPLE}{UserFactory().pk}/change/").content.decode()


def side_bar(client, path):
    page = client.get(path).content.decode()
    return page[page.index('id="nav-sidebar"') :].partition("</nav>")[0]


def test_the_side_bar_is_that_of_the_rights_the_language_and_the_place(client):
    enterprise = EnterpriseFactory()
    desk, calls = reverse("admin:enterprises_enterprise_changelist"), reverse("admin:programs_call_changelist")
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    seen = [side_bar(client, desk), side_bar(client, f"{desk}{enterprise.pk}/change/")]
    assert seen[0] == seen[1]
    assert seen[0].count('aria-current="page"') == 1
    assert f'{desk}" aria-current="page"' in seen[0]
    assert f'{calls}" aria-current="page"' in side_bar(client, calls)
    assert side_bar(client, f"/en{desk}") != seen[0]
    sign_in_staff(client, StaffFactory(role=Role.DISTRICT_STAFF, districts=["26350"]))
    other = side_bar(client, desk)
    assert f"{desk}add/" in seen[0]
    assert other != seen[0]
