"""The way of a piece of information to the public (clauses 14 and 15.1.f).

States, the definitions of ways as data, and the records that a way leaves.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from .definitions import IDefinitions, read_definitions


def includeme(config: Configurator) -> None:
    data = config.registry.getUtility(ISettings).data
    config.registry.registerUtility(
        read_definitions(data / 'workflows.yaml'), IDefinitions)
