"""What is kept for good: the log of actions, the archive, backups, the read-only copy."""
