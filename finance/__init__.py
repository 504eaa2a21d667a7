"""Strategy S3 of the plan."""
