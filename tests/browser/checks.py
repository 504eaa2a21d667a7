"""What every page must keep: no axe violation, no sideways scroll, no console message (CSP reports are such)."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor/axe-core/4.14.1/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(result =>
    result.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(" ")}: ${n.html.slice(0, 160)}`)))"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: Page) -> list[str]:
    """Return one line for each element that breaks a rule of axe."""
    page.evaluate(AXE)
    return list(page.evaluate(RUN, RULES))


def assert_accessible(page: Page) -> None:
    """Fail with the list of violations of the page as it stands."""
    found = violations(page)
    assert not found, "\n".join(found)


def problems(page: Page, url: str, *, status: int = 200) -> list[str]:
    """Open a page; return everything that is wrong with it, in words."""
    console: list[str] = []
    page.on("console", lambda message: console.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: console.append(f"script: {error}"))
    answer = page.goto(url, wait_until="load")
    found = [] if answer and answer.status == status else [f"status {answer and answer.status}"]
    found += [line for line in console if "status of 4" not in line]
    if (overflow := page.evaluate(OVERFLOW)) > 0:
        found.append(f"scrolls sideways by {overflow} px")
    return found + violations(page)
