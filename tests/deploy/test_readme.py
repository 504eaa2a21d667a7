"""README.md: its table of settings is whole, and what it names exists."""

import re

from busan_se.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from busan_se.settings.env import ROOT
from tests.deploy.names import names_that_settings_read

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_names_every_setting_and_no_other() -> None:
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == names_that_settings_read()


def test_files_and_pictures_exist() -> None:
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / link).exists(), link


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_demo_account_is_listed() -> None:
    assert DEMO_PASSWORD in README
    for account in DEMO_ACCOUNTS:
        assert account.email in README
