"""Programs that measure the portal; ``make`` names them: bench, scale, visit, lighthouse,
accessibility.

They are imported from the root of the project, and use what tests share, ``tests/servers`` above
all.
"""
