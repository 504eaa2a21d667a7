"""Everything that changes the document folder. Each function locks, looks again, and writes once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from busan_se.core.clock import now, today
from busan_se.core.errors import Refused, WrongState
from busan_se.files.actions import store_upload
from busan_se.files.models import StoredFile
from enterprises.documents.models import EnterpriseDocument
from enterprises.registry.actions import lock
from enterprises.registry.models import Enterprise

FILE_KIND = "document"


@dataclass(frozen=True)
class Days:
    """When a paper was issued, and its last good day, as far as they are known."""

    issued_on: date | None = None
    expires_on: date | None = None

    def check(self, entered_on: date) -> None:
        """Raise Refused ("future", "order") for days that can't be."""
        if self.issued_on and self.issued_on > entered_on:
            raise Refused(_("The issue date is in the future: enter the day that stands on the document."), "future")
        if self.issued_on and self.expires_on and self.expires_on < self.issued_on:
            raise Refused(_("A document cannot expire before it is issued."), "order")


def add(
    enterprise: Enterprise, kind: str, upload: UploadedFile, days: Days, *, by: Any, label: str = ""
) -> EnterpriseDocument:
    """Put a document into the folder and return it.

    Raises Refused ("there_already" for a kind that has a current one, "future", "order", as `store_upload`).
    """
    days.check(today())
    file = store_upload(upload, kind=FILE_KIND, user=by)
    try:
        with transaction.atomic():
            return _create(enterprise, kind, label, file, days, by)
    except IntegrityError as error:
        raise Refused(_("The folder has this document already: replace it there."), "there_already") from error


def replace(pk: int, upload: UploadedFile, days: Days, *, by: Any) -> EnterpriseDocument:
    """Put a new document in place of a current one, which stays in the history; return the new one.

    Raises WrongState ("not_current") if somebody was quicker, Refused ("future", "order", as `store_upload`).
    """
    days.check(today())
    file = store_upload(upload, kind=FILE_KIND, user=by)
    with transaction.atomic():
        return _replace(_locked_current(pk), file, days, by)


@transaction.atomic
def date_it(pk: int, days: Days) -> EnterpriseDocument:
    """Write the days of a document that came in without its issue date. Raises WrongState ("dated"), Refused."""
    document = _locked_current(pk)
    if document.issued_on:
        raise WrongState(_("The issue date is known already: replace the document instead."), "dated")
    days.check(document.entered_on)
    document.issued_on, document.expires_on = days.issued_on, days.expires_on
    document.save(update_fields=["issued_on", "expires_on", "updated_at"])
    return document


@transaction.atomic
def remove(pk: int) -> bool:
    """Delete a document that nothing uses; take out one that is used, with the date. Return whether it was deleted.

    The bytes of a deleted one expire as uploads do that nothing owns. Raises WrongState ("not_current").
    """
    document = _locked_current(pk)
    if EnterpriseDocument.objects.unused().filter(pk=pk).exists():
        document.delete()
        return True
    document.withdrawn_at = now()
    document.save(update_fields=["withdrawn_at", "updated_at"])
    return False


@transaction.atomic
def take_over(enterprise: Enterprise, kind: str, file: StoredFile, *, by: Any, label: str = "") -> EnterpriseDocument:
    """Put a file that the portal has already into the folder, in place of what was there; its days are to be written.

    A current document with the same content stays as it is, dates and all.
    """
    lock(enterprise.pk)
    current = EnterpriseDocument.objects.current().filter(enterprise=enterprise, kind=kind, label=label)
    same = current.filter(file__sha256=file.sha256).first()
    if same:
        return same
    there = None if kind == EnterpriseDocument.Kind.OTHER else current.first()
    if there:
        return _replace(_locked_current(there.pk), file, Days(), by)
    return _create(enterprise, kind, label, file, Days(), by)


def _replace(document: EnterpriseDocument, file: StoredFile, days: Days, by: Any) -> EnterpriseDocument:
    document.replaced_at = now()
    document.save(update_fields=["replaced_at", "updated_at"])
    return _create(document.enterprise, document.kind, document.label, file, days, by, document)


def _create(
    enterprise: Enterprise,
    kind: str,
    label: str,
    file: StoredFile,
    days: Days,
    by: Any,
    replaces: EnterpriseDocument | None = None,
) -> EnterpriseDocument:
    return EnterpriseDocument.objects.create(
        enterprise=enterprise,
        kind=kind,
        label=label,
        file=file,
        issued_on=days.issued_on,
        expires_on=days.expires_on,
        added_by=by,
        replaces=replaces,
    )


def _locked_current(pk: int) -> EnterpriseDocument:
    rows = EnterpriseDocument.objects.select_for_update(of=("self",), no_key=True).select_related("enterprise")
    document = rows.filter(pk=pk).first()
    if document is None or not document.is_current:
        raise WrongState(_("This document was replaced or taken out already. Look at the folder again."), "not_current")
    return document
