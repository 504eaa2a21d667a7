"""Two lists of the demo (시연 자료), about enterprises of the demo register alone.

A district's register of cooperatives that was applied, and a list of the authority in charge that waits for its
doubtful lines.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from busan_se.core.clock import today
from busan_se.files.actions import store_bytes
from busan_se.reference.models import District
from enterprises.imports import actions
from enterprises.imports.layouts import cooperatives, own
from enterprises.imports.models import ImportBatch
from enterprises.registry.models import Enterprise, Qualification

DISTRICT = "26350"
DOUBTFUL = 6


def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Apply last month's register of one district and check a list; does nothing where they are there already."""
    if ImportBatch.objects.filter(is_demo=True).exists() or not Enterprise.objects.filter(is_demo=True).exists():
        return
    last_month = today().replace(day=1) - timedelta(days=1)
    district = District.objects.get(pk=DISTRICT)
    register = _checked("시연-협동조합-신고대장.csv", cooperatives.COLUMNS, _register(), last_month, district)
    actions.apply(register.pk, _quietly)
    _checked("시연-마을기업-목록.csv", own.COLUMNS, _village_list(chance), last_month)
    log("imports: 2")


def remove() -> None:
    """Take the demo lists out; what they said of demo enterprises goes with these."""
    for batch in ImportBatch.objects.filter(is_demo=True).select_related("file"):
        batch.records.all().delete()
        batch.delete()
        batch.file.file.delete(save=False)
        batch.file.delete()


def _quietly(done: int, total: int | None) -> None:
    """Report to nobody."""


def _checked(
    name: str, columns: Sequence[str], lines: Iterable[dict[str, Any]], as_of: Any, district: District | None = None
) -> ImportBatch:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(lines)
    data = text.getvalue().encode("cp949")
    file = store_bytes(data, name=name, kind="import_list", content_type="text/csv")
    batch = actions.receive(file, layout="", as_of=as_of, user=None, district=district, is_demo=True)
    actions.check(batch, _quietly)
    return batch


def _register() -> Iterable[dict[str, Any]]:
    """Yield the cooperatives of the district with the numbers that the register has."""
    held = Qualification.objects.valid_on(today()).filter(
        kind=cooperatives.KIND, enterprise__is_demo=True, enterprise__district=DISTRICT
    )
    for at, row in enumerate(held.select_related("enterprise").order_by("valid_from", "pk"), start=1):
        yield {
            "신고번호": row.number or f"{row.valid_from.year}-{at}",
            "협동조합명": row.enterprise.name,
            "신고일": row.valid_from,
            "사업자등록번호": _business_number(row.enterprise),
            "소재지": row.enterprise.address,
            "주요사업": row.enterprise.summary,
        }


def _village_list(chance: Random) -> Iterable[dict[str, Any]]:
    """Yield some village enterprises without their business numbers: only name and district speak for them."""
    rows = Enterprise.objects.filter(is_demo=True).with_qualification_on(today(), kind="village").order_by("pk")
    names = dict(District.objects.values_list("code", "name_ko"))
    for row in chance.sample(list(rows), DOUBTFUL):
        yield {"기업명": row.name, "구·군": names[str(row.district_id)], "자격": "마을기업", "소재지": row.address}


def _business_number(enterprise: Enterprise) -> str:
    own_number = enterprise.identifiers.filter(kind="business", valid_to=None).first()
    return own_number.value if own_number else ""
