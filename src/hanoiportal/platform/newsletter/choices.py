"""What can be chosen at a site: what the city tells, the site and its sections, other sites."""
from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from pyramid.registry import Registry

from ...base.i18n import _, said_in
from ...base.interfaces import IResource, ISite
from ...kernel.tree.lookup import in_language
from ...kernel.tree.resources import Described
from ..subscriptions.interfaces import IFollowable, IFollowers, Titles
from .interfaces import ChoiceGroup, NewsletterChoice

_HERE, _SECTIONS = _('Cả trang này'), _('Chuyên mục của trang này')
#: Things that one form may name.
MOST = 60


def choices_at(site: ISite, sections: Iterable[IResource],
               others: Iterable[tuple[str, Iterable[IResource]]], registry: Registry,
               tag: str, with_city: bool = True) -> list[ChoiceGroup]:
    """Return the groups that can be chosen at ``site``, in the language ``tag``.

    ``sections``: of the site.  ``others``: titles and sites that are offered beside it.
    ``with_city``: also what the whole city is told by.
    """
    say = said_in(registry, tag)
    groups = [ChoiceGroup(say(each.title), [
        NewsletterChoice(f'{name}:{target}', title)
        for target, title in titles(registry, tag).items()])
        for name, each, titles in (_titled(registry) if with_city else ())]
    groups += [ChoiceGroup(say(title), _choices(things, registry, tag), is_folded)
               for title, things, is_folded in (
                   (_HERE, [cast(IResource, site)], False), (_SECTIONS, sections, True),
                   *((title, sites, True) for title, sites in others))]
    return [each for each in groups if each.choices]


def _titled(registry: Registry) -> list[tuple[str, IFollowable, Titles]]:
    """Return what the whole city is told by, the urgent first."""
    found = registry.getUtilitiesFor(IFollowable)
    return sorted(((name, each, each.titles) for name, each in found if each.titles is not None),
                  key=lambda found: (not found[1].is_urgent, found[1].title))


def _choices(things: Iterable[IResource], registry: Registry, tag: str) -> list[NewsletterChoice]:
    kinds = sorted((name, each) for name, each in registry.getUtilitiesFor(IFollowable)
                   if each.titles is None)
    found = []
    for each in things:
        kind = next((name for name, followable in kinds if followable.is_of(each, registry)), '')
        target = str(each.__oid__)
        if kind and registry.getAdapter(each, IFollowers).name(kind, target, tag):
            found.append(NewsletterChoice(
                f'{kind}:{target}', str(cast(Described, in_language(each, tag)).title)))
    return found
