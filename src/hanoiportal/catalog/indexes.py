"""What is indexed of each document, and under which name."""
from BTrees import family32
from persistent import Persistent
from pyramid.location import lineage
from repoze.catalog.catalog import Catalog
from repoze.catalog.indexes.field import CatalogFieldIndex

from ..i18n import DEFAULT
from ..text import fold, plain_text
from .facets import FacetIndex
from .latest import LatestIndex
from .textindex import TextIndex

FACETS = ('state', 'type', 'language', 'within', 'keywords')
PUBLIC = 'public'


class Entry:
    """A document as the indexes read it: an item, or a translation of one.

    ``state``: its workflow state, ``public`` when any visitor may read it.
    ``within``: object ids of the places it lies in.  ``date``: seconds since 1970, UTC.
    ``title``, ``body``: plain texts.
    """

    def __init__(self, document, type_name, body):
        item = document if document.language == DEFAULT else document.__parent__
        self.type = type_name
        self.state = PUBLIC if document.is_public else document.state
        self.language = document.language
        self.keywords = [fold(word) for word in getattr(document, 'keywords', ())]
        self.within = [place.__oid__ for place in lineage(item) if place is not item]
        self.date = int(moment_of(document).timestamp())
        self.title = document.title
        self.body = plain_text(body)


def moment_of(document):
    """Return the aware ``datetime`` under which ``document`` is listed."""
    return document.published_at or document.created_at


def text_of(entry, default):
    """Return the text to search of an ``Entry``: itself."""
    return entry


class Indexes(Persistent):
    """All indexes of one portal; a document's id is its object id."""

    def __init__(self):
        self.catalog = Catalog(family=family32)
        for name in FACETS:
            self.catalog[name] = FacetIndex(name)
        self.catalog['date'] = CatalogFieldIndex('date')
        self.catalog['text'] = TextIndex(text_of)
        self.latest = LatestIndex()

    def index(self, document, entry):
        """Index ``document``, anew if it was indexed."""
        docid = document.__oid__
        self.catalog.reindex_doc(docid, entry)
        if document.is_public:
            self.latest.put(docid, moment_of(document), entry.within, entry.language)
        else:
            self.latest.drop(docid)

    def unindex(self, docid):
        """Forget ``docid``; no-op if it was not indexed."""
        self.catalog.unindex_doc(docid)
        self.latest.drop(docid)
