"""Calls in every phase, parameters, envelopes with money. Programs themselves come with the plan (migration 0003)."""

from datetime import date, timedelta
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from busan_se.core.clock import now
from busan_se.programs import actions
from busan_se.programs.models import Call, Envelope, Parameter, Program


def program(code: str = "business-development") -> Program:
    """Return a program of the plan."""
    return Program.objects.get(code=code)


class CallFactory(DjangoModelFactory):
    """A draft that opened an hour ago and closes in ten days."""

    class Meta:
        model = Call

    number = factory.Sequence(lambda n: f"2030-{n + 100:05}")
    program = factory.LazyFunction(program)
    title_ko = factory.Sequence(lambda n: f"시험 공고 {n}")
    title_en = factory.Sequence(lambda n: f"Trial call {n}")
    summary_ko = "시험으로 낸 공고입니다."
    summary_en = "A call for trying out."
    opens_at = factory.LazyFunction(lambda: now() - timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: now() + timedelta(days=10))


def published(**fields) -> Call:
    """Return a published call; give `opens_at` and `closes_at` for another phase than open."""
    call = CallFactory(**fields)
    return actions.publish_as_of(call, None, min(call.opens_at, now()))


def upcoming(**fields) -> Call:
    """Return a published call that opens tomorrow."""
    return published(opens_at=now() + timedelta(days=1), **fields)


def closed(**fields) -> Call:
    """Return a published call that closed yesterday."""
    return published(opens_at=now() - timedelta(days=9), closes_at=now() - timedelta(days=1), **fields)


class EnvelopeFactory(DjangoModelFactory):
    """An envelope of the city's money; `won` is what is appropriated to it."""

    class Meta:
        model = Envelope
        skip_postgeneration_save = True

    program = factory.LazyFunction(program)
    fiscal_year = 2030
    source = "city"
    regulation = "local_subsidy"
    label = factory.LazyFunction(lambda: uuid4().hex[:8])

    @factory.post_generation
    def won(self, create, extracted, **kwargs):
        if extracted:
            actions.appropriate(self, extracted, None, "당초 예산")


class ParameterFactory(DjangoModelFactory):
    """A cap of the program for the year 2030."""

    class Meta:
        model = Parameter

    program = factory.LazyFunction(program)
    key = "trial-cap"
    label_ko = "시험 한도"
    value = 1_000_000
    unit = "won"
    valid_from = date(2030, 1, 1)
    valid_to = date(2030, 12, 31)
    source = "시험"
