"""Forms are labelled, tell their errors twice in the same words, and point to each with ids that exist."""

import re

import pytest
from django import forms
from django.template import Context, Template

from busan_se.core.fields import WonField


class Sample(forms.Form):
    name = forms.CharField(label="기업 이름", help_text="등기된 이름", max_length=20)
    note = forms.CharField(label="메모", required=False)
    kind = forms.ChoiceField(label="유형", choices=[("a", "가"), ("b", "나")], widget=forms.RadioSelect)
    amount = WonField(label="금액")
    agree = forms.BooleanField(label="동의합니다")

    def clean(self):
        if self.data.get("note") == "bad":
            raise forms.ValidationError("메모를 고치세요.")


@pytest.fixture
def html() -> str:
    return str(Sample({}))


def test_label_says_required_or_optional(html):
    assert re.search(r"기업 이름\s*<span class=\"mark required\">\(필수\)", html)
    assert re.search(r"메모\s*<span class=\"mark\">\(선택\)", html)


def test_every_described_id_exists_once(html):
    for names in re.findall(r'aria-describedby="([^"]+)"', html):
        for name in names.split():
            assert html.count(f'id="{name}"') == 1


def test_summary_links_lead_to_controls(html):
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert targets == ["id_name", "id_kind_0", "id_amount", "id_agree"]
    assert all(f'id="{target}"' in html for target in targets)


def test_summary_is_an_alert_and_counts(html):
    assert 'role="alert"' in html
    assert "4군데" in html


def test_error_of_the_whole_form_stands_in_the_summary():
    assert "메모를 고치세요." in str(Sample({"note": "bad"}))


def test_invalid_control_says_so(html):
    assert re.search(r'<input[^>]*name="name"[^>]*aria-invalid="true"', html)


def test_amount_is_read_back(html):
    assert re.search(r'<input[^>]*name="amount"[^>]*data-won', html)
    assert '<output class="won-reading" for="id_amount"' in html


def test_group_has_a_legend(html):
    assert re.search(r"<legend[^>]*>유형", html)


def test_unbound_form_has_no_summary():
    assert "error-summary" not in str(Sample())


def test_typed_text_is_escaped():
    assert "<script>" not in str(Sample({"name": '"><script>alert(1)</script>'}))


def test_badge_refuses_an_unknown_tone():
    with pytest.raises(ValueError, match="purple"):
        Template('{% load face %}{% badge "x" "purple" %}').render(Context())
