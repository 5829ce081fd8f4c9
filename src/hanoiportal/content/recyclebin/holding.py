"""What may not be laid into a bin, since it must stay public on its site."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...base.interfaces import IContainer, IItem, ISite
from ...kernel.tree.content import reasons_against_withdrawing
from ...kernel.tree.lookup import find_site, walk
from ...kernel.tree.sharing import is_shared, places_shared

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IResource
    from ...kernel.tree.resources import Described


def reasons_against_discarding(resource: IResource, registry: Registry) -> list[str]:
    """Return why ``resource`` may not leave the tree, translatable: it, or something in it, must
    stay public.  A site that goes takes all of its own along.
    """
    if ISite.providedBy(resource):
        return []
    held = [(each, why) for each in _items_at(resource)
            for why in reasons_against_withdrawing(each, registry)[:1]]
    if not held or held[0][0] is resource:
        return [why for _item, why in held]
    first, why = held[0]
    advice = [] if any(is_shared(each) for each, _why in held) else [
        _('Hãy chuyển các mục đó sang chuyên mục khác của trang trước khi xóa.')]
    return [_('Ở đây có ${number} mục không xóa được, trước hết là “${title}”.', mapping={
        'number': len(held), 'title': first.title}), why, *advice]


def _items_at(resource: IResource) -> Iterator[Described]:
    """Yield what stands at or below ``resource``, in places that sites share too."""
    site = find_site(resource)
    for each in walk(resource):
        if IItem.providedBy(each):
            yield each
        elif IContainer.providedBy(each):
            for place in places_shared(each):
                yield from (item for item in place.values()
                            if (site.__oid__, item.__oid__) not in place.left)
