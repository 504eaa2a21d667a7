"""What a document must be to be attached, and who may change the folder."""

from datetime import date

from django.utils.translation import gettext as _

from busan_se.core.extensions import Text
from busan_se.core.templatetags.portal import seoul_date
from enterprises.documents.models import EnterpriseDocument


def refusal(document: EnterpriseDocument, on: date, within_days: int = 0) -> Text:
    """Return why a document can't be used on a day, and how to mend it; '' where it can.

    `within_days` is the highest age in days that is asked for, 0 where none is. A replaced one was good, and stays so.
    """
    if document.withdrawn_at:
        return _("“%(name)s” was taken out of the document folder: choose another one.") % {"name": document}
    if document.expires_on and document.expires_on < on:
        return _("“%(name)s” expired on %(day)s: get a new one and replace it in the document folder.") % {
            "name": document,
            "day": seoul_date(document.expires_on),
        }
    return _too_old(document, on, within_days) if within_days else ""


def _too_old(document: EnterpriseDocument, on: date, within_days: int) -> Text:
    if document.issued_on is None:
        return _("The document folder does not say when “%(name)s” was issued: write the day there first.") % {
            "name": document
        }
    if (on - document.issued_on).days <= within_days:
        return ""
    return _(
        "“%(name)s” was issued on %(day)s, but it must be issued within %(days)s days: "
        "get a new one and replace it in the document folder."
    ) % {"name": document, "day": seoul_date(document.issued_on), "days": within_days}
