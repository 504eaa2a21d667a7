"""News of the ground for the apps above it."""

from django.dispatch import Signal

# Sent by the nightly check with `problems`, a list of sentences.
consistency_broken = Signal()
