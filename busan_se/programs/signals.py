"""News for the rooms above: sent inside the transaction, so receivers only write rows."""

from django.dispatch import Signal

# kwargs: call (Call), before and after (CallVersion). Sent when a corrected form of a published call is published.
call_corrected = Signal()
