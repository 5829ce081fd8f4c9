"""Finding: the indexes, and what a visitor's words ask them."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.catalog')
    config.include('.search')
    config.include('.similar')
