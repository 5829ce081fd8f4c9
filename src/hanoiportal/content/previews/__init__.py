"""Xem trước: the public page of a version that is not public (clause 27.5).

For the staff who see the version, and for whoever has a link that one of them made: it opens for
at most two weeks, may be taken back at any time, and shows one text and nothing else.
"""
from .interfaces import IPreviewing
from .services import previewing_service


def includeme(config):
    config.add_service(IPreviewing, previewing_service)
