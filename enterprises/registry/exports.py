"""The register as a table: columns for everyone at the desk, and those with personal data apart."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import today
from busan_se.core.exports import Column
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Qualification

_CHUNK = 1000

PUBLIC_COLUMNS = (
    Column(_("No."), lambda row: row.pk),
    Column(_("Name"), lambda row: row.name),
    Column(_("English name"), lambda row: row.name_en),
    Column(_("District"), lambda row: row.district.name if row.district else ""),
    Column(_("Business registration number"), lambda row: ", ".join(_open_numbers(row))),
    Column(_("Qualifications in force"), lambda row: ", ".join(str(held.kind) for held in row.held)),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Industry code"), lambda row: row.ksic_id or ""),
    Column(_("Industry"), lambda row: row.ksic.name if row.ksic else ""),
    Column(_("Policy tags"), lambda row: ", ".join(tag.name for tag in row.tags.all())),
    Column(_("Address"), lambda row: "" if row.is_sole_proprietor else row.address),
    Column(_("Homepage"), lambda row: row.homepage),
    Column(_("Demo data"), lambda row: row.is_demo),
)
PERSONAL_COLUMNS = (
    Column(_("Representative"), lambda row: row.representative),
    Column(_("Telephone"), lambda row: row.phone),
    Column(_("Address of a sole proprietor"), lambda row: row.address if row.is_sole_proprietor else ""),
    Column(
        _("Business registration number of a sole proprietor"),
        lambda row: ", ".join(number.shown for number in row.numbers) if row.is_sole_proprietor else "",
    ),
)


def export_rows(rows: QuerySet[Enterprise]) -> Iterator[Enterprise]:
    """Yield enterprises with all that the columns need, in a few queries for every 1,000."""
    held = Qualification.objects.valid_on(today()).select_related("kind").order_by("kind__order")
    numbers = EnterpriseIdentifier.objects.filter(kind="business", valid_to=None)
    loaded = (
        rows.select_related("district", "ksic")
        .prefetch_related(None)
        .prefetch_related(Prefetch("qualifications", held, "held"), Prefetch("identifiers", numbers, "numbers"), "tags")
    )
    return loaded.iterator(chunk_size=_CHUNK)


def _open_numbers(row: Any) -> list[str]:
    return [] if row.is_sole_proprietor else [number.shown for number in row.numbers]
