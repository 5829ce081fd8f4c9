"""``ICatalog``, and how a document gets into the indexes."""
from functools import lru_cache
from html import escape
from itertools import islice

from pyroaring import BitMap
from zope.interface import implementer

from ...base.interfaces import IContainer, IItem
from ...base.text import fold
from ...base.values import Batch, TextQuery
from ...kernel.tree.interfaces import IShowing
from ...kernel.tree.lookup import find_portal, find_site, in_language, texts_of, work_of
from ...kernel.workflow.interfaces import PUBLIC as PUBLIC_STATES
from .entries import PUBLIC, Entry, item_of
from .facetedsearch import FacetedSearch, end_of
from .facets import with_any
from .flags import further_flags, review_days
from .interfaces import REFERENCE, STANDING, Found, ICatalog, Narrowing, Weighed
from .nearduplicates import MOST, asked_for, fold_near_duplicates
from .sharing import PlaceLists
from .textindex.scoring import weighed

#: Keywords of which the form in the index is remembered.
MOST_WORDS = 5000


@implementer(ICatalog)
class CatalogService:
    """``ICatalog`` over the indexes of one portal."""

    def __init__(self, portal):
        self._portal = portal
        self._latest = portal.indexes.latest
        self._catalog = portal.indexes.catalog
        self._objects = portal.__objectmap__.objects

    def latest(self, place, language, start=0, size=20, types=()):
        lists = PlaceLists(self._portal, place)
        if types or lists.shared:
            found = self._of_types(self._public(lists, language), types)
            return self._batch(found, lists, language, start, size)
        if not find_site(place).is_active:
            return Batch((), 0, start, size)
        unlisted = self._unlisted_below(place)
        total = self._latest.count(place.__oid__, language) - sum(
            self._latest.count(site.__oid__, language) for site in unlisted)
        if unlisted:
            hidden = self._within(unlisted)
            found = (docid for docid in self._latest.ids(place.__oid__, language)
                     if docid not in hidden)
            page = islice(found, start, start + size)
        else:
            page = islice(self._latest.ids(place.__oid__, language, start), size)
        return Batch(tuple(map(self._objects.__getitem__, page)), total, start, size)

    def latest_of_each(self, sites, language, size, types):
        below = [self._catalog['within'].bitmap(site.__oid__) for site in sites]
        place = self._portal['sites']
        left = self._of_types(self.public(place, language), types)
        left &= BitMap().union(*below)
        found = []
        while left and len(found) < size:
            [docid] = self._latest.first(left, 1, place.__oid__, language)
            found.append(self._objects[docid])
            left -= next(within for within in below if docid in within)
        return found

    def tagged(self, keyword, place, language, start=0, size=20, types=()):
        lists = PlaceLists(self._portal, place)
        found = self._public(lists, language) & self._catalog['keywords'].bitmap(fold(keyword))
        return self._batch(self._of_types(found, types), lists, language, start, size)

    def reviewed_by(self, place, language, day):
        days = self._catalog['review_by']
        found = self.public(place, language) & days.bitmap_up_to(day)
        return [self._objects[docid] for docid in days.in_order(found, day, len(found))]

    def _of_types(self, found, types):
        """Return those of the bitmap ``found`` that are of ``types``, of any if it is empty."""
        return found & self._catalog['type'].bitmap_of_any(types) if types else found

    def _batch(self, found, lists, language, start, size):
        """Return the ``Batch`` of the bitmap ``found``, which is in ``lists``, newest first."""
        page = lists.first(found, start + size, language)[start:]
        return Batch(tuple(map(lists.at, page)), len(found), start, size)

    def search(self, query, place, language, start=0, size=20):
        return self.find(query, place, language, Narrowing(), start, size).batch

    def weighed(self, sought, place, language, types, size):
        among = self._of_types(self._works(place, language), types)
        best = weighed(self._catalog['text'].asking(TextQuery()), among, sought, size)
        return [Weighed(item_of(self._objects[docid]), share) for docid, share in best]

    def find(self, query, place, language, narrowing, start=0, size=20, newest=False,
             gather=False, fitting=False):
        asking = self._catalog['text'].asking(query)
        first = self._newest(place, language, end_of(narrowing.until))
        all_hits = asking.found() & self._works(place, language)
        fit = all_hits & asking.fitting() if fitting else all_hits
        hits = fit or all_hits
        facets = FacetedSearch(self._portal, place, narrowing)
        found, counts = facets.apply(hits)
        rows, alike = self._gathered(found, query) if gather else (found, {})
        page = (first(rows, start + size)[start:] if newest else
                asking.ranked(rows, first, start + size)[start:])
        items = tuple([self._objects[docid] for docid in page])
        return Found(Batch(items, len(rows), start, size), counts, len(found),
                     tuple([alike.get(docid, 0) for docid in page]) if alike else (0,) * len(page),
                     len(all_hits) - len(hits), bool(fit) or not all_hits)

    def _gathered(self, found, query):
        """Return what ``fold_near_duplicates`` does of the bitmap ``found``."""
        standing = found & self._catalog['flags'].bitmap(STANDING)
        if standing:
            standing -= self._within(asked_for(self._portal['sites'].values(), query.folded()))
        return fold_near_duplicates(
            found, self._latest.newest(standing, MOST), self._portal.indexes.prints or {})

    def related(self, document, size=4):
        item, language = item_of(document), document.language
        site = find_site(item)
        if not site.is_active:
            return []
        itself = {document.__oid__, in_language(work_of(item), language).__oid__}
        found = self._alike(document, size, site, language, itself)
        lists, known = PlaceLists(self._portal, item.__parent__), itself.union(found)
        if len(found) < size and lists.shared:
            others = self._public(lists, language) - BitMap(known)
            found += lists.first(others, size - len(found), language)
        elif len(found) < size:
            others = (docid for docid in self._latest.ids(item.__parent__.__oid__, language)
                      if docid not in known)
            found += islice(others, size - len(found))
        return [lists.at(docid) for docid in found]

    def _alike(self, document, size, site, language, itself):
        """Return the ids of the newest on ``site`` that share a keyword, without ``itself``."""
        words = frozenset(map(_folded, getattr(document, 'keywords', ())))
        if not words:
            return []
        keywords = self._catalog['keywords']
        soon = with_any(keywords, words, self._latest.soon(site.__oid__, language))
        found = list(islice((docid for docid in soon if docid not in itself), size))
        if len(found) == size:
            return found
        alike = keywords.bitmap_of_any(words) & self.public(site, language)
        alike -= BitMap(itself)
        return self._latest.first(alike, size, site.__oid__, language)

    def _newest(self, place, language, before=None):
        return lambda docids, number: self._latest.first(
            docids, number, place.__oid__, language, before)

    def _unlisted_below(self, place):
        """Return the sites below ``place`` whose documents its lists leave out; a section has no
        sites below it.
        """
        if place is self._portal or place is self._portal['sites']:
            return self._portal.unlisted_sites()
        return []

    def public(self, place, language):
        """Return the ids of all that any visitor may read below ``place``, as a bitmap."""
        return self._public(PlaceLists(self._portal, place), language)

    def _public(self, lists, language):
        if not find_site(lists.place).is_active:
            return BitMap()
        found = lists.within()
        found &= self._catalog['state'].bitmap(PUBLIC)
        found &= self._catalog['language'].bitmap(language)
        return found - self._within(self._unlisted_below(lists.place))

    def _works(self, place, language):
        """Return the ids of the same, each work once: where it is at home."""
        return self.public(place, language) - self._catalog['flags'].bitmap(REFERENCE)

    def _within(self, places):
        """Return the ids of all that lies in any of ``places``, as a bitmap."""
        return self._catalog['within'].bitmap_of_any([place.__oid__ for place in places])


_folded = lru_cache(maxsize=MOST_WORDS)(fold)


def catalog_service(request):
    return CatalogService(request.root)


def index(resource, registry):
    """Index ``resource``, its translations and their working versions, if its type is found; the
    item that it is a file of as well, which is found by its text.
    """
    indexes, around = find_portal(resource).indexes, resource.__parent__
    for each in (resource, around) if IItem.providedBy(around) else (resource,):
        for document, entry, details in entries_of(each, registry):
            indexes.index(document, entry, details)


def entries_of(resource, registry):
    """Yield each document that is indexed with ``resource``, its ``Entry`` and its details."""
    type_name = registry.content.typeof(resource)
    meta = registry.content.meta.get(type_name, {})
    text, details = meta.get('text'), meta.get('details', _none)
    listed_as, shown = getattr(resource, 'source_type', '') or type_name, resource
    if IShowing.providedBy(resource):
        shown = resource.shown()
        details = registry.content.meta.get(listed_as, {}).get('details', _none)
    for document in texts_of(resource) if text is not None else ():
        body = text(document) if document is not resource else (
            f'{text(document)}\n{_text_of_files(resource, registry)}')
        entry = Entry(document, listed_as, body, further_flags(document, registry),
                      review_days(document, registry))
        yield document, entry, details(shown) if document is resource and shown is not None else ()


def _text_of_files(resource, registry):
    """Return the HTML of what is found of the public files in ``resource``, ``''`` if none."""
    if not IContainer.providedBy(resource):
        return ''
    known = registry.content
    return '\n'.join(
        f'<p>{escape(each.title)}</p>{known.metadata(each, "text")(each)}'
        for each in resource.values() if each.state in PUBLIC_STATES)


def _none(document):
    return ()


def forget(version):
    """Take a working version that is thrown away, or is its document now, out of the indexes."""
    find_portal(version).indexes.unindex(version.__oid__)


def unindex(resource):
    """Take ``resource``, its translations and their working versions out of the indexes."""
    indexes = find_portal(resource).indexes
    for document in texts_of(resource):
        indexes.unindex(document.__oid__)
