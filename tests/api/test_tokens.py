"""Access tokens: how they are made, what they open, how they end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from busan_se.accounts.actions import set_roles
from busan_se.accounts.mfa import reset_second_factor
from busan_se.accounts.roles import Role
from busan_se.api.actions import digest_of, forget_ended
from busan_se.api.models import AccessToken
from busan_se.audit.models import AccessLog
from busan_se.core.clock import now
from busan_se.privacy.closing import close_account
from busan_se.privacy.holdings import holdings_of
from tests.api.asking import ROOT, refusal
from tests.factories.accounts import (
    PASSWORD,
    StaffFactory,
    SuperuserFactory,
    UserFactory,
    sign_in_and_confirm,
    sign_in_staff,
)
from tests.factories.ground import MessageFactory
from tests.factories.tokens import program_of, token_of

pytestmark = pytest.mark.django_db
PAGE, NEW = "/my/account/tokens/", "/my/account/tokens/new/"
URL = f"{ROOT}my-messages/"
WISH = {"name": "회계 프로그램", "scope": "read", "days": "90"}


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def browser(client, person):
    sign_in_and_confirm(client, person)
    return client


def made(answer):
    """Return the text that the page shows once."""
    assert answer.status_code == 200, answer.context["form"].errors
    return answer.context["text"]


class TestMaking:
    def test_the_token_is_shown_once_and_works(self, browser, client):
        answer = browser.post(NEW, WISH)
        text = made(answer)
        assert text in answer.content.decode()
        assert text not in browser.get(PAGE).content.decode()
        assert "no-store" in answer["Cache-Control"]
        browser.logout()
        assert client.get(URL, headers={"Authorization": f"Bearer {text}"}).status_code == 200

    def test_only_its_hash_is_kept(self, browser):
        text = made(browser.post(NEW, WISH))
        (token,) = AccessToken.objects.values()
        assert token["digest"] == digest_of(text)
        assert text not in str(token)

    def test_sending_the_form_again_makes_no_other(self, browser):
        made(browser.post(NEW, WISH))
        answer = browser.post(NEW, WISH)
        assert (answer.status_code, AccessToken.objects.count()) == (422, 1)

    @pytest.mark.parametrize("wrong", [{"days": "366"}, {"days": "0"}, {"scope": "all"}, {"name": ""}])
    def test_what_is_wrong_is_told(self, browser, wrong):
        assert browser.post(NEW, WISH | wrong).status_code == 422
        assert not AccessToken.objects.exists()

    def test_twenty_are_enough(self, browser, person):
        for _number in range(20):
            token_of(person)
        assert browser.post(NEW, WISH).status_code == 422

    def test_the_password_is_asked_for(self, client, person):
        client.force_login(person)
        assert "reauthenticate" in client.get(NEW).url

    def test_the_database_refuses_more_than_a_year(self, person):
        with pytest.raises(IntegrityError, match="token_good_for_a_year_at_most"), transaction.atomic():
            token_of(person, expires_at=now() + timedelta(days=367))

    def test_staff_show_their_second_factor(self, client):
        officer = StaffFactory()
        client.force_login(officer)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert client.get(NEW).url.startswith(reverse("mfa_reauthenticate"))
        assert client.post(NEW, WISH).status_code == 302
        sign_in_staff(client, officer)
        made(client.post(NEW, WISH))
        assert AccessToken.objects.get().with_second_factor

    def test_making_using_and_revoking_are_in_the_access_log(self, browser, person):
        text = made(browser.post(NEW, WISH))
        for _time in range(2):
            browser.get(URL, headers={"Authorization": f"Bearer {text}"})
        token = AccessToken.objects.get()
        browser.post(f"{PAGE}{token.pk}/revoke/")
        rows = AccessLog.objects.filter(subject=f"api.AccessToken:{token.pk}").order_by("pk")
        assert [(row.user_id, row.action, row.reason.partition(":")[0]) for row in rows] == [
            (person.pk, "change", "made"),
            (person.pk, "view", "used"),
            (person.pk, "change", "revoked"),
        ]


class TestOpening:
    @pytest.mark.parametrize(
        "header", ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer busanse_none", "Token x", "Bearer \xed\x95"]
    )
    def test_nothing_without_a_token(self, client, header):
        answer = client.get(URL, headers={"Authorization": header} if header else {})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert answer.json()["code"] in {"not_authenticated", "invalid_token"}

    @pytest.mark.parametrize("how", ["revoked", "expired"])
    def test_nothing_after_its_end(self, person, how):
        expired = {"created_at": now() - timedelta(days=9), "expires_at": now() - timedelta(seconds=1)}
        ending = {"revoked_at": now()} if how == "revoked" else expired
        answer = program_of(person, **ending).get(URL)
        assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")

    def test_nothing_for_who_may_not_sign_in(self, person):
        program = program_of(person)
        type(person).objects.filter(pk=person.pk).update(is_active=False)
        assert program.get(URL).status_code == 401

    def test_no_desk_for_a_token_from_before_the_office(self, person):
        program = program_of(person)
        assert program.get(URL).status_code == 200
        set_roles(person, [Role.CITY_STAFF])
        assert program.get(URL).status_code == 401

    def test_nothing_once_the_second_factor_is_taken_away(self):
        officer = StaffFactory()
        program = program_of(officer)
        assert program.get(URL).status_code == 200
        reset_second_factor(officer, by=SuperuserFactory(), reason="분실")
        assert program.get(URL).status_code == 401

    def test_the_use_is_noted(self, person):
        program_of(person).get(URL)
        assert now() - AccessToken.objects.get().last_used_at < timedelta(minutes=1)

    def test_answers_are_kept_by_nobody_and_not_for_other_sites(self, person):
        answer = program_of(person).get(URL, headers={"Origin": "https://example.org"})
        assert "private" in answer["Cache-Control"]
        assert "no-store" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]
        assert "Authorization" in answer["Vary"]
        assert not {"Access-Control-Allow-Origin", "X-Cache", "ETag"} & set(answer.headers)

    def test_a_browser_of_staff_without_second_factor_gets_nothing(self, client):
        client.force_login(StaffFactory())
        assert client.get(URL).status_code == 401

    def test_a_token_opens_no_page(self, person):
        assert program_of(person).get("/my/").status_code == 302


class TestThrottle:
    def test_each_token_is_counted_from_wherever_it_is_used(self, person, settings):
        settings.API_TOKEN_REQUESTS_PER_MINUTE = 2
        one, other = program_of(person), program_of(person)
        answers = [one.get(URL, REMOTE_ADDR=f"192.0.2.{number}") for number in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[-1].json()["code"] == "too_many_requests"
        assert other.get(URL).status_code == 200

    def test_who_guesses_is_counted_too(self, client, settings):
        settings.API_REQUESTS_PER_MINUTE = 2
        guesses = [client.get(URL, headers={"Authorization": f"Bearer busanse_{n}"}).status_code for n in range(3)]
        assert guesses == [401, 401, 429]


class TestEnding:
    def test_revoked_by_a_click(self, browser, person):
        program = program_of(person)
        token = AccessToken.objects.get()
        assert browser.post(f"{PAGE}{token.pk}/revoke/").status_code == 302
        assert program.get(URL).status_code == 401
        assert "폐기" in browser.get(PAGE).content.decode()

    def test_nobody_sees_or_revokes_another_s(self, browser):
        token_of(UserFactory(), name="남의 것")
        assert "남의 것" not in browser.get(PAGE).content.decode()
        assert browser.post(f"{PAGE}{AccessToken.objects.get().pk}/revoke/").status_code == 404

    def test_counted_in_my_data_and_deleted_with_the_account(self, person):
        token_of(person)
        (holding,) = (one for one in holdings_of(person) if one.declared.model == "api.AccessToken")
        assert holding.count == 1
        close_account(person.pk)
        assert not AccessToken.objects.exists()

    def test_forgotten_ninety_days_after_its_end(self, person):
        long_ago = now() - timedelta(days=91)
        token_of(person, revoked_at=long_ago)
        token_of(person, created_at=long_ago - timedelta(days=9), expires_at=long_ago)
        token_of(person)
        assert forget_ended() == 2


class TestWriting:
    def test_a_message_is_marked_as_read(self, person):
        message = _message(person)
        program = program_of(person, scope="write")
        for _time in range(2):
            answer = program.post(f"{URL}{message.pk}/read/")
            assert (answer.status_code, answer.content) == (204, b"")
        message.refresh_from_db()
        assert message.read_at

    def test_not_with_a_token_that_reads(self, person):
        answer = program_of(person).post(f"{URL}{_message(person).pk}/read/")
        assert (answer.status_code, answer.json()["code"]) == (403, "read_only_token")

    def test_not_another_s(self, person):
        assert program_of(person, scope="write").post(f"{URL}{_message(UserFactory()).pk}/read/").status_code == 404

    def test_a_page_of_another_site_can_t_write_with_the_session(self, person):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(person)
        assert browser.post(f"{URL}{_message(person).pk}/read/").status_code == 403


def _message(user):
    return MessageFactory(user=user)


def test_an_unknown_parameter_is_named(person):
    assert refusal(program_of(person), "my-messages/", x="1")[:2] == (400, "unknown_parameter")
