"""One of everything: people of every role, and the rows that the addresses of the portal are about.

`KWARGS` answers with which values an address is asked. A new address with parameters needs an entry here, a new model
with a desk of its own needs a row (`ROWS`) unless a migration brings one.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.test import Client

from busan_se.accounts.actions import give_consent
from busan_se.accounts.models import Consent, User
from busan_se.accounts.roles import Role
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.registry.models import SourceRecord
from tests.factories import applications
from tests.factories.accounts import StaffFactory, SuperuserFactory, UserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory, PolicyTagFactory
from tests.factories.ground import JobFactory, MessageFactory, OutboxFactory, StoredFileFactory
from tests.factories.kpis import BusinessReportFactory, MeasureRunFactory, ObservationFactory

OWN_DISTRICT, OTHER_DISTRICT = "26350", "26110"
PUBLIC = ("anonymous", "citizen")
MEMBERS = ("owner", "manager", "viewer")
STAFF = ("city", "centre", "district", "other_district", "auditor", "superuser")
ROLES = (*PUBLIC, *MEMBERS, "reviewer", *STAFF)


@dataclass
class World:
    """The sessions of every role, and sample rows by name."""

    sessions: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Return a fresh client that is signed in as `role`; a request that fails answers 500 instead of raising."""
        client = Client(raise_request_exception=False)
        if role != "anonymous":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    def key(self, model_label: str) -> Any:
        """Return the primary key of the sample of a model ("app.model"), 0 where there is none."""
        row = self.rows.get(model_label) or apps.get_model(model_label)._default_manager.order_by("pk").first()
        return row.pk if row else 0


def build() -> World:
    """Make the world in the database."""
    enterprise = EnterpriseFactory(district_id=OWN_DISTRICT)
    people = _people()
    for role in MEMBERS:
        MembershipFactory(user=people[role], enterprise=enterprise, role=role)
    world = World(sessions={role: _session(user) for role, user in people.items()})
    world.rows = _rows(people, enterprise)
    return world


def _people() -> dict[str, User]:
    people: dict[str, User] = {role: UserFactory() for role in ("citizen", *MEMBERS)}
    people |= {
        "reviewer": StaffFactory(role=Role.REVIEWER),
        "city": StaffFactory(role=Role.CITY_STAFF),
        "centre": StaffFactory(role=Role.CENTRE_STAFF),
        "district": StaffFactory(districts=[OWN_DISTRICT]),
        "other_district": StaffFactory(districts=[OTHER_DISTRICT]),
        "auditor": StaffFactory(role=Role.AUDITOR),
        "superuser": SuperuserFactory(),
    }
    for user in people.values():
        give_consent(user, Consent.Purpose.PERSONAL_DATA)
    return people


def _session(user: User) -> str:
    client = Client()
    sign_in_staff(client, user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _rows(people: dict[str, User], enterprise: Any) -> dict[str, Any]:
    call = applications.open_call()
    mine = {"enterprise": enterprise, "started_by": people["owner"], "owner": None}
    draft = applications.DraftFactory.build  # the owner is a member already: made by hand below
    del draft
    submitted = _application(call=applications.open_call(), **mine)
    batch = ImportBatch.objects.create(**_batch(people["city"]))
    return {
        "enterprises.enterprise": enterprise,
        "enterprises.application": submitted,
        "draft": _application(call=call, submit=False, **mine),
        "call": call,
        "programs.call": call,
        "programs.envelope": call.envelope,
        "core.job": JobFactory(created_by=people["city"]),
        "files.storedfile": submitted.files.first().file,
        "message": MessageFactory(user=people["owner"]),
        "notifications.outbox": OutboxFactory(),
        "accounts.user": people["citizen"],
        "enterprises.policytag": PolicyTagFactory(),
        "enterprises.sourcerecord": SourceRecord.objects.filter(enterprise=enterprise).first(),
        "enterprises.businessreport": BusinessReportFactory(enterprise=enterprise),
        "enterprises.importbatch": batch,
        "kpis.measurerun": MeasureRunFactory(),
        "kpis.observation": ObservationFactory(),
    }
