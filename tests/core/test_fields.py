from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from busan_se.core.fields import BusinessNumberField, DateField, SafeCharField, WonField


@pytest.mark.parametrize("text", ["12,000,000", "12000000", "12000000원", "１２，０００，０００", " 12,000,000 원 "])
def test_won_is_read_however_it_is_written(text):
    assert WonField().clean(text) == 12_000_000


def test_won_takes_zero():
    assert WonField().clean("0") == 0


def test_no_won_where_none_is_required():
    assert WonField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("-1", "min_value"),
        (str(10**13 + 1), "max_value"),
        ("9" * 10_000, "max_value"),
        ("1e9", "invalid"),
        ("12.5", "invalid"),
        ("²", "invalid"),
        ("\x00", "invalid"),
        ("많이", "invalid"),
        ("", "required"),
    ],
)
def test_won_refuses_with_a_reason(text, code):
    with pytest.raises(ValidationError) as caught:
        WonField().clean(text)
    assert caught.value.code == code


def test_a_limit_is_told_in_won():
    with pytest.raises(ValidationError) as caught:
        WonField(max_value=20_000_000).clean("20000001")
    assert "20,000,000원" in caught.value.messages[0]


def test_won_is_shown_with_commas():
    class Form(forms.Form):
        amount = WonField()

    assert 'value="12,000,000"' in str(Form(initial={"amount": 12_000_000})["amount"])


def test_business_number_is_cleaned_to_digits():
    assert BusinessNumberField().clean("606-86-26272") == "6068626272"


@pytest.mark.parametrize(("text", "code"), [("606-86-26273", "check_digit"), ("12", "business_number")])
def test_business_number_refuses_with_a_reason(text, code):
    with pytest.raises(ValidationError) as caught:
        BusinessNumberField().clean(text)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["2026-03-05", "2026.03.05", "2026. 3. 5.", "20260305", "２０２６-０３-０５"])
def test_dates_are_read_however_they_are_written(text):
    assert DateField().clean(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "code"),
    [("2026-02-30", "invalid"), ("내일", "invalid"), ("\x00", "invalid"), ("0001-01-01", "out_of_range")],
)
def test_dates_refuse_with_a_reason(text, code):
    with pytest.raises(ValidationError) as caught:
        DateField().clean(text)
    assert caught.value.code == code


def test_text_is_composed():
    assert SafeCharField().clean("\u1112\u1161\u11ab") == "한"


def test_lines_break_only_where_they_may():
    assert SafeCharField(multiline=True).clean("가\r\n나") == "가\n나"
    with pytest.raises(ValidationError):
        SafeCharField().clean("가\n나")


@pytest.mark.parametrize("text", ["가\x00나", "가\u202e나", "가\x1b나"])
def test_control_characters_are_refused(text):
    with pytest.raises(ValidationError):
        SafeCharField(multiline=True).clean(text)


def test_over_long_text_is_refused():
    with pytest.raises(ValidationError):
        SafeCharField(max_length=10).clean("가" * 11)
