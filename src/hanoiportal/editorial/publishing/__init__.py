"""Publishing: what makes an item public, and what follows from it (clauses 14, 15.1.f).

The Editorial Board's workflow builds on these two verbs.
"""
from pyramid.config import Configurator

from .due import EXPIRE, PUBLISH
from .interfaces import IPublishing
from .services import publishing_service


def includeme(config: Configurator) -> None:
    config.add_service(IPublishing, publishing_service)
    config.add_due(PUBLISH)
    config.add_due(EXPIRE)
