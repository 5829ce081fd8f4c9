"""Liên kết ra ngoài: whether what public texts link to outside the portal still answers.

For editors, who see beside the broken links of a site which of them lead out, and why.  A job
asks a few addresses at a time, each again after ``portal.links_days``; what it finds is no public
text and lies in the ``interactions`` database (ADR 1).  One is called broken after three failures
on different days.
"""
from pyramid.config import Configurator

from .interfaces import IOutside
from .jobs import EVERY, ask_some
from .services import outside_service


def includeme(config: Configurator) -> None:
    config.add_service(IOutside, outside_service)
    config.add_job('outside links', EVERY, ask_some)
