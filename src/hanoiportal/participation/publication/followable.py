"""What people follow of answered questions: one of them, or the answers of a body."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from pyramid.registry import Registry

from ...base.interfaces import IPortal, IResource
from ...kernel.tree.lookup import item_of
from ...platform.ledger.interfaces import PUBLISHED, Event
from .interfaces import KIND_OF_SECTION, SECTIONS, TYPE

#: How sections of questions are laid out.
LISTING = 'questions'


def is_question(resource: IResource, registry: Registry) -> bool:
    """Return whether it is an answered question."""
    return bool(registry.content.typeof(resource) == TYPE)


def is_list(resource: IResource, registry: Registry) -> bool:
    """Return whether it is a section that lists answered questions."""
    return getattr(resource, 'listing', '') == LISTING


def new_answers(portal: IPortal, event: Event, _registry: Registry) -> Iterator[str]:
    """Yield the sections of which a newly published question is news: its own, and those of the
    city that list the questions of all sites, by their kind.
    """
    if event.content_type != TYPE or event.kind != PUBLISHED or event.is_first is False:
        return
    yield event.section
    item, sections = item_of(portal, event.item), cast(Mapping[str, IResource], portal)
    kind = getattr(item, 'kind', '')
    for name in SECTIONS.values():
        if name in sections and KIND_OF_SECTION.get(name, kind) == kind:
            yield str(sections[name].__oid__)
