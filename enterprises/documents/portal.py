"""What the document folder shows elsewhere."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import DemoSeed, MyPanel, Schedule, Unpublished
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from busan_se.notifications.extensions import OptionalKind
from busan_se.programs.extensions import DocumentKind
from enterprises.documents import demo, personal, reminders
from enterprises.documents.api import DOCUMENTS
from enterprises.documents.merging import QUESTION
from enterprises.documents.models import EnterpriseDocument
from enterprises.documents.pages import Folder
from enterprises.registry.extensions import EntryLink
from enterprises.registry.queries import current_membership


def my_context(request: HttpRequest) -> dict[str, Any]:
    """Return the folder of the enterprise that the person works for now; None without one."""
    member = current_membership(request)
    return {"folder": Folder(member.enterprise) if member else None}


def file_is_readable(user: Any, file: StoredFile) -> bool:
    """Return whether the file is a document that the user may read."""
    return EnterpriseDocument.objects.visible_to(user).filter(file=file).exists()


register(Unpublished("enterprises.documents"))
register(EntryLink("documents", _("Document folder"), "documents:list", order=60))
register(MyPanel("documents.mine", "enterprises/documents/_my_panel.html", my_context, order=25))
register(FileOwner("documents", file_is_readable))
register(DOCUMENTS)
register(QUESTION)
register(OptionalKind(reminders.KIND, _("Reminders before documents of the folder expire"), order=40))
register(
    Schedule(
        key="documents-remind",
        title=_("Reminders before documents expire"),
        due=daily_at("documents-remind", hour=8),
        run=reminders.remind,
    )
)
register(DemoSeed("enterprises.documents", demo.plant, demo.remove, order=30))
for kind in EnterpriseDocument.Kind:
    register(DocumentKind(kind.value, kind.label))
for role in (Role.CITY_STAFF, Role.CENTRE_STAFF, Role.DISTRICT_STAFF):
    register(RoleGrant(role, ("enterprises.view_enterprisedocument",)))
for declared in personal.DECLARED:
    register(declared)
