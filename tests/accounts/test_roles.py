import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.management import call_command

from busan_se.accounts.actions import set_roles
from busan_se.accounts.models import User
from busan_se.accounts.roles import (
    Role,
    RoleGrant,
    districts_of,
    has_role,
    needs_second_factor,
    reads_everything,
    sync_roles,
)
from busan_se.core.registry import registered
from tests.factories.accounts import StaffFactory, SuperuserFactory, UserFactory

pytestmark = pytest.mark.django_db


def permissions_of(role):
    rows = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def test_the_groups_exist_after_migrate():
    assert set(Group.objects.values_list("name", flat=True)) >= set(Role.values)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AUDITOR])
def test_a_role_holds_exactly_what_is_granted(role):
    granted = {name for grant in registered(RoleGrant) if grant.role == role for name in grant.permissions}
    assert permissions_of(role) == granted


def test_the_auditor_holds_every_view_permission_and_nothing_else():
    every = Permission.objects.filter(codename__startswith="view_").values_list("content_type__app_label", "codename")
    assert permissions_of(Role.AUDITOR) == {f"{app}.{codename}" for app, codename in every}


def test_a_permission_that_is_not_granted_any_more_is_taken_away():
    stray = Permission.objects.get(codename="delete_user", content_type__app_label="accounts")
    Group.objects.get(name=Role.CITY_STAFF).permissions.add(stray)
    sync_roles(apps.get_app_config("accounts"))
    assert "accounts.delete_user" not in permissions_of(Role.CITY_STAFF)


def test_synchronising_again_changes_nothing(django_assert_num_queries):
    before = {role: permissions_of(role) for role in Role}
    call_command("migrate", verbosity=0)
    assert {role: permissions_of(role) for role in Role} == before


def test_roles_replace_each_other():
    user = StaffFactory(role=Role.CITY_STAFF)
    set_roles(user, [Role.AUDITOR])
    assert (has_role(user, Role.CITY_STAFF), has_role(user, Role.AUDITOR)) == (False, True)


@pytest.mark.parametrize(("role", "works_at_a_desk"), [(role, role != Role.REVIEWER) for role in Role])
def test_who_works_in_the_admin_follows_from_the_role(role, works_at_a_desk):
    assert StaffFactory(role=role).is_staff is works_at_a_desk


def test_without_a_role_nobody_stays_staff():
    user = StaffFactory()
    set_roles(user, [])
    assert not User.objects.get(pk=user.pk).is_staff


def test_a_superuser_stays_staff_without_a_role():
    user = SuperuserFactory()
    set_roles(user, [])
    assert user.is_staff


def test_an_unknown_role_is_refused():
    with pytest.raises(ValueError, match="mayor"):
        set_roles(UserFactory(), ["mayor"])


def test_other_groups_of_a_person_stay():
    user, group = UserFactory(), Group.objects.create(name="another")
    user.groups.add(group)
    set_roles(user, [Role.CITY_STAFF])
    assert group in user.groups.all()


def test_district_staff_see_their_districts():
    assert districts_of(StaffFactory(districts=["26350", "26110"])) == {"26350", "26110"}


def test_district_staff_without_a_district_see_none():
    assert districts_of(StaffFactory(role=Role.DISTRICT_STAFF)) == set()


def test_a_scope_goes_with_its_role():
    user = StaffFactory(districts=["26350"])
    set_roles(user, [Role.CENTRE_STAFF])
    assert not user.staff_scope.districts.exists()


@pytest.mark.parametrize("role", [Role.CITY_STAFF, Role.CENTRE_STAFF, Role.AUDITOR])
def test_city_centre_and_auditor_read_every_district(role):
    user = StaffFactory(role=role)
    assert (reads_everything(user), districts_of(user)) == (True, None)


@pytest.mark.parametrize("role", [Role.DISTRICT_STAFF, Role.REVIEWER])
def test_district_staff_and_reviewers_do_not_read_everything(role):
    assert not reads_everything(StaffFactory(role=role))


def test_a_stranger_sees_no_district():
    assert districts_of(AnonymousUser()) == set()


def test_somebody_put_out_of_service_reads_nothing():
    assert not reads_everything(StaffFactory(is_active=False))


def test_roles_are_read_once(django_assert_num_queries):
    user = User.objects.get(pk=StaffFactory().pk)
    with django_assert_num_queries(1):
        assert has_role(user, Role.CITY_STAFF)
        assert not has_role(user, Role.AUDITOR)


def test_every_role_needs_a_second_factor_and_a_citizen_none():
    assert all(needs_second_factor(StaffFactory(role=role)) for role in Role)
    assert not needs_second_factor(UserFactory())
