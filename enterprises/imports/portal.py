"""What the imports show elsewhere."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant, districts_of
from busan_se.core.clock import today
from busan_se.core.extensions import DemoSeed, NotPersonal, PersonalData, Todo, TodoSource, Unpublished
from busan_se.core.registry import register
from busan_se.core.templatetags.portal import seoul_date
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from enterprises.imports import demo
from enterprises.imports.desk import last_day_of_month, registers
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.registry.extensions import CardLine, CardPanel
from enterprises.registry.models import Enterprise
from enterprises.registry.sources import source_label


def lists_to_apply(user: Any) -> Sequence[Todo]:
    """Return one entry when checked lists wait for somebody who may apply them."""
    if not user.has_perm("enterprises.change_importbatch"):
        return ()
    waiting = ImportBatch.objects.visible_to(user).filter(state=ImportBatch.State.CHECKED).count()
    url = reverse("admin:enterprises_importbatch_changelist") + "?state__exact=checked"
    return (Todo(_("Checked lists to apply"), url, count=waiting),) if waiting else ()


def lines_to_match(user: Any) -> Sequence[Todo]:
    """Return one entry when lines wait for somebody who says which enterprise they are about."""
    if not user.has_perm("enterprises.change_importbatch"):
        return ()
    lists = ImportBatch.objects.visible_to(user).filter(state__in=["checked", "applied"])
    open_rows = ImportRow.objects.filter(batch__in=lists, outcome="doubtful", decision="", written=False)
    url, waiting = reverse("admin:enterprises_importbatch_changelist"), open_rows.count()
    return (Todo(_("Lines of lists to be matched"), url, count=waiting),) if waiting else ()


def registers_missing(user: Any) -> Sequence[Todo]:
    """Return which registers of cooperatives of this month are not in: the own ones, or how many of the districts."""
    if not user.has_perm("enterprises.add_importbatch"):
        return ()
    missing = [line.district for line in registers(user) if line.is_missing]
    due, url = last_day_of_month(today()), reverse("admin:importbatch_registers")
    if districts_of(user) is None:
        title = _("Districts whose register of cooperatives is not in this month")
        return (Todo(title, url, due, len(missing)),) if missing else ()
    title = _("Register of cooperatives of this month to hand in: %(district)s")
    return [Todo(title % {"district": district}, url, due) for district in missing]


def card_lines(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return which source spoke of an enterprise on which day, and with which list it came: one query."""
    if not user.has_perm("enterprises.view_sourcerecord"):
        return None
    rows = enterprise.source_records.select_related("batch").defer("payload")
    return [
        CardLine(
            source_label(row.source),
            str(row.batch or ""),
            when=seoul_date(row.as_of),
            url=reverse("admin:enterprises_sourcerecord_change", args=[row.pk]),
        )
        for row in rows[:most]
    ]


def all_words(enterprise: Enterprise) -> str:
    """Return the address of the desk's list of what sources said."""
    return f"{reverse('admin:enterprises_sourcerecord_changelist')}?{urlencode({'q': enterprise.name})}"


def may_read_list(user: Any, file: StoredFile) -> bool:
    """Return whether the file is a list of this staff member's desk."""
    lists = ImportBatch.objects.visible_to(user)
    return user.has_perm("enterprises.view_importbatch") and lists.filter(file=file).exists()


register(Unpublished("enterprises.imports"))
register(TodoSource(key="imports", desk="staff", todos=lists_to_apply))
register(TodoSource(key="imports.match", desk="staff", todos=lines_to_match))
register(TodoSource(key="imports.registers", desk="staff", todos=registers_missing))
register(
    CardPanel(
        "imports.sources", _("Lists and other sources"), card_lines, _("No source spoke of it."), all_words, order=80
    )
)
register(FileOwner(key="imports", readable=may_read_list))
register(DemoSeed("imports", demo.plant, demo.remove, order=25))
_READS = ("enterprises.view_importbatch", "enterprises.view_importrow")
_WORKS = (*_READS, "enterprises.add_importbatch", "enterprises.change_importbatch")
register(RoleGrant(Role.CITY_STAFF, _WORKS))
register(RoleGrant(Role.DISTRICT_STAFF, _WORKS))
register(RoleGrant(Role.CENTRE_STAFF, _READS))
register(
    PersonalData(
        "enterprises.ImportRow",
        _("Representatives of enterprises, sole proprietors"),
        ("raw", "changes"),
        _("Checking an official list before it is applied, and undoing it"),
        _("Social Enterprise Promotion Act and the laws of the other qualifications"),
        _("As long as the list it came with"),
        order=23,
    )
)
register(NotPersonal("enterprises.ImportBatch", ("created_by",), "an officer in office"))
register(NotPersonal("enterprises.ImportRow", ("decided_by",), "an officer in office"))
