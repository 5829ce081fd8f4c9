"""Other systems: what they read, follow and write, what is sent to them and fetched from them."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Include each part."""
    config.include('.changes')
    config.include('.deliveries')
    config.include('.webhooks')
    config.include('.lawdatabases')
    config.include('.procedures')
    config.include('.serviceaccounts')
    config.include('.idempotency')
    config.include('.uploads')
    config.include('.systemdrafts')
    config.include('.governmentportal')
    config.include('.nationalmonitoring')
    config.include('.lgsp')
    config.include('.channelposts')
    config.include('.boardletters')
    config.include('.documentsystem')
    config.include('.hotline')
    config.include('.dumps')
    config.include('.dataportal')
    config.include('.mobileapp')
