"""What the register knows about who may apply: qualification, district, years, industry, exclusions, and the applicant.

Each rule reads for all its enterprises at once (`known`), and then only judges. Words are for the applicant.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Min
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.fields import DateField
from busan_se.core.templatetags.portal import plain_day
from busan_se.programs.eligibility import QUALIFICATION, EligibilityRule, Finding, Given, Standing
from busan_se.programs.texts import in_english
from busan_se.reference.models import Ksic
from enterprises.eligibility import forms as desk
from enterprises.eligibility.models import Sanction
from enterprises.registry.lookups import Code, codes
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Qualification

YES, NO = "yes", "no"
_ASKED_OF_DESK = gettext_lazy("It was not answered; the desk asks for a document.")


def _met(said: str) -> Finding:
    return Finding(Standing.PASS, said)


def _not_met(said: str) -> Finding:
    return Finding(Standing.FAIL, said)


def _to_show(said: str) -> Finding:
    return Finding(Standing.DOCUMENT, said)


def _names(keys: Iterable[str], table: Mapping[str, Code]) -> str:
    return ", ".join(str(table.get(key, key)) for key in keys)


def qualifications_of(keys: Collection[int], day: date) -> dict[int, set[str]]:
    """Return the kinds of qualification that each holds on the day."""
    held: dict[int, set[str]] = {}
    rows = Qualification.objects.filter(enterprise__in=keys).valid_on(day).values_list("enterprise", "kind")
    for enterprise, kind in rows:
        held.setdefault(enterprise, set()).add(kind)
    return held


def qualification_says(given: Given) -> str:
    """Return which qualifications may apply."""
    return _("Holds one of these qualifications on the day: %(kinds)s.") % {
        "kinds": _names(given["kinds"], codes().kinds)
    }


def judge_qualification(given: Given, held: set[str] | None, day: date, declared: Any) -> Finding:
    """Judge whether one of the kinds is held."""
    if found := [kind for kind in given["kinds"] if kind in (held or ())]:
        return _met(_("Holds: %(kinds)s.") % {"kinds": _names(found, codes().kinds)})
    return _not_met(
        _("This call needs one of these qualifications, valid today: %(kinds)s.")
        % {"kinds": _names(given["kinds"], codes().kinds)}
    )


def districts_of(keys: Collection[int], day: date) -> dict[int, str]:
    """Return the district of each that has one."""
    rows: Any = Enterprise.objects.filter(pk__in=keys, district__isnull=False).values_list("pk", "district")
    return dict(rows)


def district_says(given: Given) -> str:
    """Return in which districts one must be."""
    return _("Has its seat in: %(districts)s.") % {"districts": _names(given["districts"], codes().districts)}


def judge_district(given: Given, district: str | None, day: date, declared: Any) -> Finding:
    """Judge the seat that the register names."""
    if district is None:
        return _to_show(_("The register does not know the district: show a document with the address."))
    if district in given["districts"]:
        return _met(_("Seat: %(district)s.") % {"district": _names([district], codes().districts)})
    names = {"district": _names([district], codes().districts), "wanted": _names(given["districts"], codes().districts)}
    return _not_met(_("This call is for %(wanted)s; the register says %(district)s.") % names)


def first_days_of(keys: Collection[int], day: date) -> dict[int, date]:
    """Return the earliest day on which each is known to have existed: of a qualification, or of a number."""
    rows: dict[int, date] = {}
    held = Qualification.objects.filter(enterprise__in=keys, start_is_known=True)
    numbers = EnterpriseIdentifier.objects.filter(enterprise__in=keys, valid_from__isnull=False)
    for found in (held, numbers):
        for enterprise, first in found.order_by().values_list("enterprise").annotate(first=Min("valid_from")):
            rows[enterprise] = min(first, rows.get(enterprise, first))
    return rows


def full_years(since: date, day: date) -> int:
    """Return the full years from one day to another."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def years_say(given: Given) -> str:
    """Return the limits in years since the founding."""
    least, most = given["least"], given["most"]
    if least is not None and most is not None:
        return _("Was founded %(least)s to %(most)s years ago.") % {"least": least, "most": most}
    if most is not None:
        return _("Was founded less than %(most)s years ago.") % {"most": most + 1}
    return _("Was founded %(least)s or more years ago.") % {"least": least}


def judge_years(given: Given, known: date | None, day: date, declared: Any) -> Finding:
    """Judge by the earliest day in the register; where that leaves it open, by the founding day that was declared.

    A founding day before the register's is believed only with a document.
    """
    least, most = given["least"], given["most"]
    if known and most is not None and full_years(known, day) > most:
        return _not_met(_too_old(known, given))
    if known and least is not None and most is None and full_years(known, day) >= least:
        return _met(_("It has been known since %(day)s.") % {"day": plain_day(known)})
    founded = parse_date(declared) if isinstance(declared, str) else None
    if founded is None:
        return _to_show(_("The register does not know the founding day: show the certificate of registration."))
    founded = min(founded, known) if known else founded
    years, names = full_years(founded, day), {"day": plain_day(founded), "wanted": years_say(given)}
    if (least is not None and years < least) or (most is not None and years > most):
        return _not_met(_("Founded on %(day)s. The call asks: %(wanted)s") % names)
    return _to_show(_("Founded on %(day)s, as declared: attach the certificate of registration.") % names)


def _too_old(known: date, given: Given) -> str:
    return _("The register knows it since %(day)s. The call asks: %(wanted)s") % {
        "day": plain_day(known),
        "wanted": years_say(given),
    }


def ask_founding_day(given: Given, known: date | None, day: date) -> forms.Field | None:
    """Return the question for the founding day where the register leaves it open."""
    if judge_years(given, known, day, None).standing != Standing.DOCUMENT:
        return None
    return DateField(
        label=_("When was the enterprise founded?"),
        help_text=_("As the certificate of registration says it (등기사항증명서, 사업자등록증)."),
    )


def industries_of(keys: Collection[int], day: date) -> dict[int, str]:
    """Return the industry code of each that has one."""
    rows: Any = Enterprise.objects.filter(pk__in=keys, ksic__isnull=False).values_list("pk", "ksic")
    return dict(rows)


def industry_says(given: Given) -> str:
    """Return the industries."""
    rows = Ksic.objects.in_bulk(given["codes"])
    return _("Its main industry is one of: %(names)s.") % {
        "names": ", ".join(f"{code} {rows[code]}" if code in rows else code for code in given["codes"])
    }


def judge_industry(given: Given, ksic: str | None, day: date, declared: Any) -> Finding:
    """Judge by prefix: a division holds its groups, a section (a letter) its divisions."""
    if ksic is None:
        return _to_show(_("The register does not know the industry: show the certificate of business registration."))
    section = codes().section_of(ksic)
    own = (ksic, section.code if section else "")
    if any(own[0].startswith(code) or code == own[1] for code in given["codes"]):
        return _met(_("Industry in the register: %(code)s.") % {"code": ksic})
    return _not_met(_("The call asks for other industries; the register says %(code)s.") % {"code": ksic})


def sanctions_on(keys: Collection[int], day: date) -> dict[int, Sanction]:
    """Return the exclusion of each that is excluded on the day: of several the one that ends last."""
    rows = Sanction.objects.filter(enterprise__in=keys).valid_on(day)
    ending = sorted(rows, key=lambda row: row.valid_to or date.max)
    return {row.enterprise_id: row for row in ending}


def judge_sanction(given: Given, found: Sanction | None, day: date, declared: Any) -> Finding:
    """Judge by the list of exclusions."""
    if found is None:
        return _met(_("It is not excluded from support."))
    until = plain_day(found.valid_to) or _("further notice")
    return _not_met(
        _("It is excluded from support from %(from)s until %(until)s: %(ground)s.")
        % {"from": plain_day(found.valid_from), "until": until, "ground": found.ground.rstrip(".")}
    )


def nothing_known(keys: Collection[int], day: date) -> dict[int, Any]:
    """Return nothing: only the applicant knows."""
    return {}


def declared_question(given: Given) -> str:
    """Return the call's own question in the reader's language."""
    return (given["question_en"] if in_english() else "") or str(given["question_ko"])


def declared_says(given: Given) -> str:
    """Return the question with the answer that one must be able to give."""
    return f"{declared_question(given)} – {_answer(given['expected'])}"


def judge_declared(given: Given, known: Any, day: date, declared: Any) -> Finding:
    """Judge by what the applicant answered: yes or no."""
    if declared not in (YES, NO):
        return _to_show(str(_ASKED_OF_DESK))
    if declared == given["expected"]:
        return _met(_("Declared: %(answer)s.") % {"answer": _answer(declared)})
    return _not_met(given["refusal_ko"] if not (in_english() and given["refusal_en"]) else given["refusal_en"])


def _answer(key: str) -> str:
    return _("Yes") if key == YES else _("No")


def ask_declared(given: Given, known: Any, day: date) -> forms.Field:
    """Return the call's own question."""
    return forms.ChoiceField(
        label=declared_question(given), choices=((YES, _("Yes")), (NO, _("No"))), widget=forms.RadioSelect
    )


RULES = (
    EligibilityRule(
        QUALIFICATION,
        gettext_lazy("Qualification"),
        qualification_says,
        qualifications_of,
        judge_qualification,
        order=10,
    ),
    EligibilityRule(
        "district",
        gettext_lazy("District"),
        district_says,
        districts_of,
        judge_district,
        desk.DistrictForm,
        order=20,
    ),
    EligibilityRule(
        "years",
        gettext_lazy("Years since the founding"),
        years_say,
        first_days_of,
        judge_years,
        desk.YearsForm,
        ask_founding_day,
        order=30,
    ),
    EligibilityRule(
        "industry",
        gettext_lazy("Industry"),
        industry_says,
        industries_of,
        judge_industry,
        desk.IndustryForm,
        order=40,
    ),
    EligibilityRule(
        "sanction",
        gettext_lazy("Not excluded from support"),
        lambda given: _("Is not excluded from support (참여제한) on the day."),
        sanctions_on,
        judge_sanction,
        desk.SanctionForm,
        ground=gettext_lazy("Local Subsidy Act, article 32; decree, article 19"),
        order=50,
    ),
    EligibilityRule(
        "declared",
        gettext_lazy("Question of the call"),
        declared_says,
        nothing_known,
        judge_declared,
        desk.DeclaredForm,
        ask_declared,
        repeats=3,
        order=70,
    ),
)
