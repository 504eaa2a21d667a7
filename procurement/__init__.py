"""Strategy S2 of the plan."""
