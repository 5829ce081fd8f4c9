"""Tệp kèm theo: files that belong to rows, inspected as uploads are."""
from __future__ import annotations

from typing import TYPE_CHECKING

import colander

from ...base.i18n import _
from ...kernel.inspection.upload import HeldFile
from ...kernel.tree.schema import upload
from .interfaces import CannotKeep, Register
from .resource import KeptRow

if TYPE_CHECKING:
    from pyramid.registry import Registry

#: Files of one row.
MOST_FILES = 20
#: Name of the field in forms.
FILE = 'file'


def checked_file(register: Register, row: KeptRow, given: object,
                 registry: Registry) -> HeldFile:
    """Return what was ``given`` for ``row``, inspected.  Raises ``CannotKeep`` for what may not be
    there, and as long as no scanner says that it is harmless.
    """
    if not register.has_files:
        raise CannotKeep({FILE: _('Sổ này không có tệp kèm theo.')})
    if len(row.kept_files) >= MOST_FILES:
        raise CannotKeep({FILE: _('Mỗi dòng có tối đa ${most} tệp.', mapping={
            'most': MOST_FILES})})
    node = upload(_('Tệp'), keep=HeldFile, required=True).bind(registry=registry)
    try:
        stored: HeldFile = node.deserialize(given if given not in (None, b'') else colander.null)
    except colander.Invalid as error:
        raise CannotKeep({FILE: str(error.msg)}) from None
    if stored.waiting:
        raise CannotKeep({FILE: _('Chưa quét được mã độc của tệp; hãy gửi lại sau ít phút.')})
    return stored
