"""News for the rooms above: sent inside the transaction, so receivers only write rows."""

from django.dispatch import Signal

# kwargs: decision (Decision). Sent when a decision was made, before it is released to the applicant.
application_decided = Signal()
