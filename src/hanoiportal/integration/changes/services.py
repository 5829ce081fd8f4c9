"""``IChanges``: the rows of the ledger that concern the public, each read when it is asked."""
from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.interfaces import IItem, IPortal, IResource, ISite
from ...base.settings import ISettings
from ...kernel.tree.lookup import find_portal, find_site
from ...kernel.tree.resources import Described
from ...kernel.tree.sharing import is_shared, item_at, placed_somewhere
from ...kernel.workflow.interfaces import PUBLIC
from ...participation.consultations.interfaces.drafts import MOVED as DRAFT_MOVED
from ...participation.forum.interfaces import MOVED as TOPIC_MOVED
from ...platform.ledger.interfaces import Event, ILedger
from .interfaces import (
    CHANGED,
    ITEM,
    KINDS,
    MOST,
    SECTION,
    SITE,
    Change,
    ChangePage,
    IChanges,
    NotReconciled,
    OtherEpoch,
    Position,
)

if TYPE_CHECKING:
    from ...kernel.tree.site import Site

#: The kinds of the ledger that are told, and as which: that a draft or topic is in another phase
#: is a change of what it says.
_TOLD = {**dict(zip(KINDS, KINDS, strict=True)), DRAFT_MOVED: CHANGED, TOPIC_MOVED: CHANGED}


@implementer(IChanges)
class Changes:
    """``IChanges`` of the portal in which ``resource`` stands, as its site shows things."""

    def __init__(self, registry: Registry, resource: IResource) -> None:
        self._site: ISite = find_site(resource)
        self._mark = registry.getUtility(ISettings).restored_mark
        self._ledger: ILedger = registry.getAdapter(resource, ILedger)

    def position(self) -> Position:
        self._require_reconciled()
        return Position(self._ledger.epoch(), self._ledger.last())

    def since(self, position: Position, size: int = MOST) -> ChangePage:
        end = self.position()
        if position.epoch != end.epoch or position.number > end.number:
            raise OtherEpoch(str(end))
        events = list(islice(self._ledger.since(position.number), min(max(size, 1), MOST)))
        reached = events[-1].number if events else end.number
        shown = Shown(self._site)
        return ChangePage(
            tuple(shown.change(event) for event in events if event.kind in _TOLD),
            Position(end.epoch, reached), reached == end.number)

    def _require_reconciled(self) -> None:
        if self._mark.exists():
            raise NotReconciled


class Shown:
    """What visitors are shown at this moment, for the changes of one page; of what several sites
    share, what ``site`` shows, the portal for all of them but those where staff practise.
    """

    def __init__(self, site: ISite) -> None:
        self._site, self._objects = site, find_portal(site).__objectmap__
        self._open: dict[Described, bool] = {}
        self._languages: dict[str, tuple[str, ...]] = {}

    def change(self, event: Event) -> Change:
        """Return what ``event`` shows."""
        scope, oid = (ITEM, event.item) if event.item else (
            (SECTION, event.section) if event.section else (SITE, event.site))
        languages = self._languages.get(oid)
        if languages is None:
            languages = self._languages[oid] = self._languages_of(int(oid), scope is ITEM)
        return Change(event.number, event.moment, _TOLD[event.kind], scope, oid,
                      event.language if scope is ITEM else '', event.site, languages)

    def _languages_of(self, oid: int, is_item: bool) -> tuple[str, ...]:
        found = self._as_seen(cast('Described | None', self._objects.object_for(oid)))
        if found is None or is_item and found.state not in PUBLIC or not self._is_open(
                cast('Described', found.__parent__) if is_item else found):
            return ()
        if not found.translations:
            return (found.language,)
        return tuple(sorted((found.language, *(
            tag for tag, text in found.translations.items() if text.state in PUBLIC))))

    def _as_seen(self, found: Described | None) -> Described | None:
        """Return ``found`` as it stands on the site, ``None`` if other sites share it."""
        if found is None or not is_shared(found):
            return found
        if IPortal.providedBy(self._site):
            return placed_somewhere(found)
        here = item_at(found, cast('Site', self._site))
        return None if here is found else here

    def _is_open(self, place: Described) -> bool:
        """Return whether visitors may open ``place``: so are all that it stands in."""
        known = self._open.get(place)
        if known is None:
            around = cast('Described | None', place.__parent__)
            known = self._open[place] = self._is_shown(place) and (
                around is None or self._is_open(around))
        return known

    def _is_shown(self, resource: Described) -> bool:
        if IItem.providedBy(resource):
            return resource.state in PUBLIC
        if not ISite.providedBy(resource):
            return True
        place = cast('ISite', resource)
        return place.is_active and (place is self._site or not place.is_practice)
