import pyotp
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from busan_se.accounts.mfa import has_second_factor, reset_second_factor
from busan_se.accounts.roles import Role
from tests.factories.accounts import PASSWORD, SECRET, StaffFactory, SuperuserFactory, UserFactory, sign_in_staff

pytestmark = pytest.mark.django_db
DESK = "/admin/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_the_desk_sends_a_stranger_to_sign_in(client):
    answer = client.get(DESK, follow=True)
    assert answer.redirect_chain[-1] == (f"{reverse('account_login')}?next={DESK}", 302)


def test_the_admins_own_sign_in_page_is_never_shown(client):
    answer = client.get(f"/admin/login/?next={DESK}programs/call/")
    assert answer.url == f"{reverse('account_login')}?next={DESK}programs/call/"


def test_the_sign_in_step_leads_nowhere_else(client):
    answer = client.get("/admin/login/?next=https://elsewhere.example.org/")
    assert answer.url == f"{reverse('account_login')}?next={DESK}"


def test_a_citizen_is_told_that_this_desk_is_for_staff(client):
    client.force_login(UserFactory(), backend=BACKEND)
    assert client.get(DESK, follow=True).status_code == 403


def test_a_reviewer_has_no_place_in_the_admin(client):
    sign_in_staff(client, StaffFactory(role=Role.REVIEWER))
    assert client.get(DESK, follow=True).status_code == 403


def test_staff_without_a_second_factor_are_sent_to_set_one_up(client):
    client.force_login(StaffFactory(authenticator=False), backend=BACKEND)
    answer = client.get(DESK, follow=True)
    assert (reverse("mfa_activate_totp"), 302) in answer.redirect_chain


def test_a_session_opened_without_the_second_factor_is_asked_for_it(client):
    client.force_login(StaffFactory(), backend=BACKEND)
    answer = client.get(f"{DESK}login/?next={DESK}")
    assert answer.url == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2F"


def test_confirming_with_a_code_opens_the_desk(client):
    client.force_login(StaffFactory(), backend=BACKEND)
    client.post(f"{reverse('mfa_reauthenticate')}?next={DESK}", {"code": pyotp.TOTP(SECRET).now(), "next": DESK})
    assert client.get(DESK).status_code == 200


def test_password_and_code_open_the_desk(client):
    client.post("/accounts/login/", {"login": StaffFactory().email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": pyotp.TOTP(SECRET).now()})
    assert client.get(DESK).status_code == 200


def test_a_code_works_once(client):
    user, code = StaffFactory(), pyotp.TOTP(SECRET).now()
    for expected in (True, False):
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is expected
        client.logout()


def test_a_recovery_code_opens_the_desk(client):
    user = StaffFactory()
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(DESK).status_code == 200


def test_setting_up_the_second_factor_opens_the_desk(client, monkeypatch):
    user = StaffFactory(authenticator=False)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    client.post(page.redirect_chain[-1][0], {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    # A test's transaction never commits; for a visitor the commit comes before the session is saved.
    monkeypatch.setattr("allauth.mfa.totp.internal.flows.transaction.on_commit", lambda act: act())
    client.post(reverse("mfa_activate_totp"), {"code": pyotp.TOTP(secret).now()})
    assert client.get(DESK).status_code == 200


def test_somebody_elses_confirmation_does_not_count(client):
    sign_in_staff(client, StaffFactory())
    other = StaffFactory()
    session = client.session
    session["_auth_user_id"] = str(other.pk)
    session["_auth_user_hash"] = other.get_session_auth_hash()
    session.save()
    assert client.get(DESK).status_code == 302


def test_the_secret_is_encrypted_in_the_database():
    authenticator = Authenticator.objects.get(user=StaffFactory())
    assert authenticator.data["secret"].startswith("test:")


def test_taking_a_lost_second_factor_away_is_logged_with_its_reason():
    user, by = StaffFactory(), SuperuserFactory()
    reset_second_factor(user, by=by, reason="신분증 확인")
    assert not has_second_factor(user)
    entry = LogEntry.objects.get(object_id=str(user.pk))
    assert (entry.user, "신분증 확인" in entry.change_message) == (by, True)


def test_wrong_codes_are_limited(client):
    client.post("/accounts/login/", {"login": StaffFactory().email, "password": PASSWORD})
    for _attempt in range(20):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": pyotp.TOTP(SECRET).now()})
    assert "_auth_user_id" not in client.session
