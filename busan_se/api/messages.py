"""The person's own messages in the open interface, as the inbox has them."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from busan_se.api.extensions import OwnResource
from busan_se.api.fields import path_with
from busan_se.notifications.models import Message
from busan_se.notifications.models import MessageQuerySet as Messages


class MessageFilter(django_filters.FilterSet):
    """Whether only what is unread is asked for."""

    unread = django_filters.BooleanFilter(
        method="only_unread", label=_("Unread ones only"), widget=forms.CheckboxInput(attrs={"value": "true"})
    )

    class Meta:
        model = Message
        fields: tuple[str, ...] = ()

    def only_unread(self, rows: Messages, name: str, value: bool | None) -> Messages:
        """Narrow to the unread ones."""
        return rows.unread() if value else rows


class MessageSerializer(serializers.Serializer):
    """One thing that the person was told."""

    id = serializers.IntegerField(help_text=_("Number of the message; it never changes."))
    kind = serializers.CharField(help_text=_("What it is about, for programs."))
    title = serializers.CharField(help_text=_("Title."))
    body = serializers.CharField(help_text=_("Text."))
    page = serializers.SerializerMethodField(help_text=_("The page that it leads to; may be empty."))
    created_at = serializers.DateTimeField(help_text=_("When it was sent."))
    read_at = serializers.DateTimeField(allow_null=True, help_text=_("When it was marked as read; null: unread."))

    def get_page(self, row: Message) -> str:
        """Return the whole address."""
        return path_with(self.context["origin"], row.url)


def own_messages(user: Any) -> Messages:
    """Return the person's messages."""
    return Message.objects.visible_to(user)


MESSAGES = OwnResource(
    name="my-messages",
    label=_("My messages"),
    description=_(
        "What the portal told you, newest first. POST to `…/read/` marks one as read, with a token that may write."
    ),
    rows=own_messages,
    serializer=MessageSerializer,
    filterset=MessageFilter,
    sort=("-pk",),
    key="pk",
    converter="int",
    order=140,
    example={
        "id": 1,
        "kind": "registration",
        "title": "신청서가 접수되었습니다: R2026-00001",
        "body": "서류를 확인하고 2026.11.20.까지 답해 드립니다.",
        "page": "https://portal.example.kr/my/registration/",
        "created_at": "2026-11-02T10:00:00+09:00",
        "read_at": None,
    },
)
