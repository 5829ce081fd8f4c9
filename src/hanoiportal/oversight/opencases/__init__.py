"""Đang giải quyết: what the public is told of questions that are not public yet (4.3).

For readers, at ``dang-giai-quyet`` below a section of questions: field, body, days and state of
each open case, and nothing else.  The snapshot of ``compliance`` holds it.
"""
from pyramid.config import Configurator

from ..compliance.interfaces import ISnapshotPart
from .interfaces import PART
from .measuring import OpenCases


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(OpenCases(), ISnapshotPart, name=PART)
