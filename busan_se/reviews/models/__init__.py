"""Rounds of reviews with their rubric and reviewers; what is reviewed, and how it was scored."""

from busan_se.reviews.models.cases import (
    Adjustment,
    Assignment,
    AssignmentQuerySet,
    Case,
    CaseQuerySet,
    Declaration,
    Score,
    Sitting,
)
from busan_se.reviews.models.rounds import Criterion, Panelist, Round, RoundQuerySet, Rubric

__all__ = [
    "Adjustment",
    "Assignment",
    "AssignmentQuerySet",
    "Case",
    "CaseQuerySet",
    "Criterion",
    "Declaration",
    "Panelist",
    "Round",
    "RoundQuerySet",
    "Rubric",
    "Score",
    "Sitting",
]
