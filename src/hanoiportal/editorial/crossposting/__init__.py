"""Đăng chéo: one item on several sites, each by the approval of its board (12.1, ADR 74).

For editors, who propose what their site has published to the city or another site; for the
city's board, which offers; for the boards that are asked, which accept, ask, refuse or hold.  What
readers see is a reference (``types/reference``): the version of the item that this board approved.
Withdrawal ends it everywhere in the same transaction.
"""
from pyramid.config import Configurator

from ...kernel.storage.interfaces import CONTENT
from ...kernel.tree.events import IObjectAdded, IObjectModified, IObjectWillBeRemoved
from ...kernel.tree.reactions import Order
from ...platform.ledger.interfaces import OF_ANOTHER, REJECTED
from .carried import Carried
from .counting import refused
from .duties import keep_renewals
from .erasing import forget_crossposts
from .interfaces.promises import (
    ICarried,
    ICrossposting,
    IOffering,
    IReceiving,
    IRenewing,
    IStandingRules,
)
from .offering import offering_service
from .receiving import receiving_service
from .renewing import renewing_service
from .resource import recount
from .rules import standing_rules
from .services import crossposting_service
from .sources import flags_of
from .subscribers import changed, placed, removed, seated


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(Carried(), ICarried)
    config.add_service(ICrossposting, crossposting_service)
    config.add_service(IOffering, offering_service)
    config.add_service(IReceiving, receiving_service)
    config.add_service(IRenewing, renewing_service)
    config.add_service(IStandingRules, standing_rules)
    config.add_reaction(changed, IObjectModified, order=Order.DOCUMENT)
    config.add_reaction(seated, IObjectAdded, order=Order.DOCUMENT)
    config.add_reaction(placed, IObjectAdded, order=Order.SCHEDULE)
    config.add_reaction(removed, IObjectWillBeRemoved, order=Order.DOCUMENT)
    config.add_flags(flags_of)
    config.add_job('crosspost duties', 60, keep_renewals)
    config.add_eraser('crossposting', CONTENT, forget_crossposts)
    config.add_counts('crossposting', recount)
    config.add_reckoning('refused proposals', refused, {REJECTED: 1}, ('site', 'item', 'rule'),
                         field=OF_ANOTHER)
