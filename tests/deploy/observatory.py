"""The score that Mozilla's HTTP Observatory gives to a site, from its answers.

Table and tests: github.com/mdn/mdn-http-observatory, src/grader/charts.js and src/analyzer/tests/ (read 2026-11-24).
Left out is what an answer can't tell: membership of the preload list (+5), the certificate.
"""

from dataclasses import dataclass, field
from http.cookies import Morsel, SimpleCookie

BASE, EXTRA_CREDIT_FROM = 100, 90
MODIFIERS = {
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-not-implemented": -25,
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-secure-with-httponly-sessions": 0,
    "cookies-not-found": 0,
    "cookies-without-secure-flag": -20,
    "cookies-anticsrf-without-samesite-flag": -20,
    "cookies-session-without-httponly-flag": -30,
    "cookies-session-without-secure-flag": -40,
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-public-access": 0,
    "cross-origin-resource-sharing-implemented-with-universal-access": -50,
    "redirection-to-https": 0,
    "redirection-missing": -20,
    "redirection-off-host-from-http": -5,
    "redirection-not-to-https": -20,
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "hsts-implemented-max-age-at-least-six-months": 0,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-not-implemented": -20,
    "cross-origin-resource-policy-implemented-with-same-origin": 10,
    "cross-origin-resource-policy-implemented-with-same-site": 10,
    "cross-origin-resource-policy-implemented-with-cross-origin": 0,
    "cross-origin-resource-policy-not-implemented": 0,
    "cross-origin-resource-policy-header-invalid": -5,
}
SIX_MONTHS = 15_768_000  # seconds
BROAD = {"*", "http:", "https:", "ftp:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@dataclass(frozen=True)
class Answer:
    """What a site said: headers by lower-case name, the lines of Set-Cookie, and where plain http was sent to."""

    headers: dict[str, str]
    cookies: list[str] = field(default_factory=list)
    host: str = "testserver"
    http_target: str = ""


def score(answer: Answer) -> tuple[int, list[str]]:
    """Return the score (100 and more is an A+), and the result of each test by its name in `MODIFIERS`."""
    results = [test(answer) for test in TESTS]
    modifiers = [MODIFIERS[result] for result in results]
    without_credit = BASE + sum(modifier for modifier in modifiers if modifier < 0)
    points = BASE + sum(modifiers) if without_credit >= EXTRA_CREDIT_FROM else without_credit
    return max(points, 0), results


def directives(answer: Answer) -> dict[str, set[str]]:
    """Return the sources of each directive of the content security policy."""
    parts = (part.split() for part in answer.headers.get("content-security-policy", "").split(";"))
    return {part[0]: set(part[1:]) for part in parts if part}


def csp(answer: Answer) -> str:
    policy = directives(answer)
    if not policy:
        return "csp-not-implemented"
    default = policy.get("default-src", {"*"})
    script, style = policy.get("script-src", default), policy.get("style-src", default)
    if script & (BROAD | {"'unsafe-inline'", "data:"}) or policy.get("object-src", default) & BROAD:
        return "csp-implemented-with-unsafe-inline"
    if any(source.startswith(("http:", "ftp:")) for sources in policy.values() for source in sources):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in script | style:
        return "csp-implemented-with-unsafe-eval"
    if style & (BROAD | {"'unsafe-inline'", "data:"}):
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    return "csp-implemented-with-no-unsafe" + ("-default-src-none" if default == {"'none'"} else "")


def cookies(answer: Answer) -> str:
    found = [morsel for line in answer.cookies for morsel in SimpleCookie(line).values()]
    faults = [fault for morsel in found for fault in faults_of(morsel)]
    if not found:
        return "cookies-not-found"
    if faults:
        return min(faults, key=lambda fault: MODIFIERS[fault])
    return "cookies-secure-with-httponly-sessions" + ("-and-samesite" if all(m["samesite"] for m in found) else "")


def faults_of(morsel: Morsel) -> list[str]:
    """Return what is wrong with one cookie. What a session or a token is, the Observatory takes from the name."""
    session = any(word in morsel.key.lower() for word in ("login", "sess"))
    faults = {
        "cookies-without-secure-flag": not morsel["secure"],
        "cookies-session-without-secure-flag": session and not morsel["secure"],
        "cookies-session-without-httponly-flag": session and not morsel["httponly"],
        "cookies-anticsrf-without-samesite-flag": "csrf" in morsel.key.lower() and not morsel["samesite"],
    }
    return [name for name, found in faults.items() if found]


def sharing(answer: Answer) -> str:
    allowed = answer.headers.get("access-control-allow-origin")
    if not allowed:
        return "cross-origin-resource-sharing-not-implemented"
    universal = answer.headers.get("access-control-allow-credentials") == "true"
    return "cross-origin-resource-sharing-implemented-with-" + ("universal-access" if universal else "public-access")


def redirection(answer: Answer) -> str:
    if not answer.http_target:
        return "redirection-missing"
    if not answer.http_target.startswith("https://"):
        return "redirection-not-to-https"
    same = answer.http_target.startswith(f"https://{answer.host}/")
    return "redirection-to-https" if same else "redirection-off-host-from-http"


def referrer(answer: Answer) -> str:
    policy = answer.headers.get("referrer-policy")
    if not policy:
        return "referrer-policy-not-implemented"
    return "referrer-policy-private" if policy.rpartition(",")[2].strip() in PRIVATE else "referrer-policy-unsafe"


def hsts(answer: Answer) -> str:
    parts = dict(
        part.strip().partition("=")[::2] for part in answer.headers.get("strict-transport-security", "").split(";")
    )
    if not parts.get("max-age", "").isdigit():
        return "hsts-not-implemented"
    enough = int(parts["max-age"]) >= SIX_MONTHS
    return "hsts-implemented-max-age-" + ("at-least-six-months" if enough else "less-than-six-months")


def sniffing(answer: Answer) -> str:
    said = answer.headers.get("x-content-type-options") == "nosniff"
    return "x-content-type-options-" + ("nosniff" if said else "not-implemented")


def framing(answer: Answer) -> str:
    ancestors = directives(answer).get("frame-ancestors", {"*"})
    if not ancestors & BROAD:
        return "x-frame-options-implemented-via-csp"
    said = answer.headers.get("x-frame-options", "").upper() in {"DENY", "SAMEORIGIN"}
    return "x-frame-options-" + ("sameorigin-or-deny" if said else "not-implemented")


def resource_policy(answer: Answer) -> str:
    policy = answer.headers.get("cross-origin-resource-policy", "")
    name = {"": "not-implemented"} | {known: f"implemented-with-{known}" for known in KNOWN_POLICIES}
    return "cross-origin-resource-policy-" + name.get(policy, "header-invalid")


KNOWN_POLICIES = ("same-origin", "same-site", "cross-origin")
TESTS = (csp, cookies, sharing, redirection, referrer, hsts, sniffing, framing, resource_policy)
