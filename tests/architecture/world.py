"""One of everything: people of every role, and the rows that the addresses of the portal are about.

`KWARGS` answers with which values an address is asked. A new address with parameters needs an entry here, a new model
with a desk of its own needs a row (`ROWS`) unless a migration brings one.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.test import Client, RequestFactory

from busan_se.accounts.actions import give_consent
from busan_se.accounts.models import Consent, User
from busan_se.accounts.roles import Role
from busan_se.api.actions import digest_of
from busan_se.api.models import AccessToken
from busan_se.audit.access import log_access
from busan_se.audit.models import AccessLog, AccessReview
from busan_se.audit.seals import seal_new
from busan_se.core.clock import now
from busan_se.events.actions import register
from busan_se.kpis.models import Closing, Report, ReportIssue
from busan_se.pages.models import MissedWord, Page
from busan_se.programs.models import Outage, Strategy
from busan_se.programs.outages import record
from busan_se.reference.models import Holiday, LegalDong
from busan_se.reviews.desk import ROUND_STEPS
from enterprises.applications import actions as application_actions
from enterprises.applications.supplements import actions as supplements
from enterprises.imports.models import ImportBatch
from enterprises.membership.actions import invite, offer_hand_over
from enterprises.membership.models import OwnerRestoring
from enterprises.qualifications.models import Grade
from enterprises.receiving.actions import Came, enter
from enterprises.registry.models import Membership, SourceRecord
from enterprises.selection.models import Selection
from enterprises.upkeep.models import Confirmation
from finance.subsidies import actions as grant_actions
from finance.subsidies.content import text_hash
from finance.subsidies.desk import GRANT_STEPS, PAYMENT_STEPS
from procurement.marketplace.actions import add_photo
from tests.factories import applications, events, grants, registration, reviews
from tests.factories.accounts import StaffFactory, SuperuserFactory, UserFactory, sign_in_staff
from tests.factories.card import ConsultationFactory, NoteFactory
from tests.factories.documents import DocumentFactory
from tests.factories.eligibility import SanctionFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory, PolicyTagFactory, business_number
from tests.factories.ground import JobFactory, MessageFactory, OutboxFactory, StoredFileFactory, TextMessageFactory
from tests.factories.kpis import BusinessReportFactory, ObservationFactory
from tests.factories.offers import EnquiryFactory, OfferFactory, picture
from tests.factories.tokens import token_of

OWN_DISTRICT, OTHER_DISTRICT = "26350", "26110"
PUBLIC = ("anonymous", "citizen")
MEMBERS = ("owner", "manager", "viewer")
STAFF = ("city", "centre", "district", "other_district", "auditor", "superuser")
CALL_FORM_STEPS = ("preview", "move", "take", "correct", "discard", "publish", "section_add")
ROLES = (*PUBLIC, *MEMBERS, "reviewer", *STAFF)


@dataclass
class World:
    """The sessions of every role, and sample rows by name."""

    sessions: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Return a fresh client that is signed in as `role`; a request that fails answers 500 instead of raising."""
        client = Client(raise_request_exception=False)
        if role != "anonymous":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def key(self, model_label: str) -> Any:
        """Return the primary key of the sample of a model ("app.model"), 0 where there is none."""
        row = self.rows.get(model_label) or apps.get_model(model_label)._default_manager.order_by("pk").first()
        return row.pk if row else 0


def build() -> World:
    """Make the world in the database."""
    people = _people()
    enterprise = EnterpriseFactory(district_id=OWN_DISTRICT)
    draft = applications.DraftFactory(enterprise=enterprise, started_by=people["owner"])
    submitted = applications.submit(applications.DraftFactory(enterprise=enterprise, started_by=people["manager"]))
    Membership.objects.filter(user=people["manager"]).update(role="manager")
    MembershipFactory(user=people["viewer"], enterprise=enterprise, role="viewer")
    sessions = {role: _session(user) for role, user in people.items()}
    rows = {**_rows(people, enterprise, submitted), **_offers(enterprise), **_members(people, enterprise)}
    rows |= _reviews(people)
    return World(sessions, {"draft": draft, **rows})


def _people() -> dict[str, User]:
    people: dict[str, User] = {role: UserFactory() for role in ("citizen", *MEMBERS)}
    people |= {
        "reviewer": StaffFactory(role=Role.REVIEWER),
        "city": StaffFactory(role=Role.CITY_STAFF),
        "centre": StaffFactory(role=Role.CENTRE_STAFF),
        "district": StaffFactory(districts=[OWN_DISTRICT]),
        "other_district": StaffFactory(districts=[OTHER_DISTRICT]),
        "auditor": StaffFactory(role=Role.AUDITOR),
        "superuser": SuperuserFactory(),
    }
    for user in people.values():
        give_consent(user, Consent.Purpose.PERSONAL_DATA)
    return people


def _session(user: User) -> str:
    client = Client()
    sign_in_staff(client, user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _rows(people: dict[str, User], enterprise: Any, submitted: Any) -> dict[str, Any]:
    """Return the sample of each model that migrations leave empty, by "app.model"."""
    request = RequestFactory().get("/")
    request.user = people["city"]
    batch_file = StoredFileFactory(name="목록.csv", content_type="text/csv", uploaded_by=people["city"])
    batch = ImportBatch(
        file=batch_file, file_sha256=batch_file.sha256, as_of=date(2026, 1, 1), created_by=people["city"]
    )
    issue = ReportIssue(report=Report.objects.first(), period="2026-10", started_at=now())
    closing = Closing(period="2026-09", closed_by=people["city"], closed_at=now())
    payment = grants.entered(_agreed(enterprise, people))
    supplements.ask(
        submitted.pk, parts=["plan"], asked="고쳐 주세요.", until=now() + timedelta(days=3), by=people["city"]
    )
    looked = log_access(request, enterprise, AccessLog.Action.VIEW)
    review = AccessReview(month=date(2026, 9, 1), note="이상 없음", accesses=0, unusual=0, reviewed_by=people["city"])
    missed = MissedWord(word="없는 말", times=3, days=3, first_day=date(2026, 1, 1), last_day=date(2026, 1, 9))
    for row in (batch, issue, closing, review, missed):
        row.save()
    session = events.SessionFactory(event=events.CourseFactory(district_id=OWN_DISTRICT))
    return {
        "accounts.user": people["citizen"],
        "api.accesstoken": AccessToken.objects.get(digest=digest_of(token_of(people["owner"]))),
        "audit.accesslog": looked,
        "audit.accessreview": review,
        "audit.accessseal": seal_new(),
        "core.job": JobFactory(created_by=people["city"]),
        "education.course": session.event,
        "enterprises.application": submitted,
        "announced": payment.grant.application,
        "enterprises.consultation": ConsultationFactory(enterprise=enterprise, by=people["centre"]),
        "enterprises.confirmation": Confirmation.objects.create(enterprise=enterprise, by=people["owner"]),
        "enterprises.grade": Grade.objects.create(
            enterprise=enterprise, value="excellent", assessed_on=date(2025, 6, 20), source="결과 통보"
        ),
        "enterprises.note": NoteFactory(enterprise=enterprise, by=people["centre"]),
        "enterprises.businessreport": BusinessReportFactory(enterprise=enterprise),
        "enterprises.enterprise": enterprise,
        "enterprises.enterprisedocument": DocumentFactory(
            enterprise=enterprise, added_by=people["owner"], undated=True
        ),
        "enterprises.importbatch": batch,
        "enterprises.policytag": PolicyTagFactory(),
        "finance.grant": payment.grant,
        "finance.payment": payment,
        "enterprises.receivedapplication": _received(people["city"]),
        "enterprises.sanction": SanctionFactory(enterprise=enterprise, valid_to=date(2025, 12, 31)),
        "enterprises.sourcerecord": SourceRecord.objects.filter(enterprise=enterprise).first(),
        "events.event": events.SessionFactory().event,
        "events.registration": register(session.pk, user=people["citizen"], arrived=now()),
        "events.session": session,
        "files.storedfile": submitted.files.first().file,
        "kpis.closing": closing,
        "kpis.observation": ObservationFactory(),
        "kpis.reportissue": issue,
        "notifications.message": MessageFactory(user=people["owner"]),
        "notifications.outbox": OutboxFactory(),
        "notifications.textmessage": TextMessageFactory(),
        "programs.call": submitted.call,
        "programs.outage": _outage(people["city"]),
        "programs.envelope": submitted.call.envelope,
        "reference.holiday": Holiday.objects.create(day=date(2027, 5, 3), name="임시공휴일"),
        "reference.legaldong": LegalDong.objects.create(
            code=f"{OWN_DISTRICT}10500", district_id=OWN_DISTRICT, name="시험동", created_on=date(1995, 3, 1)
        ),
    }


def _received(by: User) -> Any:
    """Return what was entered of an application that came in by mail."""
    call = applications.open_call(reception="email", reception_place="desk@test.example.org")
    came = Came(EnterpriseFactory(district_id=OWN_DISTRICT), now())
    return enter(call, came, by=by).received


def _outage(by: User) -> Outage:
    """Return a recorded outage of long ago."""
    row = Outage(started_at=now() - timedelta(days=99), ended_at=now() - timedelta(days=98), ground="점검")
    record(row, by)
    return row


def _members(people: dict[str, User], enterprise: Any) -> dict[str, Any]:
    """Return requests to be in the register, and how people come into an enterprise and hand it over."""
    members = {member.user: member for member in Membership.objects.filter(enterprise=enterprise)}
    owner, manager = members[people["owner"]], members[people["manager"]]
    restoring = OwnerRestoring(
        enterprise=enterprise, person=people["citizen"], reason="대표 변경", proposed_by=people["centre"]
    )
    restoring.proof = StoredFileFactory(name="증빙.pdf", uploaded_by=people["centre"])
    restoring.save()
    return {
        "registration": registration.written(registration.draft(business_number(80_000), by=people["owner"])),
        "enterprises.registrationrequest": registration.submitted(business_number(80_001), by=people["owner"]),
        "enterprises.ownerrestoring": restoring,
        "member": members[people["viewer"]],
        "invitation": invite(enterprise, "guest@test.example.org", "viewer", by=people["owner"]),
        "hand_over": offer_hand_over(owner, manager, giver_stays=False),
    }


def _reviews(people: dict[str, User]) -> dict[str, Any]:
    """Return a review that is open, with a sheet of the reviewer, and what was taken over from a closed one."""
    open_round = reviews.opened(reviews.round_of())
    seat = reviews.panelist(open_round, user=people["reviewer"])
    sheet = reviews.scored(reviews.case_of(open_round), seat, "4", "20")
    closed = reviews.ready_round(n=1)
    selection = Selection.objects.create(round=closed, made_by=people["city"])
    return {"reviews.round": open_round, "sheet": sheet, "seat": seat, "enterprises.selection": selection}


def _offers(enterprise: Any) -> dict[str, Any]:
    """Return an offer that is on show with a photo in its next text, and enquiries about it."""
    offer = OfferFactory(enterprise=enterprise)
    photo = add_photo(offer.pk, picture(), "쿠키", by=None)
    unconfirmed = EnquiryFactory(offer=offer, state="unconfirmed", confirmed_at=None)
    return {
        "procurement.offer": offer,
        "procurement.enquiry": EnquiryFactory(offer=offer),
        "procurement.photo": photo,
        "unconfirmed": unconfirmed,
    }


def _agreed(enterprise: Any, people: dict[str, User]) -> Any:
    """Return a grant of the enterprise whose agreement was agreed to."""
    draft = applications.DraftFactory(enterprise=enterprise, started_by=people["owner"], owner=False)
    application = applications.submit(draft)
    decide = {"outcome": "selected", "amount": 10_000_000, "reason": "선정", "by": people["city"]}
    application_actions.decide(application.pk, **decide)
    grant = application_actions.release(application.pk, by=people["city"]).application.grant
    grants.decide(grants.file(grants.written(grants.fresh(grant))))
    grant_actions.offer_agreement(grant.pk, text="협약", by=people["city"])
    grant_actions.agree(grant.pk, by=people["owner"], seen_hash=text_hash("협약"))
    return grants.fresh(grant)


# What an address with parameters is asked with, by its name. Addresses of the admin's models answer themselves.
KWARGS = {
    "account_confirm_email": lambda world: {"key": "no-such-key"},
    "account_reset_password_from_key": lambda world: {"uidb36": "zz", "key": "no-such-key"},
    "accounts:consent": lambda world: {"purpose": "news"},
    "admin:accounts_user_second_factor": lambda world: {"user_id": world.key("accounts.user")},
    "admin:app_list": lambda world: {"app_label": "enterprises"},
    "admin:audit_accessreview_month": lambda world: {"month": "2026-09"},
    "admin:importbatch_apply": lambda world: {"pk": world.key("enterprises.importbatch")},
    "admin:importbatch_decide": lambda world: {"pk": world.key("enterprises.importbatch")},
    "admin:importbatch_template": lambda world: {"key": "cooperatives"},
    "admin:importbatch_undo": lambda world: {"pk": world.key("enterprises.importbatch")},
    "admin:enterprises_enterprise_merge": lambda world: {"pk": world.key("enterprises.enterprise")},
    **{
        f"admin:enterprises_enterprise_{name}": lambda world: {"pk": world.key("enterprises.enterprise")}
        for name in ("card", "in-charge", "qualifications", "take-back")
    },
    **{
        f"admin:enterprises_consultation_{name}": lambda world: {"pk": world.key("enterprises.consultation")}
        for name in ("correct", "done")
    },
    "admin:importbatch_report": lambda world: {"pk": world.key("enterprises.importbatch")},
    "admin:pages_page_preview": lambda world: {"pk": Page.objects.first().pk},
    **{
        f"admin:programs_call_{name}": lambda world: {"pk": world.key("programs.call")}
        for name in ("conditions", "suggestions", "papers")
    },
    "admin:programs_call_cancel": lambda world: {"pk": world.key("programs.call")},
    "admin:programs_call_copy": lambda world: {"pk": world.key("programs.call")},
    "admin:programs_call_extend": lambda world: {"pk": world.key("programs.call")},
    "admin:programs_call_publish": lambda world: {"pk": world.key("programs.call")},
    **{
        f"admin:programs_call_{name}": lambda world: {"pk": world.key("programs.call")}
        for name in ("form", *(f"form_{step}" for step in CALL_FORM_STEPS))
    },
    **{
        f"admin:programs_call_form_{name}": lambda world, given=given: {"pk": world.key("programs.call"), **given}
        for name, given in {
            "section": {"key": "plan"},
            "types": {"section": "plan"},
            "question_add": {"section": "plan", "kind": "text"},
            "question": {"key": "plan"},
            "remove": {"what": "question", "key": "plan"},
        }.items()
    },
    "admin:programs_envelope_appropriation": lambda world: {"pk": world.key("programs.envelope")},
    **{
        f"admin:reviews_round_{name}": lambda world: {"pk": world.key("reviews.round")}
        for name in ("board", "assign", "panelist", "sitting", "xlsx", "pdf", *(step.name for step in ROUND_STEPS))
    },
    "admin:reviews_round_paper": lambda world: {"pk": world.key("reviews.round"), "kind": "cases"},
    "admin:reviews_round_sheet": lambda world: {"pk": world.rows["sheet"].pk, "name": "give-back"},
    "admin:reviews_round_rubric": lambda world: {"call": world.key("programs.call")},
    "admin:enterprises_selection_cut": lambda world: {"round": world.key("reviews.round")},
    "admin:enterprises_selection_reserve": lambda world: {"pk": world.key("enterprises.selection")},
    "reviews:invitation": lambda world: {"token": "no-such-token"},
    "reviews:submit": lambda world: {"pk": world.rows["seat"].pk},
    "reviews:file": lambda world: {
        "pk": world.rows["sheet"].pk,
        "file": world.rows["sheet"].case.application.application.files.first().file_id,
    },
    **{f"reviews:{name}": lambda world: {"pk": world.rows["sheet"].pk} for name in ("case", "declare")},
    "admin:education_course_publish": lambda world: {"pk": world.key("education.course")},
    "admin:events_event_publish": lambda world: {"pk": world.key("events.event")},
    "admin:events_registration_cancel": lambda world: {"pk": world.key("events.registration")},
    "admin:view_on_site": lambda world: {"content_type_id": 0, "object_id": 0},
    "admin:procurement_offer_moderate": lambda world: {"pk": world.key("procurement.offer")},
    "api:calls-row": lambda world: {"key": world.rows["programs.call"].number},
    "api:courses-row": lambda world: {"key": world.key("education.course")},
    "api:enterprises-row": lambda world: {"key": world.key("enterprises.enterprise")},
    "api:events-row": lambda world: {"key": world.key("events.event")},
    "api:indicators-row": lambda world: {"key": "enterprises"},
    "api:desk-applications-row": lambda world: {"key": world.key("enterprises.application")},
    "api:desk-enterprises-row": lambda world: {"key": world.key("enterprises.enterprise")},
    "api:desk-registrations-row": lambda world: {"key": world.key("enterprises.registrationrequest")},
    "api:my-applications-row": lambda world: {"key": world.key("enterprises.application")},
    **{
        f"api:{name}": lambda world: {"key": world.key("enterprises.application")}
        for name in (
            *("desk-applications-decide", "desk-applications-reopen", "desk-applications-release"),
            *("my-applications-form", "my-applications-attach", "my-applications-attach-document"),
            *("my-applications-detach", "my-applications-submit", "my-applications-withdraw"),
            "my-applications-give-up",
        )
    },
    "api:my-documents-row": lambda world: {"key": world.key("enterprises.enterprisedocument")},
    "api:my-enterprises-row": lambda world: {"key": world.key("enterprises.enterprise")},
    "api:my-file": lambda world: {"key": world.key("files.storedfile")},
    "api:my-message-read": lambda world: {"key": world.key("notifications.message")},
    "api:my-messages-row": lambda world: {"key": world.key("notifications.message")},
    "api:offers-row": lambda world: {"key": world.key("procurement.offer")},
    "api:programs-row": lambda world: {"key": "business-development"},
    "api-token-revoke": lambda world: {"pk": world.key("api.accesstoken")},
    "applications:eligibility": lambda world: {
        "number": world.rows["programs.call"].number,
        "enterprise": world.key("enterprises.enterprise"),
    },
    "applications:start": lambda world: {"number": world.rows["programs.call"].number},
    "core:job": lambda world: {"pk": world.key("core.job")},
    "courses:detail": lambda world: {"pk": world.key("education.course")},
    "enterprises:detail": lambda world: {"pk": world.key("enterprises.enterprise")},
    "events:confirm": lambda world: {"reference": events.begun(world.rows["events.session"]).reference},
    "events:detail": lambda world: {"pk": world.key("events.event")},
    "events:link": lambda world: {"token": "no-such-token"},
    "events:register": lambda world: {"pk": world.key("events.session")},
    "events:registration": lambda world: {"reference": world.rows["events.registration"].reference},
    "events:session-calendar": lambda world: {"pk": world.key("events.session")},
    "files:download": lambda world: {"pk": world.key("files.storedfile")},
    "kpis:rows": lambda world: {"code": "enterprises", "period": "2026-10"},
    "mfa_edit_webauthn": lambda world: {"pk": 0},
    "mfa_remove_webauthn": lambda world: {"pk": 0},
    "admin:enterprises_ownerrestoring_decide": lambda world: {"pk": world.key("enterprises.ownerrestoring")},
    "members:hand_over_answer": lambda world: {"pk": world.rows["hand_over"].pk},
    "members:invitation": lambda world: {"token": "no-such-token"},
    "registration:part": lambda world: {"pk": world.rows["registration"].pk, "key": "enterprise"},
    "notifications:read": lambda world: {"pk": world.key("notifications.message")},
    "offers:code_again": lambda world: {"pk": world.rows["unconfirmed"].pk},
    "offers:confirm": lambda world: {"pk": world.rows["unconfirmed"].pk},
    "offers:photo": lambda world: {"pk": world.rows["procurement.photo"].large_id},
    "offers:remove_photo": lambda world: {"pk": world.key("procurement.offer"), "place": 1},
    "pages:statement": lambda world: {"slug": Page.objects.first().slug},
    "programs:call": lambda world: {"number": world.rows["programs.call"].number},
    "programs:detail": lambda world: {"code": "business-development"},
    "programs:strategy": lambda world: {"code": Strategy.objects.first().code.lower()},
    "reporting:report": lambda world: {"year": 2025},
    **{
        f"admin:events_session_{name}": lambda world: {"pk": world.key("events.session")}
        for name in ("participants", "enter", "cancel", "export")
    },
    **{
        f"admin:finance_grant_{name}": lambda world: {"pk": world.key("finance.grant")}
        for name in ("account", *(step.name for step in GRANT_STEPS))
    },
    **{f"admin:finance_payment_{s.name}": lambda world: {"pk": world.key("finance.payment")} for s in PAYMENT_STEPS},
    **{
        f"grants:{name}": lambda world: {"pk": world.key("finance.grant")}
        for name in ("detail", "edit", "account", "file", "agreement", "decision_pdf")
    },
    **{
        f"documents:{name}": lambda world: {"pk": world.key("enterprises.enterprisedocument")}
        for name in ("replace", "dates", "remove")
    },
    **{f"members:{name}": lambda world: {"pk": world.rows["member"].pk} for name in ("member", "remove")},
    **{f"members:{name}": lambda world: {"pk": world.rows["invitation"].pk} for name in ("revoke", "invite_again")},
    **{
        f"registration:{name}": lambda world: {"pk": world.rows["registration"].pk}
        for name in ("check", "discard", "withdraw")
    },
    **{
        f"registration:{name}": lambda world: {"pk": world.key("enterprises.registrationrequest")}
        for name in ("detail", "receipt")
    },
    **{
        f"admin:enterprises_registrationrequest_{name}": lambda world: {
            "pk": world.key("enterprises.registrationrequest")
        }
        for name in ("look-up", "by-hand", "send-back", "until", "reject", "approve")
    },
    **{
        f"applications:{name}": lambda world: {"pk": world.rows["draft"].pk}
        for name in ("edit", "check", "discard", "copy_earlier")
    },
    "applications:section": lambda world: {"pk": world.rows["draft"].pk, "number": 1},
    **{
        f"applications:{name}": lambda world: {"pk": world.key("enterprises.application")}
        for name in ("receipt", "receipt_pdf", "status", "withdraw", "mend", "mend_check", "more_time")
    },
    **{f"applications:{name}": lambda world: {"pk": world.rows["announced"].pk} for name in ("object", "result_pdf")},
    **{
        f"admin:enterprises_application_{name}": lambda world: {"pk": world.key("enterprises.application")}
        for name in ("supplement", "supplement-time", "supplement-no-time", "supplement-close")
    },
    **{
        f"admin:enterprises_application_{name}": lambda world: {"pk": world.rows["announced"].pk}
        for name in ("objection", "official", "unplan")
    },
    "admin:enterprises_application_call": lambda world: {"number": world.rows["programs.call"].number},
    "admin:enterprises_application_call_number": lambda world: {"number": world.rows["programs.call"].number},
    "admin:enterprises_application_call_attachment": lambda world: {
        "number": world.rows["programs.call"].number,
        "kind": "xlsx",
    },
    **{
        f"offers:{name}": lambda world: {"pk": world.key("procurement.offer")}
        for name in (
            "add_photo",
            "detail",
            "discard",
            "edit",
            "enquire",
            "my",
            "put_up",
            "recall",
            "submit",
            "take_down",
        )
    },
    **{
        f"offers:{name}": lambda world: {"pk": world.key("procurement.enquiry")}
        for name in ("close", "enquiry", "sent")
    },
}
