"""Words that every other district uses: pure, no I/O, safe to import anywhere."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Include what has utilities of its own: the calendar of working days."""
    config.include('.deadlines')
