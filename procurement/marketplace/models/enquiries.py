"""What people ask about offers. Door: `enquiries` changes them; nothing else does."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.encryption import EncryptedTextField
from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.notifications.contacts import Contact
from busan_se.notifications.models import Channel
from enterprises.registry.models import Enterprise, Membership
from procurement.marketplace.models.offers import WRITERS, Offer
from procurement.marketplace.workflow import EnquiryState


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Readings of the enquiries."""

    def confirmed(self) -> Self:
        """Leave out those whose contact was not confirmed: nobody reads them."""
        return self.exclude(state=EnquiryState.UNCONFIRMED)

    def of_member(self, user: Any) -> Self:
        """Return the confirmed ones to the enterprises of which the person is a member."""
        mine = Membership.objects.filter(user=user.pk).values("enterprise")
        return self.confirmed().filter(offer__enterprise__in=mine) if user.is_authenticated else self.none()

    def answerable_by(self, user: Any) -> Self:
        """Return those that the person answers, as owner or manager."""
        writes = Membership.objects.filter(user=user.pk, role__in=WRITERS).values("enterprise")
        return self.confirmed().filter(offer__enterprise__in=writes) if user.is_authenticated else self.none()

    def visible_to(self, user: Any) -> Self:
        """Return those to the person's enterprises; staff with the right those of their districts."""
        if not user.has_perm("procurement.view_enquiry"):
            return self.of_member(user)
        desk = self.confirmed().filter(offer__enterprise__in=Enterprise.objects.managed_by(user))
        return self.filter(Q(pk__in=desk.values("pk")) | Q(pk__in=self.model.objects.of_member(user).values("pk")))


@track(exclude=("name", "organisation", "contact", "text", "answer", "created_at", "updated_at"))
class Enquiry(TimeStamped):
    """A question about an offer, by anyone; nobody reads it before its contact is confirmed.

    Personal data: name, organisation, contact (encrypted), text, answer; basis: consent of the enquirer
    (`consent_version`); kept one year after it was sent, a day where the contact was never confirmed
    (`enquiries.forget_old`, which deletes the letters with the answers too). They stay out of the row history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    offer = models.ForeignKey(Offer, models.PROTECT, verbose_name=_("offer"), related_name="enquiries")
    state = models.CharField(_("state"), max_length=12, choices=EnquiryState.choices, default=EnquiryState.UNCONFIRMED)
    name = models.CharField(_("name"), max_length=60)
    organisation = models.CharField(_("organisation"), max_length=100, blank=True)
    channel = models.CharField(_("contact by"), max_length=5, choices=Channel.choices)
    contact = EncryptedTextField(_("contact"))
    text = models.TextField(_("question"), max_length=2000)
    consent_version = models.CharField(_("version of the consent"), max_length=20)
    confirmed_at = models.DateTimeField(_("contact confirmed"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry about an offer")
        verbose_name_plural = _("enquiries about offers")
        ordering = ["-created_at", "pk"]
        indexes = [
            models.Index(fields=["offer", "state"], name="enquiry_of_offer"),
            models.Index(fields=["created_at"], name="enquiry_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                name="enquiry_state_and_dates_agree",
                condition=Q(
                    state=EnquiryState.UNCONFIRMED,
                    confirmed_at__isnull=True,
                    answered_at__isnull=True,
                    closed_at__isnull=True,
                )
                | Q(
                    state=EnquiryState.OPEN,
                    confirmed_at__isnull=False,
                    answered_at__isnull=True,
                    closed_at__isnull=True,
                )
                | Q(
                    state=EnquiryState.ANSWERED,
                    confirmed_at__isnull=False,
                    answered_at__isnull=False,
                    answered_at__gte=F("confirmed_at"),
                    closed_at__isnull=True,
                )
                | Q(
                    state=EnquiryState.CLOSED,
                    confirmed_at__isnull=False,
                    closed_at__isnull=False,
                    closed_at__gte=F("confirmed_at"),
                ),
                violation_error_message=_("The state of an enquiry and its dates do not agree."),
            ),
            models.CheckConstraint(
                name="enquiry_answer_has_time",
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
                violation_error_message=_("An answer has the time at which it was given."),
            ),
            models.CheckConstraint(
                name="enquiry_is_consented",
                condition=~Q(consent_version=""),
                violation_error_message=_("An enquiry needs the consent of the person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer} {self.created_at:%Y.%m.%d.}"

    @property
    def reached_by(self) -> Contact:
        """Return the contact that the answer goes to."""
        return Contact(self.channel, self.contact)
