"""Demo documents (시연 자료): the folder of the demo owner's first enterprise, in every state."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

import typst
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from busan_se.accounts.demo import DEMO_EMAILS
from busan_se.core.clock import now, today
from busan_se.files.actions import store_bytes
from busan_se.files.models import StoredFile
from enterprises.documents.actions import FILE_KIND
from enterprises.documents.models import EnterpriseDocument
from enterprises.registry.models import Membership

Kind = EnterpriseDocument.Kind
_FONTS = settings.BASE_DIR / "static/vendor/pretendard-gov/1.3.9/dist/public/static"
_PAPER = Path(__file__).with_name("demo_paper.typ")
# Kind, name, days since the issue, days until the expiry: so that each state is there to be seen.
_PAPERS = (
    (Kind.BUSINESS, "", (200, 400), None),
    (Kind.CORPORATE, "", (120, 180), None),
    (Kind.STATUTES, "", (500, 900), None),
    (Kind.CERTIFICATE, "사회적기업 인증서(시연)", (900, 1000), (12, 25)),
    (Kind.INSURANCE, "", (5, 15), (45, 60)),
    (Kind.TAX, "", (40, 50), (-12, -8)),
)


def paper(title: str, name: str) -> bytes:
    """Return an invented paper of the enterprise `name` as PDF."""
    return typst.compile(
        _PAPER,
        format="pdf",
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        sys_inputs={"title": title, "name": name},
        timestamp=0,
    )


@transaction.atomic
@override(settings.LANGUAGE_CODE)
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make them; does nothing where there are some, or where the accounts of the demo are missing."""
    owned = Membership.objects.filter(user__email="owner@example.com", enterprise__is_demo=True)
    owner = owned.select_related("user", "enterprise").order_by("enterprise__sort_key", "pk").first()
    if owner is None or EnterpriseDocument.objects.filter(enterprise=owner.enterprise_id).exists():
        log("documents: nothing to plant")
        return
    for kind, label, age, left in _PAPERS:
        _plant_one(chance, owner, kind, label, age, left)
    current = EnterpriseDocument.objects.get(enterprise=owner.enterprise_id, kind=Kind.BUSINESS)
    former = _plant_one(chance, owner, Kind.BUSINESS, "", (800, 1000), None, former=True)
    current.replaces = former
    current.save(update_fields=["replaces", "updated_at"])
    log(f"documents: {len(_PAPERS) + 1}")


def _plant_one(
    chance: Random,
    owner: Membership,
    kind: EnterpriseDocument.Kind,
    label: str,
    age: tuple[int, int],
    left: tuple[int, int] | None,
    *,
    former: bool = False,
) -> EnterpriseDocument:
    title, day = label or str(kind.label), today()
    name = f"{title.removesuffix('(시연)')}(시연).pdf"
    return EnterpriseDocument.objects.create(
        enterprise=owner.enterprise,
        kind=kind,
        label=label,
        file=store_bytes(
            paper(title, owner.enterprise.name),
            kind=FILE_KIND,
            name=name,
            content_type="application/pdf",
            user=owner.user,
        ),
        issued_on=day - timedelta(days=chance.randint(*age)),
        expires_on=day + timedelta(days=chance.randint(*left)) if left else None,
        added_by=owner.user,
        replaced_at=now() if former else None,
    )


@transaction.atomic
def remove() -> None:
    """Take the documents of demo enterprises, and those that demo accounts uploaded, out again with their files."""
    found = EnterpriseDocument.objects.filter(
        Q(enterprise__is_demo=True) | Q(file__uploaded_by__email__in=DEMO_EMAILS)
    ).unused()
    files = list(found.values_list("file", flat=True))
    EnterpriseDocument.objects.filter(file__in=files).delete()
    for file in StoredFile.objects.without_owner().filter(pk__in=files):
        file.file.delete(save=False)
        file.delete()
