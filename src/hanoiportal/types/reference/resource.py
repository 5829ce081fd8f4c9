"""The persistent reference.  Renaming this module needs an upgrade step."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.i18n import _
from ...editorial.crossposting.interfaces import (
    AS_NEW,
    AS_SOURCE,
    DEMANDED,
    ORDERS,
    TYPE,
    HeldVersion,
    IReference,
    PinnedPicture,
)
from ...editorial.crossposting.shared import is_demanded
from ...editorial.crossposting.sources import is_shown, source_of
from ...kernel.tree import Item, content_type
from ...kernel.tree.interfaces import IOpened, IShowing
from ...kernel.tree.schema import Schema, choice, number, paragraph, words
from .standins import part_called, shown_by

if TYPE_CHECKING:
    from persistent import Persistent
    from pyramid.registry import Registry

    from ...kernel.tree.resources import Described
    from ...kernel.tree.site import Site

#: The greatest object id.
_MOST = 2 ** 31 - 1


class ReferenceSchema(Schema):
    """What a board approves of a reference: whose item it shows, in which versions, and its own
    introduction.
    """

    source = number(_('Mã của bài gốc'), most=_MOST, hidden=True, relation=True)
    digests = words(_('Phiên bản của bài gốc'), hidden=True)
    intro = paragraph(_('Lời giới thiệu của trang'), longest=1000)
    order = choice(_('Thứ tự trong chuyên mục'), ORDERS, hidden=True)


def against_publishing(reference: Reference, _registry: Registry) -> list[str]:
    """Return why ``reference`` may not be published: its source is not there to be shown."""
    if is_shown(cast('IReference', reference)):
        return []
    return [_('Bài gốc không còn công khai ở phiên bản được phê duyệt.')]


def against_withdrawing(reference: Reference, _registry: Registry) -> list[str]:
    """Return why ``reference`` may not be withdrawn: the city demands that it be carried."""
    return [DEMANDED] if is_demanded(cast('IReference', reference)) else []


def searched(document: Persistent) -> str:
    """Return what the desk finds of a reference or its translation by."""
    return f'{document.summary}\n{document.intro}'


@content_type(TYPE, _('Bài dẫn từ trang khác'), ReferenceSchema, translatable=('intro',),
              text=searched, reasons_against_publishing=against_publishing,
              reasons_against_withdrawing=against_withdrawing)
@implementer(IReference, IOpened, IShowing)
class Reference(Item):
    """Bài dẫn từ trang khác: see ``IReference``.

    ``title``, ``summary``: of the version that is shown, for lists; its translations have their
    own.
    """

    source = 0
    digests: tuple[str, ...] = ()
    pictures: tuple[PinnedPicture, ...] = ()
    intro = source_type = ''
    number, order = 0, AS_NEW
    is_hidden = False
    changed_at: datetime.datetime | None = None
    asked: tuple[tuple[str, ...], tuple[tuple[str, datetime.datetime], ...]] = ((), ())
    touched_at: datetime.datetime | None = None
    held: HeldVersion | None = None

    @property
    def listed_at(self) -> datetime.datetime | None:
        """The moment under which lists have it; ``None`` for that of its publication."""
        source = source_of(cast('IReference', self)) if self.order == AS_SOURCE else None
        return None if source is None else source.published_at

    def get(self, name: str) -> Described | None:
        """Return the part of the source that stands below it as ``name``, see ``IOpened``."""
        return part_called(cast('IReference', self), name) if self.is_public else None

    def __getitem__(self, name: str) -> Described:
        """Return the same for traversal.  Raises ``KeyError``."""
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    @property
    def is_public(self) -> bool:
        """Whether anybody may read it: its source is there to be shown, besides all else."""
        return super().is_public and is_shown(cast('IReference', self))

    def shown(self) -> Described | None:
        """See ``IShowing``."""
        return shown_by(cast('IReference', self))

    def lead_image(self, portal: Site) -> Described | None:
        """Return the picture that stands for the source, or ``None``."""
        found = self.shown()
        lead = getattr(found, 'lead_image', None)
        return None if lead is None else cast('Described | None', lead(portal))
