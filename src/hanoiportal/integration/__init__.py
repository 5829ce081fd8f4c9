"""Other systems: what they read and follow, what is sent to them."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Include each of them."""
    config.include('.changes')
    config.include('.deliveries')
    config.include('.webhooks')
    config.include('.lawdatabases')
    config.include('.procedures')
