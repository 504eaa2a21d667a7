"""Support for the same purpose in the last years (지방보조금법 §6③, 영 §4: five years), as a rule of calls."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import seoul
from busan_se.core.templatetags.portal import plain_day
from busan_se.programs.eligibility import EligibilityRule, Finding, Given, Standing, TermForm
from busan_se.programs.models import Program
from enterprises.applications.models import Application
from enterprises.applications.workflow import State

# What the decree keeps of the past of a recipient (영 §4).
LOOKED_BACK = 5


class PastSupportForm(TermForm):
    """Which programs have the same purpose, and how often one may have been supported."""

    programs = forms.MultipleChoiceField(
        label=gettext_lazy("Programs with the same purpose"),
        choices=lambda: [(row.code, row.name_ko) for row in Program.objects.order_by("order")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose one or more programs.")},
    )
    years = forms.IntegerField(
        label=gettext_lazy("Within the last years"), min_value=1, max_value=LOOKED_BACK, initial=LOOKED_BACK
    )
    times = forms.IntegerField(
        label=gettext_lazy("Times of support that do not stand against it"), min_value=0, max_value=20, initial=0
    )

    @property
    def for_new(self) -> dict[str, Any]:
        return {"programs": [self.call.program.code], "years": LOOKED_BACK, "times": 0}


@dataclass(frozen=True)
class Support:
    """One selection that was announced and not given up."""

    program: str
    call: str
    day: date


def supports_of(keys: Collection[int], day: date) -> dict[int, list[Support]]:
    """Return the announced selections of each before or on the day, the newest first."""
    rows: Any = Application.objects.filter(
        enterprise__in=keys, state=State.SELECTED, decision__released_at__isnull=False
    ).values_list("enterprise", "call__program__code", "call__title_ko", "decision__released_at")
    found: dict[int, list[Support]] = {}
    for enterprise, program, title, released in rows.order_by("-decision__released_at"):
        found.setdefault(enterprise, []).append(Support(program, title, seoul(released).date()))
    return found


def years_before(day: date, years: int) -> date:
    """Return the same day so many years before; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def says(given: Given) -> str:
    """Return how often one may have been supported."""
    if given["times"]:
        return _("Was supported for the same purpose at most %(n)s times in the last %(years)s years.") % {
            "n": given["times"],
            "years": given["years"],
        }
    return _("Was not supported for the same purpose in the last %(years)s years.") % {"years": given["years"]}


def judge(given: Given, supports: Sequence[Support] | None, day: date, declared: Any) -> Finding:
    """Judge by the decided applications of this portal."""
    since = years_before(day, given["years"])
    found = [row for row in supports or () if row.program in given["programs"] and since < row.day <= day]
    if len(found) <= given["times"]:
        return Finding(Standing.PASS, _("Times of support in the last %(years)s years: %(n)s.") % _counts(given, found))
    names = ", ".join(f"{row.call} ({plain_day(row.day)})" for row in found)
    return Finding(
        Standing.FAIL,
        _("It was supported for the same purpose in the last %(years)s years: %(names)s.")
        % {**_counts(given, found), "names": names},
    )


def _counts(given: Given, found: Sequence[Support]) -> dict[str, int]:
    return {"years": given["years"], "n": len(found)}


RULE = EligibilityRule(
    "past-support",
    gettext_lazy("Support for the same purpose"),
    says,
    supports_of,
    judge,
    PastSupportForm,
    ground=gettext_lazy("Local Subsidy Act, article 6 (3); decree, article 4"),
    order=60,
)
