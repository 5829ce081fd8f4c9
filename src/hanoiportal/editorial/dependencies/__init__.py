"""Tệp, ảnh đi cùng: files in a document, and pictures first shown by it, share its way (14.1).

For writers, who send one thing, and for the board, which approves it together with what readers
see in it.  Each still has an approval of exactly its own version.
"""
from pyramid.config import Configurator

from .indexes import flags
from .interfaces import IDependencies
from .services import dependencies_service


def includeme(config: Configurator) -> None:
    config.add_service(IDependencies, dependencies_service)
    config.add_flags(flags)
