"""Erasing for good: of a source with its references, and of what was said of it."""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ...content.erasure.interfaces import Erased
from ...kernel.tree.events import SYSTEM
from .files import item_around
from .following import Following
from .resource import book_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from .interfaces import IReference
    from .resource import CrosspostBook


def forget_crossposts(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: what was carried of ``gone.resources`` goes with it, and what was said of it; a
    version of ``gone.pasts`` that is no longer there is not shown anywhere; who of
    ``gone.accounts`` has held a change is not named.
    """
    book = book_of(portal)
    for source in sorted(gone.resources & set(book.references)):
        for oid in list(book.references_of(source)):
            _remove(portal, oid, registry)
            _forget_mark(book, oid)
        del book.references[source]
    for proposal in list(book.proposals.values()):
        if proposal.source in gone.resources:
            proposal.purpose, proposal.title, proposal.choice = '', '', None
            proposal.events = tuple(each._replace(text='') for each in proposal.events)
            if proposal.left:
                proposal.left = {
                    site: each._replace(text='') for site, each in proposal.left.items()}
    _forget_holders(portal, gone)
    for source in sorted(gone.pasts.keys() & set(book.references)):
        found = portal.__objectmap__.object_for(source)
        if found is not None:
            Following(registry, SYSTEM).source_changed(found)
    _look_at_pictures(portal, gone, registry)


def _forget_holders(portal: IPortal, gone: Erased) -> None:
    """Let no change be held by one of ``gone.accounts`` any more; it stays held."""
    for _site, oid in book_of(portal).changed if gone.accounts else ():
        reference = cast('IReference | None', portal.__objectmap__.object_for(oid))
        held = None if reference is None else reference.held
        if reference is not None and held is not None and held.actor in gone.accounts:
            reference.held = held._replace(actor='')


def _look_at_pictures(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Let the pages that have shown a picture or a file, or what it was, be looked at again."""
    book = book_of(portal)
    for image in sorted(gone.resources | gone.pasts.keys()):
        for found in filter(None, map(portal.__objectmap__.object_for, book.showing(image))):
            Following(registry, SYSTEM).touch(found)
        around = item_around(portal.__objectmap__.object_for(image))
        if around is not None:
            Following(registry, SYSTEM).touch(around)
        if image in gone.resources:
            book.hide(image)


def _remove(portal: IPortal, oid: int, registry: Registry) -> None:
    reference = cast('IReference | None', portal.__objectmap__.object_for(oid))
    place = getattr(reference, '__parent__', None)
    if reference is not None and place is not None and (
            place.get(reference.__name__) is reference):
        place.remove(reference.__name__, registry=registry)


def _forget_mark(book: CrosspostBook, oid: int) -> None:
    for key in [each for each in book.changed if each[1] == oid]:
        book.changed.remove(key)
