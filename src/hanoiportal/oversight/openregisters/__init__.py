"""Sổ công khai: what the public reads of registers (7.2, 7.4).

For readers, at ``/so-cong-khai`` of each site: the rows that somebody has approved, as they were
approved.  A register says in its declaration what of it is public (``Publicity``); the snapshot of
``compliance`` holds it.
"""
from pyramid.config import Configurator

from ..compliance.interfaces import ISnapshotPart
from .interfaces import PART
from .measuring import OpenRegisters


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(OpenRegisters(), ISnapshotPart, name=PART)
