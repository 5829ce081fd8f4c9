"""Other systems.  None is connected yet."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Include each connector: there is none yet."""
