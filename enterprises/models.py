"""All models of the app, gathered from its features: Django finds them here."""

from enterprises.applications.announcing.models import *  # noqa: F403
from enterprises.applications.eligibility_models import *  # noqa: F403
from enterprises.applications.models import *  # noqa: F403
from enterprises.applications.objections.models import *  # noqa: F403
from enterprises.applications.supplements.models import *  # noqa: F403
from enterprises.card.models import *  # noqa: F403
from enterprises.documents.models import *  # noqa: F403
from enterprises.eligibility.models import *  # noqa: F403
from enterprises.imports.models import *  # noqa: F403
from enterprises.membership.models import *  # noqa: F403
from enterprises.qualifications.models import *  # noqa: F403
from enterprises.receiving.models import *  # noqa: F403
from enterprises.registration.models import *  # noqa: F403
from enterprises.registry.models import *  # noqa: F403
from enterprises.registry.tally import *  # noqa: F403
from enterprises.reporting.models import *  # noqa: F403
from enterprises.selection.models import *  # noqa: F403
from enterprises.upkeep.models import *  # noqa: F403
