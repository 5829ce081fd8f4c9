"""The four databases, their connections, and what happens when two writers meet (ADR 1)."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.databases')
    config.include('.retry')
