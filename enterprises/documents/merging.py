"""Two entries become one: of two current documents of a kind staff choose the one that stays in force."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from busan_se.core.clock import now
from busan_se.core.templatetags.portal import seoul_date
from enterprises.documents.models import DocumentQuerySet, EnterpriseDocument
from enterprises.registry.extensions import Clash, MergeQuestion
from enterprises.registry.models import Enterprise

Pair = tuple[EnterpriseDocument, EnterpriseDocument]


def clashes(stays: Enterprise, goes: Enterprise) -> Sequence[Clash]:
    """Return the kinds of which both folders have a current document, with the days of each."""
    rows = _current(stays, goes).select_related("file", "enterprise")
    return [Clash(_key(pair), str(pair[0]), *map(_in_words, pair)) for pair in _pairs(rows, stays)]


def settle(stays: Enterprise, goes: Enterprise, kept: Mapping[str, str]) -> None:
    """Make of each pair the one that was not chosen the earlier one; a pair without an answer is left as it is."""
    rows = _current(stays, goes).select_for_update(of=("self",), no_key=True)
    for pair in _pairs(rows, stays):
        match kept.get(_key(pair)):
            case MergeQuestion.STAYS:
                _stand_back(pair[1], pair[0])
            case MergeQuestion.GOES:
                _stand_back(pair[0], pair[1])


def _current(stays: Enterprise, goes: Enterprise) -> DocumentQuerySet:
    rows = EnterpriseDocument.objects.current().exclude(kind=EnterpriseDocument.Kind.OTHER)
    return rows.filter(enterprise__in=(stays, goes)).order_by("pk")


def _pairs(rows: DocumentQuerySet, stays: Enterprise) -> list[Pair]:
    """Return (of the entry that stays, of the one that goes) of each kind that both have."""
    ours: dict[tuple[str, str], EnterpriseDocument] = {}
    theirs: dict[tuple[str, str], EnterpriseDocument] = {}
    for row in rows:
        (ours if row.enterprise_id == stays.pk else theirs)[row.kind, row.label] = row
    return [(row, theirs[name]) for name, row in ours.items() if name in theirs]


def _key(pair: Pair) -> str:
    """Name a pair: an answer is for these two documents, not for others that came in meanwhile."""
    return f"document_{pair[0].pk}_{pair[1].pk}"


def _in_words(document: EnterpriseDocument) -> str:
    issued = (
        _("issued on %(day)s") % {"day": seoul_date(document.issued_on)} if document.issued_on else _("no issue date")
    )
    good_to = _("good until %(day)s") % {"day": seoul_date(document.expires_on)} if document.expires_on else ""
    return " · ".join(filter(None, (document.enterprise.name, issued, good_to, document.file.name)))


def _stand_back(former: EnterpriseDocument, current: EnterpriseDocument) -> None:
    """Make a document the earlier one of another; one that has an earlier one already keeps its own line."""
    former.replaced_at = now()
    former.save(update_fields=["replaced_at", "updated_at"])
    if current.replaces_id is None:
        current.replaces = former
        current.save(update_fields=["replaces", "updated_at"])


QUESTION = MergeQuestion("documents", clashes, settle)
