"""Registration requests in every state, made through the actions."""

from datetime import timedelta

from busan_se.core.clock import now
from enterprises.registration import actions, decisions
from enterprises.registration.consents import CONSENTS
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.parts import parts_of, slots
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory, EnterpriseIdentifierFactory, business_number
from tests.factories.ground import upload

AGREED = [text.purpose for text in CONSENTS]
ANSWERS = {
    "enterprise": {"name": "새로운빵집", "legal_form": "organisation", "representative": "김빵"},
    "place": {
        "district": "26350",
        "address": "부산광역시 해운대구 시험로 3",
        "phone": "051-000-0001",
        "ksic": "10",
        "summary": "빵을 굽습니다.",
    },
    "qualifications": {
        "kinds": ["certified_se"],
        "number_certified_se": "제2025-007호",
        "from_certified_se": "2025-03-02",
    },
    "claim": {"relation": "representative", "story": "대표를 맡고 있습니다."},
    "contact": {"name": "김담당", "phone": "010-1234-5678"},
}


def fresh(request):
    """Return the request as it is in the database."""
    return RegistrationRequest.objects.get(pk=request.pk)


def draft(number=None, *, by=None, kind="business"):
    """Return a draft about a number: of an unknown enterprise, if none is given."""
    number = business_number(70_000) if number is None else number
    return actions.start(kind, number, ["certified_se"], by=by or UserFactory())


def written(request):
    """Fill every part and paper of a draft, and return it."""
    for part in parts_of(request):
        if part.form:
            actions.save_part(request.pk, part.key, ANSWERS[part.key], arrived=now())
    for slot in slots(fresh(request)):
        if slot.required:
            actions.attach(request.pk, slot.key, upload(), by=request.requester, arrived=now())
    return fresh(request)


def submit(request, **changes):
    """Hand a written request in, and return it."""
    given = {"seen": fresh(request).lock_version, "consents": AGREED, "by": request.requester, "arrived": now()}
    return actions.submit(request.pk, **(given | changes))


def submitted(number=None, **kwargs):
    """Return a request that waits for the desk."""
    return submit(written(draft(number, **kwargs)))


def claim(entry=None, *, by=None):
    """Return a claim that waits, on an entry with a business number."""
    entry = entry or EnterpriseFactory()
    held = entry.identifiers.first() or EnterpriseIdentifierFactory(enterprise=entry)
    return submitted(held.value, by=by)


def returned(request, parts=("place",), **changes):
    """Send a request back, and return it."""
    given = {"parts": parts, "asked": "주소를 고쳐 주세요.", "until": now() + timedelta(days=3)}
    return decisions.send_back(request.pk, **(given | changes))


def looked_up(request, result="operating", *, by):
    """Record a status check."""
    return decisions.record_status(request, result, by_hand=True, note="홈택스", by=by)


def approve(request, *, by, link=None, role="manager", reason="서류를 확인했습니다."):
    """Approve a request."""
    return decisions.approve(request.pk, seen=fresh(request).lock_version, link=link, role=role, reason=reason, by=by)
