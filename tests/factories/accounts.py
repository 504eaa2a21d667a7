"""People of every role, and a session that counts as signed in with a second factor."""

import time

import factory
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from factory.django import DjangoModelFactory

from busan_se.accounts.actions import set_roles
from busan_se.accounts.models import User
from busan_se.accounts.roles import Role

PASSWORD = "a-long-test-pass-phrase"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(DjangoModelFactory):
    """A citizen with a confirmed address who signs in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@test.example.org")
    name = factory.Sequence(lambda n: f"김시민{n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def address(self, create, extracted, **kwargs):
        if create:
            EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=True)


class StaffFactory(UserFactory):
    """Somebody with `role` (a Role) and an authenticator of SECRET; `districts` are codes, for district staff."""

    @factory.post_generation
    def role(self, create, extracted, **kwargs):
        set_roles(self, [extracted or Role.CITY_STAFF])

    @factory.post_generation
    def districts(self, create, extracted, **kwargs):
        if extracted:
            set_roles(self, [Role.DISTRICT_STAFF], extracted)

    @factory.post_generation
    def authenticator(self, create, extracted, **kwargs):
        if extracted is not False:
            TOTP.activate(self, SECRET)


class SuperuserFactory(UserFactory):
    """Somebody who may do everything, with an authenticator of SECRET."""

    is_staff = True
    is_superuser = True

    @factory.post_generation
    def authenticator(self, create, extracted, **kwargs):
        if extracted is not False:
            TOTP.activate(self, SECRET)


def sign_in_staff(client, user):
    """Sign `user` in as with password and one-time code. The pages can't do it twice in 30 s: a code works once."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = HttpRequest()
    request.session, request.user = client.session, user
    record_authentication(request, user, "mfa", type="totp")
    request.session["staff_last_seen"] = int(time.time())
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


def sign_in_and_confirm(client, user):
    """Sign `user` in by password, and confirm it again, as pages that hand out or end something ask for."""
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
