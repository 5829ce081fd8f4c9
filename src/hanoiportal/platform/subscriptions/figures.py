"""How many letters went out and came back, by month and site: numbers alone, of nobody."""
from __future__ import annotations

from collections.abc import Iterable

from BTrees.OOBTree import OOBTree

from ...base.clock import local
from ...base.interfaces import IPortal, IResource
from ...kernel.tree.lookup import find_site
from ..scheduling.interfaces import IEnvironment
from .batches import book_of
from .interfaces import Followed


def count(environment: IEnvironment, what: str, things: Iterable[IResource]) -> None:
    """Count one more of ``what`` this month, for each site of ``things``."""
    month = local(environment.clock.now()).strftime('%Y-%m')
    for site in {find_site(each).__oid__ for each in things}:
        _add(environment.portal, (str(site), month, what))


def count_letter(portal: IPortal, number: int, what: str) -> None:
    """Count one more of ``what`` of the letter with that number."""
    _add(portal, (_letter(number), '', what))


def figures_of(portal: IPortal, number: int) -> dict[str, int]:
    """Return what ``count_letter`` counted of the letter with that number."""
    book, letter = book_of(portal), _letter(number)
    rows = {} if book is None or book.figures is None else dict(
        book.figures.items((letter, ''), (letter, '~')))
    return {what: counted for (_letter, _month, what), counted in rows.items()}


def _add(portal: IPortal, row: tuple[str, str, str]) -> None:
    book = book_of(portal)
    assert book is not None  # there is a subscriber
    if book.figures is None:
        book.figures = OOBTree()
    book.figures[row] = book.figures.get(row, 0) + 1


def _letter(number: int) -> str:
    """Return what stands in a row for the letter, where others have a site."""
    return f'letter {number}'


def sites_of(portal: IPortal, followed: Iterable[Followed]) -> list[IResource]:
    """Return where what is ``followed`` stands; the portal for what is no resource."""
    found = [portal.__objectmap__.object_for(int(each.target)) if each.target.isdecimal() else None
             for each in followed]
    return [portal if each is None else each for each in found]
