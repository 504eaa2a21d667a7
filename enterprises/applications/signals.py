"""News for the rooms above: sent inside the transaction, so receivers only write rows."""

from django.dispatch import Signal

# kwargs: decision (Decision). Sent when a decision was made, before it is released to the applicant.
application_decided = Signal()
# kwargs: decision (Decision). Sent when a decision was released: from now on the applicant may know it.
application_released = Signal()
# kwargs: application (Application). Sent when it was withdrawn or given up, before its reserved money is released.
application_ended = Signal()
