"""``IFileIntake``: a file from outside, examined and cleaned, as bytes that are kept elsewhere.

The same as what ``upload`` does for items: format and content agree, nothing swells, a scanner has
found nothing, and of pictures the pixels alone stay, without the place where they were made.
"""
from io import BytesIO

import colander
from pyramid.registry import Registry
from zope.interface import implementer

from ...kernel.inspection.clamd import Infected, IScanner, Unanswered
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import Incoming, Upload
from .cleaning import sanitized
from .interfaces import UNSCANNED, IFileIntake, TakenFile


@implementer(IFileIntake)
class FileIntake:
    """See ``IFileIntake``.  ``registry``: of which formats, scanner and settings are asked."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def take(self, given: Incoming, kinds: tuple[str, ...]) -> TakenFile:
        node = colander.SchemaNode(Upload(kinds, sanitized)).bind(registry=self._registry)
        try:
            stored = node.deserialize(given)
        except colander.Invalid as error:
            raise BadFile(error.msg) from None
        with stored.open() as file:
            return TakenFile(stored.filename, stored.mimetype, file.read(),
                             UNSCANNED if stored.waiting else '')

    def is_harmless(self, content: bytes) -> bool | None:
        scanner: IScanner | None = self._registry.queryUtility(IScanner)
        try:
            if scanner is not None:
                scanner.scan(BytesIO(content))
        except Infected:
            return False
        except Unanswered:
            return None
        return True
