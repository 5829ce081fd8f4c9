"""Emergency notices can be followed by mail: each is told at once, in a letter of its own."""
from collections.abc import Iterator, Mapping

from pyramid.registry import Registry

from ...base.i18n import _, said_in
from ...base.interfaces import IPortal
from ...platform.ledger.interfaces import PUBLISHED, Event
from .resource import in_force

#: What is followed; there is one of it.
ALL = 'all'
_TITLE = _('Thông báo khẩn của Thành phố')


def titles(registry: Registry, tag: str) -> Mapping[str, str]:
    """Return the one thing that can be followed."""
    return {ALL: said_in(registry, tag)(_TITLE)}


def news(portal: IPortal, event: Event, _registry: Registry) -> Iterator[str]:
    """Yield it, if what is public now is the item of a notice in force."""
    if event.kind == PUBLISHED and event.item in {str(each.item) for each in in_force(portal)}:
        yield ALL
