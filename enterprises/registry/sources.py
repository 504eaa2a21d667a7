"""Whom the register believes about which field of an enterprise.

A payload names only what its source speaks about, in these words: `name`, `name_en`, `address`, `phone`, `homepage`,
`representative`, `summary` (texts, "" = there is none), `is_sole_proprietor` (bool), `district` and `ksic` (codes of
reference, "" = none), `tags` and `without_tags` (Korean names of policy tags). Other keys are kept, and not shown.

Precedence, field by field: the first tier with a source that speaks; in it the newest as-of day; on the same day the
source that stands first. So a member's newer edit of a telephone number beats an older list, and a newer list beats
the older edit; but no supplier list renames an enterprise that the certifying body or a desk has named.
Tags add up: the newest word of each source, without those that the desk took away (`without_tags`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STAFF, MEMBER, OFFICIAL, SUPPLIER, DEMO = "staff", "member", "official", "supplier", "demo"
REGISTRATION = "registration"
OFFICIAL_INTERFACE, DISTRICT_REGISTER = "official_api", "district_register"
AGENCY, TEMPLATE = "agency", "template"

LABELS: Mapping[str, Promise] = {
    STAFF: _("The city's desk"),
    MEMBER: _("The enterprise itself"),
    REGISTRATION: _("Registration request, checked against its papers"),
    OFFICIAL: _("Official list of the certifying body"),
    OFFICIAL_INTERFACE: _("Open interface of the certifying body"),
    DISTRICT_REGISTER: _("District's register of cooperatives"),
    TEMPLATE: _("List of the authority in charge"),
    AGENCY: _("List of the regional support agency"),
    SUPPLIER: _("Supplier register of the public procurement service"),
    DEMO: _("Demo data"),
}

Tiers = tuple[tuple[str, ...], ...]
# What papers prove: the enterprise itself does not change it here, and the supplier register is the last to ask.
_OFFICIALS = (OFFICIAL, OFFICIAL_INTERFACE, DISTRICT_REGISTER, TEMPLATE, AGENCY)
_PROVEN: Tiers = ((STAFF, REGISTRATION, *_OFFICIALS, DEMO), (MEMBER,), (SUPPLIER,))
# What the enterprise knows best.
_TOLD: Tiers = ((STAFF, MEMBER, REGISTRATION, *_OFFICIALS, DEMO), (SUPPLIER,))

FIELDS: Mapping[str, Tiers] = {
    "name": _PROVEN,
    "name_en": _TOLD,
    "district": _PROVEN,
    "address": _PROVEN,
    "ksic": _PROVEN,
    "is_sole_proprietor": _PROVEN,
    "representative": _PROVEN,
    "phone": _TOLD,
    "homepage": _TOLD,
    "summary": _TOLD,
}
TAG_LENGTH = 40
# What a member edits (`forms.ContactForm`).
MEMBER_FIELDS = ("name_en", "phone", "homepage", "summary")
# What an empty register says: the values of a new Enterprise.
EMPTY: Mapping[str, Any] = {**dict.fromkeys(FIELDS, ""), "district": None, "ksic": None, "is_sole_proprietor": False}


@dataclass(frozen=True)
class Statement:
    """What one source said on one day."""

    source: str
    as_of: date
    payload: Mapping[str, Any]


def source_label(source: str) -> str:
    """Return the source's name for people; a source without one is shown by its key."""
    return str(LABELS.get(source, source))


def believed(field: str, statements: Iterable[Statement]) -> Statement | None:
    """Return the statement that decides `field`, or None when no source speaks about it."""
    speaking = [said for said in statements if field in said.payload]
    if not speaking:
        return None
    for tier in FIELDS[field]:
        if found := [said for said in speaking if said.source in tier]:
            return max(found, key=lambda said: (said.as_of, -tier.index(said.source)))
    return None


def visible_values(statements: Sequence[Statement]) -> dict[str, Any]:
    """Return field → value as the register shows it; what nobody speaks about is empty."""
    decided = {field: believed(field, statements) for field in FIELDS}
    return {
        field: EMPTY[field] if said is None or said.payload[field] == "" else said.payload[field]
        for field, said in decided.items()
    }


def visible_tags(statements: Sequence[Statement]) -> set[str]:
    """Return the Korean names of the policy tags that hold."""
    in_time = sorted(statements, key=lambda said: said.as_of)
    newest = {said.source: said.payload for said in in_time if "tags" in said.payload}
    removed = newest.get(STAFF, {}).get("without_tags", ())
    return {tag[:TAG_LENGTH] for payload in newest.values() for tag in payload["tags"]}.difference(removed)
