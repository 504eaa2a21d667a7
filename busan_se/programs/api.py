"""Programs and calls in the open interface."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from busan_se.api.extensions import ApiResource
from busan_se.api.fields import CodeNameField, NumberField, PageField
from busan_se.programs.filters import CallFilter, ProgramFilter
from busan_se.programs.models import Call
from busan_se.programs.models.calls import CallQuerySet, Reception
from busan_se.programs.models.plan import OperatingChoice, ProgramQuerySet, Target
from busan_se.programs.queries import listed_programs

PHASES = (
    ("upcoming", _("announced, not open yet")),
    ("open", _("takes applications now")),
    ("closed", _("takes no applications any more")),
    ("cancelled", _("cancelled after publication")),
)


class CallNumbersField(serializers.ListField):
    """The numbers of calls."""

    child = serializers.CharField()

    def to_representation(self, calls: list[Call]) -> list[str]:
        """Return the number of each."""
        return [call.number for call in calls]


class ProgramSerializer(serializers.Serializer):
    """A support program (지원사업) as its page shows it."""

    code = serializers.CharField(help_text=_("Code; it stands in the address and never changes."))
    name_ko = serializers.CharField(help_text=_("Name (Korean)."))
    name_en = serializers.CharField(help_text=_("Name (English)."))
    summary_ko = serializers.CharField(help_text=_("In one sentence (Korean)."))
    summary_en = serializers.CharField(help_text=_("In one sentence (English)."))
    who_ko = serializers.CharField(help_text=_("For whom (Korean)."))
    who_en = serializers.CharField(help_text=_("For whom (English)."))
    gives_ko = serializers.CharField(help_text=_("What it gives (Korean)."))
    gives_en = serializers.CharField(help_text=_("What it gives (English)."))
    when_ko = serializers.CharField(help_text=_("When (Korean)."))
    when_en = serializers.CharField(help_text=_("When (English)."))
    how_ko = serializers.CharField(help_text=_("How to apply (Korean)."))
    how_en = serializers.CharField(help_text=_("How to apply (English)."))
    targets = serializers.ListField(
        child=serializers.ChoiceField(choices=Target.choices), help_text=_("Groups that it is for.")
    )
    is_focus = serializers.BooleanField(help_text=_("Whether it is a focus project of the plan."))
    strategy = CodeNameField(source="task.strategy", help_text=_("Strategy of the plan that it belongs to."))
    task = CodeNameField(help_text=_("Task of the plan that it belongs to."))
    state = serializers.ChoiceField(
        source="state_now",
        choices=OperatingChoice.choices,
        allow_null=True,
        help_text=_("Whether it works today."),
    )
    state_since = serializers.DateField(allow_null=True, help_text=_("Day from which on the state holds."))
    open_calls = CallNumbersField(help_text=_("Numbers of its calls that are open now."))
    desk_ko = serializers.CharField(help_text=_("Desk in charge (Korean)."))
    desk_en = serializers.CharField(help_text=_("Desk in charge (English)."))
    phone = serializers.CharField(help_text=_("Telephone of the desk."))
    source = serializers.CharField(help_text=_("Where the texts are from."))
    updated_at = serializers.DateTimeField(help_text=_("When the entry changed last: its as-of time."))
    url = PageField(help_text=_("Its page in the portal."))


class ExtensionSerializer(serializers.Serializer):
    """A closing that was moved later."""

    old_closes_at = serializers.DateTimeField(help_text=_("The closing before."))
    new_closes_at = serializers.DateTimeField(help_text=_("The closing after."))
    reason = serializers.CharField(help_text=_("Why."))


class CallSerializer(serializers.Serializer):
    """A call (공고) as its page shows it."""

    number = serializers.CharField(help_text=_("Number in the address: year and running number."))
    official_number = serializers.CharField(help_text=_("Number of the city's document system; may be empty."))
    program = CodeNameField(help_text=_("Program that it belongs to."))
    title_ko = serializers.CharField(help_text=_("Title (Korean)."))
    title_en = serializers.CharField(help_text=_("Title (English)."))
    summary_ko = serializers.CharField(help_text=_("In one sentence (Korean)."))
    summary_en = serializers.CharField(help_text=_("In one sentence (English)."))
    body_ko = serializers.CharField(help_text=_("Text of the call (Korean)."))
    body_en = serializers.CharField(help_text=_("Text of the call (English)."))
    phase = serializers.ChoiceField(choices=PHASES, help_text=_("What it is at the instant of the answer."))
    opens_at = serializers.DateTimeField(help_text=_("Applications are taken from this instant on."))
    closes_at = serializers.DateTimeField(help_text=_("Applications that arrive before this instant are in time."))
    extensions = ExtensionSerializer(source="extensions.all", many=True, help_text=_("Closings moved later."))
    reception = serializers.ChoiceField(choices=Reception.choices, help_text=_("Where applications are received."))
    reception_place = serializers.CharField(help_text=_("Address, office or mailbox, if not the portal."))
    reception_url = serializers.CharField(help_text=_("Web address of the reception, if not the portal."))
    selections = serializers.IntegerField(allow_null=True, help_text=_("Number to be selected."))
    amount_min = serializers.IntegerField(allow_null=True, help_text=_("Lowest amount, in won."))
    amount_max = serializers.IntegerField(allow_null=True, help_text=_("Highest amount, in won."))
    own_share_percent = NumberField(allow_null=True, help_text=_("Share that the applicant pays, in %."))
    eligible_kinds = serializers.ListField(
        child=serializers.CharField(), help_text=_("Kinds of qualification that may apply; empty: all may.")
    )
    published_at = serializers.DateTimeField(help_text=_("When it was published."))
    cancelled_at = serializers.DateTimeField(allow_null=True, help_text=_("When it was cancelled."))
    cancel_reason = serializers.CharField(help_text=_("Why it was cancelled."))
    is_demo = serializers.BooleanField(help_text=_("Whether the row is invented (demo data)."))
    updated_at = serializers.DateTimeField(help_text=_("When the entry changed last: its as-of time."))
    url = PageField(help_text=_("Its page in the portal."))


def public_programs() -> ProgramQuerySet:
    """Return what everybody sees of the programs."""
    return listed_programs(AnonymousUser())


def public_calls() -> CallQuerySet:
    """Return what everybody sees of the calls."""
    calls: Any = Call.objects.visible_to(AnonymousUser()).select_related("program").prefetch_related("extensions")
    return calls


_PROGRAM = {"code": "business-development", "name_ko": "사업개발비 지원", "name_en": "Business development grant"}

PROGRAMS = ApiResource(
    name="programs",
    label=_("Support programs"),
    description=_("The support programs of the plan, with the desk to ask and the calls that are open now."),
    rows=public_programs,
    serializer=ProgramSerializer,
    filterset=ProgramFilter,
    sort=("code",),
    key="code",
    order=10,
    example={
        **_PROGRAM,
        "summary_ko": "제품 개발, 홍보, 판로 개척에 드는 비용을 지원합니다.",
        "summary_en": "Pays for product development, publicity and new markets.",
        "who_ko": "인증·예비사회적기업, 마을기업, 사회적협동조합, 자활기업 등 공고가 정한 자격이 있는 기업",
        "who_en": "Enterprises with one of the qualifications that the call names",
        "gives_ko": "사업개발비. 한도와 자부담 비율은 공고와 아래 기준표를 따릅니다.",
        "gives_en": "A grant; cap and own share follow the call and the table below.",
        "when_ko": "공고가 날 때 신청합니다. 지난 공고와 예정 공고는 이 화면 아래에서 볼 수 있습니다.",
        "when_en": "While a call is open. Past and coming calls are listed below.",
        "how_ko": "공고에 적힌 접수처로 신청합니다. 접수처가 이 포털이면 공고 화면에서 바로 신청할 수 있습니다.",
        "how_en": "At the place that the call names; if that is this portal, from the page of the call.",
        "targets": ["enterprise"],
        "is_focus": False,
        "strategy": {
            "code": "S3",
            "name_ko": "경쟁력·자생력 확보를 위한 비즈니스 역량 강화",
            "name_en": "Stronger business",
        },
        "task": {"code": "T06", "name_ko": "시장경쟁력 강화", "name_en": "Competitive in the market"},
        "state": "operating",
        "state_since": "2023-01-01",
        "open_calls": ["2027-001"],
        "desk_ko": "사회적경제 담당 부서",
        "desk_en": "Social economy desk",
        "phone": "051-000-0000",
        "source": "2023-03-22 언론 보도(제2차 부산광역시 사회적경제 육성계획)",
        "updated_at": "2026-01-02T09:00:00+09:00",
        "url": "https://portal.example.kr/programs/business-development/",
    },
)

CALLS = ApiResource(
    name="calls",
    label=_("Calls"),
    description=_("The published calls for applications, the newest number first; cancelled ones are marked."),
    rows=public_calls,
    serializer=CallSerializer,
    filterset=CallFilter,
    sort=("-number",),
    key="number",
    order=20,
    example={
        "number": "2026-001",
        "official_number": "부산광역시 공고 제2026-000호",
        "program": _PROGRAM,
        "title_ko": "2026년 사업개발비 지원 공고",
        "title_en": "Business development grants 2026",
        "summary_ko": "제품 개발과 홍보에 드는 비용을 지원합니다.",
        "summary_en": "Pays for product development and publicity.",
        "body_ko": "",
        "body_en": "",
        "phase": "open",
        "opens_at": "2026-04-01T09:00:00+09:00",
        "closes_at": "2026-04-21T18:00:00+09:00",
        "extensions": [],
        "reception": "portal",
        "reception_place": "",
        "reception_url": "",
        "selections": 20,
        "amount_min": 10_000_000,
        "amount_max": 100_000_000,
        "own_share_percent": 10,
        "eligible_kinds": ["certified_se"],
        "published_at": "2026-03-25T10:00:00+09:00",
        "cancelled_at": None,
        "cancel_reason": "",
        "is_demo": False,
        "updated_at": "2026-03-25T10:00:00+09:00",
        "url": "https://portal.example.kr/calls/2026-001/",
    },
)
