"""The numbers of an enterprise, and what each source said of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.korea import business_number_is_valid, format_business_number
from busan_se.core.models import TimeStamped
from enterprises.registry.models.enterprise import Enterprise


@track()
class EnterpriseIdentifier(TimeStamped):
    """A number that an authority gave; in use while `valid_to` is empty. Business and corporate ones are digits."""

    class Kind(models.TextChoices):
        """Whose number it is."""

        BUSINESS = "business", _("Business registration number")
        CORPORATE = "corporate", _("Corporate registration number")
        UNIQUE = "unique", _("Unique number of an organisation")
        REPORT = "report", _("Founding report number")
        LICENCE = "licence", _("Licence number")

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="identifiers"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("number"), max_length=60)
    is_branch = models.BooleanField(_("branch"), default=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        ordering = ["kind", "is_branch", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=Q(valid_to=None),
                name="identifier_live_is_unique",
                violation_error_message=_("Another enterprise has this number."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["business", "unique"]) | Q(value__regex=r"^\d{10}$"),
                name="identifier_business_is_digits",
                violation_error_message=_("Enter the ten digits of the number."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="corporate") | Q(value__regex=r"^\d{13}$"),
                name="identifier_corporate_is_digits",
                violation_error_message=_("Enter the thirteen digits of the number."),
            ),
            models.CheckConstraint(condition=~Q(value=""), name="identifier_has_value"),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")) | Q(valid_to=None) | Q(valid_from=None),
                name="identifier_from_before_to",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.shown}"

    @property
    def shown(self) -> str:
        """Return the number as it is written on paper."""
        return on_paper(self.kind, self.value)

    def clean(self) -> None:
        """Take numbers with hyphens; refuse a business number whose check digit is wrong."""
        self.value = self.value.strip()
        if self.kind in {self.Kind.BUSINESS, self.Kind.CORPORATE, self.Kind.UNIQUE}:
            self.value = self.value.replace("-", "").replace(" ", "")
        if self.kind == self.Kind.BUSINESS and not business_number_is_valid(self.value):
            raise ValidationError({"value": _("This is not a business registration number: check the ten digits.")})


def on_paper(kind: str, value: str) -> str:
    """Return a number of a kind as it is written on paper."""
    if kind == EnterpriseIdentifier.Kind.BUSINESS:
        return format_business_number(value)
    return f"{value[:6]}-{value[6:]}" if kind == EnterpriseIdentifier.Kind.CORPORATE else value


class SourceRecord(models.Model):
    """What one source said of an enterprise on a day, in the words of `sources`; may hold personal data.

    Written by `actions.record` and by imports, which then resolve. A payload names only what its source
    speaks about; an empty text says "there is none".
    """

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="source_records"
    )
    source = models.CharField(_("source"), max_length=40)
    as_of = models.DateField(_("as-of day"))
    payload = models.JSONField(_("what it said"), default=dict)
    batch = models.ForeignKey(
        "enterprises.ImportBatch",
        verbose_name=_("import"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="records",
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("source record")
        verbose_name_plural = _("source records")
        ordering = ["-as_of", "source"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "source", "as_of"], name="sourcerecord_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of:%Y.%m.%d.}"
