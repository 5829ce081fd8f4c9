"""What is told of a row; duties and others react to it, see ``interfaces.IRowEvent``."""
import datetime

from zope.interface import implementer

from ...base.interfaces import IResource
from .interfaces import IRowAdded, IRowChanged, IRowMoved, IRowWithdrawn, Owed, Row


class _RowEvent:
    """``object``: the site.  The arguments are the attributes of ``IRowEvent``."""

    def __init__(self, object: IResource, register: str, row: Row, actor: str,
                 owed: tuple[Owed, ...], before: tuple[Owed, ...] = (),
                 met: datetime.datetime | None = None) -> None:
        self.object = object
        self.register = register
        self.row = row
        self.actor = actor
        self.owed = owed
        self.before = before
        self.met = met


@implementer(IRowAdded)
class RowAdded(_RowEvent):
    """See ``IRowAdded``."""


@implementer(IRowChanged)
class RowChanged(_RowEvent):
    """See ``IRowChanged``."""


@implementer(IRowWithdrawn)
class RowWithdrawn(_RowEvent):
    """See ``IRowWithdrawn``."""


@implementer(IRowMoved)
class RowMoved(_RowEvent):
    """See ``IRowMoved``."""
