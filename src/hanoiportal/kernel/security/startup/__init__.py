"""What a portal in service must not start with."""
