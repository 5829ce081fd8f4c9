"""Đợt phát hành: several texts that are approved at once and appear together, or none.

Who composes: the editors of the site.  Who decides: its Editorial Board, by the same steps and
with the same approvals of each text as without it.
"""
from zope.interface import Interface

from ...kernel.tree.events import IDeed
from .interfaces import IReleases
from .publishing import RELEASING
from .services import releases_service
from .subscribers import deed_done


def includeme(config):
    config.add_service(IReleases, releases_service)
    config.add_content_subscriber(deed_done, [IDeed, Interface])
    config.add_due(RELEASING)
