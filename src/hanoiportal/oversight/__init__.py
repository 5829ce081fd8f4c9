"""What authorities are told."""
