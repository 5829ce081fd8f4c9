"""What is kept for good: the log of actions, the archive, backups, the read-only copy."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.audit')
    config.include('.backups')
    config.include('.twin')
    config.include('.archive')
