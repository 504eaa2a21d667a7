"""People: who signs in, what they agreed to, which districts they see. No model here knows an enterprise."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.encryption import EncryptedTextField
from busan_se.reference.models import District


class EmailAddressField(models.EmailField):
    """An e-mail address kept in lower case: Kim@Example.com and kim@example.com are one address, in look-ups too."""

    def get_prep_value(self, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        return self.get_prep_value(super().to_python(value))


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save and return a user. Without a password nobody can sign in until one is set by mail."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save and return a user who may do everything (`manage.py createsuperuser`)."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=username or "")


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail.

    Roles are given by `actions.set_roles`, which keeps `is_staff` in step; consents by `actions.give_consent`. A closed
    account stays as a row without a person (`actions.forget_person`): what the law keeps points to it.
    """

    class Language(models.TextChoices):
        KOREAN = "ko", _("Korean")
        ENGLISH = "en", _("English")

    email = EmailAddressField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    phone = EncryptedTextField(_("telephone"), blank=True, default="")
    language = models.CharField(
        _("language of letters"), max_length=2, choices=Language.choices, default=Language.KOREAN
    )
    is_staff = models.BooleanField(_("works at a desk"), default=False, editable=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                name="user_email_lower_case",
                condition=models.Q(email=Lower("email")),
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
            models.CheckConstraint(
                name="user_closed_is_nobody",
                condition=models.Q(closed_at__isnull=True)
                | models.Q(name="", phone="", is_active=False, is_staff=False, is_superuser=False),
                violation_error_message=_("A closed account has no name and opens no more."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or (gettext("closed account") if self.closed_at else self.email)

    def clean(self) -> None:
        self.email = self.email.strip().lower()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.email


class ConsentQuerySet(models.QuerySet["Consent"]):
    def open(self) -> "ConsentQuerySet":
        """Consents that are given and not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """One consent to one version of a text, and its withdrawal. Doors: `actions.give_consent`, `.withdraw_consent`.

    Rows stay after the withdrawal: they prove what was agreed to and when (개인정보 보호법 §22).
    """

    class Purpose(models.TextChoices):
        PERSONAL_DATA = "personal_data", _("Collection and use of personal data")
        NEWS = "news", _("News about programs and events")

    user = models.ForeignKey(User, models.CASCADE, related_name="consents", verbose_name=_("user"))
    purpose = models.CharField(_("purpose"), max_length=40, choices=Purpose.choices)
    text_version = models.CharField(_("version of the text"), max_length=20)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects: ClassVar[ConsentQuerySet] = ConsentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["purpose", "-given_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_consent_per_user_and_purpose",
                fields=["user", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                violation_error_message=_("This consent is given already."),
            ),
            models.CheckConstraint(
                name="consent_withdrawn_after_given",
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=models.F("given_at")),
                violation_error_message=_("A consent cannot be withdrawn before it is given."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.text_version})"


class StaffScope(models.Model):
    """The districts whose rows a district officer sees and works on; without one an officer sees none."""

    user = models.OneToOneField(User, models.CASCADE, related_name="staff_scope", verbose_name=_("person"))
    districts = models.ManyToManyField(District, related_name="+", verbose_name=_("districts"))

    class Meta:
        verbose_name = _("staff scope")
        verbose_name_plural = _("staff scopes")

    def __str__(self) -> str:
        return str(self.user)
