import random
from io import StringIO

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.urls import reverse

from busan_se.accounts import demo
from busan_se.accounts.checks import no_demo_accounts
from busan_se.accounts.models import User
from busan_se.accounts.roles import Role, districts_of, role_names
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def plant():
    demo.plant(random.Random(1), lambda line: None)


def run(*args):
    out = StringIO()
    call_command(*args, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_there_is_an_account_for_each_role():
    assert {account.role for account in demo.DEMO_ACCOUNTS} >= {*Role.values, "superuser", "owner", "manager", "viewer"}


def test_the_accounts_have_their_roles():
    plant()
    for account in demo.DEMO_ACCOUNTS:
        expected = {account.role} if account.role in Role.values else set()
        assert role_names(User.objects.get(email=account.email)) == expected


def test_the_district_officer_sees_haeundae():
    plant()
    assert districts_of(User.objects.get(email="district@example.com")) == {"26350"}


def test_planting_again_makes_no_second_account():
    plant()
    plant()
    assert User.objects.filter(email__in=demo.DEMO_EMAILS).count() == len(demo.DEMO_ACCOUNTS)


def test_removing_leaves_other_people():
    other = UserFactory()
    plant()
    demo.remove()
    assert list(User.objects.all()) == [other]


def test_planting_is_refused_where_demo_accounts_are_not_allowed(settings):
    settings.DEMO_ACCOUNTS_ALLOWED = False
    with pytest.raises(ImproperlyConfigured):
        plant()


def test_the_printed_code_signs_in(client):
    plant()
    client.post("/accounts/login/", {"login": "city@example.com", "password": demo.DEMO_PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": run("demo_code", "city@example.com").strip()})
    assert client.get("/admin/").status_code == 200


def test_a_citizen_signs_in_without_a_code(client):
    plant()
    client.post("/accounts/login/", {"login": "citizen@example.com", "password": demo.DEMO_PASSWORD})
    assert "_auth_user_id" in client.session


def test_the_secret_of_an_account_is_always_the_same():
    plant()
    stored = Authenticator.objects.get(user__email="city@example.com", type=Authenticator.Type.TOTP).wrap()
    assert stored.validate_code(pyotp.TOTP(demo.demo_secret("city@example.com")).now())


@pytest.mark.parametrize("email", ["kim@test.example.org", "citizen@example.com", "", "x" * 1000])
def test_a_code_is_only_for_demo_accounts_that_need_one(email):
    with pytest.raises(CommandError):
        run("demo_code", email)


@pytest.mark.parametrize("command", [("demo_code", "city@example.com"), ("demo_accounts",)])
def test_the_commands_refuse_where_demo_accounts_are_not_allowed(settings, command):
    settings.DEMO_ACCOUNTS_ALLOWED = False
    with pytest.raises(CommandError, match="not allowed"):
        run(*command)


def test_the_table_names_every_account_its_role_and_the_password():
    table = run("demo_accounts")
    assert demo.DEMO_PASSWORD in table
    assert all(account.email in table for account in demo.DEMO_ACCOUNTS)
    assert 'make manage ARGS="demo_code city@example.com"' in table


def test_a_deployment_with_the_setting_on_is_refused():
    assert [error.id for error in no_demo_accounts(None)] == ["accounts.E002"]


def test_a_deployment_with_demo_rows_is_refused(settings):
    plant()
    settings.DEMO_ACCOUNTS_ALLOWED = False
    assert [error.id for error in no_demo_accounts(None)] == ["accounts.E003"]


def test_a_clean_deployment_passes(settings):
    settings.DEMO_ACCOUNTS_ALLOWED = False
    assert no_demo_accounts(None) == []
