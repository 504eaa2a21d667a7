"""What stands on the card of an enterprise, for tests."""

from datetime import timedelta

import factory

from busan_se.core.clock import now
from enterprises.card.models import Consultation, Correction, DeskInCharge, Note
from tests.factories.accounts import StaffFactory
from tests.factories.enterprises import EnterpriseFactory


class ConsultationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consultation

    enterprise = factory.SubFactory(EnterpriseFactory)
    by = factory.SubFactory(StaffFactory)
    channel = "phone"
    topic = "sales"
    said = "우선구매 상담회에 참가하기를 바랍니다."


class CorrectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Correction

    consultation = factory.SubFactory(ConsultationFactory)
    by = factory.SubFactory(StaffFactory)
    text = "상담회는 9월이 아니라 10월입니다."


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    enterprise = factory.SubFactory(EnterpriseFactory)
    by = factory.SubFactory(StaffFactory)
    text = "작업장을 옮길 계획이 있습니다."


class DeskInChargeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeskInCharge

    enterprise = factory.SubFactory(EnterpriseFactory)
    officer = factory.SubFactory(StaffFactory)
    by = factory.SubFactory(StaffFactory)
    reason = "담당 지역"


def grown_old(row, days=8):
    """Let a row have been written so many days ago, and return it."""
    type(row).objects.filter(pk=row.pk).update(created_at=now() - timedelta(days=days))
    row.refresh_from_db()
    return row
