"""The questions of a frozen form: read from the call version, made into fields, checked for submission, shown as text.

The format is that of `programs.call_forms`.
"""

from enterprises.applications.questions.form import Questions, Section
from enterprises.applications.questions.question import Question
from enterprises.applications.questions.tables import Grid

__all__ = ["Grid", "Question", "Questions", "Section"]
