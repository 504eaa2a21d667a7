"""Reviews of anything: rounds of reviewers, their declarations and scores, and the ranking that follows."""
