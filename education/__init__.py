"""Strategy S4 of the plan."""
