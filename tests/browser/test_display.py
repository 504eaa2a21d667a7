"""Pages on paper, in high contrast, in forced colours, with larger text, and without motion."""

import re

import pytest

from tests.browser.checks import OVERFLOW, violations
from tests.browser.test_public_pages import public_pages  # noqa: F401

PAPER = {"/programs/business-development/": 2, "/programs/": 8, "/enterprises/": 5, "/about/accessibility/": 2}
FOLDED = "<figure><details><summary>표</summary><table><tr><td>1</td></tr></table></details></figure>"
HIDDEN_ON_PAPER = "#krds-header, #krds-footer, #krds-masthead, .crumbs, .actions, .filters"


def context_with(browser, settings, width=390):
    """Return a window whose visitor has chosen these display settings ({name: value})."""
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="ko-KR")
    for name, value in settings.items():
        context.add_init_script(f"localStorage.setItem('{name}', '{value}')")
    return context


@pytest.mark.parametrize(("width", "size"), [(1280, ""), (390, "larger")], ids=["desk", "phone with larger text"])
def test_high_contrast_is_sound_on_every_page(browser, portal, public_pages, width, size):  # noqa: F811
    broken = {}
    with context_with(browser, {"colours": "high-contrast", "textSize": size}, width) as context:
        page = context.new_page()
        for path in (path for path in public_pages if not path.startswith("/en/")):  # colours know no language
            page.goto(portal + path)
            assert page.locator("html").get_attribute("data-krds-mode") == "high-contrast"
            found = violations(page)
            if (overflow := page.evaluate(OVERFLOW)) > 0:
                found.append(f"scrolls sideways by {overflow} px")
            if found:
                broken[path] = found
    assert not broken, "\n".join(f"{path}: {line}" for path, lines in broken.items() for line in lines)


@pytest.mark.parametrize(("path", "sheets"), PAPER.items(), ids=PAPER)
def test_page_prints_without_the_shell(page, portal, path, sheets):
    page.goto(portal + path)
    page.emulate_media(media="print")
    assert page.locator(HIDDEN_ON_PAPER).evaluate_all("all => all.filter(e => e.checkVisibility()).length") == 0
    assert page.locator("main h1").is_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= sheets


def test_tables_behind_a_fold_are_printed(page, portal):
    page.goto(f"{portal}/programs/")
    page.locator("main").evaluate("(main, html) => main.insertAdjacentHTML('beforeend', html)", FOLDED)
    table = page.locator("figure details table")
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()
    assert not page.locator("figure summary").is_visible()


def test_paper_is_white_in_high_contrast(browser, portal):
    with context_with(browser, {"colours": "high-contrast"}) as context:
        page = context.new_page()
        page.goto(f"{portal}/programs/business-development/")
        page.emulate_media(media="print")
        for place in ("main h1", "main dd", "main th", "main p.lead"):
            red, green, blue = page.locator(place).first.evaluate(
                "e => getComputedStyle(e).color.match(/[\\d.]+/g).slice(0, 3).map(Number)"
            )
            assert max(red, green, blue) < 128, place


def test_who_wants_no_motion_gets_none(page, portal):
    page.goto(f"{portal}/")
    page.emulate_media(reduced_motion="reduce")
    moving = page.locator("body *").evaluate_all(
        "all => all.filter(e => [getComputedStyle(e).transitionDuration, getComputedStyle(e).animationDuration]"
        ".some(d => d.split(', ').some(t => t !== '0s'))).length"
    )
    assert moving == 0


@pytest.mark.parametrize("path", ["/", "/enterprises/", "/kpis/", "/programs/business-development/"])
def test_forced_colours_leave_everything_readable(browser, portal, path):
    with browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(portal + path)
        assert violations(page) == []
        cards = page.locator(".card, .panel, .door").evaluate_all(
            "all => all.filter(e => e.checkVisibility() && getComputedStyle(e).borderTopStyle === 'none').length"
        )
        assert cards == 0
