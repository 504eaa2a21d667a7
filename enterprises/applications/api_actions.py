"""Applications in the open interface: what programs of applicants and of the desk do, by the actions of the pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import PermissionDenied

from busan_se.api.errors import InvalidBody
from busan_se.api.extensions import Asked, OwnAction
from busan_se.core.clock import seoul
from busan_se.core.errors import Refused
from busan_se.programs.models import Call
from enterprises.applications import actions, api_bodies, content, pages, rules
from enterprises.applications.api import DESK_APPLICATIONS, MY_APPLICATIONS
from enterprises.applications.consents import REQUIRED
from enterprises.applications.eligibility import Inquiry
from enterprises.applications.models import Application, ApplicationQuerySet
from enterprises.applications.questions import Questions
from enterprises.registry.models import Enterprise, Membership

_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def start(asked: Asked) -> Any:
    """Begin a draft, or find the live application that there is."""
    calls = Call.objects.visible_to(asked.user).published().select_related("program", "current_version")
    call = calls.filter(number=asked.given["call"]).first()
    if call is None:
        raise InvalidBody.because("call", _("There is no such call."), "unknown")
    enterprise = _own_enterprise(asked.user, asked.given["enterprise"])
    fields = Inquiry(call, [enterprise.pk], asked.arrived).questions(enterprise.pk)
    declared = _declared(fields, asked.given.get("declared", {}))
    try:
        return actions.start(call, by=asked.user, enterprise=enterprise, arrived=asked.arrived, declared=declared).pk
    except Refused as refusal:
        if refusal.code != "unanswered":
            raise
        open_ones = {key: field for key, field in fields.items() if key not in declared}
        raise InvalidBody(
            {
                f"declared.{key}": [{"code": "unanswered", "message": str(field.label)}]
                for key, field in open_ones.items()
            }
        ) from refusal


def _own_enterprise(user: Any, pk: int) -> Enterprise:
    """Return an enterprise for which the person may apply. Raises InvalidBody, PermissionDenied for a viewer."""
    own = Membership.objects.of(user).filter(enterprise__merged_into=None, enterprise=pk).first()
    if own is None:
        raise InvalidBody.because("enterprise", _("This is none of your enterprises."), "unknown")
    if not own.may_edit:
        raise PermissionDenied
    return own.enterprise


def _declared(fields: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    read = api_bodies.read_values("declared", fields, given)
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in read.items()}


def save(asked: Asked) -> Any:
    """Keep the answers that are named."""
    application = Application.objects.select_related("version").get(pk=asked.key)
    given = asked.given["answers"]
    return actions.save_draft(
        application.pk,
        answers=api_bodies.read_answers(Questions(application.version), given),
        lock_version=asked.given["lock_version"],
        by=asked.user,
        keys=given.keys(),
    ).pk


def discard(asked: Asked) -> None:
    """Delete a draft."""
    actions.discard(asked.key)


def attach(asked: Asked) -> Any:
    """Attach an upload."""
    return actions.attach(asked.key, asked.given["question"], asked.given["file"], by=asked.user).application_id


def attach_document(asked: Asked) -> Any:
    """Attach a document of the folder."""
    given = asked.given
    return actions.attach_document(
        asked.key, given["question"], given["document"], arrived=asked.arrived
    ).application_id


def detach(asked: Asked) -> Any:
    """Take a file off."""
    actions.detach(asked.key, asked.given["id"])
    return asked.key


def read_form(asked: Asked) -> Mapping[str, Any]:
    """Return the form of an application with what a program needs to submit it."""
    rows = Application.objects.with_applicant().select_related("version")
    application = rows.get(pk=asked.key)
    found = pages.problems_of(
        application,
        Questions(application.version),
        pages.files_by_slot(application),
        seoul(asked.arrived).date(),
    )
    return {
        "version": application.version.number,
        "form": application.version.form,
        "lock_version": application.lock_version,
        "content_hash": content.content_hash(application, content.applicant_of(application)),
        "problems": found if application.is_draft else {},
        "refusal": pages.refusal_at(application.call, asked.arrived),
        "consents": REQUIRED,
    }


def submit(asked: Asked) -> Any:
    """Submit a draft; again it gives the same receipt."""
    assert asked.once
    return actions.submit(
        asked.key,
        by=asked.user,
        seen_hash=asked.given["seen_hash"],
        consents=asked.given["consents"],
        key=asked.once,
        arrived=asked.arrived,
        among=Application.objects.editable_by(asked.user),
    ).pk


def withdraw(asked: Asked) -> Any:
    """Take an application back before its result is out."""
    return actions.withdraw(asked.key, by=asked.user, reason=asked.given["reason"]).pk


def give_up(asked: Asked) -> Any:
    """Give a selection back."""
    return actions.give_up(asked.key, by=asked.user, reason=asked.given["reason"]).pk


def decide(asked: Asked) -> Any:
    """Decide; only a selection has an amount."""
    given = {"amount": None, "override": "", **asked.given}
    return actions.decide(asked.key, by=asked.user, **given).application_id


def reopen(asked: Asked) -> Any:
    """Take a decision back that nobody was told of."""
    return actions.reopen(asked.key, by=asked.user, reason=asked.given["reason"]).pk


def release(asked: Asked) -> Any:
    """Announce a decision."""
    return actions.release(asked.key, by=asked.user, **asked.given).application_id


def _mine(name: str, label: Any, description: Any, act: Any, **fields: Any) -> OwnAction:
    given: dict[str, Any] = {"among": Application.objects.editable_by, "path": name.replace("_", "-")} | fields
    return OwnAction(resource=MY_APPLICATIONS, name=name, label=label, description=description, act=act, **given)


def _of_desk(user: Any) -> ApplicationQuerySet:
    return Application.objects.visible_to(user).submitted()


def _at_desk(name: str, label: Any, description: Any, act: Any, **fields: Any) -> OwnAction:
    return OwnAction(
        resource=DESK_APPLICATIONS,
        name=name,
        path=name,
        label=label,
        description=description,
        act=act,
        among=_of_desk,
        allowed=rules.may_decide,
        **fields,
    )


_END: dict[str, Any] = {"serializer": api_bodies.EndSerializer, "example": {"reason": "사업 계획이 바뀌었습니다."}}
ACTIONS = (
    _mine(
        "start",
        gettext_lazy("Start an application"),
        gettext_lazy("Begins a draft, filled in from the register; the live one, if there is one already."),
        start,
        among=None,
        path="",
        serializer=api_bodies.StartSerializer,
        example={"call": "2026-001", "enterprise": 1, "declared": {}},
    ),
    _mine(
        "form",
        gettext_lazy("Form of an application"),
        gettext_lazy("The questions as published, what is missing, the consents, and the hash to submit with."),
        read_form,
        method="get",
        among=Application.objects.of_applicant,
        answer=api_bodies.FormSerializer,
        example={
            "version": 1,
            "form": {
                "sections": [
                    {
                        "key": "business",
                        "title_ko": "사업",
                        "questions": [{"key": "plan", "type": "long_text", "label_ko": "사업 계획", "required": True}],
                    }
                ]
            },
            "lock_version": 7,
            "content_hash": _HASH,
            "problems": {"plan_file": "파일을 올리세요."},
            "refusal": "",
            "consents": [{"purpose": "personal_data", "version": "2026-11", "text": "개인정보 수집·이용"}],
        },
    ),
    _mine(
        "save",
        gettext_lazy("Save answers of a draft"),
        gettext_lazy("Nothing is required yet. Saved by somebody else meanwhile: 409 `changed`, with what is there."),
        save,
        method="patch",
        path="",
        serializer=api_bodies.AnswersSerializer,
        example={"lock_version": 7, "answers": {"plan": "반찬 배달을 세 동으로 넓힙니다.", "amount": 12_000_000}},
    ),
    _mine(
        "discard",
        gettext_lazy("Delete a draft"),
        gettext_lazy("For good. What was submitted is withdrawn instead."),
        discard,
        method="delete",
        path="",
    ),
    _mine(
        "attach",
        gettext_lazy("Attach a file"),
        gettext_lazy("Checked as on the page: type by content, size, number. Where one is taken, it replaces that."),
        attach,
        serializer=api_bodies.AttachSerializer,
        multipart=True,
    ),
    _mine(
        "attach_document",
        gettext_lazy("Attach a document of the folder"),
        gettext_lazy("A current one of the kind that the question names, and not too old."),
        attach_document,
        serializer=api_bodies.AttachDocumentSerializer,
        example={"question": "certificate", "document": 1},
    ),
    _mine(
        "detach",
        gettext_lazy("Take a file off a draft"),
        gettext_lazy("Once more changes nothing."),
        detach,
        serializer=api_bodies.DetachSerializer,
        example={"id": 1},
    ),
    _mine(
        "submit",
        gettext_lazy("Submit an application"),
        gettext_lazy("What counts is when the request arrived. Again, or from somewhere else: the same receipt."),
        submit,
        serializer=api_bodies.SubmitSerializer,
        example={"seen_hash": _HASH, "consents": [text.purpose for text in REQUIRED]},
        once=True,
    ),
    _mine(
        "withdraw",
        gettext_lazy("Withdraw an application"),
        gettext_lazy("Before its result is out."),
        withdraw,
        **_END,
    ),
    _mine(
        "give_up",
        gettext_lazy("Give a selection up"),
        gettext_lazy("After its result is out; the reserved money is free again."),
        give_up,
        **_END,
    ),
    _at_desk(
        "decide",
        gettext_lazy("Decide on an application"),
        gettext_lazy("A selection reserves the amount at once; the applicant learns of it at the release."),
        decide,
        serializer=api_bodies.DecideSerializer,
        example={"outcome": "selected", "amount": 25_000_000, "reason": "심사 결과 선정", "override": ""},
    ),
    _at_desk(
        "reopen",
        gettext_lazy("Take a decision back"),
        gettext_lazy("As long as nobody was told; the reserved money is free again."),
        reopen,
        serializer=api_bodies.TakeBackSerializer,
        example={"reason": "점수를 다시 셉니다."},
    ),
    _at_desk(
        "release",
        gettext_lazy("Release a decision"),
        gettext_lazy("Tells the applicant, once. Number and days are those of the city's own document."),
        release,
        serializer=api_bodies.ReleaseSerializer,
        example={"document_number": "사회적경제과-1234", "approved_on": "2026-05-11", "effective_on": "2026-05-12"},
    ),
)
