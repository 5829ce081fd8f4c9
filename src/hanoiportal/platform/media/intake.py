"""``IFileIntake``: a file from outside, examined and cleaned, as bytes that are kept elsewhere.

The same as what ``upload`` does for items: format and content agree, nothing swells, a scanner has
found nothing, and of pictures the pixels alone stay, without the place where they were made.
"""
import colander
from pyramid.registry import Registry
from zope.interface import implementer

from ...base.i18n import _
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import Incoming, Upload
from .cleaning import sanitized
from .interfaces import IFileIntake, TakenFile


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
        if stored.waiting:
            raise BadFile(_(
                'Chưa kiểm tra được mã độc trong tệp “${name}” vì máy quét đang bận. Xin thử lại '
                'sau ít phút, hoặc gửi không kèm tệp rồi bổ sung sau.',
                mapping={'name': stored.filename}))
        with stored.open() as file:
            return TakenFile(stored.filename, stored.mimetype, file.read())
