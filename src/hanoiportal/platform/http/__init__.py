"""Máy khách HTTP: the one bounded client, by which the portal asks other machines.

For features that ask where the settings say (``IHttp.ask``), or at an address that somebody has
typed (``IHttp.get``); whatever the other machine does, the answer is short, and comes soon or
never.  A machine that wants a token is asked for one by ``ITokens``.
"""
from pyramid.config import Configurator

from ...base.settings import ISettings
from .interfaces import IHttp, ITokens
from .services import Http
from .tokens import Tokens


def includeme(config: Configurator) -> None:
    registry = config.registry
    settings = registry.getUtility(ISettings)
    registry.registerUtility(
        Http(settings.city, settings.links_private, settings.receivers_inside), IHttp)
    registry.registerUtility(Tokens(), ITokens)
