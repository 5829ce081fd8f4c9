"""Nhuận bút, thù lao: what authors get for what was published (clauses 8.12, 26, 34.2).

For the editors of a site, who propose what each work of a month gets; its board, which approves;
the owner body, which confirms; who pays; and authors, who read what they were paid.  Sheets lie in
``interactions`` and name nobody; who is paid and where stands sealed elsewhere (ADR 83).
"""
from pyramid.config import Configurator

from ...base.settings import ISettings, Settings
from ...kernel.storage.interfaces import INTERACTIONS
from .erasing import forget_royalties
from .interfaces import IRoyalties, IRoyaltyDeeds
from .reading import royalties_service
from .services import royalty_deeds
from .tables import IRoyaltyTables, read_tables


def includeme(config: Configurator) -> None:
    registry = config.registry
    settings: Settings = registry.getUtility(ISettings)
    registry.registerUtility(
        read_tables(settings.data, settings.creation_rates), IRoyaltyTables)
    config.add_service(IRoyalties, royalties_service)
    config.add_service(IRoyaltyDeeds, royalty_deeds)
    config.add_eraser('royalties', INTERACTIONS, forget_royalties)
