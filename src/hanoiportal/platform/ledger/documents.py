"""What an event says of a document: an item or a translation of one."""
from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypedDict, cast

from pyramid.location import lineage

from ...base.clock import local
from ...base.interfaces import IContainer, IItem, IPortal, IResource, ITranslation
from ...base.text.html import running_text
from ...kernel.tree.lookup import find_portal, find_site, walk
from ...kernel.tree.resources import Described, Translation
from ...kernel.tree.sharing import SharedPlace
from .interfaces import (
    CHANGED,
    COMMENTED,
    CORRECTED,
    CROSSPOSTED,
    DATED,
    EXPIRED,
    MOVED,
    PUBLISHED,
    REJECTED,
    RESUMED,
    WITHDRAWN,
)
from .services import LedgerService

if TYPE_CHECKING:
    from pyramid.registry import Registry

Document = Described | Translation
_PICTURE = re.compile(r'<img\b', re.IGNORECASE)


class Work(TypedDict):
    """What of the work on a document is counted; see ``Event``."""

    length: int
    editor: str
    genre: str
    pictures: int


#: Kinds that tell of the work on a text; those that tell other systems what concerns nobody's.
_OF_WORK = PUBLISHED, CORRECTED, WITHDRAWN
TOLD = MOVED, CHANGED, RESUMED, EXPIRED
#: Kinds whose events name no author.
_OF_NOBODY = *TOLD, REJECTED
_NO_WORK = Work(length=0, editor='', genre='', pictures=0)


def is_document(resource: IResource) -> bool:
    """Return whether it is an item or a translation of one, in a portal."""
    item = resource.__parent__ if ITranslation.providedBy(resource) else resource
    return IItem.providedBy(item) and IPortal.providedBy(find_portal(item))


def documents_in(resource: IResource) -> Iterator[Document]:
    """Yield each item at or below ``resource``, and each of its translations."""
    if IPortal.providedBy(find_portal(resource)):
        for item in walk(resource):
            if IItem.providedBy(item):
                yield cast('Document', item)
                yield from cast('Iterator[Document]', item.translations.values())


def item_of(document: Document) -> Described:
    """Return the item that ``document`` is, or translates."""
    item = document.__parent__ if ITranslation.providedBy(document) else document
    return cast('Described', item)


def append(document: Document, registry: Registry, kind: str, moment: datetime.datetime,
           actor: str, *, of: int | None = None, rule: str = '', field: str = '',
           day: datetime.date | None = None, amount: int = 1,
           seats: Sequence[tuple[int, int]] = ()) -> None:
    """Append an event of ``kind`` about ``document``, as it is now; at ``seats`` if there are any,
    see ``seats_of``.
    """
    item = item_of(document)
    carried: str = getattr(item, 'source_type', '')  # of a reference, which is no work of its own
    if carried and (kind == CORRECTED or document is not item):
        return
    ledger = LedgerService(item)
    work = _NO_WORK if kind not in _OF_WORK or carried else _work(document, item, registry)
    for site, section in seats or seats_of(item):
        ledger.append(
            CROSSPOSTED if carried and kind == PUBLISHED else kind, moment, str(site),
            item=str(item.__oid__), content_type=carried or registry.content.typeof(item),
            section=str(section), language=document.language,
            author='' if kind in _OF_NOBODY else actor if carried or kind == COMMENTED else (
                document.created_by or actor),
            of=of, rule=rule, field=field, day=day, amount=amount,
            is_first=_is_first(document, moment) if kind == PUBLISHED else None, **work)


def seats_of(item: Described) -> list[tuple[int, int]]:
    """Return the object ids of each site and section that ``item`` stands in."""
    place = item.__parent__
    if not isinstance(place, SharedPlace):
        return [(find_site(item).__oid__, _place_of(item).__oid__)]
    return [(site, section) for site, section in place.sections.items()
            if (site, item.__oid__) not in place.left]


def append_comments(document: Document, registry: Registry, moment: datetime.datetime, actor: str,
                    number: int) -> None:
    """Append how many more comments are public with ``document`` than the ledger knows: of
    ``number`` in all.
    """
    if number != document.told_comments:
        append(document, registry, COMMENTED, moment, actor,
               amount=number - document.told_comments)
        document.told_comments = number


def public_comments(document: Document, registry: Registry) -> int:
    """Return how many comments are public with ``document``; with a translation none."""
    counted = registry.content.metadata(document, 'public_comments')
    return counted(document) if counted and document is item_of(document) else 0


def append_dates(document: Document, registry: Registry, moment: datetime.datetime,
                 actor: str) -> None:
    """Append an event for each date of ``document`` from which a rule starts and that the ledger
    does not know yet; a date that is gone is told as ``None``.
    """
    rules = registry.content.metadata(document, 'trigger_dates', {})
    if not rules:
        return
    told = dict(document.told_dates)
    for field, rule in rules.items():
        day = getattr(document, field)
        if day != told.get(field):
            append(document, registry, DATED, moment, actor, rule=rule, field=field, day=day)
            told[field] = day
    if told != dict(document.told_dates):
        document.told_dates = tuple(told.items())


def _is_first(document: Document, moment: datetime.datetime) -> bool:
    """Return whether ``document``, public from ``moment`` on, was on no local day before."""
    first = document.published_at
    return first is None or local(first).date() >= local(moment).date()


def _place_of(item: Described) -> IResource:
    """Return the section, or other place, that ``item`` or the item around it stands in."""
    return next(place for place in lineage(item)
                if IContainer.providedBy(place) and not IItem.providedBy(place))


def _work(document: Document, item: Described, registry: Registry) -> Work:
    """A translation has the genre of its item, and its pictures are those of the item: it has
    none.
    """
    text = registry.content.metadata(item, 'text')
    said = text(document) if text else ''
    return Work(
        length=len(document.title) + len(running_text(said)), editor=_editor(document),
        genre=getattr(item, 'genre', ''),
        pictures=len(getattr(item, 'images', ())) + len(_PICTURE.findall(said))
        if document is item else 0)


def _editor(document: Document) -> str:
    """Return who passed the public version on to the board, if it is not who began the text."""
    found = [event.actor for event in (document.concluded.events if document.concluded else ())
             if event.transition == 'pass_on' and event.actor != document.created_by]
    return found[-1] if found else ''
