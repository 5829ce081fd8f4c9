"""What the newsletter offers, for features that write to who follows it."""
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IResource, ISite
    from ..subscriptions.interfaces import Wish


class NewsletterChoice(NamedTuple):
    """What can be followed.  ``value``: in the form."""

    value: str
    title: str

    @property
    def wish(self) -> Wish:
        """What ``ISubscriptions`` calls it."""
        kind, _colon, target = self.value.partition(':')
        return kind, target


class ChoiceGroup(NamedTuple):
    """Choices that stand together.  ``is_folded``: they are many."""

    title: str
    choices: list[NewsletterChoice]
    is_folded: bool = False


class IChoices(Interface):
    """What can be chosen at a site, a utility that is a function."""

    def __call__(site: ISite, sections: Iterable[IResource],
                 others: Iterable[tuple[str, Iterable[IResource]]], registry: Registry,
                 tag: str, with_city: bool = True) -> list[ChoiceGroup]:
        """Return the groups that can be chosen at ``site``, in the language ``tag``.

        ``sections``: of the site.  ``others``: titles and sites that are offered beside it.
        ``with_city``: also what the whole city is told by.
        """
