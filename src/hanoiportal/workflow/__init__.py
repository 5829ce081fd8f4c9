"""The states a piece of information passes through (clauses 14 and 15.1.f)."""
