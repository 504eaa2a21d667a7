"""Pages of who asks and of the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse

from busan_se.audit.models import AccessLog
from busan_se.core.clock import today
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.portal import my_todos, paper_is_readable, staff_todos
from tests.factories import registration as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory, EnterpriseIdentifierFactory, business_number

pytestmark = pytest.mark.django_db
CHECK, NUMBER = reverse("registration:eligibility"), reverse("registration:number")
QUEUE = reverse("admin:enterprises_registrationrequest_changelist")


def desk(name, request):
    return reverse(f"admin:enterprises_registrationrequest_{name}", args=[request.pk])


@pytest.fixture
def person(client):
    person = UserFactory()
    client.force_login(person)
    return person


@pytest.fixture
def city(client):
    return sign_in_staff(client, StaffFactory())


def test_who_cannot_register_hears_it_first(client):
    assert "본점이 부산에" in client.get(CHECK, {"place": "elsewhere"}).content.decode()
    assert "자격이 있는" in client.get(CHECK, {"place": "busan", "asked": "1", "kinds": "none"}).content.decode()
    passed = client.get(CHECK, {"place": "busan", "asked": "1", "kinds": ["certified_se", "village"]})
    assert passed.url == f"{NUMBER}?kinds=certified_se&kinds=village"


def test_a_wrong_check_digit_is_told(client, person):
    answer = client.post(NUMBER, {"number_kind": "business", "number": "123-45-67890", "kinds": ["village"]})
    assert answer.context["form"].errors["number"].as_data()[0].code == "check_digit"


def test_a_known_number_offers_the_claim_first(client, person):
    held = EnterpriseIdentifierFactory()
    said = {"number_kind": "business", "number": held.shown}
    assert held.enterprise.name in client.post(NUMBER, said).content.decode()
    assert not RegistrationRequest.objects.exists()
    client.post(NUMBER, {**said, "claim": "yes"})
    assert RegistrationRequest.objects.get().kind == "claim"


def test_from_the_number_to_the_receipt(client, person):
    number = business_number(70_010)
    begun = client.post(NUMBER, {"number_kind": "business", "number": number, "kinds": ["certified_se"]})
    request = RegistrationRequest.objects.get()
    assert begun.url == request.get_absolute_url()
    for part in ("enterprise", "place", "qualifications", "contact"):
        client.post(reverse("registration:part", args=[request.pk, part]), make.ANSWERS[part])
    papers = {"number": make.upload(), "kind_certified_se": make.upload(), "then": "next"}
    client.post(reverse("registration:part", args=[request.pk, "files"]), papers)
    check = reverse("registration:check", args=[request.pk])
    seen = client.get(check).context["form"].initial["seen"]
    done = client.post(check, {"seen": seen, "personal_data": "on", "third_party": "on"})
    assert done.url == reverse("registration:receipt", args=[request.pk])
    assert make.fresh(request).receipt_number in client.get(done.url).content.decode()


def test_a_stranger_finds_nothing(client, person):
    request = make.submitted()
    for name in ("detail", "check", "receipt", "discard", "withdraw"):
        assert client.get(reverse(f"registration:{name}", args=[request.pk])).status_code == 404


def test_a_request_to_be_mended_waits_on_my_page():
    request = make.returned(make.submitted())
    (todo,) = my_todos(request.requester)
    assert todo.due == request.due_at


@pytest.mark.parametrize(("where", "sees"), [("26350", True), ("26110", False)])
def test_an_officer_sees_and_decides_in_the_own_district_only(client, where, sees):
    request = make.submitted()
    officer = StaffFactory(districts=[where])
    sign_in_staff(client, officer)
    assert RegistrationRequest.objects.visible_to(officer).exists() == sees
    assert (client.get(desk("approve", request)).status_code == 200) == sees
    assert paper_is_readable(officer, request.files.first().file) == sees


def test_drafts_are_nobodys_at_the_desk(city):
    draft = make.written(make.draft())
    assert not RegistrationRequest.objects.managed_by(StaffFactory()).exists()
    assert city.get(desk("change", draft)).status_code == 302


def test_the_queue_shows_what_is_late(city):
    late, fresh = make.submitted(), make.submitted(business_number(70_020))
    RegistrationRequest.objects.filter(pk=late.pk).update(clock_from=today() - timedelta(days=60))
    shown = city.get(QUEUE, {"waiting": "late"}).content.decode()
    assert late.receipt_number in shown
    assert fresh.receipt_number not in shown
    assert [todo.count for todo in staff_todos(StaffFactory())] == [1, 2]


def test_a_look_at_a_request_is_logged_and_rivals_stand_side_by_side(city):
    entry = EnterpriseFactory()
    first, second = make.claim(entry), make.claim(entry)
    text = city.get(desk("change", first)).content.decode()
    assert first.requester.email in text
    assert second.requester.email in text
    looks = {f"enterprises.RegistrationRequest:{row.pk}" for row in (first, second)}
    assert set(AccessLog.objects.values_list("subject", flat=True)) == looks


def test_the_desk_looks_up_sends_back_and_approves(city):
    request = make.submitted()
    city.post(desk("look-up", request))
    assert request.status_checks.get().result == "operating"
    city.post(desk("send-back", request), {"parts": ["place"], "asked": "주소", "until": "2099-01-02T18:00"})
    assert make.fresh(request).open_parts == ["place"]
    make.submit(make.fresh(request), consents=[])
    seen = make.fresh(request).lock_version
    city.post(desk("approve", request), {"entry": "new", "reason": "확인", "seen": seen})
    assert make.fresh(request).enterprise.memberships.get().user == request.requester


def test_where_nobody_can_be_asked_the_page_says_so(city, settings):
    settings.BUSINESS_STATUS_FAKE = False
    request = make.submitted()
    page = city.get(desk("change", request)).content.decode()
    assert "홈택스" in page
    assert desk("look-up", request) not in page
    city.post(desk("by-hand", request), {"result": "operating", "note": "홈택스"})
    assert request.status_checks.get().by_hand


def test_writing_a_request_down(city):
    said = {"how": "visit", "name": "최방문", "phone": "051-000-0003", "number_kind": "none", "kinds": ["village"]}
    begun = city.post(reverse("admin:enterprises_registrationrequest_receive"), said)
    request = RegistrationRequest.objects.get()
    assert begun.url == request.get_absolute_url()
    assert "대리 접수" in city.get(begun.url).content.decode()


@pytest.mark.parametrize("rows", [1, 20])
def test_lists_ask_the_same_however_long(client, person, django_assert_num_queries, rows):
    for n in range(rows):
        make.submitted(business_number(71_000 + n), by=person)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("registration:list"))


LIST_QUERIES = 6


@pytest.mark.parametrize("rows", [1, 20])
def test_the_queue_asks_the_same_however_long(city, django_assert_max_num_queries, rows):
    for n in range(rows):
        make.submitted(business_number(72_000 + n))
    with django_assert_max_num_queries(14):
        city.get(QUEUE)
