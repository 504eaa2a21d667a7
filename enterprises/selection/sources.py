"""Applications as cases of a review: which there are, what reviewers read of them, who may have an interest."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, Prefetch, Q
from django.utils.translation import gettext as _

from busan_se.reviews import rounds
from busan_se.reviews.extensions import CaseFile, CaseSheet
from busan_se.reviews.masking import bare_name
from busan_se.reviews.models import Case, Panelist, Round
from enterprises.applications.models import Application, ApplicationFile
from enterprises.applications.pages import applicant_facts
from enterprises.applications.questions import Questions
from enterprises.card.models import Consultation
from enterprises.registry.models import Enterprise, Membership
from enterprises.selection.models import ReviewedApplication

_SHORTEST_ADDRESS = 6


@transaction.atomic
def collect(round_: Round) -> int:
    """Make a case of each submitted application of the call that the round lacks, in the order of receipt."""
    locked = rounds.locked(round_.pk)
    if locked.is_closed:
        return 0
    waiting = Application.objects.waiting().filter(call=locked.call).exclude(review_cases__case__round=locked)
    last = locked.cases.aggregate(last=Max("number"))["last"] or 0
    rows = list(waiting.select_related("enterprise", "person").order_by("submitted_at", "receipt_number"))
    for number, application in enumerate(rows, start=last + 1):
        district = application.enterprise.district_id if application.enterprise else None
        case = Case.objects.create(
            round=locked, number=number, title=application.applicant_name[:200], district_id=district
        )
        ReviewedApplication.objects.create(case=case, application=application)
    return len(rows)


def applications_of(cases: Sequence[Case]) -> dict[int, Application]:
    """Return the application of each case, with its version and files: three queries."""
    files = Prefetch("application__files", ApplicationFile.objects.select_related("file"))
    links = ReviewedApplication.objects.filter(case__in=cases).prefetch_related(files)
    loaded = links.select_related(
        "application__version", "application__call__envelope", "application__enterprise", "application__person",
        "application__decision",
    )  # fmt: skip
    return {link.case_id: link.application for link in loaded}


def sheets(cases: Sequence[Case]) -> Mapping[int, CaseSheet]:
    """Return what reviewers read of applications."""
    return {pk: _sheet(application) for pk, application in applications_of(cases).items()}


def _sheet(application: Application) -> CaseSheet:
    questions = Questions(application.version)
    answers = [(str(q.label), q.as_text(application.answers.get(q.key))) for q in questions.written]
    labels = {question.key: str(question.label) for question in questions.files}
    return CaseSheet(
        name=application.applicant_name,
        facts=[(label, text) for label, text in applicant_facts(application.applicant) if text],
        answers=[(label, text) for label, text in answers if text],
        files=[CaseFile(row.file, labels.get(row.slot, "")) for row in application.files.all()],
        secrets=_secrets(application),
    )


def _secrets(application: Application) -> list[str]:
    """Return the words that name the applicant: as submitted, and as the register has them now."""
    kept: Mapping[str, Any] = application.applicant
    words = [str(kept.get(key, "")) for key in ("name", "representative", "business_number", "phone")]
    addresses = [str(kept.get("address", ""))]
    if enterprise := application.enterprise:
        words += [enterprise.name, enterprise.name_en, enterprise.representative, enterprise.phone, enterprise.homepage]
        addresses.append(enterprise.address)
    if application.person:
        words.append(application.person.name)
    for address in addresses:
        words += [address, _street(address)]
    return [word for word in words if word.strip()]


def _street(address: str) -> str:
    """Return road and number of an address with city and district before them; '' for what is too short."""
    street = " ".join(address.partition(",")[0].split()[2:4])
    return street if len(street) >= _SHORTEST_ADDRESS else ""


def hints(cases: Sequence[Case], panelists: Sequence[Panelist]) -> Mapping[tuple[int, int], list[str]]:
    """Return why reviewers may have an interest in applications: four queries for any number of them."""
    found = _enterprises(cases)
    users, enterprises = [p.user_id for p in panelists], {row.pk for row in found.values()}
    members = _pairs(Membership.objects.filter(user__in=users, enterprise__in=enterprises), "user_id")
    mentors = _pairs(Consultation.objects.filter(by__in=users, enterprise__in=enterprises), "by_id")
    given: dict[tuple[int, int], list[str]] = {}
    for pk, enterprise in found.items():
        for panelist in panelists:
            pair = (panelist.user_id, enterprise.pk)
            sentences = [*_register_hints(panelist, enterprise)]
            if pair in members:
                sentences.append(_("Member of the applicant"))
            if pair in mentors:
                sentences.append(_("Advised the applicant"))
            if sentences:
                given[pk, panelist.pk] = sentences
    return given


def _enterprises(cases: Sequence[Case]) -> dict[int, Enterprise]:
    links = ReviewedApplication.objects.filter(case__in=cases).exclude(application__enterprise=None)
    rows = links.select_related("application__enterprise")
    return {row.case_id: row.application.enterprise for row in rows if row.application.enterprise}


def _pairs(rows: Any, person: str) -> set[tuple[int, int]]:
    return set(rows.values_list(person, "enterprise_id"))


def _register_hints(panelist: Panelist, enterprise: Enterprise) -> list[str]:
    sentences = []
    if enterprise.representative and panelist.user.name == enterprise.representative:
        sentences.append(_("Same name as the representative"))
    name = bare_name(enterprise.name)
    if len(name) > 1 and name in panelist.affiliation:
        sentences.append(_("Works for the applicant"))
    street = _street(enterprise.address)
    if street and street == _street(panelist.address):
        sentences.append(_("Same address"))
    return sentences


def cases_of(application: Application) -> Any:
    """Return the cases of an application in rounds that are not closed."""
    return Case.objects.filter(~Q(round__state="closed"), application__application=application)
