"""The registry of personal data, read: what is declared, what is kept of one person, what is out of date."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from busan_se.audit.history import redact_history
from busan_se.core.clock import now, seoul
from busan_se.core.extensions import PersonalData
from busan_se.core.registry import registered

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Holding:
    """One declaration as a page shows it; with a `user`, what is kept of that person."""

    declared: PersonalData
    user: Any = None

    @cached_property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.declared.model)

    @property
    def title(self) -> str:
        return capfirst(str(self.declared.title or self.model._meta.verbose_name_plural))

    @property
    def items(self) -> str:
        """The names of the fields as the public reads them; all that point to accounts are one."""
        if self.declared.items:
            return str(self.declared.items)
        fields = (self.model._meta.get_field(name) for name in self.declared.fields)
        return ", ".join(dict.fromkeys(_("account") if _is_account(field) else _name(field) for field in fields))

    @cached_property
    def count(self) -> int:
        return self.declared.own(self.user).count() if self.declared.own else 0

    def rows(self) -> Iterator[list[tuple[str, str, Any]]]:
        """Yield each row of the person as (name, label, value). Other people's accounts stay out."""
        if self.declared.own is None:
            return
        fields = [self.model._meta.get_field(name) for name in (*self.declared.fields, *self.declared.also)]
        shown = [field for field in fields if not _is_account(field)]
        for row in self.declared.own(self.user):
            yield [(field.name, capfirst(_name(field)), _plain(row, field)) for field in shown]


def declared_holdings() -> list[Holding]:
    """Return every declaration, for the privacy page."""
    return [Holding(declared) for declared in registered(PersonalData)]


def holdings_of(user: Any) -> list[Holding]:
    """Return what is kept of a person with an account; a fixed number of queries."""
    found = (Holding(declared, user) for declared in registered(PersonalData) if declared.own)
    return [holding for holding in found if holding.count]


def document(user: Any) -> dict[str, Any]:
    """Return everything kept of a person as plain JSON: for each table what it is for, how long, and the rows."""
    return {
        "account": user.email,
        "made_at": seoul(now()).isoformat(timespec="seconds"),
        "holdings": [
            {
                "table": holding.declared.model,
                "title": holding.title,
                "purpose": str(holding.declared.purpose),
                "basis": str(holding.declared.basis),
                "kept": str(holding.declared.kept),
                "rows": [{name: value for name, _label, value in row} for row in holding.rows()],
            }
            for holding in holdings_of(user)
        ],
    }


def forget_what_is_over(period: str = "") -> dict[str, int]:
    """Delete or redact everything whose time is over, history included; return how many rows by model.

    What fails is logged and holds up no other; the error is raised in the end, so that the job is tried again.
    """
    done, failed = {}, []
    for declared in registered(PersonalData):
        try:
            with transaction.atomic():
                done[declared.model] = (declared.forget() if declared.forget else 0) + _forget_history(declared)
        except Exception as error:
            logger.exception("Personal data of %s could not be deleted", declared.model)
            failed.append(error)
    if failed:
        raise failed[0]
    return done


def _forget_history(declared: PersonalData) -> int:
    if declared.history_kept is None:
        return 0
    keys = list(declared.history_of().values_list("pk", flat=True)) if declared.history_of else None
    model = apps.get_model(declared.model)
    return redact_history(model, declared.fields, keys=keys, before=now() - declared.history_kept)


def _is_account(field: Any) -> bool:
    return field.is_relation and field.related_model is apps.get_model(settings.AUTH_USER_MODEL)


def _name(field: Any) -> str:
    return str(field.verbose_name)


def _plain(row: models.Model, field: Any) -> Any:
    value = getattr(row, field.name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    match value:
        case datetime():
            return f"{seoul(value):%Y-%m-%d %H:%M:%S}"
        case date():
            return value.isoformat()
        case None | bool() | int() | str() | dict() | list():
            return value
    return str(value)
