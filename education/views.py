"""The page of strategy S4."""

from typing import Any

from busan_se.programs.views import StrategyPage
from education.courses.queries import open_cards


class LearningStrategy(StrategyPage):
    """The strategy with the courses that can be joined now."""

    template_name = "education/strategy.html"
    code = "S4"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(courses=open_cards(), **kwargs)
