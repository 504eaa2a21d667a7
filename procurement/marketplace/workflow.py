"""The life of an offer and of its texts, as two tables.

An offer is on show or not; what it says is a version. A change of an offer on show is a new version, which waits for
moderation while the published one stays: buyers never meet an offer that vanished over a comma, and never read a text
that nobody has looked at.
"""

from django.db import models
from django.utils.translation import pgettext_lazy

from busan_se.core.workflow import Transition, Workflow


class State(models.TextChoices):
    """Whether an offer is on show."""

    DRAFT = "draft", pgettext_lazy("offer", "Not published yet")
    PUBLISHED = "published", pgettext_lazy("offer", "Published")
    TAKEN_DOWN = "taken_down", pgettext_lazy("offer", "Taken down")
    SUSPENDED = "suspended", pgettext_lazy("offer", "Suspended")


class VersionState(models.TextChoices):
    """How far the text of a version has come."""

    DRAFT = "draft", pgettext_lazy("offer", "Being written")
    SUBMITTED = "submitted", pgettext_lazy("offer", "Waiting for moderation")
    RETURNED = "returned", pgettext_lazy("offer", "Returned")
    APPROVED = "approved", pgettext_lazy("offer", "Approved")
    SUPERSEDED = "superseded", pgettext_lazy("offer", "Replaced")


# A version that is still to be decided: an offer has at most one.
OPEN = (VersionState.DRAFT, VersionState.SUBMITTED, VersionState.RETURNED)
EDITABLE = (VersionState.DRAFT, VersionState.RETURNED)
DECIDED = (VersionState.RETURNED, VersionState.APPROVED, VersionState.SUPERSEDED)

OFFER = Workflow(
    {
        "publish": Transition(tuple(State), State.PUBLISHED),
        "take_down": Transition((State.PUBLISHED,), State.TAKEN_DOWN),
        "put_up": Transition((State.TAKEN_DOWN,), State.PUBLISHED),
        "suspend": Transition((State.PUBLISHED, State.TAKEN_DOWN), State.SUSPENDED),
        "lift": Transition((State.SUSPENDED,), State.PUBLISHED),
    }
)
VERSION = Workflow(
    {
        "edit": Transition(EDITABLE, VersionState.DRAFT),
        "submit": Transition((VersionState.DRAFT,), VersionState.SUBMITTED),
        "recall": Transition((VersionState.SUBMITTED,), VersionState.DRAFT),
        "approve": Transition((VersionState.SUBMITTED,), VersionState.APPROVED),
        "send_back": Transition((VersionState.SUBMITTED,), VersionState.RETURNED),
    }
)


class EnquiryState(models.TextChoices):
    """Where an enquiry stands."""

    UNCONFIRMED = "unconfirmed", pgettext_lazy("enquiry", "Contact not confirmed")
    OPEN = "open", pgettext_lazy("enquiry", "Waiting for an answer")
    ANSWERED = "answered", pgettext_lazy("enquiry", "Answered")
    CLOSED = "closed", pgettext_lazy("enquiry", "Closed")


ENQUIRY = Workflow(
    {
        "confirm": Transition((EnquiryState.UNCONFIRMED,), EnquiryState.OPEN),
        "answer": Transition((EnquiryState.OPEN,), EnquiryState.ANSWERED),
        "close": Transition((EnquiryState.OPEN, EnquiryState.ANSWERED), EnquiryState.CLOSED),
    }
)
