"""What qualifications and grades show elsewhere."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import DemoSeed, Schedule, TodoSource, Unpublished
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at
from busan_se.notifications.extensions import OptionalKind
from enterprises.qualifications import demo, desk, pages, reminders
from enterprises.registry.extensions import CardPanel, EnterpriseDeskPage, EntryLink

register(Unpublished("enterprises.qualifications"))
register(EnterpriseDeskPage("qualifications", desk.qualifications, gettext_lazy("Time line"), order=110))
register(EnterpriseDeskPage("take-back", desk.take_back, order=120))
register(EntryLink("qualifications", gettext_lazy("Qualifications and grades"), "qualifications:mine", order=30))
register(
    CardPanel(
        "qualifications.grades",
        pgettext_lazy("of a measurement", "Grades"),
        pages.card_lines,
        gettext_lazy("No result is known."),
        order=12,
    )
)
register(TodoSource("qualifications.ending", "staff", pages.staff_todos, order=35))
register(OptionalKind(reminders.KIND, gettext_lazy("Reminders before qualifications end"), order=42))
register(
    Schedule(
        key="qualifications-remind",
        title=gettext_lazy("Reminders before qualifications end"),
        due=daily_at("qualifications-remind", hour=8),
        run=reminders.remind,
    )
)
register(DemoSeed("enterprises.qualifications", demo.plant, demo.remove, order=72))

_SEES = ("enterprises.view_grade",)
_WRITES = ("enterprises.add_grade", "enterprises.change_grade")
register(RoleGrant(Role.CITY_STAFF, (*_SEES, *_WRITES, "enterprises.delete_grade", desk.TAKE_BACK)))
register(RoleGrant(Role.CENTRE_STAFF, (*_SEES, *_WRITES, desk.TAKE_BACK)))
register(RoleGrant(Role.DISTRICT_STAFF, (*_SEES, *_WRITES)))
