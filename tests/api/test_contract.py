"""The interface does what its description says, whatever is asked (schemathesis, against the WSGI application)."""

from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from busan_se.api.extensions import ApiResource, OwnResource
from busan_se.core.registry import registered
from busan_se.wsgi import application
from tests.factories import applications, programs, registration
from tests.factories.accounts import StaffFactory
from tests.factories.documents import DocumentFactory
from tests.factories.enterprises import EnterpriseIdentifierFactory, MembershipFactory
from tests.factories.events import CourseFactory, SessionFactory
from tests.factories.ground import MessageFactory
from tests.factories.kpis import ObservationFactory
from tests.factories.offers import OfferFactory
from tests.factories.tokens import token_of

EXAMPLES = 15
pytestmark = pytest.mark.django_db  # a savepoint inside the world of the module


@contextmanager
def kept_connection():
    """Let requests leave the connection alone, as the client of Django's tests does: it holds our transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def described(django_db_setup, django_db_blocker):
    """The description, loaded from a portal that has a row of everything; all of it is rolled back in the end."""
    from django.conf import settings as portal

    with django_db_blocker.unblock(), kept_connection(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal, "API_REQUESTS_PER_MINUTE", 1_000_000)
        patch.setattr(portal, "API_TOKEN_REQUESTS_PER_MINUTE", 1_000_000)
        patch.setattr(portal, "ALLOWED_HOSTS", ["*"])
        EnterpriseIdentifierFactory(enterprise__is_sole_proprietor=True)
        programs.published()
        ObservationFactory()
        OfferFactory()
        SessionFactory(event=CourseFactory())
        submitted = applications.submit(applications.DraftFactory())
        DocumentFactory(enterprise=submitted.enterprise)
        registration.submitted()
        officer = StaffFactory()
        MembershipFactory(user=officer, enterprise=submitted.enterprise)
        MessageFactory(user=officer)
        config = schemathesis.Config.from_dict(
            {"headers": {"Authorization": f"Bearer {token_of(officer, scope='write')}"}}
        )
        yield schemathesis.openapi.from_wsgi("/api/schema/", application, config=config)
        transaction.set_rollback(True)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_answers_are_as_described(described, mode):
    """Queries that keep to the description and such that do not: no failure, no answer that it does not name."""
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 2 * len((*registered(ApiResource), *registered(OwnResource)))
    for operation in operations:
        ask(operation.as_strategy(generation_mode=mode))


def ask(cases):
    @given(case=cases)
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def answered(case):
        if case.meta.generation.mode.is_positive:
            case.query.pop("cursor", None)  # signed by the portal: no text that is made up can be one
        # Whether an action is done depends on the row and its rules, which no description of a body can tell.
        excluded = [positive_data_acceptance] if case.method != "GET" else []
        case.call_and_validate(excluded_checks=excluded)

    answered()
