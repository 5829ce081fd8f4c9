"""Thùng rác: what is removed from a site lies in its bin and can be put back as it was.

For editors who removed the wrong thing, and for the board, who see what was removed by whom
(clause 13.2: what is changed stays known).
"""
from ...kernel.storage.interfaces import CONTENT
from .erasing import erase_resources, give_back, withhold
from .interfaces import RESOURCES, IRecycling
from .services import recycling_service


def includeme(config):
    config.add_service(IRecycling, recycling_service)
    config.add_eraser('resources', CONTENT, erase_resources)
    config.add_withholding(RESOURCES, withhold, give_back)
