"""Other systems.  None is connected yet."""


def includeme(config):
    """Include each connector: there is none yet."""
