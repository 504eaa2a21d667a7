"""Events in the open interface, as their page shows them: no participant, no address of an online event."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from busan_se.api.extensions import ApiResource
from busan_se.api.fields import CodeNameField, PageField
from busan_se.core.clock import now
from busan_se.events.filters import EventFilter
from busan_se.events.models import Event, EventQuerySet, Kind
from busan_se.events.queries import PHASES, session_rows


class DateSerializer(serializers.Serializer):
    """One date of a session."""

    starts_at = serializers.DateTimeField(help_text=_("When it begins."))
    ends_at = serializers.DateTimeField(help_text=_("When it ends."))
    is_cancelled = serializers.BooleanField(help_text=_("Whether it does not take place."))
    cancel_reason = serializers.CharField(help_text=_("Why it does not take place; else empty."))


class SessionSerializer(serializers.Serializer):
    """A session: what one registers for."""

    label_ko = serializers.CharField(source="session.label_ko", help_text=_("Name (Korean); may be empty."))
    label_en = serializers.CharField(source="session.label_en", help_text=_("Name (English); may be empty."))
    dates = DateSerializer(many=True, help_text=_("All its dates, the first one first."))
    phase = serializers.ChoiceField(
        choices=[(phase, label) for phase, (label, _tone) in PHASES.items()],
        help_text=_("What it is at the instant of the answer."),
    )
    capacity = serializers.IntegerField(source="session.capacity", help_text=_("Seats in all."))
    seats_left = serializers.IntegerField(
        allow_null=True, help_text=_("Seats that nobody has taken or been offered; null once nobody can register.")
    )


@extend_schema_field(SessionSerializer(many=True))
class SessionsField(serializers.Field):
    """The sessions of an event from `with_sessions`, as `SessionSerializer` has them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, event: Event) -> Any:
        """Return the sessions with their phase now."""
        return SessionSerializer(session_rows(event, now()), many=True).data


class EventSerializer(serializers.Serializer):
    """An event (행사) as its page shows it."""

    id = serializers.IntegerField(help_text=_("Number in the portal; it never changes."))
    kind = serializers.ChoiceField(choices=Kind.choices, help_text=_("What sort of event it is."))
    title_ko = serializers.CharField(help_text=_("Title (Korean)."))
    title_en = serializers.CharField(help_text=_("Title (English)."))
    summary_ko = serializers.CharField(help_text=_("In one or two sentences (Korean)."))
    summary_en = serializers.CharField(help_text=_("In one or two sentences (English)."))
    body_ko = serializers.CharField(help_text=_("What happens (Korean)."))
    body_en = serializers.CharField(help_text=_("What happens (English)."))
    audience_ko = serializers.CharField(help_text=_("Who may come (Korean)."))
    audience_en = serializers.CharField(help_text=_("Who may come (English)."))
    district = CodeNameField(allow_null=True, help_text=_("District; null: for the whole city, or online."))
    place_ko = serializers.CharField(help_text=_("Place (Korean); empty: online."))
    place_en = serializers.CharField(help_text=_("Place (English)."))
    is_online = serializers.BooleanField(help_text=_("Whether there is no place to go to."))
    registration_opens_at = serializers.DateTimeField(help_text=_("Registration begins at this instant."))
    registration_closes_at = serializers.DateTimeField(help_text=_("Who registers before this instant is in time."))
    sessions = SessionsField(help_text=_("What one can register for, with dates and seats."))
    desk = serializers.CharField(help_text=_("Desk in charge."))
    phone = serializers.CharField(help_text=_("Telephone of the desk."))
    is_demo = serializers.BooleanField(help_text=_("Whether the row is invented (demo data)."))
    updated_at = serializers.DateTimeField(help_text=_("When the entry changed last: its as-of time."))
    url = PageField(help_text=_("Its page in the portal."))


def public_events() -> EventQuerySet:
    """Return what everybody sees of the events, courses among them."""
    return Event.objects.visible_to(AnonymousUser()).with_sessions()


EXAMPLE = {
    "id": 1,
    "kind": "forum",
    "title_ko": "부산 사회적경제 포럼",
    "title_en": "Busan social economy forum",
    "summary_ko": "현장의 사례를 나누고 함께 이야기합니다.",
    "summary_en": "Cases from practice, and a talk about them.",
    "body_ko": "",
    "body_en": "",
    "audience_ko": "누구나",
    "audience_en": "Everybody",
    "district": {"code": "26350", "name_ko": "해운대구", "name_en": "Haeundae-gu"},
    "place_ko": "시험문화회관 대강당",
    "place_en": "Main hall",
    "is_online": False,
    "registration_opens_at": "2026-10-01T09:00:00+09:00",
    "registration_closes_at": "2026-10-20T18:00:00+09:00",
    "sessions": [
        {
            "label_ko": "",
            "label_en": "",
            "dates": [
                {
                    "starts_at": "2026-10-22T14:00:00+09:00",
                    "ends_at": "2026-10-22T16:00:00+09:00",
                    "is_cancelled": False,
                    "cancel_reason": "",
                }
            ],
            "phase": "open",
            "capacity": 60,
            "seats_left": 12,
        }
    ],
    "desk": "사회적경제 담당 부서",
    "phone": "051-000-0000",
    "is_demo": False,
    "updated_at": "2026-09-28T10:00:00+09:00",
    "url": "https://portal.example.kr/events/1/",
}

EVENTS = ApiResource(
    name="events",
    label=_("Events"),
    description=_("The published events, past ones and courses among them, with dates and seats left; newest first."),
    rows=public_events,
    serializer=EventSerializer,
    filterset=EventFilter,
    sort=("-pk",),
    key="pk",
    converter="int",
    order=70,
    example=EXAMPLE,
)
