"""Finding by title what a text may link to or show."""
from itertools import islice

from pyroaring import BitMap

from ...base.i18n import DEFAULT
from ...base.interfaces import IClock, IItem
from ...base.permissions import VIEW
from ...base.text import words
from .interfaces import ICatalog
from .textindex.finding import confirmed, union
from .textindex.terms import TITLE_WORD, terms
from .work import reach_of

#: Titles that are read at most: the answer comes while one types.
MOST_READ = 300
MOST_WORDS = 20


class Titles:
    """Titles that one asker may see.

    ``reach``: the asker's ``Reach``.  ``catalog``: the ``ICatalog``, for what is public.
    """

    def __init__(self, portal, reach, catalog):
        self._portal = portal
        self._reach = reach
        self._public = catalog.public
        self._indexes = portal.indexes

    def found(self, typed, site, types=(), size=20, elsewhere=False):
        """Return up to ``size`` items with all words ``typed`` in their title, last changed first.

        If none has them the last word may be one that is only begun.  Items of ``site`` are found
        as far as the asker may read them; if ``elsewhere``, those of every other site instead,
        as far as any visitor may.  ``types``: names of content types; ``()`` for all.
        """
        asked = words(typed)[1][:MOST_WORDS]
        own, others = self._in_reach(site)
        among = others if elsewhere else own
        if types:
            among &= BitMap().union(*[self._facet('type', name) for name in types])
        whole = among & self._titled(asked) if asked else among
        if whole or not asked:
            return list(islice(self._read(whole), size))
        rest = among & self._titled(asked[:-1]) if asked[1:] else among
        return [item for item in self._read(rest) if _has(item.title, asked[-1])][:size]

    def may_offer(self, item, site):
        """Return whether ``item`` is one of those that a text of ``site`` may be offered."""
        return any(item.__oid__ in each for each in self._in_reach(site))

    def _in_reach(self, site):
        """Return the ids of what the asker may read at ``site``, and of what is public elsewhere.
        """
        at_site = self._facet('within', site.__oid__)
        if site is self._portal:
            at_site = at_site - self._facet('within', self._portal['sites'].__oid__)
        public = self._public(self._portal, DEFAULT)
        own = self._reach.permitted(VIEW, site) & self._facet('language', DEFAULT)
        return (own | public) & at_site, public - at_site

    def _titled(self, asked):
        wanted = terms(TITLE_WORD, asked)
        sources = self._indexes.catalog['text'].sources()
        return union(sources, lambda source: confirmed(source, wanted, ()))

    def _read(self, among):
        objects = self._portal.__objectmap__.objects
        for docid in self._indexes.changed.first(among, MOST_READ):
            document = objects[docid]
            if IItem.providedBy(document):
                yield document

    def _facet(self, name, value):
        return self._indexes.catalog[name].bitmap(value)


def _has(title, begun):
    return any(word.startswith(begun) for word in words(title)[1])


def titles_for(request):
    """Return the ``Titles`` of who asks."""
    now = request.registry.getUtility(IClock).now()
    account = None if request.owes else request.identity
    reach = reach_of(request.root, account, now)
    return Titles(request.root, reach, request.service(ICatalog))
