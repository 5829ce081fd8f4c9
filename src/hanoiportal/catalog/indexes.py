"""What is indexed of each document, and under which name."""
from BTrees import family32
from persistent import Persistent
from pyramid.location import lineage
from repoze.catalog.catalog import Catalog
from repoze.catalog.indexes.field import CatalogFieldIndex
from repoze.catalog.indexes.keyword import CatalogKeywordIndex

from ..text import fold
from .latest import LatestIndex


class Entry:
    """A document as the indexes read it: the values of one item or translation.

    ``extra``: further values that the content type declares, by index name.
    """

    def __init__(self, document, type_name, title, body, keywords, extra):
        item = document.__parent__ if document.language != 'vi' else document
        self.type = type_name
        self.state = 'published' if document.is_public else document.state
        self.language = document.language
        self.title, self.body = title, body
        self.keywords = [fold(word) for word in keywords]
        self.within = [place.__oid__ for place in lineage(item) if place is not item]
        self.date = int(moment_of(document).timestamp())
        self.extra = extra


def moment_of(document):
    """Return the aware ``datetime`` under which ``document`` is listed."""
    return document.published_at or document.created_at


FIELDS = ('type', 'state', 'language', 'date')
KEYWORDS = ('keywords', 'within')


class Indexes(Persistent):
    """All indexes of one portal; ``docid`` is the resource's object id."""

    def __init__(self):
        self.catalog = Catalog(family=family32)
        for name in FIELDS:
            self.catalog[name] = CatalogFieldIndex(name)
        for name in KEYWORDS:
            self.catalog[name] = CatalogKeywordIndex(name)
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
