"""Thư mục nhận tệp: files and packages that come to a site as files in a folder (12.1.b, 16.2).

The audience: offices that put files on a share, and the system of documents of the city, which
writes packages of JSON and files.  Each becomes a contribution; ``portal.drop`` says where, and
nothing is looked at without it.  docs/operations/file-drop.md is the contract.
"""
from functools import partial

from pyramid.config import Configurator

from ...base.interfaces import IPortal
from .interfaces import IPackages
from .jobs import EVERY, take_dropped
from .services import Packages


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerAdapter(partial(Packages, registry), (IPortal,), IPackages)
    config.add_job('dropped files', EVERY, take_dropped)
