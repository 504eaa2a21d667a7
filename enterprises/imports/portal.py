"""What the imports show elsewhere."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import NotPersonal, PersonalData, Todo, TodoSource, Unpublished
from busan_se.core.registry import register
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from enterprises.imports.models import ImportBatch


def lists_to_apply(user: Any) -> Sequence[Todo]:
    """Return one entry when checked lists wait for somebody who may apply them."""
    if not user.has_perm("enterprises.change_importbatch"):
        return ()
    waiting = ImportBatch.objects.filter(state=ImportBatch.State.CHECKED).count()
    url = reverse("admin:enterprises_importbatch_changelist") + "?state__exact=checked"
    return (Todo(_("Checked lists to apply"), url, count=waiting),) if waiting else ()


def may_read_list(user: Any, file: StoredFile) -> bool:
    """Return whether the file is a list that this staff member may read."""
    return user.has_perm("enterprises.view_importbatch") and ImportBatch.objects.filter(file=file).exists()


register(Unpublished("enterprises.imports"))
register(TodoSource(key="imports", desk="staff", todos=lists_to_apply))
register(FileOwner(key="imports", readable=may_read_list))
register(
    RoleGrant(
        Role.CITY_STAFF,
        (
            "enterprises.view_importbatch",
            "enterprises.add_importbatch",
            "enterprises.change_importbatch",
            "enterprises.view_importrow",
        ),
    )
)
register(RoleGrant(Role.CENTRE_STAFF, ("enterprises.view_importbatch", "enterprises.view_importrow")))
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
