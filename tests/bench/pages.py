"""The pages of the portal, uncached beside a bare Django page, cached beside a bare static answer."""

from tests.bench.results import row
from tests.bench.server import STATIC, beside, fetch, server

SEARCH = "/enterprises/?q=%ED%95%B4%EC%9A%B4%EB%8C%80"
FILTER = "/enterprises/?district=26350&type=certified_se"


def uncached(enterprise, desk, rounds):
    """Return rate, queries and size of each page that the portal makes anew."""
    # name, address, headers, bare page beside it and share of its rate, most queries, most kB
    pages = (
        ("directory", "/enterprises/", {}, "/bare/", 1 / 3, 6, 45),
        ("directory search", SEARCH, {}, "/bare/", 1 / 3, 6, 45),
        ("directory filter", FILTER, {}, "/bare/", 1 / 3, 6, 45),
        ("enterprise page", f"/enterprises/{enterprise}/", {}, "/bare/", 1 / 2, 6, 45),
        ("program page", "/programs/business-development/", {}, "/bare/", 1 / 2, 6, 45),
        (
            "admin list of 50",
            "/admin/enterprises/enterprise/",
            {"Cookie": f"sessionid={desk}"},
            "/bare/",
            1 / 10,
            10,
            120,
        ),
        ("API list of 50", "/api/v1/enterprises/", {}, "/bare-json/", 1 / 6, 4, 60),
    )
    with server(page_cache=False) as port:
        return [found for page in pages for found in _uncached(port, page, rounds)]


def _uncached(port, page, rounds):
    name, path, headers, bare_path, share, queries, kilobytes = page
    _status, size, answer = fetch(port, path, {**headers, "X-Count": "1"})  # the first: nothing is known yet
    asked = int(answer["X-Queries"])
    rate, bare, ratio = beside(port, path, bare_path, headers, rounds)
    target = f">= {share:.2f} of {bare_path}"
    return [
        row(f"{name}: rate", rate, "req/s", target, ratio >= share, baseline=bare, ratio=ratio),
        row(f"{name}: queries", asked, "queries", f"<= {queries}", asked <= queries),
        row(f"{name}: size", size / 1000, "kB", f"<= {kilobytes}", size <= kilobytes * 1000),
    ]


def cached(enterprise, rounds):
    """Return the rate of anonymous pages from the cache beside a view of the same size behind no middleware."""
    pages = (
        ("home", "/"),
        ("directory", "/enterprises/"),
        ("enterprise page", f"/enterprises/{enterprise}/"),
        ("calls", "/calls/"),
    )
    with server(page_cache=True) as port:
        return [_cached(port, name, path, rounds) for name, path in pages]


def _cached(port, name, path, rounds):
    fetch(port, path, {})
    _status, size, answer = fetch(port, path, {})
    if answer["X-Cache"] != "hit":
        raise SystemExit(f"{path} does not come from the cache")
    rate, bare, ratio = beside(port, path, f"{STATIC}{size}/", {}, rounds)
    target = ">= 0.20 of bare static"
    return row(f"cached {name}: rate", rate, "req/s", target, ratio >= 0.2, baseline=bare, ratio=ratio)
