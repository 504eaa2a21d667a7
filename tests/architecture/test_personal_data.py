"""No model holds personal data that the registry does not know: from it come the privacy page, exports and deletion."""

import re

import pghistory
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from busan_se.accounts.encryption import EncryptedTextField
from busan_se.core.extensions import NotPersonal, PersonalData
from busan_se.core.registry import registered

OURS = ("busan_se.", "enterprises.", "procurement.", "finance.", "education.")
# Names of plain fields that hold a person: a contact, an address, an account, what people wrote of themselves.
PERSON = re.compile(
    r"^(phone|mobile|email|\w+_email|contact|representative|teacher|address|\w*holder|account|account_number|bank"
    r"|birth\w*|ip|\w+_ip|applicant|answers|organisation|payload|raw)$"
)
KINDS = (EncryptedTextField, models.EmailField, models.GenericIPAddressField)
HISTORIES = set(pghistory.core.event_models())
MODELS = [m for m in apps.get_models() if f"{m.__module__}.".startswith(OURS) and m not in HISTORIES]


ACCOUNT = apps.get_model(settings.AUTH_USER_MODEL)


def looks_personal(field):
    if isinstance(field, KINDS) or field.related_model is ACCOUNT:
        return True
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and bool(PERSON.match(field.name))


def known(label):
    said = [*registered(PersonalData), *registered(NotPersonal)]
    return {name for declared in said if declared.model == label for name in declared.fields}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_what_looks_like_personal_data_is_declared(model):
    suspicious = {field.name for field in model._meta.local_concrete_fields if looks_personal(field)}
    unknown = sorted(suspicious - known(model._meta.label))
    assert not unknown, (
        f"Say in a PersonalData (or NotPersonal, with the reason) what {model._meta.label} does with it."
    )


@pytest.mark.parametrize("declared", [*registered(PersonalData), *registered(NotPersonal)], ids=lambda d: d.model)
def test_what_is_declared_exists(declared):
    names = {field.name for field in apps.get_model(declared.model)._meta.get_fields()}
    assert {*declared.fields, *getattr(declared, "also", ())} <= names


@pytest.mark.parametrize("declared", registered(PersonalData), ids=lambda d: d.model)
def test_what_the_row_history_keeps_of_people_ends(declared):
    """A tracked model leaves its personal fields out of the history, or says how long the history keeps them."""
    for events in pghistory.core.event_models(tracks_model=apps.get_model(declared.model)):
        fields = {f.name for f in events._meta.concrete_fields if f.related_model is not ACCOUNT}
        if fields & set(declared.fields) - {"role"}:
            assert declared.history_kept


@pytest.mark.parametrize("declared", [d for d in registered(PersonalData) if d.own], ids=lambda d: d.model)
def test_whoever_has_an_account_is_told_what_becomes_of_it(declared):
    assert declared.on_closing
