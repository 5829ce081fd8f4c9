"""Finding things: the indexes, and the only place that asks them.

repoze.catalog is behind this package alone; a list or search that a visitor sees is asked for
through ``ICatalog``, which shows nobody what they may not read.
"""
from ...kernel.storage.interfaces import CONTENT
from ...kernel.tree.reactions import Order
from .details import detail_service
from .erasing import forget_words
from .folding import EVERY, fold, folding_meanwhile
from .interfaces import ICatalog, IDetails, IWorkCatalog
from .interfaces.folding import IFoldingMeanwhile
from .interfaces.listing import IListings
from .listing import listing_service
from .rolesbyplace import IRolesByPlaceCache, RolesByPlaceCache
from .services import catalog_service, forget, index, unindex
from .watching import caught_up, complete
from .work import work_service


def includeme(config):
    config.registry.registerUtility(RolesByPlaceCache(), IRolesByPlaceCache)
    config.registry.registerUtility(folding_meanwhile, IFoldingMeanwhile)
    config.add_service(ICatalog, catalog_service)
    config.add_service(IListings, listing_service)
    config.add_service(IDetails, detail_service)
    config.add_service(IWorkCatalog, work_service)
    config.add_job('text-index', EVERY, fold)
    config.add_health_check('search index', complete, ready=True)
    config.add_health_check('search', caught_up)
    config.add_eraser('words', CONTENT, forget_words)
    config.on_document_change(index, unindex, forget=forget, order=Order.INDEXES)
