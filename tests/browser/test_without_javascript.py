"""The public parts work in a browser that runs no script."""

import pytest


@pytest.fixture
def plain_page(browser):
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


def test_the_menu_opens(plain_page, portal):
    plain_page.goto(f"{portal}/")
    plain_page.locator(".menu-narrow > details > summary").click()
    plain_page.locator(".menu-narrow summary", has_text="기업").click()
    plain_page.locator(".menu-narrow a[href='/enterprises/']").click()
    assert plain_page.url.endswith("/enterprises/")


def test_a_program_is_found_and_read(plain_page, portal):
    plain_page.goto(f"{portal}/")
    plain_page.locator(".door a").first.click()
    plain_page.locator("main a[href*='/programs/']").first.click()
    assert plain_page.locator("main h1").is_visible()


def test_an_enterprise_is_found_by_district(plain_page, portal):
    plain_page.goto(f"{portal}/")
    plain_page.locator(".district-list a:visible").first.click()
    assert "/enterprises/?" in plain_page.url
    plain_page.locator("main a[href*='/enterprises/']:not([href*='?'])").first.click()
    assert plain_page.locator("main h1").is_visible()


def test_the_site_is_searched(plain_page, portal):
    plain_page.goto(f"{portal}/")
    plain_page.locator(".site-search input").fill("사업개발비")
    plain_page.locator(".site-search button").click()
    assert plain_page.locator("main .rows li").count() > 0


def test_settings_that_need_script_are_not_offered(plain_page, portal):
    plain_page.goto(f"{portal}/")
    assert plain_page.locator(".display-settings:visible").count() == 0
