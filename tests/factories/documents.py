"""Documents of the folder, a month old."""

from datetime import timedelta

import factory

from busan_se.core.clock import today
from enterprises.documents.models import EnterpriseDocument
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.ground import StoredFileFactory


def ago(days: int):
    """Return the day so many days before today."""
    return today() - timedelta(days=days)


class DocumentFactory(factory.django.DjangoModelFactory):
    """A certificate of business registration that was issued 30 days ago."""

    class Meta:
        model = EnterpriseDocument

    class Params:
        undated = factory.Trait(issued_on=None)

    enterprise = factory.SubFactory(EnterpriseFactory)
    kind = "business"
    file = factory.SubFactory(StoredFileFactory)
    issued_on = factory.LazyFunction(lambda: ago(30))
