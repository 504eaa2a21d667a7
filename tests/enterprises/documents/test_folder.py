"""The document folder: what it keeps, who reads and changes it, what becomes of a document, and the reminders."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from busan_se.core.clock import now, today
from busan_se.core.errors import PortalError, Refused
from busan_se.files.models import StoredFile
from busan_se.files.queries import readable_by
from busan_se.notifications.models import Message
from enterprises.documents import actions
from enterprises.documents.actions import Days
from enterprises.documents.models import EnterpriseDocument
from enterprises.documents.personal import forget_documents
from enterprises.documents.reminders import remind
from enterprises.registry.merging import merge
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.documents import DocumentFactory, ago
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import StoredFileFactory, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory()


def code_of(call):
    with pytest.raises(PortalError) as refusal:
        call()
    return refusal.value.code


def test_one_of_a_kind_but_several_certificates_and_others(owner):
    def add(kind, label=""):
        return actions.add(owner.enterprise, kind, upload(), Days(ago(1)), by=owner.user, label=label)

    for kind, label in (
        ("business", ""),
        ("certificate", "가"),
        ("certificate", "나"),
        ("other", "다"),
        ("other", "다"),
    ):
        add(kind, label)
    assert code_of(lambda: add("business")) == "there_already"
    assert code_of(lambda: add("certificate", "가")) == "there_already"
    assert owner.enterprise.documents.current().count() == 5


@pytest.mark.parametrize(
    ("days", "code"), [(Days(ago(-1)), "future"), (Days(ago(1), ago(2)), "order"), (Days(ago(-1), ago(-9)), "future")]
)
def test_days_that_cannot_be_are_refused(owner, days, code):
    document = DocumentFactory(enterprise=owner.enterprise)
    assert code_of(lambda: actions.add(owner.enterprise, "tax", upload(), days, by=owner.user)) == code
    assert code_of(lambda: actions.replace(document.pk, upload(), days, by=owner.user)) == code
    assert document in EnterpriseDocument.objects.current()


@pytest.mark.parametrize(
    "wrong",
    [
        {"issued_on": ago(-2)},
        {"expires_on": ago(31)},
        {"label": "이름"},
        {"kind": "certificate"},
        {"replaced_at": now(), "withdrawn_at": now()},
    ],
)
def test_the_database_refuses_what_no_page_does(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFactory(**wrong)


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({}, "valid"),
        ({"expires_on": ago(-31)}, "valid"),
        ({"expires_on": ago(-30)}, "expiring"),
        ({"expires_on": ago(0)}, "expiring"),
        ({"expires_on": ago(1)}, "expired"),
        ({"kind": "tax", "issued_on": ago(90)}, "valid"),
        ({"kind": "tax", "issued_on": ago(91)}, "old"),
        ({"kind": "tax", "issued_on": ago(91), "expires_on": ago(-31)}, "valid"),
        ({"issued_on": ago(400)}, "valid"),
        ({"issued_on": None}, "undated"),
    ],
)
def test_how_a_document_stands(fields, standing):
    assert DocumentFactory.build(enterprise=None, file=None, **fields).standing == standing


def test_what_is_replaced_stays_and_what_is_over_changes_no_more(owner):
    first = DocumentFactory(enterprise=owner.enterprise)
    second = actions.replace(first.pk, upload(), Days(ago(0)), by=owner.user)
    first.refresh_from_db()
    assert (first.replaced_by, first.is_current, second.is_current) == (second, False, True)
    for change in (
        lambda: actions.replace(first.pk, upload(), Days(ago(0)), by=owner.user),
        lambda: actions.remove(first.pk),
        lambda: actions.date_it(first.pk, Days(ago(1))),
    ):
        assert code_of(change) == "not_current"
    assert code_of(lambda: actions.date_it(second.pk, Days(ago(1)))) == "dated"


def test_a_removed_document_leaves_a_file_that_expires(owner):
    document = DocumentFactory(enterprise=owner.enterprise)
    assert actions.remove(document.pk)
    assert StoredFile.objects.without_owner().filter(pk=document.file_id).exists()


def test_the_same_content_taken_over_again_keeps_its_dates(owner):
    document = DocumentFactory(enterprise=owner.enterprise)
    again = StoredFileFactory(sha256=document.file.sha256)
    assert actions.take_over(owner.enterprise, "business", again, by=owner.user) == document
    other = actions.take_over(owner.enterprise, "business", StoredFileFactory(), by=owner.user)
    assert (other.replaces, other.issued_on) == (document, None)
    assert actions.date_it(other.pk, Days(ago(3), ago(-3))).standing == "expiring"


def test_who_reads_a_document(owner):
    document = DocumentFactory(enterprise=owner.enterprise)
    viewer = MembershipFactory(enterprise=owner.enterprise, role="viewer").user
    readers = [owner.user, viewer, StaffFactory(districts=["26350"]), StaffFactory(role="city_staff")]
    strangers = [UserFactory(), MembershipFactory().user, StaffFactory(districts=["26110"])]
    assert [readable_by(user, document.file) for user in [*readers, *strangers]] == [True] * 4 + [False] * 3


def test_a_month_and_a_week_before_the_end_once_each(owner):
    MembershipFactory(enterprise=owner.enterprise, role="viewer")
    common = {"enterprise": owner.enterprise, "kind": "other", "label": "가"}
    soon, sooner = DocumentFactory(**common, expires_on=ago(-30)), DocumentFactory(**common, expires_on=ago(-7))
    DocumentFactory(**common, expires_on=ago(-31))
    DocumentFactory(**common, expires_on=ago(1))
    DocumentFactory(**common, expires_on=ago(-5), replaced_at=now())
    assert (remind(), remind()) == (2, 2)
    told = {f"document:{soon.pk}:30", f"document:{sooner.pk}:7"}
    assert set(Message.objects.values_list("key", flat=True)) == told
    assert set(Message.objects.values_list("user", flat=True)) == {owner.user_id}
    EnterpriseDocument.objects.filter(pk=soon.pk).update(expires_on=today() + timedelta(days=7))
    remind()
    assert set(Message.objects.values_list("key", flat=True)) == {*told, f"document:{soon.pk}:7"}


def test_old_history_is_forgotten():
    old = DocumentFactory(replaced_at=now() - timedelta(days=2000))
    kept = DocumentFactory(enterprise=old.enterprise, replaces=old)
    assert forget_documents() == 1
    kept.refresh_from_db()
    assert kept.replaces is None


class TestMergingTwoEntries:
    """Of two current documents of a kind staff choose the one that stays in force."""

    @pytest.fixture
    def pair(self):
        return EnterpriseFactory(name="온누리"), EnterpriseFactory(name="(주)온누리")

    @pytest.mark.parametrize("side", ["stays", "goes"])
    def test_the_chosen_one_stays_in_force_and_the_other_is_the_earlier_one(self, client, pair, side):
        ours, theirs = (DocumentFactory(enterprise=row) for row in pair)
        alone = DocumentFactory(enterprise=pair[1], kind="statutes")
        sign_in_staff(client, StaffFactory())
        url = reverse("admin:enterprises_enterprise_merge", args=[pair[0].pk]) + f"?other={pair[1].pk}"
        key = f"document_{ours.pk}_{theirs.pk}"
        assert list(client.get(url).context["form"].fields) == [key, "reason"]
        assert client.post(url, {"reason": "같은 기업"}).context["form"].errors[key]
        assert client.post(url, {"reason": "같은 기업", key: side}).status_code == 302
        current, former = (ours, theirs) if side == "stays" else (theirs, ours)
        folder = EnterpriseDocument.objects.filter(enterprise=pair[0])
        assert set(folder.current()) == {current, alone}
        former.refresh_from_db()
        assert former.replaced_at
        assert former.replaced_by == current

    def test_an_answer_about_other_documents_settles_nothing(self, pair):
        for row in pair:
            DocumentFactory(enterprise=row)
        with pytest.raises(Refused, match="정리"):
            merge(*pair, "같은 기업", {"document_1_2": "stays"})
        assert EnterpriseDocument.objects.current().count() == 2

    def test_documents_of_any_other_kind_move_along(self, pair):
        for row in pair:
            DocumentFactory(enterprise=row, kind="other", label="안내문")
        merge(*pair, "같은 기업")
        assert EnterpriseDocument.objects.current().filter(enterprise=pair[0]).count() == 2
