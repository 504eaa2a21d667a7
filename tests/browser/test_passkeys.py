"""A passkey opens the desk in place of a code, in a browser with an authenticator of its own."""

import pytest

from busan_se.accounts.demo import DEMO_PASSWORD, current_code

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def officer(page, portal):
    """The auditor at the page that asks for the second factor; browsers take passkeys on localhost, not on a number."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.home = portal.replace("127.0.0.1", "localhost")
    sign_in(page)
    return page


def sign_in(page):
    page.goto(f"{page.home}/accounts/login/")
    page.fill("input[name=login]", "auditor@example.com")
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("main button.primary")


def test_it_is_added_and_opens_the_desk(officer):
    officer.fill("input[name=code]", current_code("auditor@example.com"))
    officer.click("main button.primary")
    officer.goto(f"{officer.home}/accounts/2fa/webauthn/add/")
    officer.fill("input[name=password]", DEMO_PASSWORD)
    officer.click("main button.primary")
    officer.fill("input[name=name]", "사무실 컴퓨터")
    officer.click("#mfa_webauthn_add")
    officer.wait_for_url("**/accounts/2fa/**")
    officer.goto(f"{officer.home}/accounts/2fa/webauthn/")
    assert officer.locator("main .rows", has_text="사무실 컴퓨터").is_visible()
    officer.context.clear_cookies()
    sign_in(officer)
    officer.click("#mfa_webauthn_authenticate")
    officer.wait_for_url("**/my/")
    assert officer.goto(f"{officer.home}/admin/").url.endswith("/admin/")
