"""Numbers of decrees, and what a decree cites."""
