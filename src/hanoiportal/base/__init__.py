"""Words that every other district uses: pure, no I/O, safe to import anywhere."""


def includeme(config):
    """Include what has utilities of its own: the calendar of working days."""
    config.include('.workdays')
