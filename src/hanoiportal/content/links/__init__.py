"""Liên kết: who refers to what, over all sites.

For editors, who see before something is moved, withdrawn or removed which pages lead to it, and
which links of their own pages lead nowhere.
"""
from ...kernel.tree.reactions import Order
from .indexing import forget, index, unindex
from .interfaces import ILinks, IShownPictures
from .services import links_service
from .showing import shown_in


def includeme(config):
    config.add_service(ILinks, links_service)
    registry = config.registry
    registry.registerUtility(
        lambda holder, end: shown_in(holder, registry, end), IShownPictures)
    config.on_document_change(index, unindex, forget=forget, order=Order.INDEXES)
