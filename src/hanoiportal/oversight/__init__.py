"""What authorities are told."""
from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include('.visits')
    config.include('.compliance')
    config.include('.opencases')
    config.include('.casefigures')
    config.include('.ratingfigures')
    config.include('.selfassessment')
    config.include('.cityduties')
    config.include('.ownterms')
    config.include('.reports')
    config.include('.workregisters')
    config.include('.openregisters')
    config.include('.scoring')
    config.include('.domainregister')
    config.include('.availability')
