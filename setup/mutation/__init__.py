"""``make mutants``: plants faults in the portal's guards and counts those that the tests find."""
