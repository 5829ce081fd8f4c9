"""Hạn đăng của văn bản: by when a text must be public, told where one writes it (13.1.c, d, f, g).

For editors: beside a date in a form while one types it, on the record and in the lists of work.
"""
from pyramid.config import Configurator

from .interfaces import IDueDays
from .services import due_days


def includeme(config: Configurator) -> None:
    config.add_service(IDueDays, due_days)
