"""Whether a site has its obligatory sections, and whether they are filled and fresh (4.1, 10)."""
import datetime
from collections.abc import Collection, Iterable
from typing import cast

from ...base.clock import local
from ...base.i18n import DEFAULT
from ...base.interfaces import IResource, ISite
from ...discovery.catalog.interfaces import ICatalog
from ...kernel.tree.resources import Described
from ...kernel.workflow.records import CARRIED_IN
from .interfaces import Obligatory, SectionTerm
from .values import SectionFigure

#: So many of the newest items are looked at together until one is not of the installation.
AT_ONCE = 10


def is_seeded(document: Described, basis: str) -> bool:
    """Return whether ``document`` is public as the installation brought it, on ``basis``, and no
    board has approved another version since.
    """
    return any(each.kind == CARRIED_IN and each.basis == basis for each in document.approvals)


def sections_found(
        site: ISite, obligatory: Iterable[Obligatory], catalog: ICatalog, basis: str,
        terms: Collection[SectionTerm], today: datetime.date) -> tuple[SectionFigure, ...]:
    """Return the ``SectionFigure`` of each of the ``obligatory`` sections of ``site``.

    ``terms``: those in force on the local day ``today``.  ``basis``: see ``is_seeded``.
    """
    days = {term.section: term.days for term in terms}
    return tuple(
        _found(site.get(each.code), each.code, catalog, basis, days.get(each.code), today)
        for each in obligatory)


def _found(section: object, code: str, catalog: ICatalog, basis: str, days: int | None,
           today: datetime.date) -> SectionFigure:
    if section is None:
        return SectionFigure(code, False)
    place = cast(IResource, section)
    total, own = 0, None
    start = 0
    while own is None and start <= total:
        batch = catalog.latest(place, DEFAULT, start, AT_ONCE if start else 1)
        total = batch.total
        if not batch.items:
            break
        own = next((item for item in map(_described, batch.items)
                    if not is_seeded(item, basis)), None)
        start += len(batch.items)
    newest = _day_of(own)
    fresh = None if days is None else newest is not None and (today - newest).days <= days
    return SectionFigure(code, True, total, own is not None, newest, fresh)


def _described(item: object) -> Described:
    return cast(Described, item)


def _day_of(item: Described | None) -> datetime.date | None:
    moment = None if item is None else item.updated_at or item.published_at
    return None if moment is None else local(moment).date()
