"""The desk: what each role finds and may do, what it costs, and that every word keeps its source."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.audit.models import AccessLog
from busan_se.core.clock import today
from busan_se.reference.models import District, QualificationKind
from enterprises.registry import actions, sources
from enterprises.registry.models import Enterprise, OperatingState, PolicyTag, SourceRecord
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    MembershipFactory,
    QualificationFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:enterprises_enterprise_changelist")
INLINES = ("qualifications", "identifiers", "states", "memberships")


@pytest.fixture
def city(client):
    return sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))


@pytest.fixture
def district(client):
    return sign_in_staff(client, StaffFactory(districts=["26350"]))


@pytest.fixture
def auditor(client):
    return sign_in_staff(client, StaffFactory(role=Role.AUDITOR))


def change_url(enterprise):
    return reverse("admin:enterprises_enterprise_change", args=[enterprise.pk])


def form_of(enterprise, **changes):
    """Return what the change form posts when nothing but `changes` is typed."""
    fields = {name: getattr(enterprise, name) for name in sources.FIELDS if name not in ("district", "ksic")}
    fields |= {"district": enterprise.district_id or "", "ksic": enterprise.ksic_id or ""}
    fields = {name: value for name, value in fields.items() if value is not False}
    fields["tags"] = list(enterprise.tags.values_list("pk", flat=True))
    for prefix in INLINES:
        fields |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return fields | changes


def act(client, action, rows, **said):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], "select_across": "0"}
    return client.post(LIST, chosen | said)


def names(response):
    return [row.name for row in response.context["cl"].result_list]


@pytest.mark.parametrize("n", [1, 50])
def test_the_list_costs_ten_queries_for_one_and_for_fifty(city, django_assert_max_num_queries, n):
    for row in EnterpriseFactory.create_batch(n):
        EnterpriseIdentifierFactory(enterprise=row)
        QualificationFactory(enterprise=row, kind=QualificationKind.objects.get(pk="village"))
    city.get(LIST)
    with django_assert_max_num_queries(10):
        city.get(LIST)


@pytest.mark.parametrize("hyphens", [True, False])
def test_finds_by_business_number(city, hyphens):
    number = EnterpriseIdentifierFactory()
    EnterpriseFactory()
    assert names(city.get(LIST, {"q": number.shown if hyphens else number.value})) == [number.enterprise.name]


def test_finds_by_word_with_particle(city):
    EnterpriseFactory(name="물빛돌봄")
    EnterpriseFactory()
    assert names(city.get(LIST, {"q": "돌봄은"})) == ["물빛돌봄"]


def test_a_search_of_signs_finds_nothing(city):
    EnterpriseFactory()
    assert names(city.get(LIST, {"q": "%%"})) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"district": "26110"}, ["중구"]),
        ({"district": "none"}, ["없음"]),
        ({"kind": "village"}, ["없음"]),
        ({"kind": "none"}, []),
        ({"state__exact": "closed"}, []),
    ],
)
def test_filters(city, query, found):
    EnterpriseFactory(name="중구", district=District.objects.get(pk="26110"))
    EnterpriseFactory(name="없음", district=None, qualification="village")
    assert names(city.get(LIST, query)) == found


def test_district_staff_find_their_district_only(district):
    EnterpriseFactory(name="해운대")
    EnterpriseFactory(name="중구", district=District.objects.get(pk="26110"))
    assert names(district.get(LIST)) == ["해운대"]


def test_district_staff_open_no_other_district(district):
    other = EnterpriseFactory(district=District.objects.get(pk="26110"))
    assert district.get(change_url(other)).status_code == 302
    assert district.post(change_url(other), form_of(other, name="바꿈")).status_code in (302, 403)
    other.refresh_from_db()
    assert other.name != "바꿈"


def test_district_staff_move_nothing_out(district):
    own = EnterpriseFactory()
    response = district.post(change_url(own), form_of(own, district="26110"))
    own.refresh_from_db()
    assert (response.status_code, own.district_id) == (200, "26350")


def test_district_staff_act_on_their_district_only(district):
    other = EnterpriseFactory(district=District.objects.get(pk="26110"))
    act(district, "set_state", [other], confirmed="1", state="closed", since="2026-01-02", reason="확인")
    assert not OperatingState.objects.exists()


def test_the_auditor_reads(auditor):
    enterprise = EnterpriseFactory()
    assert names(auditor.get(LIST)) == [enterprise.name]
    assert auditor.get(change_url(enterprise)).status_code == 200


def test_the_auditor_changes_nothing(auditor):
    enterprise = EnterpriseFactory(name="그대로")
    assert auditor.post(change_url(enterprise), form_of(enterprise, name="바꿈")).status_code == 403
    act(auditor, "set_state", [enterprise], confirmed="1", state="closed", since="2026-01-02", reason="확인")
    enterprise.refresh_from_db()
    assert (enterprise.name, enterprise.state) == ("그대로", "unknown")


def test_a_change_is_the_desks_word(city):
    enterprise = EnterpriseFactory()
    city.post(change_url(enterprise), form_of(enterprise, name="새 이름"))
    enterprise.refresh_from_db()
    assert enterprise.name == "새 이름"
    assert SourceRecord.objects.get(source="staff", as_of=today()).payload == {"name": "새 이름"}


def test_the_desks_word_survives_an_older_list(city):
    enterprise = EnterpriseFactory()
    city.post(change_url(enterprise), form_of(enterprise, name="새 이름"))
    actions.record(enterprise, sources.OFFICIAL, {"name": "옛 이름"}, date(2025, 1, 1))
    assert enterprise.name == "새 이름"


def test_a_new_enterprise_has_a_source(city):
    blank = Enterprise(name="새 기업", district_id="26350")
    fields = {"name": "새 기업", "district": "26350"}
    for prefix in INLINES:
        fields |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    city.post(reverse("admin:enterprises_enterprise_add"), fields)
    made = Enterprise.objects.get(name=blank.name)
    assert made.source_records.get().payload["district"] == "26350"


def test_tags_of_the_form_are_the_desks_word(city):
    enterprise = EnterpriseFactory()
    tag = PolicyTag.objects.get(code="esg")
    city.post(change_url(enterprise), form_of(enterprise, tags=[tag.pk]))
    assert SourceRecord.objects.get(source="staff").payload["tags"] == ["ESG"]
    assert list(enterprise.tags.all()) == [tag]


def test_the_reason_is_in_the_history(city):
    enterprise = EnterpriseFactory()
    city.post(change_url(enterprise), form_of(enterprise, name="새 이름", change_reason="등기부 확인"))
    text = city.get(reverse("admin:enterprises_enterprise_history", args=[enterprise.pk])).content.decode()
    assert "등기부 확인" in text
    assert "새 이름" in text


def test_no_officer_alone_changes_a_member(city):
    owner = MembershipFactory()
    row = {"id": owner.pk, "enterprise": owner.enterprise_id, "user": owner.user_id, "role": "viewer"}
    posted = {f"memberships-0-{name}": value for name, value in row.items()}
    posted |= {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1}
    city.post(change_url(owner.enterprise), form_of(owner.enterprise, **posted))
    owner.refresh_from_db()
    assert owner.role == "owner"


def test_overlapping_periods_are_told_in_the_form(city):
    enterprise = EnterpriseFactory()
    held = enterprise.qualifications.get()
    row = {"kind": held.kind_id, "valid_from": "2025-01-01", "enterprise": enterprise.pk}
    posted = {f"qualifications-0-{name}": value for name, value in row.items()} | {"qualifications-TOTAL_FORMS": 1}
    assert city.post(change_url(enterprise), form_of(enterprise, **posted)).status_code == 200
    assert enterprise.qualifications.count() == 1


def test_lines_of_one_form_do_not_contradict_each_other(city):
    enterprise = EnterpriseFactory(qualification=None)
    row = {"kind": "village", "valid_from": "2025-01-01", "enterprise": enterprise.pk}
    posted = {f"qualifications-{n}-{name}": value for n in range(2) for name, value in row.items()}
    posted |= {"qualifications-TOTAL_FORMS": 2}
    assert city.post(change_url(enterprise), form_of(enterprise, **posted)).status_code == 200
    assert not enterprise.qualifications.exists()


def test_a_number_of_another_enterprise_is_told_in_the_form(city):
    enterprise, number = EnterpriseFactory(), EnterpriseIdentifierFactory()
    posted = {
        "identifiers-TOTAL_FORMS": 1,
        "identifiers-0-kind": "business",
        "identifiers-0-value": number.shown,
        "identifiers-0-enterprise": enterprise.pk,
    }
    response = city.post(change_url(enterprise), form_of(enterprise, **posted))
    assert "다른 기업이 쓰고 있는 번호입니다." in response.content.decode()


def test_what_only_the_database_refuses_is_told(city, monkeypatch):
    enterprise = EnterpriseFactory()
    held = enterprise.qualifications.get()
    monkeypatch.setattr("enterprises.registry.inlines.CheckedFormSet.clean", lambda formset: None)
    row = {"kind": held.kind_id, "valid_from": "2025-01-01", "enterprise": enterprise.pk}
    posted = {f"qualifications-0-{name}": value for name, value in row.items()} | {"qualifications-TOTAL_FORMS": 1}
    response = city.post(change_url(enterprise), form_of(enterprise, **posted), follow=True)
    assert "저장하지 않았습니다" in response.content.decode()


def test_the_state_of_many_asks_for_day_and_reason(city):
    rows = EnterpriseFactory.create_batch(2)
    assert "사유" in act(city, "set_state", rows).content.decode()
    act(city, "set_state", rows, confirmed="1", state="dormant", since="2026-01-02", reason="전화 확인")
    assert set(Enterprise.objects.values_list("state", flat=True)) == {"dormant"}
    assert set(OperatingState.objects.values_list("reason", flat=True)) == {"전화 확인"}


def test_nobody_is_taken_back_with_the_many(city):
    rows = EnterpriseFactory.create_batch(2)
    act(city, "set_state", rows[:1], confirmed="1", state="closed", since="2026-01-02", reason="폐업 확인")
    said = act(city, "set_state", rows, confirmed="1", state="operating", since="2026-02-02", reason="다시 염")
    assert "하나씩" in said.content.decode()
    assert OperatingState.objects.count() == 1


@pytest.mark.parametrize("since", ["2999-01-01", "2026-02-30", ""])
def test_a_wrong_day_is_told(city, since):
    row = EnterpriseFactory()
    response = act(city, "set_state", [row], confirmed="1", state="closed", since=since, reason="확인")
    assert response.status_code == 200
    assert not OperatingState.objects.exists()


def test_a_tag_for_all_that_the_filter_found(city):
    EnterpriseFactory.create_batch(60)
    said = {"select_across": "1", "confirmed": "1", "tag": PolicyTag.objects.get(code="esg").pk}
    act(city, "give_tag", Enterprise.objects.all()[:1], **said)
    assert Enterprise.objects.filter(tags__code="esg").count() == 60


def test_the_csv_holds_no_personal_data(city):
    enterprise = EnterpriseFactory(representative="홍길동", phone="051-000-4321")
    text = b"".join(act(city, "export_csv", [enterprise]).streaming_content).decode("utf-8-sig")
    assert enterprise.name in text
    assert "홍길동" not in text
    assert "4321" not in text


@pytest.mark.parametrize("n", [1, 40])
def test_an_export_needs_the_same_queries_for_many(city, django_assert_max_num_queries, n):
    rows = EnterpriseFactory.create_batch(n)
    with django_assert_max_num_queries(14):
        b"".join(act(city, "export_csv", rows).streaming_content)


def test_personal_data_need_a_reason_and_leave_a_trace(city):
    enterprise = EnterpriseFactory(representative="홍길동")
    assert "confirmed" in act(city, "export_personal", [enterprise]).content.decode()
    response = act(city, "export_personal", [enterprise], confirmed="1", reason="우편 발송 명단")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert "홍길동" in [cell.value for cell in sheet[2]]
    assert AccessLog.objects.get(action="export").reason == "우편 발송 명단"


def test_personal_data_are_not_for_everyone(district):
    enterprise = EnterpriseFactory(representative="홍길동")
    response = act(district, "export_personal", [enterprise], confirmed="1", reason="우편 발송 명단")
    assert "홍길동" not in str(getattr(response, "content", b""))
    assert not AccessLog.objects.filter(action="export").exists()


def test_a_look_at_personal_data_leaves_a_trace(city):
    enterprise = EnterpriseFactory()
    city.get(change_url(enterprise))
    assert AccessLog.objects.get(action="view").subject == f"enterprises.Enterprise:{enterprise.pk}"


def test_nobody_rewrites_what_a_source_said(city):
    word = EnterpriseFactory().source_records.get()
    url = reverse("admin:enterprises_sourcerecord_change", args=[word.pk])
    assert city.get(url).status_code == 200
    assert city.post(url, {"source": "staff"}).status_code == 403


def test_the_desk_tells_what_is_open(city):
    EnterpriseFactory(district=None)
    text = city.get(reverse("admin:index")).content.decode()
    assert "구·군을 확인하지 못한 기업" in text
