"""Whom the register believes about which field."""

from datetime import date

import pytest

from enterprises.registry.sources import EMPTY, Statement, visible_tags, visible_values


def said(source, day, **payload):
    return Statement(source, date(2026, 1, day), payload)


@pytest.mark.parametrize(
    ("statements", "phone"),
    [
        ([said("official", 1, phone="1"), said("member", 2, phone="2")], "2"),  # a newer edit beats an older list
        ([said("official", 3, phone="1"), said("member", 2, phone="2")], "1"),  # a newer list beats the older edit
        ([said("official", 2, phone="1"), said("member", 2, phone="2")], "2"),  # same day: the member
        ([said("staff", 2, phone="1"), said("member", 2, phone="2")], "1"),  # same day: the desk
        ([said("supplier", 9, phone="1"), said("member", 2, phone="2")], "2"),  # the supplier register comes last
        ([said("official", 1, phone="1"), said("member", 2, phone="")], ""),  # "there is none"
        ([said("official", 1, phone="1"), said("member", 2, homepage="")], "1"),  # silence is no word
        ([], ""),
    ],
)
def test_telephone(statements, phone):
    assert visible_values(statements)["phone"] == phone


def test_no_supplier_list_renames_what_the_certifying_body_named():
    statements = [said("official", 1, name="바른 이름"), said("supplier", 20, name="다른 이름")]
    assert visible_values(statements)["name"] == "바른 이름"


def test_the_member_does_not_rename():
    statements = [said("official", 1, name="바른 이름"), said("member", 20, name="새 이름")]
    assert visible_values(statements)["name"] == "바른 이름"


def test_the_supplier_list_names_what_nobody_else_named():
    assert visible_values([said("supplier", 1, name="이름")])["name"] == "이름"


def test_an_empty_code_is_no_district():
    assert visible_values([said("staff", 1, district="")])["district"] is None


def test_nobody_speaks():
    assert visible_values([]) == EMPTY


def test_tags_add_up():
    statements = [said("supplier", 1, tags=["여성기업"]), said("staff", 2, tags=["ESG"])]
    assert visible_tags(statements) == {"여성기업", "ESG"}


def test_only_the_newest_word_of_a_source_counts():
    statements = [said("supplier", 9, tags=[]), said("supplier", 1, tags=["여성기업"])]
    assert visible_tags(statements) == set()


def test_what_the_desk_took_away_stays_away():
    statements = [said("staff", 1, tags=[], without_tags=["여성기업"]), said("supplier", 9, tags=["여성기업"])]
    assert visible_tags(statements) == set()
