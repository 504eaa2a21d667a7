import hashlib

import pytest
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from busan_se.core.errors import Refused
from busan_se.files.actions import safe_name, store_bytes, store_upload
from busan_se.files.fields import UploadField
from busan_se.files.handlers import OversizedUpload
from busan_se.files.models import StoredFile
from busan_se.files.types import TYPES
from tests.factories.ground import PDF, upload


@pytest.mark.django_db
def test_an_upload_is_kept_as_it_came():
    user = get_user_model().objects.create_user("kim@example.com", name="김")
    file = store_upload(upload(), kind="plan", user=user)
    file.refresh_from_db()
    assert (file.name, file.content_type, file.size) == ("계획서.pdf", "application/pdf", len(PDF))
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert file.uploaded_by == user
    assert file.file.read() == PDF


@pytest.mark.django_db
def test_it_is_not_called_scanned():
    assert store_upload(upload(), kind="plan", user=AnonymousUser()).get_scan_state_display() == "검사 안 함"


@pytest.mark.django_db
def test_its_place_says_nothing():
    assert "계획서" not in store_upload(upload(), kind="plan", user=None).file.name


@pytest.mark.django_db
def test_what_the_portal_makes_is_stored_too():
    file = store_bytes(PDF, kind="report", name="보고서.pdf", content_type="application/pdf")
    assert StoredFile.objects.get().file.read() == PDF
    assert file.uploaded_by is None


def test_an_empty_file_is_refused():
    with pytest.raises(Refused) as caught:
        store_upload(upload(b""), kind="plan", user=None)
    assert caught.value.code == "empty"


def test_too_large_a_file_is_refused_with_sizes():
    with pytest.raises(Refused) as caught:
        store_upload(OversizedUpload("영상.pdf", 200 * 1024 * 1024), kind="plan", user=None)
    assert caught.value.code == "too_large"
    assert "200.0" in str(caught.value)


def test_the_limit_is_a_setting(settings):
    settings.UPLOAD_MAX_BYTES = len(PDF) - 1
    with pytest.raises(Refused):
        store_upload(upload(), kind="plan", user=None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("계획서.pdf", "계획서.pdf"),
        ("\u1100\u1168획.PDF", "계획.pdf"),
        ("C:\\Users\\kim\\계획서.pdf", "계획서.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\x00b\u202egpj.pdf", "abgpj.pdf"),
        ("", "pdf.pdf"),
        ("...", "pdf.pdf"),
        ("계획서", "계획서.pdf"),
        ("가" * 500 + ".pdf", "가" * 120 + ".pdf"),
        ("2027. 1. 계획", "2027. 1. 계획.pdf"),
    ],
)
def test_names_are_safe_and_stay_korean(given, kept):
    assert safe_name(given, TYPES["pdf"]) == kept


class Form(forms.Form):
    plan = UploadField(label="사업계획서", allowed=["pdf", "hwp"])


def test_the_field_says_types_and_limit_before():
    html = str(Form()["plan"]) + str(Form()["plan"].help_text)
    assert 'accept=".pdf,.hwp"' in html
    assert "PDF, HWP" in html
    assert "20.0" in html


def test_the_field_gives_the_upload():
    form = Form({}, {"plan": upload()})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["plan"].name == "계획서.pdf"


@pytest.mark.parametrize("bad", [upload(b"PK\x03\x04zip"), upload(b""), OversizedUpload("a.pdf", 10**9)])
def test_the_field_refuses_what_the_store_refuses(bad):
    form = Form({}, {"plan": bad})
    assert not form.is_valid()
    assert bad.name in form.errors["plan"][0]


def test_a_missing_file_is_asked_for():
    assert Form({}, {}).errors["plan"]
