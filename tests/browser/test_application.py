"""An application written in a browser: saved while typing, kept when the line breaks, and sound at every step."""

import re

import pytest
from playwright.sync_api import expect

from busan_se.accounts.demo import DEMO_PASSWORD
from tests.browser.checks import OVERFLOW, problems, violations

SECTIONS = range(1, 7)
SAVED = re.compile(r"^저장됨 \d\d:\d\d$")


@pytest.fixture
def owner(page, portal):
    """The owner of a demo enterprise, on a phone; `owner.draft` is where the draft with every question is."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{portal}/accounts/login/")
    page.fill("input[name=login]", "owner@example.com")
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("main button.primary")
    page.goto(f"{portal}/my/applications/")
    link = page.locator("main .rows a", has_text="지역특화").first
    page.draft = portal + link.get_attribute("href")
    return page


def test_every_page_of_a_draft_is_sound(owner):
    addresses = [owner.draft, *(f"{owner.draft}{number}/" for number in SECTIONS), f"{owner.draft}check/"]
    broken = {}
    for width in (390, 1280):
        owner.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            if found := problems(owner, address):
                broken[f"{address} at {width}"] = found
    assert not broken, "\n".join(f"{address}: {line}" for address, lines in broken.items() for line in lines)


def test_what_is_typed_is_saved_by_itself_also_after_the_line_broke(owner):
    owner.goto(f"{owner.draft}2/")
    status = owner.locator("[data-save-status]")
    owner.fill("[name=title]", "저절로 저장되는 제목")
    expect(status).to_have_text(SAVED)
    owner.context.set_offline(True)
    owner.fill("[name=title]", "줄이 끊긴 동안 쓴 제목")
    expect(status).to_contain_text("저장하지 못했습니다")
    owner.context.set_offline(False)
    expect(status).to_have_text(SAVED)
    owner.reload()
    expect(owner.locator("[name=title]")).to_have_value("줄이 끊긴 동안 쓴 제목")


def test_a_choice_shows_and_hides_what_depends_on_it(owner):
    owner.goto(f"{owner.draft}2/")
    results = owner.locator("[name=results]")
    owner.get_by_text("하던 사업의 확장", exact=True).click()
    expect(results).to_be_visible()
    owner.get_by_text("새 사업 모델", exact=True).click()
    expect(results).to_be_hidden()


def test_lines_are_added_and_the_sums_follow_as_the_server_counts_them(owner):
    owner.goto(f"{owner.draft}5/")
    table = owner.locator("[data-table=costs]")
    lines = table.locator("[data-line]")
    before = lines.count()
    table.get_by_role("button", name="줄 추가").click()
    assert lines.count() == before + 1
    line = lines.last
    line.locator("select").select_option("rent")
    line.locator("[data-cost=city]").fill("30000000")
    line.locator("[data-cost=own]").fill("1")
    expect(line.locator("[data-line-sum]")).to_have_text("30,000,001원")
    expect(table.locator("[data-own-short]")).to_be_visible()
    expect(owner.locator("[data-save-status]")).to_have_text(SAVED)
    shown = table.locator("[data-requested], [data-total], [data-own-percent]").all_text_contents()
    owner.reload()
    assert table.locator("[data-requested], [data-total], [data-own-percent]").all_text_contents() == shown


def test_two_windows_are_compared_and_nothing_is_lost(owner):
    other = owner.context.new_page()
    for window in (owner, other):
        window.goto(f"{owner.draft}1/")
    other.fill("[name=contact]", "다른 창의 담당자")
    expect(other.locator("[data-save-status]")).to_have_text(SAVED)
    owner.fill("[name=contact]", "이 창의 담당자")
    expect(owner.locator("[data-save-status]")).to_contain_text("다른 사람이 같은 문항을 고쳤습니다")
    owner.get_by_role("button", name="저장하고 다음으로").click()
    expect(owner.locator("h1")).to_contain_text("두 가지")
    assert all(owner.get_by_text(text).is_visible() for text in ("이 창의 담당자", "다른 창의 담당자"))
    assert violations(owner) == []
    assert owner.evaluate(OVERFLOW) <= 0
    owner.get_by_role("button", name="고른 대로 저장").click()
    expect(owner.locator("[name=contact]")).to_have_value("이 창의 담당자")
