"""Bản dữ liệu theo ngày: all public items of the portal in one file, made anew each night.

For whoever wants the whole and would else ask the API for each item (4.2.b, 13.3.c).  A line is
what ``/api/v1/items/{id}`` tells a visitor without a log-in.  Files are kept in the folder
``portal.dumps`` for some days; what has gone since leaves all of them (ADR 98).
"""
from pyramid.config import Configurator

from .health import check
from .interfaces import IDumps
from .services import EVERY, Dumps


def includeme(config: Configurator) -> None:
    dumps = Dumps(config.registry)
    config.registry.registerUtility(dumps, IDumps)
    config.add_job('dumps', EVERY, dumps.keep)
    config.add_health_check('dumps', check)
