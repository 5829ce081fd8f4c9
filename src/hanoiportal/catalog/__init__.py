"""Finding things: the indexes, and the only place that asks them.

repoze.catalog is behind this package alone; a list or search that a visitor sees is asked for
through ``ICatalog``, which shows nobody what they may not read.
"""
from .interfaces import ICatalog
from .services import catalog_service


def includeme(config):
    config.add_service(ICatalog, catalog_service)
    config.scan_all('.subscribers')
