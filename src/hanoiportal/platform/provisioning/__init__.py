"""Building the city's portal from its data files: sites, sections, first items (clauses 1, 5).

What is there already is left as it is, so that it may be run at any time.
"""
