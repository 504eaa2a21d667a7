"""Every page that can be reached from the first one, at the width of a desk and of a phone."""

import pytest
from playwright.sync_api import Browser

from tests.browser.checks import assert_accessible, problems
from tests.browser.crawl import pages_from

WIDTHS = {"desk": 1280, "phone": 390}
EXTRA = ["/search/?q=돌봄", "/search/?q=zzzzzz", "/enterprises/?q=zzzzzz"]


@pytest.fixture(scope="session")
def public_pages(browser: Browser, portal: str) -> list[str]:
    with browser.new_context() as context:
        return [*pages_from(context, f"{portal}/"), *EXTRA]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_every_public_page_is_sound(browser, portal, public_pages, width):
    broken = {}
    with browser.new_context(viewport={"width": width, "height": 900}, locale="ko-KR") as context:
        # Both languages at both widths take more time than the gate has: the English pages are looked at on a desk.
        for path in (path for path in public_pages if width == WIDTHS["desk"] or not path.startswith("/en/")):
            page = context.new_page()
            if found := problems(page, portal + path):
                broken[path] = found
            page.close()
    assert not broken, "\n".join(f"{path}: {line}" for path, lines in broken.items() for line in lines)


def test_the_crawl_reaches_the_rooms_of_the_portal(public_pages):
    reached = {path.split("/")[1] for path in public_pages}
    assert {"", "programs", "calls", "enterprises", "kpis", "education", "accounts", "about", "en"} <= reached


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_error_page_is_sound(browser, portal, width):
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        assert problems(context.new_page(), f"{portal}/nowhere/", status=404) == []


def test_text_can_be_twice_as_large_without_sideways_scroll(browser, portal):
    """A window of 640 CSS pixels is what is left of 1280 at a zoom of 200%; 320 at 400%."""
    for width in (640, 320):
        with browser.new_context(viewport={"width": width, "height": 800}) as context:
            page = context.new_page()
            page.goto(f"{portal}/")
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_high_contrast_is_sound_and_remembered(page, portal):
    page.goto(f"{portal}/")
    page.locator(".header-tools summary.tool").click()
    page.locator(".header-tools [data-colours=high-contrast]").click()
    page.keyboard.press("Escape")
    page.goto(f"{portal}/programs/")
    assert page.locator("html").get_attribute("data-krds-mode") == "high-contrast"
    assert_accessible(page)


def test_anonymous_pages_set_no_cookie(browser, portal):
    with browser.new_context() as context:
        context.new_page().goto(f"{portal}/")
        assert context.cookies() == []


def test_nothing_is_loaded_from_elsewhere(page, portal):
    foreign = []
    page.on(
        "request",
        lambda request: foreign.append(request.url) if not request.url.startswith((portal, "data:")) else None,
    )
    page.goto(f"{portal}/", wait_until="networkidle")
    assert foreign == []
