"""Rows of the ground: jobs, files, messages, mails, texts."""

from io import BytesIO

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from busan_se.core.models import Job
from busan_se.files.models import StoredFile
from busan_se.notifications.models import Message, Outbox, TextMessage

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    kind = "test"
    key = factory.Sequence(str)


class StoredFileFactory(DjangoModelFactory):
    """A small PDF that is really in the (temporary) storage."""

    class Meta:
        model = StoredFile

    kind = "test"
    name = factory.Sequence(lambda n: f"문서 {n}.pdf")
    content_type = "application/pdf"
    size = len(PDF)
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    file = factory.LazyFunction(lambda: ContentFile(PDF, name="upload"))


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    kind = "test"
    key = factory.Sequence(lambda n: f"message-{n}")
    title = factory.Sequence(lambda n: f"알림 {n}")
    body = "내용입니다."


class OutboxFactory(DjangoModelFactory):
    class Meta:
        model = Outbox

    kind = "test"
    key = factory.Sequence(lambda n: f"mail-{n}")
    recipient_email = "kim@example.com"
    subject = "안내"
    body = "내용입니다."


class TextMessageFactory(DjangoModelFactory):
    class Meta:
        model = TextMessage

    kind = "test"
    key = factory.Sequence(lambda n: f"text-{n}")
    phone = "01012345678"
    phone_digest = "0" * 64
    body = "내용입니다."


def upload(content: bytes = PDF, name: str = "계획서.pdf"):
    """Return an upload as a form hands it on."""
    from django.core.files.uploadedfile import InMemoryUploadedFile

    return InMemoryUploadedFile(BytesIO(content), "file", name, "application/octet-stream", len(content), None)
