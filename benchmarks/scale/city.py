"""As much of a portal as the catalog asks for: indexes in a database, and sites that are numbers.

What is measured is the index, so nothing else is made: an item is its number.
"""
from types import SimpleNamespace

from hanoiportal.base.clock import local
from hanoiportal.base.interfaces import IPortal, ISite
from hanoiportal.discovery.catalog.entries import month_of
from hanoiportal.discovery.catalog.indexes import Indexes
from zope.interface import implementer

from .texts import SECTIONS, SITES

#: Object ids: of the portal, its folder of sites, the sites, their sections, the first item.
PORTAL, FOLDER, SITE, SECTION, ITEM = 1, 2, 1_000, 2_000, 5_000_000
#: The facets that a search asks for.
FACETS = ('state', 'type', 'language', 'within', 'section', 'month', 'year')


def entry_of(made):
    """Return a ``Made`` as the indexes read it."""
    place = SECTION + made.site * SECTIONS + made.section
    states = ['published', 'open', 'public'] if made.is_public else ['draft']
    return SimpleNamespace(
        title=made.title, body=made.body, type=made.kind, state=states, language='vi',
        within=[place, SITE + made.site, FOLDER, PORTAL], section=[f'muc-{made.section}'],
        month=month_of(local(made.moment)), year=local(made.moment).year)


class Filling:
    """Puts ``Made`` texts into ``indexes``, one after the other."""

    def __init__(self, indexes):
        self._text = indexes.catalog['text']
        self._facets = [indexes.catalog[name] for name in FACETS]
        self._latest = indexes.latest

    def put_text(self, docid, entry):
        """Index its words."""
        self._text.index_doc(docid, entry)

    def put_rest(self, docid, entry, moment):
        """Index the other things that a search asks for."""
        for facet in self._facets:
            facet.index_doc(docid, entry)
        if 'public' in entry.state:
            self._latest.put(docid, moment, entry.within, 'vi')


@implementer(ISite)
class Site:
    """A component site."""

    is_active = True
    __parent__ = None

    def __init__(self, number):
        self.__oid__ = SITE + number


class Folder(dict):
    """The folder of sites."""

    __oid__ = FOLDER


class Itself:
    """Gives each item: its number."""

    def __getitem__(self, docid):
        return docid


@implementer(IPortal, ISite)
class Portal:
    """The city portal over ``indexes``."""

    __oid__, __parent__, is_active = PORTAL, None, True

    def __init__(self, indexes):
        self.indexes = indexes
        self.__objectmap__ = SimpleNamespace(objects=Itself())
        self._sites = Folder({f'don-vi-{number}': Site(number) for number in range(SITES)})

    def __getitem__(self, name):
        return {'sites': self._sites}[name]

    def unlisted_sites(self):
        """Return the sites whose documents the lists of the city leave out: none."""
        return []


def found(root):
    """Make new indexes in ``root``."""
    root['indexes'] = Indexes()
