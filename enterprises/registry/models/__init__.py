"""The register's own tables: the enterprise, its numbers, states, qualifications and members."""

from enterprises.registry.models.enterprise import Enterprise, EnterpriseQuerySet, PolicyTag
from enterprises.registry.models.identifiers import EnterpriseIdentifier, SourceRecord, on_paper
from enterprises.registry.models.members import Membership
from enterprises.registry.models.qualifications import Qualification, QualificationQuerySet
from enterprises.registry.models.states import GONE, OperatingState, State

__all__ = [
    "GONE",
    "Enterprise",
    "EnterpriseIdentifier",
    "EnterpriseQuerySet",
    "Membership",
    "OperatingState",
    "PolicyTag",
    "Qualification",
    "QualificationQuerySet",
    "SourceRecord",
    "State",
    "on_paper",
]
