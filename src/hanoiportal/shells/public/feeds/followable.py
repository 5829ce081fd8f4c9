"""What has feeds can be followed by mail too: the news of a section, or of a site of its own."""
from collections.abc import Iterator

from pyramid.registry import Registry

from ....base.interfaces import IPortal, IResource, ISite
from ....platform.ledger.interfaces import PUBLISHED, Event
from .carried import CARRIED, DATED, has_news


def is_section(resource: IResource, _registry: Registry) -> bool:
    """Return whether it is a section in which there is ever any news."""
    return hasattr(resource, 'in_menu') and has_news(resource)


def is_site(resource: IResource, _registry: Registry) -> bool:
    """Return whether it is a site."""
    return bool(ISite.providedBy(resource))


def news_of_section(_portal: IPortal, event: Event) -> Iterator[str]:
    """Yield the section in which what is new stands."""
    if _is_new(event, CARRIED + DATED):
        yield event.section


def news_of_site(_portal: IPortal, event: Event) -> Iterator[str]:
    """Yield the site whose own it is."""
    if _is_new(event, CARRIED):
        yield event.site


def _is_new(event: Event, types: tuple[str, ...]) -> bool:
    return (event.kind == PUBLISHED and event.is_first is not False
            and event.content_type in types)
