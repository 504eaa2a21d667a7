"""Who may apply to a call: conditions that the features which know register, and that a call composes.

A call keeps its conditions as a list of `{"key", "rule", "given", "ground_ko", "ground_en"}`; publication freezes them
in the version's `rules["eligibility"]`, beside the qualifications (`rules["eligible_kinds"]`), which are a rule too.
Rules know enterprises by their keys only: this app knows none.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import Text
from busan_se.core.fields import SafeCharField
from busan_se.core.registry import registered
from busan_se.programs.texts import in_english

QUALIFICATION = "qualification"
Given = Mapping[str, Any]
_GROUND_LENGTH = 300


class Standing(models.TextChoices):
    """What a rule says of an enterprise."""

    PASS = "pass", _("Met")
    DOCUMENT = "document", _("To be shown by a document")
    FAIL = "fail", _("Not met")


@dataclass(frozen=True)
class Finding:
    """The answer of a rule, and why, in words for the applicant."""

    standing: Standing
    said: str


class TermForm(forms.Form):
    """What the desk says to one condition: whether the call has it, its values, and its ground in the call.

    The fields of a subclass are asked only where the condition is used; `given` are their values for JSON.
    """

    use_required_attribute = False
    used = forms.BooleanField(label=_("This call asks for it"), required=False)
    ground_ko = SafeCharField(
        label=_("Ground (Korean)"),
        max_length=_GROUND_LENGTH,
        required=False,
        help_text=_("Article of the law, or clause of the call. Empty: the ground named above."),
    )
    ground_en = SafeCharField(label=_("Ground (English)"), max_length=_GROUND_LENGTH, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, call: Any, rule: "EligibilityRule", **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.call, self.rule = call, rule
        self.order_fields(("used", *(name for name in self.fields if name not in _SHARED), "ground_ko", "ground_en"))

    def full_clean(self) -> None:
        """Clean; what is wrong with a condition that is not used does not matter."""
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("used"):
            self._errors = ErrorDict()

    def clean(self) -> dict[str, Any]:
        """Ask for a ground where the rule itself names none."""
        data = super().clean() or {}
        if data.get("used") and not self.rule.ground and not data.get("ground_ko"):
            self.add_error("ground_ko", _("Name the clause of the call: applicants read it with a refusal."))
        return data

    @property
    def given(self) -> dict[str, Any]:
        """Return the cleaned values as JSON keeps them."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in _SHARED}

    @property
    def for_new(self) -> dict[str, Any]:
        """Return what the fields offer in a call without conditions."""
        return {}


_SHARED = frozenset({"used", "ground_ko", "ground_en"})


def asks_nothing(given: Given, known: Any, day: date) -> forms.Field | None:
    """Return no question: the register answers."""
    return None


@dataclass(frozen=True)
class EligibilityRule:
    """A condition. `known(keys, day)` reads for any number of enterprises in a fixed number of queries what `judge`
    needs; `judge(given, known, day, declared)` gives the finding; `declared` is the applicant's answer, None without.

    `says(given)` is the condition as the public reads it; `question(given, known, day)` the field to ask an applicant
    where the register does not know; `ground` the article that holds where the call names none; `repeats` how many
    conditions of this kind one call may have.
    """

    key: str
    name: Text
    says: Callable[[Given], str]
    known: Callable[[Collection[int], date], Mapping[int, Any]]
    judge: Callable[[Given, Any, date, Any], Finding]
    form: type[TermForm] | None = None
    question: Callable[[Given, Any, date], forms.Field | None] = asks_nothing
    ground: Text = ""
    repeats: int = 1
    order: int = 100


@dataclass(frozen=True)
class Term:
    """One condition of a call."""

    key: str
    rule: EligibilityRule
    given: Given
    ground_ko: str = ""
    ground_en: str = ""

    @property
    def ground(self) -> str:
        """Return on what it rests: the clause of the call, else the article of the rule."""
        own = self.ground_en if in_english() and self.ground_en else self.ground_ko
        return own or str(self.rule.ground)

    @property
    def text(self) -> str:
        """Return the condition in words."""
        return self.rule.says(self.given)


@dataclass(frozen=True)
class Answer:
    """What a condition of the call says of one enterprise."""

    term: Term
    finding: Finding

    @property
    def failed(self) -> bool:
        """Return whether it stands against an application."""
        return self.finding.standing == Standing.FAIL

    @property
    def said(self) -> str:
        """Return the finding in words, with its ground."""
        ground = self.term.ground
        return f"{self.finding.said} ({ground})" if ground else self.finding.said

    @property
    def as_json(self) -> dict[str, str]:
        """Return what is kept of it as evidence."""
        return {
            "key": self.term.key,
            "name": str(self.term.rule.name),
            "text": self.term.text,
            "standing": self.finding.standing.value,
            "said": self.finding.said,
            "ground": self.term.ground,
        }


def rules_by_key() -> dict[str, EligibilityRule]:
    """Return the registered rules in their order."""
    return {rule.key: rule for rule in registered(EligibilityRule)}


def terms_of(frozen: Mapping[str, Any]) -> list[Term]:
    """Return the conditions of a version's `rules`: the qualifications first. Raises KeyError for an unknown rule."""
    rules, terms = rules_by_key(), []
    if kinds := frozen.get("eligible_kinds"):
        terms.append(Term(QUALIFICATION, rules[QUALIFICATION], {"kinds": kinds}))
    for raw in frozen.get("eligibility", ()):
        rule = rules[raw["rule"]]
        terms.append(Term(raw["key"], rule, raw["given"], raw.get("ground_ko", ""), raw.get("ground_en", "")))
    return terms


def terms_of_call(call: Any) -> list[Term]:
    """Return the conditions of a call: as published, or as drafted."""
    version = call.current_version
    return terms_of(version.rules if version else vars(call))


class Register:
    """What the rules know of some enterprises on a day: each rule reads once, for any number of calls."""

    def __init__(self, enterprises: Collection[int], day: date) -> None:
        self.enterprises, self.day = tuple(enterprises), day
        self._known: dict[str, Mapping[int, Any]] = {}

    def known(self, rule: EligibilityRule, enterprise: int) -> Any:
        """Return what the rule knows of one of the enterprises."""
        if rule.key not in self._known:
            self._known[rule.key] = rule.known(self.enterprises, self.day)
        return self._known[rule.key].get(enterprise)

    def answers(self, terms: Sequence[Term], enterprise: int, declared: Mapping[str, Any]) -> list[Answer]:
        """Return the answer to each condition; `declared` holds the applicant's own answers by the condition's key."""
        return [
            Answer(
                term,
                term.rule.judge(term.given, self.known(term.rule, enterprise), self.day, declared.get(term.key)),
            )
            for term in terms
        ]

    def questions(self, terms: Sequence[Term], enterprise: int) -> dict[str, forms.Field]:
        """Return what the applicant is asked, by the condition's key, in their order."""
        asked = {
            term.key: term.rule.question(term.given, self.known(term.rule, enterprise), self.day) for term in terms
        }
        return {key: field for key, field in asked.items() if field is not None}


@dataclass(frozen=True)
class Block:
    """One condition on the desk's page; `form` is prefixed by the key that it would have in the call."""

    rule: EligibilityRule
    form: TermForm

    @property
    def title(self) -> str:
        """Return the name of the condition, with its number where a call may have several."""
        number = (self.form.prefix or "").removeprefix(self.rule.key).strip("-")
        return f"{self.rule.name} {number}".strip()

    @property
    def is_open(self) -> bool:
        """Return whether the call has it, or something is wrong with it."""
        return bool(self.form["used"].value() or self.form.errors)


class Composing:
    """The conditions of a draft as forms, one for each that the registered rules offer."""

    def __init__(self, call: Any, data: Mapping[str, Any] | None = None) -> None:
        self.call, self.data = call, data
        self.kept = {raw["key"]: raw for raw in call.eligibility}

    @cached_property
    def blocks(self) -> list[Block]:
        """Return the forms in the order of the rules."""
        return [
            Block(rule, self._form(rule, rule.key if rule.repeats == 1 else f"{rule.key}-{n}"))
            for rule in rules_by_key().values()
            if rule.form
            for n in range(1, rule.repeats + 1)
        ]

    def _form(self, rule: EligibilityRule, key: str) -> TermForm:
        assert rule.form
        form = rule.form(self.data, call=self.call, rule=rule, prefix=key)
        raw = self.kept.get(key)
        form.initial = form.for_new if raw is None else {**raw["given"], **raw, "used": True}
        return form

    def is_valid(self) -> bool:
        """Return whether each condition that is used is filled in well."""
        return not [block for block in self.blocks if not block.form.is_valid()]  # each form is asked

    @property
    def as_json(self) -> list[dict[str, Any]]:
        """Return the conditions as the call keeps them."""
        return [
            {
                "key": block.form.prefix,
                "rule": block.rule.key,
                "given": block.form.given,
                "ground_ko": block.form.cleaned_data["ground_ko"],
                "ground_en": block.form.cleaned_data["ground_en"],
            }
            for block in self.blocks
            if block.form.cleaned_data.get("used")
        ]
