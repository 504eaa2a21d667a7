"""What the applicant's pages of a supplement show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from enterprises.applications import letters
from enterprises.applications.models import Application
from enterprises.applications.rules import stated
from enterprises.applications.sections import Item
from enterprises.applications.supplements import content
from enterprises.applications.supplements.forms import MendForm
from enterprises.applications.supplements.models import Supplement, SupplementFile
from enterprises.applications.supplements.reading import Mended, answers_of


@dataclass(frozen=True)
class MendPage:
    """The named questions of a supplement being mended, or what will be handed in."""

    supplement: Supplement
    arrived: datetime
    form: MendForm | None = None
    file_errors: Mapping[str, str] | None = None

    @property
    def application(self) -> Application:
        """Return the application."""
        return self.supplement.application

    @cached_property
    def files(self) -> list[SupplementFile]:
        """Return the files that are attached so far."""
        return list(self.supplement.files.select_related("file"))

    @cached_property
    def items(self) -> list[Item]:
        """Return the named questions in the order of the form."""
        assert self.form
        errors = self.file_errors or {}
        return [
            Item(
                question,
                None if question.is_file else self.form[question.key],
                [row for row in self.files if row.slot == question.key],  # type: ignore[misc]
                errors.get(question.key, ""),
            )
            for question in content.opened(self.supplement).questions
        ]

    @cached_property
    def rows(self) -> list[tuple[Mended, str]]:
        """Return each answer that will be handed in, with what is wrong with it."""
        problems = content.problems(self.supplement, self.files)
        return [(row, problems.get(row.question.key, "")) for row in answers_of(self.supplement)]

    @property
    def is_complete(self) -> bool:
        """Return whether it can be handed in."""
        return not self.refusal and not content.problems(self.supplement, self.files)

    @property
    def refusal(self) -> str:
        """Return why it can't be mended any more, '' while it can."""
        if not self.supplement.is_late_at(self.arrived):
            return ""
        return _("The time to mend it ended at %(until)s. You can ask for more time.") % {
            "until": stated(self.supplement.due_at)
        }

    @property
    def has_wish(self) -> bool:
        """Return whether a wish for more time waits for its answer."""
        return self.supplement.wishes.filter(settled_at__isnull=True).exists()

    @property
    def desk(self) -> str:
        """Return whom to ask."""
        return letters.desk(self.application)
