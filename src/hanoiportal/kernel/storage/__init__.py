"""The three databases, their connections, and what happens when two writers meet (ADR 1)."""


def includeme(config):
    config.include('.databases')
    config.include('.retry')
