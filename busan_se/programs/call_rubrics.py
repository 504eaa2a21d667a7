"""The rubric (심사기준) that a call freezes at publication, beside its form.

Format: `{"pass_mark": 70, "drops_extremes": true, "criteria": [...]}`; empty: the usual rubric. A criterion has `key`,
`kind` (score, bonus 가점, penalty 감점), `label_ko`, `label_en`, `max` (points), `weight` (points count so many times),
`anchors` (`[{"points", "text"}]`, what a number of points stands for) and `tie_order` (1 decides ties first; 0 never).
Points are numbers of at most one decimal place; the pass mark is in weighted points, over bonus and penalty.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Rubric = dict[str, Any]

KINDS = ("score", "bonus", "penalty")
_MOST_POINTS, _MOST_CRITERIA = 1000, 40


def usual_rubric() -> Rubric:
    """Return the usual rubric: four criteria of 100 points in all, pass mark 70, highest and lowest left out."""
    return {
        "pass_mark": 70,
        "drops_extremes": True,
        "criteria": [
            _criterion("need", "사업의 필요성", "Need", weight=4, tie_order=3),
            _criterion("plan", "사업계획의 구체성", "Quality of the plan", weight=6, tie_order=1),
            _criterion("ability", "수행 역량", "Ability to carry it out", weight=5, tie_order=2),
            _criterion("value", "사회적 가치와 파급효과", "Social value and effect", weight=5, tie_order=0),
        ],
    }


def _criterion(key: str, label_ko: str, label_en: str, *, weight: int, tie_order: int) -> dict[str, Any]:
    words = ((5, "매우 우수"), (4, "우수"), (3, "보통"), (2, "미흡"), (1, "매우 미흡"))
    return {
        "key": key,
        "kind": "score",
        "label_ko": label_ko,
        "label_en": label_en,
        "max": 5,
        "weight": weight,
        "anchors": [{"points": points, "text": text} for points, text in words],
        "tie_order": tie_order,
    }


def check_rubric(rubric: Any) -> None:
    """Raise ValidationError when a rubric is not of the format above, or nobody could reach its pass mark."""
    criteria = rubric.get("criteria") if isinstance(rubric, dict) else None
    if not isinstance(criteria, list) or not 0 < len(criteria) <= _MOST_CRITERIA:
        raise ValidationError(_("The rubric needs at least one criterion."))
    keys = [row.get("key") if isinstance(row, dict) else None for row in criteria]
    if not all(isinstance(key, str) and key for key in keys) or len(set(keys)) != len(keys):
        raise ValidationError(_("Each criterion needs a key of its own."))
    for row in criteria:
        _check_criterion(row)
    total, mark = full_marks(rubric), _points(rubric.get("pass_mark"))
    if not total:
        raise ValidationError(_("The rubric needs at least one criterion that reviewers score."))
    if mark is None or mark > total:
        raise ValidationError(
            _("The pass mark must lie between 0 and %(total)s points.") % {"total": f"{total.normalize():f}"}
        )


def full_marks(rubric: Rubric) -> Decimal:
    """Return the highest sum that reviewers can give, in weighted points."""
    return sum((Decimal(str(row["max"])) * Decimal(str(row["weight"])) for row in scored(rubric)), Decimal(0))


def scored(rubric: Rubric) -> Iterator[dict[str, Any]]:
    """Yield the criteria that reviewers score, without bonus and penalty."""
    return (row for row in rubric["criteria"] if row["kind"] == "score")


def _check_criterion(row: dict[str, Any]) -> None:
    most, weight = _points(row.get("max")), _points(row.get("weight"))
    label = row.get("label_ko")
    if row.get("kind") not in KINDS or not isinstance(label, str) or not label.strip():
        raise ValidationError(_("Each criterion needs a kind and a Korean name."))
    if not most or not weight:
        raise ValidationError(_("“%(name)s” needs points and a weight of more than 0.") % {"name": label})
    anchors = row.get("anchors", [])
    if not isinstance(anchors, list) or not all(_is_anchor(anchor, most) for anchor in anchors):
        raise ValidationError(
            _("“%(name)s”: write each anchor as points up to %(most)s and a text.")
            % {"name": label, "most": f"{most.normalize():f}"}
        )


def _is_anchor(anchor: Any, most: Decimal) -> bool:
    if not isinstance(anchor, dict) or not isinstance(anchor.get("text"), str):
        return False
    points = _points(anchor.get("points"))
    return points is not None and points <= most


def _points(value: Any) -> Decimal | None:
    """Return a number of points from 0 on, None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        points = Decimal(str(value))
    except InvalidOperation:
        return None
    fits = points.is_finite() and 0 <= points <= _MOST_POINTS and points == round(points, 1)
    return points if fits else None
