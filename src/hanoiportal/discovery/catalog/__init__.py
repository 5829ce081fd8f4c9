"""Finding things: the indexes, and the only place that asks them.

repoze.catalog is behind this package alone; a list or search that a visitor sees is asked for
through ``ICatalog``, which shows nobody what they may not read.
"""
from ...kernel.storage.interfaces import CONTENT
from .desk import work_service
from .details import detail_service
from .erasing import forget_words
from .flags import IFlags, IReviewDays, add_flags, add_review_days
from .folding import EVERY, fold
from .interfaces import ICatalog, IDetails, IWorkCatalog
from .services import catalog_service
from .standing import IStandings, Memory
from .watching import caught_up, complete


def includeme(config):
    config.registry.registerUtility([], IFlags)
    config.registry.registerUtility([], IReviewDays)
    config.registry.registerUtility(Memory(), IStandings)
    config.add_directive('add_flags', add_flags, action_wrap=False)
    config.add_directive('add_review_days', add_review_days, action_wrap=False)
    config.add_service(ICatalog, catalog_service)
    config.add_service(IDetails, detail_service)
    config.add_service(IWorkCatalog, work_service)
    config.add_job('text-index', EVERY, fold)
    config.add_health_check('search index', complete, ready=True)
    config.add_health_check('search', caught_up)
    config.add_eraser('words', CONTENT, forget_words)
    config.scan_all('.subscribers')
