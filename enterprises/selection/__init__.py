"""From the ranking of a review to decisions: the cut line, the reserve list, and its promotion."""
