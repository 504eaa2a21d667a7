"""The conditions of a call held against an enterprise: before starting, at submission, and again at the decision."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from busan_se.core.clock import now, seoul
from busan_se.core.errors import Refused
from busan_se.programs.eligibility import Answer, Register, Term, terms_of, terms_of_call
from busan_se.programs.models import Call
from enterprises.applications.eligibility_models import EligibilityRecord
from enterprises.applications.models import Application
from enterprises.registry.models import Enterprise

# So many open calls are looked through for a suggestion, and so many are suggested.
_LOOKED_AT, _SUGGESTED = 50, 3
Declared = Mapping[str, Any]


def day_of(instant: datetime) -> date:
    """Return the day in Seoul for which the conditions are asked."""
    return seoul(instant).date()


@dataclass(frozen=True)
class Inquiry:
    """One call and several enterprises of one person on a day: answers, questions and other calls that fit.

    The number of queries depends on the rules alone, not on how many enterprises or calls there are.
    """

    call: Call
    enterprises: Collection[int]
    arrived: datetime

    @property
    def day(self) -> date:
        """Return the day in Seoul on which the request arrived."""
        return day_of(self.arrived)

    @cached_property
    def terms(self) -> list[Term]:
        """Return the conditions of the call."""
        return terms_of_call(self.call)

    @cached_property
    def register(self) -> Register:
        """Return what the rules know of all the enterprises."""
        return Register(self.enterprises, self.day)

    def answers(self, enterprise: int, declared: Declared | None = None) -> list[Answer]:
        """Return what each condition says of the enterprise."""
        return self.register.answers(self.terms, enterprise, declared or {})

    def failed(self, enterprise: int, declared: Declared | None = None) -> list[Answer]:
        """Return what stands against an application of the enterprise."""
        return [answer for answer in self.answers(enterprise, declared) if answer.failed]

    def questions(self, enterprise: int) -> dict[str, forms.Field]:
        """Return what only the applicant can answer."""
        return self.register.questions(self.terms, enterprise)

    @cached_property
    def _others(self) -> list[tuple[Call, list[Term]]]:
        rows = Call.objects.open_at(self.arrived).exclude(pk=self.call.pk).select_related("current_version", "program")
        return [(call, terms_of_call(call)) for call in rows.order_by("closes_at")[:_LOOKED_AT]]

    def suggestions(self, enterprise: int) -> list[Call]:
        """Return other open calls with no condition that the enterprise is known not to meet, soonest closing first."""
        fitting = (
            call
            for call, terms in self._others
            if not any(answer.failed for answer in self.register.answers(terms, enterprise, {}))
        )
        return [call for call, _n in zip(fitting, range(_SUGGESTED), strict=False)]


def check_start(call: Call, enterprise: Enterprise | None, declared: Declared, arrived: datetime) -> None:
    """Raise Refused ("enterprise_gone", "not_qualified", "unanswered") unless an application may begin."""
    if enterprise is None:
        if terms_of_call(call):
            raise Refused(_("Only enterprises with a qualification can apply to this call."), "not_qualified")
        return
    inquiry = Inquiry(call, [enterprise.pk], arrived)
    _check(enterprise, inquiry.answers(enterprise.pk, declared))
    if any(key not in declared for key in inquiry.questions(enterprise.pk)):
        raise Refused(_("Answer the questions on who may apply first."), "unanswered")


def _check(enterprise: Enterprise, answers: Sequence[Answer]) -> None:
    if enterprise.is_gone:
        raise Refused(_("The register says that this enterprise is closed or dissolved."), "enterprise_gone")
    if failed := [answer for answer in answers if answer.failed]:
        raise Refused(" ".join(answer.said for answer in failed), "not_qualified")


def keep_declared(application: Application, declared: Declared, by: Any) -> None:
    """Keep what the applicant answered before starting."""
    EligibilityRecord.objects.create(application=application, declared=dict(declared), declared_by=by)


def answers_of(applications: Iterable[Application], day: date) -> list[tuple[Application, list[Answer]]]:
    """Return what the frozen conditions say of each application on a day; a fixed number of queries for any number."""
    rows = [row for row in applications if row.enterprise_id]
    register = Register([row.enterprise_id for row in rows if row.enterprise_id], day)
    records = EligibilityRecord.objects.in_bulk([row.pk for row in rows], field_name="application_id")
    return [(row, _answers(row, register, records.get(row.pk))) for row in rows]


def _answers(application: Application, register: Register, record: EligibilityRecord | None) -> list[Answer]:
    assert application.enterprise_id
    terms = terms_of(application.version.rules)
    return register.answers(terms, application.enterprise_id, record.declared if record else {})


def answers_on(application: Application, day: date) -> list[Answer]:
    """Return what the frozen conditions say of an application on a day; [] where there are none."""
    if not application.enterprise_id or not terms_of(application.version.rules):
        return []
    return _answers(application, Register([application.enterprise_id], day), record_of(application))


def record_of(application: Application) -> EligibilityRecord | None:
    """Return the row of an application, None where it has none; without a query where the application was locked."""
    return getattr(application, "eligibility", None)


def check_submission(application: Application, day: date) -> list[Answer]:
    """Return the answers on the day on which the submission arrived. Raises Refused as `check_start`."""
    if application.enterprise is None:
        return []
    answers = answers_on(application, day)
    _check(application.enterprise, answers)
    return answers


def keep_found(application: Application, answers: Sequence[Answer]) -> None:
    """Keep what the rules said at submission."""
    if not answers:
        return
    record = record_of(application) or EligibilityRecord(application=application)
    record.found = [answer.as_json for answer in answers]
    record.save()


def check_decision(application: Application, override: str, by: Any, day: date) -> None:
    """Refuse ("not_eligible") to select what fails a condition on the day, unless `override` says why all the same."""
    failed = [answer for answer in answers_on(application, day) if answer.failed]
    if not failed:
        return
    if not override.strip():
        raise Refused(
            _("A condition is not met: %(said)s Decide “ineligible”, or state why it is selected all the same.")
            % {"said": " ".join(answer.said for answer in failed)},
            "not_eligible",
        )
    EligibilityRecord.objects.update_or_create(
        application=application,
        defaults={"override_reason": override.strip(), "overridden_by": by, "overridden_at": now()},
    )
