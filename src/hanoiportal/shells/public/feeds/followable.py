"""What has feeds can be followed by mail too: the news of a section, or of a site of its own; and,
of all sites together, news of a topic of life or of a kind.
"""
from collections.abc import Iterator, Mapping

from pyramid.registry import Registry

from ....base.i18n import DEFAULT, _, said_in
from ....base.interfaces import IPortal, IResource, ISite
from ....base.text import fold
from ....kernel.tree.lookup import item_of
from ....platform.ledger.interfaces import PUBLISHED, Event
from ..tasks import ITaskData
from .carried import CARRIED, DATED, has_news

#: Kinds of what all sites publish that are followed together.
KINDS = {
    'LegalDocument': _('Văn bản mới'), 'Consultation': _('Dự thảo lấy ý kiến'),
    'Survey': _('Khảo sát'), 'Project': _('Dự án, đầu tư công'),
    'Statistics': _('Số liệu thống kê'), 'ForumTopic': _('Chủ đề diễn đàn')}


def is_section(resource: IResource, _registry: Registry) -> bool:
    """Return whether it is a section in which there is ever any news."""
    return hasattr(resource, 'in_menu') and has_news(resource)


def is_site(resource: IResource, _registry: Registry) -> bool:
    """Return whether it is a site."""
    return bool(ISite.providedBy(resource))


def news_of_section(_portal: IPortal, event: Event, _registry: Registry) -> Iterator[str]:
    """Yield the section in which what is new stands."""
    if _is_new(event, CARRIED + DATED):
        yield event.section


def news_of_site(_portal: IPortal, event: Event, _registry: Registry) -> Iterator[str]:
    """Yield the site whose own it is."""
    if _is_new(event, CARRIED):
        yield event.site


def topic_titles(registry: Registry, tag: str) -> Mapping[str, str]:
    """Return the topics of life, ``topics.csv``."""
    name = 'name_vi' if tag == DEFAULT else 'name_en'
    return {row['code']: row[name] for row in registry.getUtility(ITaskData)['topics']}


def news_of_topic(portal: IPortal, event: Event, registry: Registry) -> Iterator[str]:
    """Yield the topics one of whose keywords the new item has."""
    item = item_of(portal, event.item) if _is_new(event, CARRIED + DATED) else None
    words = {fold(each) for each in getattr(item, 'keywords', ())}
    for row in registry.getUtility(ITaskData)['topics'] if words else ():
        if not words.isdisjoint(map(fold, row['keywords'].split('|'))):
            yield row['code']


def kind_titles(registry: Registry, tag: str) -> Mapping[str, str]:
    """Return the kinds of what is followed together."""
    say = said_in(registry, tag)
    return {name: say(title) for name, title in KINDS.items()}


def news_of_kind(_portal: IPortal, event: Event, _registry: Registry) -> Iterator[str]:
    """Yield the kind of what is new."""
    if _is_new(event, CARRIED) and event.content_type in KINDS:
        yield event.content_type


def _is_new(event: Event, types: tuple[str, ...]) -> bool:
    return (event.kind == PUBLISHED and event.is_first is not False
            and event.content_type in types)
