"""What entering shows elsewhere: its permission, its button on the desk of a call, its files."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import NotPersonal, Unpublished
from busan_se.core.registry import register
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from busan_se.programs.extensions import CallDeskLink
from busan_se.programs.models import Call
from busan_se.programs.models.calls import Reception
from enterprises.receiving.models import ReceivedApplication

PERMISSION = "enterprises.enter_application"


def enter_url(call: Call, user: Any) -> str:
    """Return where applications to a call that come in elsewhere are entered, '' for others."""
    elsewhere = call.is_published and not call.cancelled_at and call.reception != Reception.PORTAL
    if not elsewhere or not user.has_perm(PERMISSION):
        return ""
    return f"{reverse('admin:enterprises_receivedapplication_add')}?call={call.pk}"


def file_is_readable(user: Any, file: StoredFile) -> bool:
    """Return whether the file came in with an application that the user may read as staff."""
    if not user.has_perm("enterprises.view_receivedapplication"):
        return False
    return ReceivedApplication.objects.visible_to(user).filter(files__file=file).exists()


register(Unpublished("enterprises.receiving"))
register(CallDeskLink("receiving.enter", _("Enter what came in"), enter_url))
register(FileOwner("receiving.files", file_is_readable))
for role in (Role.CITY_STAFF, Role.CENTRE_STAFF, Role.DISTRICT_STAFF):
    register(RoleGrant(role, ("enterprises.view_receivedapplication", PERMISSION)))
register(NotPersonal("enterprises.ReceivedApplication", ("entered_by",), "an officer in office"))
