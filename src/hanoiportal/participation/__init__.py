"""People outside, and what they send."""
