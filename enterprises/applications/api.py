"""Applications in the closed part of the open interface: to applicants their own, to the desk its list."""

from typing import Any

import django_filters
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from busan_se.api.extensions import OwnResource
from busan_se.api.fields import CodeNameField, PageField
from busan_se.core.fields import SafeCharField
from busan_se.core.widgets import PlainSelect
from enterprises.applications.models import Application, ApplicationFile, ApplicationQuerySet
from enterprises.applications.questions import Questions
from enterprises.applications.workflow import IN_REVIEW, Outcome, State
from enterprises.documents.api import FileSerializer, NamedSerializer
from enterprises.registry.filters import district_choices

_TOLD = [(state.value, state.label) for state in State if state != State.DECIDED]
_HANDED_IN = [(state.value, state.label) for state in State if state != State.DRAFT]


class CallNumberFilter(django_filters.CharFilter):
    """The number of a call. One that is not there has no applications."""

    field_class = SafeCharField


class ApplicationFilter(django_filters.FilterSet):
    """The call, and where the application stands."""

    call = CallNumberFilter(field_name="call__number", label=_("Number of the call"), max_length=40)
    state = django_filters.ChoiceFilter(choices=_TOLD, method="in_state", label=_("State"))

    class Meta:
        model = Application
        fields: tuple[str, ...] = ()

    def in_state(self, rows: ApplicationQuerySet, name: str, value: str) -> ApplicationQuerySet:
        """Narrow to a state as the applicant may know it: what is decided and not announced reads as submitted."""
        return rows.filter(state__in=IN_REVIEW if value == State.SUBMITTED else (value,))


class DeskApplicationFilter(ApplicationFilter):
    """What the desk narrows its list by."""

    state = django_filters.ChoiceFilter(choices=_HANDED_IN, label=_("State"))
    district = django_filters.ChoiceFilter(
        field_name="enterprise__district", choices=district_choices, widget=PlainSelect, label=_("District")
    )


class CallNameSerializer(serializers.Serializer):
    """A call by number and title."""

    number = serializers.CharField(help_text=_("Number in the address."))
    title_ko = serializers.CharField(help_text=_("Title (Korean)."))
    title_en = serializers.CharField(help_text=_("Title (English)."))


class AnswerSerializer(serializers.Serializer):
    """A question of the form, and its answer."""

    key = serializers.CharField(help_text=_("Key of the question; it never changes within a call."))
    question = serializers.CharField(help_text=_("Question, in the language asked for."))
    answer = serializers.CharField(help_text=_("Answer as the pages show it; may be empty."))
    value = serializers.JSONField(allow_null=True, help_text=_("Answer as a program writes it; null: none."))


class AttachedSerializer(FileSerializer):
    """A file that answers a question."""

    id = serializers.IntegerField(help_text=_("Number of the attachment; it takes the file off again."))
    key = serializers.CharField(source="slot", help_text=_("Key of the question that it answers."))


class DecisionSerializer(serializers.Serializer):
    """What was decided."""

    outcome = serializers.ChoiceField(choices=Outcome.choices, help_text=_("Outcome."))
    amount = serializers.IntegerField(source="amount_won", allow_null=True, help_text=_("Decided amount, in won."))
    reason = serializers.CharField(help_text=_("Reason."))
    released_at = serializers.DateTimeField(allow_null=True, help_text=_("When it was announced; null: not yet."))


class _ApplicationSerializer(serializers.Serializer):
    id = serializers.UUIDField(help_text=_("Key of the application; it never changes."))
    call = CallNameSerializer(help_text=_("Call that it answers."))
    enterprise = NamedSerializer(allow_null=True, help_text=_("Enterprise that applies; null: a person does."))
    receipt_number = serializers.CharField(allow_null=True, help_text=_("Receipt number; null for a draft."))
    requested_amount = serializers.IntegerField(
        source="requested_won", allow_null=True, help_text=_("Amount applied for, in won; null: none is asked for.")
    )
    submitted_at = serializers.DateTimeField(allow_null=True, help_text=_("When it was received; null for a draft."))
    ended_at = serializers.DateTimeField(allow_null=True, help_text=_("When it was withdrawn or given up."))


class MyApplicationSerializer(_ApplicationSerializer):
    """An own application, as its status page shows it."""

    state = serializers.ChoiceField(
        source="shown_state", choices=_TOLD, help_text=_("Where it stands, as you may know it.")
    )
    lock_version = serializers.IntegerField(help_text=_("Grows with each change of the answers; sent when saving."))
    content_hash = serializers.CharField(help_text=_("SHA-256 of what was submitted; empty for a draft."))
    answers = serializers.SerializerMethodField(help_text=_("Answers, in the order of the form."))
    files = serializers.SerializerMethodField(help_text=_("Files that answer questions."))
    decision = serializers.SerializerMethodField(help_text=_("Decision once it is announced; null before."))
    url = PageField(help_text=_("Its page in the portal."))

    @extend_schema_field(AnswerSerializer(many=True))
    def get_answers(self, row: Application) -> list[dict[str, Any]]:
        """Return each written question with its answer, as text and as it is stored."""
        return [
            {"key": one.key, "question": str(one.label), "answer": one.as_text(given), "value": given}
            for one in Questions(row.version).written
            for given in (row.answers.get(one.key),)
        ]

    @extend_schema_field(AttachedSerializer(many=True))
    def get_files(self, row: Application) -> list[dict[str, Any]]:
        """Return the files."""
        return [
            {"id": attached.pk, "key": attached.slot, **FileSerializer(attached.file, context=self.context).data}
            for attached in row.files.all()
        ]

    @extend_schema_field(DecisionSerializer(allow_null=True))
    def get_decision(self, row: Application) -> Any:
        """Return the decision, if the applicant was told."""
        decision = getattr(row, "decision", None)
        return DecisionSerializer(decision).data if decision and decision.released_at else None


class DeskApplicationSerializer(_ApplicationSerializer):
    """An application as the list of the desk has it; answers and files are read at the desk."""

    state = serializers.ChoiceField(choices=_HANDED_IN, help_text=_("Where it stands."))
    updated_at = serializers.DateTimeField(help_text=_("When it changed last."))
    applicant = serializers.CharField(source="applicant_name", help_text=_("Name of the enterprise or person."))
    district = CodeNameField(source="enterprise.district", allow_null=True, help_text=_("District of the enterprise."))
    decision = serializers.SerializerMethodField(help_text=_("Decision, announced or not; null before."))

    @extend_schema_field(DecisionSerializer(allow_null=True))
    def get_decision(self, row: Application) -> Any:
        """Return the decision."""
        decision = getattr(row, "decision", None)
        return DecisionSerializer(decision).data if decision else None


def my_applications(user: Any) -> ApplicationQuerySet:
    """Return the person's own and those of the person's enterprises, in two queries."""
    rows = Application.objects.visible_to(user).filter(pk__in=Application.objects.of_applicant(user))
    files = Prefetch("files", ApplicationFile.objects.select_related("file"))
    return rows.select_related("call", "version", "enterprise", "decision").prefetch_related(files)


def desk_applications(user: Any) -> ApplicationQuerySet:
    """Return what was submitted to this officer's desk, in one query."""
    rows = Application.objects.visible_to(user).submitted()
    return rows.select_related("call", "enterprise__district", "person", "decision")


def has_desk(user: Any) -> bool:
    """Return whether the admin shows applications to this user."""
    return user.is_staff and user.has_perm("enterprises.view_application")


_EXAMPLE: dict[str, Any] = {
    "id": "00000000-0000-4000-8000-000000000000",
    "call": {"number": "2026-001", "title_ko": "2026년 사업개발비 지원 공고", "title_en": "Business grants 2026"},
    "enterprise": {"id": 1, "name": "동백나눔 협동조합"},
    "receipt_number": "2026-00001",
    "requested_amount": 30_000_000,
    "submitted_at": "2026-04-20T15:00:00+09:00",
    "ended_at": None,
    "decision": {
        "outcome": "selected",
        "amount": 25_000_000,
        "reason": "심사 결과 선정",
        "released_at": "2026-05-12T10:00:00+09:00",
    },
}
MY_APPLICATIONS = OwnResource(
    name="my-applications",
    label=_("My applications"),
    description=_("What you and your enterprises applied for, drafts too: state, receipt, answers, files, decision."),
    rows=my_applications,
    serializer=MyApplicationSerializer,
    filterset=ApplicationFilter,
    sort=("-created_at", "pk"),
    key="pk",
    converter="uuid",
    order=130,
    example={
        **_EXAMPLE,
        "state": "selected",
        "lock_version": 7,
        "content_hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "answers": [
            {
                "key": "plan",
                "question": "사업 계획",
                "answer": "반찬 배달을 세 동으로 넓힙니다.",
                "value": "반찬 배달을 세 동으로 넓힙니다.",
            }
        ],
        "files": [
            {
                "id": 1,
                "key": "budget",
                "name": "예산.xlsx",
                "content_type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "size": 20_000,
                "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "url": "https://portal.example.kr/api/v1/my-files/00000000-0000-4000-8000-000000000000/",
            }
        ],
        "url": "https://portal.example.kr/my/applications/00000000-0000-4000-8000-000000000000/",
    },
)
DESK_APPLICATIONS = OwnResource(
    name="desk-applications",
    label=_("Desk: applications"),
    description=_("The applications on your desk, as its list has them. For staff."),
    rows=desk_applications,
    serializer=DeskApplicationSerializer,
    filterset=DeskApplicationFilter,
    sort=("-submitted_at", "pk"),
    allowed=has_desk,
    logged="enterprises.Application",
    key="pk",
    converter="uuid",
    order=220,
    example={
        **_EXAMPLE,
        "state": "selected",
        "updated_at": "2026-05-12T10:00:00+09:00",
        "applicant": "동백나눔 협동조합",
        "district": {"code": "26350", "name_ko": "해운대구", "name_en": "Haeundae-gu"},
    },
)
