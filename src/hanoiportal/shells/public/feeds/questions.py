"""Feeds of the city's lists of answered questions: those of all sites, as the lists have them."""
from ....base.interfaces import IPortal
from ....kernel.tree.lookup import find_portal
from ....participation.publication.interfaces import KIND_OF_SECTION, TYPE
from ..page.wording import item_of

#: How sections of questions are laid out.
LISTING = 'questions'
#: Of one kind so many questions are looked through for each that a feed holds.
_TIMES = 20


def lists_all_sites(place):
    """Return whether ``place`` is a section of the city that lists the questions of all sites."""
    return getattr(place, 'listing', '') == LISTING and IPortal.providedBy(place.__parent__)


def questions_of_all(newest, section, size):
    """Return the newest ``size`` questions of all sites that ``section`` lists.

    ``newest``: callable(place, types, most) → documents, the newest first.
    """
    kind, portal = KIND_OF_SECTION.get(section.__name__), find_portal(section)
    if kind is None:
        return newest(portal, (TYPE,))
    return [each for each in newest(portal, (TYPE,), size * _TIMES)
            if item_of(each).kind == kind][:size]


def merged(documents, size):
    """Return the newest ``size`` of ``documents``."""
    return sorted(documents, key=lambda each: item_of(each).published_at, reverse=True)[:size]
