"""The indexes, each under its name.  Renaming this module needs an upgrade step."""
from BTrees import family32, family64
from persistent import Persistent
from repoze.catalog.catalog import Catalog

from .changed import ChangedIndex
from .details import Detailed, DetailIndex
from .facets import FacetIndex, index_in_row
from .interfaces import STANDING
from .latest import LatestIndex
from .nearduplicates import fingerprint_of
from .textindex import TextIndex
from .trees import SmallIOBTree

FACETS = (
    'state', 'type', 'language', 'within', 'keywords', 'began', 'authors', 'assignees', 'flags',
    'review_by', 'section', 'month', 'year')


def text_of(entry, default):
    """Return the text to search of an ``Entry``: itself."""
    return entry


class Indexes(Persistent):
    """All indexes of one portal; a document's id is its object id."""

    #: ``None`` until the first item with details is public.
    details = None
    #: Fingerprints of public standing pages by their ids; ``None`` until the first is public.
    prints = None
    #: The ``Indexes`` that will take the place of these, while they are filled (``rebuilding``),
    #: and, in those, the last object id that is in them.
    coming, upto = None, 0

    def __init__(self):
        self.catalog = Catalog(family=family32)
        rows = SmallIOBTree()
        for name in FACETS:
            self.catalog[name] = FacetIndex(name, rows)
        self.catalog['text'] = TextIndex(text_of)
        self.latest = LatestIndex()
        self.changed = ChangedIndex()

    def index(self, document, entry, details=()):
        """Index ``document``, anew if it was indexed.  ``details``: pairs, see ``details``."""
        docid = document.__oid__
        index_in_row(self.catalog, docid, entry)
        self.changed.put(docid, entry.changed)
        if entry.is_listed:
            self.latest.put(docid, entry.listed_at, entry.within, entry.language)
        else:
            self.latest.drop(docid)
        self._detail(docid, details if entry.is_listed else ())
        self._print(docid, fingerprint_of(entry) if STANDING in entry.flags else None)
        if self.coming is not None:
            self.coming.index(document, entry, details)

    def _detail(self, docid, details):
        if details:
            if self.details is None:
                self.details = DetailIndex()
            self.details.index_doc(docid, Detailed(details))
        elif self.details is not None:
            self.details.unindex_doc(docid)

    def _print(self, docid, number):
        """Keep the fingerprint ``number`` of the document, or none."""
        if number is None:
            if self.prints is not None:
                self.prints.pop(docid, None)
            return
        if self.prints is None:
            self.prints = family64.II.BTree()
        if self.prints.get(docid) != number:
            self.prints[docid] = number

    def fold_in(self):
        """Let texts that were just indexed, a great number of them, be quick to ask."""
        self.catalog['text'].fold_in()

    def unindex(self, docid):
        """Forget ``docid``; no-op if it was not indexed."""
        self.catalog.unindex_doc(docid)
        self.latest.drop(docid)
        self.changed.drop(docid)
        self._detail(docid, ())
        self._print(docid, None)
        if self.coming is not None:
            self.coming.unindex(docid)

    def become(self, other):
        """Be the indexes that ``other``, other ``Indexes``, has."""
        self.catalog, self.latest, self.changed, self.details, self.prints = (
            other.catalog, other.latest, other.changed, other.details, other.prints)
        self.coming = None
