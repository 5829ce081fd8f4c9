"""Reading a decree: its parts, its number, and what it cites."""
