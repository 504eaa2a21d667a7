"""Demo requests (시연 자료): one open, one late, one sent back, two rival claims; decided ones of the past year.

No letters go out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from busan_se.accounts.demo import DEMO_EMAILS
from busan_se.accounts.models import User
from busan_se.core.clock import now, seoul
from busan_se.files.actions import store_bytes
from busan_se.files.models import StoredFile
from enterprises.documents.demo import paper
from enterprises.registration import actions
from enterprises.registration.consents import CONSENTS
from enterprises.registration.desk import first_offer
from enterprises.registration.models import CONTACT, RegistrationRequest, RequestFile
from enterprises.registration.parts import slots
from enterprises.registration.workflow import State
from enterprises.registry.demo import business_number
from enterprises.registry.models import Enterprise

_SERIAL = 400_000  # far from those of the demo register
_LATE = timedelta(days=45)
_FRESH = timedelta(days=2)
_DECIDED = 24  # one every two weeks
_NAMES = ("동백나눔부엌(시연)", "물결수선협동조합(시연)", "갈매기돌봄(시연)")
_STORIES = (
    "올해 3월부터 대표를 맡고 있습니다. 법인등기부에 이름이 있습니다.",
    "담당자로 일하며 누리집 정보를 고치라는 요청을 받았습니다.",
)


@transaction.atomic
@override(settings.LANGUAGE_CODE)
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make them; does nothing where there are some, or where the accounts of the demo are missing."""
    emails = ("citizen@example.com", "manager@example.com", "viewer@example.com")
    people = {user.email.partition("@")[0]: user for user in User.objects.filter(email__in=emails)}
    if len(people) < len(emails) or RegistrationRequest.objects.filter(requester__in=people.values()).exists():
        log("registration: nothing to plant")
        return
    _plant_new(chance, people["citizen"], 0, _FRESH)
    _plant_new(chance, people["manager"], 1, _LATE)
    returned = _plant_new(chance, people["viewer"], 2, _FRESH)
    returned.state, returned.open_parts, returned.due_at = State.RETURNED, ["place", "file:number"], first_offer()
    returned.asked = "사업자등록증이 흐려 번호를 읽을 수 없습니다. 다시 올리고, 본점 주소를 등록증과 같게 고쳐 주세요."
    returned.save()
    claimed = Enterprise.objects.filter(
        is_demo=True, state="operating", memberships=None, identifiers__kind="business", district="26350"
    )
    entry = claimed.order_by("pk").first()
    for person, story in zip((people["viewer"], people["citizen"]), _STORIES, strict=True) if entry else ():
        _plant_claim(chance, person, entry, story)
    _plant_decided(chance)
    log(f"registration: {RegistrationRequest.objects.filter(requester__in=people.values()).count()}")


def _plant_new(chance: Random, person: User, nth: int, ago: timedelta) -> RegistrationRequest:
    first_day = seoul(now()).date() - timedelta(days=400 + chance.randrange(300))
    answers = {
        "enterprise": {"name": _NAMES[nth], "legal_form": "organisation", "representative": "시연대표"},
        "place": {
            "district": "26350",
            "address": f"부산광역시 해운대구 시연로 {chance.randint(1, 399)}",
            "phone": f"051-000-{chance.randint(0, 9999):04}",
            "ksic": "56",
            "summary": "이웃과 함께 만들고 나누는 일을 합니다. 시연 자료입니다.",
        },
        "qualifications": {
            "kinds": ["cooperative"],
            "number_cooperative": f"시연 신고 {first_day.year}-{chance.randint(1, 999):03}",
            "from_cooperative": first_day.isoformat(),
        },
    }
    number = business_number(_SERIAL + nth, "81")
    draft = RegistrationRequest(kind="new", number_kind="business", number=number, district_id="26350", answers=answers)
    return _hand_in(chance, draft, person, ago)


def _plant_claim(chance: Random, person: User, entry: Any, story: str) -> None:
    number = entry.identifiers.filter(kind="business").order_by("pk").values_list("value", flat=True)[0]
    draft = RegistrationRequest(
        kind="claim",
        number_kind="business",
        number=number,
        enterprise=entry,
        district_id=entry.district_id,
        answers={"claim": {"relation": "representative", "story": story}},
    )
    _hand_in(chance, draft, person, _FRESH)


def _plant_decided(chance: Random) -> None:
    """Make requests that came over the desk in the past year and were decided, for the statistics of the queue."""
    officers = User.objects.in_bulk(["centre@example.com", "city@example.com"], field_name="email")
    entries = Enterprise.objects.filter(is_demo=True, memberships=None, merged_into=None).order_by("pk")
    if len(officers) < 2:
        return
    for nth, entry in enumerate(entries[:_DECIDED]):
        at = now() - timedelta(days=20 + nth * 14, hours=chance.randrange(8))
        rejected = nth % 6 == 5
        RegistrationRequest.objects.create(
            id=UUID(int=chance.getrandbits(128), version=4),
            kind="claim",
            state=State.REJECTED if rejected else State.APPROVED,
            number_kind="none",
            enterprise=entry,
            district_id=entry.district_id,
            received_by=officers["centre@example.com"],
            received_how=chance.choice(RegistrationRequest.Reception.values),
            answers={"claim": {"relation": "representative", "story": "시연 자료입니다."}},
            submitted_at=at,
            receipt_number=actions.next_receipt_number(at),
            clock_from=seoul(at).date(),
            clock_days=settings.REGISTRATION_DAYS,
            decided_at=at + timedelta(days=chance.randint(1, 14)),
            decided_by=officers["city@example.com"],
            reason="증빙이 신청 내용과 다릅니다. (시연)" if rejected else "서류를 확인했습니다. (시연)",
        )


def _hand_in(chance: Random, draft: RegistrationRequest, person: User, ago: timedelta) -> RegistrationRequest:
    """Save a request as it stands after its submission by `person`, with its papers."""
    at: datetime = now() - ago
    draft.id, draft.requester = UUID(int=chance.getrandbits(128), version=4), person
    draft.keep(CONTACT, {"name": person.name, "phone": "051-000-0000"})
    draft.consents = {
        text.purpose: {"version": text.version, "text": text.as_shown, "given_at": at.isoformat()} for text in CONSENTS
    }
    draft.state, draft.submitted_at, draft.receipt_number = State.SUBMITTED, at, actions.next_receipt_number(at)
    draft.clock_from, draft.clock_days = seoul(at).date(), settings.REGISTRATION_DAYS
    draft.save(force_insert=True)
    for slot in slots(draft):
        if slot.required:
            content = paper(str(slot.label), draft.name)
            name, pdf = f"{slot.label}(시연).pdf".replace(":", ""), "application/pdf"
            stored = store_bytes(content, kind=actions.FILE_KIND, name=name, content_type=pdf, user=person)
            RequestFile.objects.create(request=draft, slot=slot.key, file=stored)
    return draft


@transaction.atomic
def remove() -> None:
    """Take out the requests of demo accounts and about demo enterprises, with their papers."""
    demo_people = User.objects.filter(email__in=DEMO_EMAILS).values("pk")
    of_people = Q(requester__in=demo_people) | Q(received_by__in=demo_people) | Q(decided_by__in=demo_people)
    found = RegistrationRequest.objects.filter(of_people | Q(enterprise__is_demo=True))
    papers = list(RequestFile.objects.filter(request__in=found).values_list("file", flat=True))
    found.delete()
    for stored in StoredFile.objects.without_owner().filter(pk__in=papers):
        stored.file.delete(save=False)
        stored.delete()
