"""The index as the catalog holds it.  Its import path is in every pickle."""
from typing import NamedTuple

from BTrees.IOBTree import IOBTree
from persistent import Persistent
from pyroaring import BitMap
from repoze.catalog.indexes.common import CatalogIndex
from repoze.catalog.interfaces import ICatalogIndex
from zope.interface import implementer

from ..trees import SmallLLBTree
from .drafts import REMOVED, Draft, Pending
from .finding import QueryEvaluation
from .gathered import Gathered
from .segments import built
from .segmentset import SegmentSet
from .terms import joined

FOLD_AT = 2048  # pending documents at which whoever saves one folds them in, if no job did
PATIENCE = 64   # more of them before a connection whose folding met a conflict tries it again


class Folding(NamedTuple):
    """Pending documents made ready, outside the transaction that will take them in.

    ``changes``: document id → fingerprint or ``REMOVED``, as they were.
    ``segment``: of their texts, ``None`` if there are none.
    """

    changes: dict[int, object]
    segment: object


class TextStore(Persistent):
    """Texts by document id: pending ones, one record each, and segments."""

    _v_pending = None  # what this connection has worked out from the pending documents
    _v_tried_at = None  # how many were pending when this connection tried to fold them in

    def __init__(self):
        self.clear()

    def clear(self):
        """Forget every document."""
        self._known = SmallLLBTree()    # document id → fingerprint, every document
        self._changes = SmallLLBTree()  # document id → fingerprint or REMOVED, since the last fold
        self._drafts = IOBTree()   # document id → Draft, since the last fold
        self._shelf = SegmentSet()

    def index_doc(self, docid, text):
        """Index ``text``, an object with plain texts ``title`` and ``body``.

        A text that is indexed already writes nothing.
        """
        draft = Draft(joined(text.title, text.body))
        print_ = draft.fingerprint()
        if self._known.get(docid) == print_:
            return
        self._known[docid] = self._changes[docid] = print_
        self._keep(docid, draft)
        self._fold_in_if_many()

    def _keep(self, docid, draft):
        """Keep ``draft``, in the record that the document has if it has one.

        BTrees cannot join a bucket in which one transaction puts another record in the place of
        one: everybody who saves anything would meet everybody else there.
        """
        kept = self._drafts.get(docid)
        if kept is None:
            self._drafts[docid] = draft
        else:
            kept.text = draft.text

    def _fold_in_if_many(self):
        """Fold in once enough is pending, and not again at once where that met a conflict.

        Folding takes long and meets every save meanwhile; what is tried again only saves.
        """
        pending = len(self._changes)
        if pending < FOLD_AT:
            self._v_tried_at = None
        elif self._v_tried_at is None or pending >= self._v_tried_at + PATIENCE:
            self._v_tried_at = pending
            self.fold_in()

    def unindex_doc(self, docid):
        """Forget the document; one that is not known is no error."""
        if self._known.pop(docid, None) is None:
            return
        self._drafts.pop(docid, None)
        self._changes[docid] = REMOVED

    def pending(self):
        """Return how many documents wait for being folded in."""
        return len(self._changes)

    @property
    def segments(self):
        """The segments, oldest first."""
        return self._shelf.segments

    def prepared(self):
        """Return the ``Folding`` of what is pending; takes a while and writes nothing."""
        texts = self._texts()
        return Folding(dict(self._changes), built(texts) if texts else None)

    def _texts(self):
        return {docid: draft.text for docid, draft in self._drafts.items()}

    def take_in(self, folding):
        """Put what was ``prepared`` in its place, be it in another transaction; what has changed
        since stays pending.
        """
        done = [docid for docid, print_ in folding.changes.items()
                if self._changes.get(docid) == print_]
        # What is pending no more was folded in by another: that copy is the one to be found.
        self._shelf.erase(BitMap(done))
        if folding.segment is not None:
            folding.segment.erase(BitMap(folding.changes) - BitMap(done))
            self._shelf.add(folding.segment)
        self._forget_pending(done)

    def _forget_pending(self, docids):
        # One by one: clear() would leave the buckets unwritten, and a document that another
        # transaction puts into one of them at this moment would vanish without a conflict.
        for docid in docids:
            del self._changes[docid]
            self._drafts.pop(docid, None)

    def is_crowded(self):
        """Return whether there is something for ``merge_on`` to do."""
        return self._shelf.is_crowded()

    def merge_on(self):
        """Merge a little of what ``is_crowded``; questions are answered as before until the end.
        """
        self._shelf.merge_on()

    def fold_in(self, forgetting=False):
        """Make a segment of what is pending, and merge.  Does nothing if nothing is pending.

        ``forgetting``: write anew what still holds words of documents removed or changed.
        """
        changes, texts = take_out(self)
        put_in(self, changes, built(texts))
        if forgetting:
            self._shelf.forget()

    def indexed(self):
        """Return the ids of all documents that have a text, as a bitmap."""
        return BitMap(self._known)

    def sources(self):
        """Return what a query looks through: pairs of a source and the ids hidden in it."""
        pending = self._now_pending()
        segments = [(segment, pending.touched) for segment in self._shelf.segments]
        return [*segments, (pending, BitMap())]

    def _now_pending(self):
        if self._v_pending is None:
            self._v_pending = Pending()
        self._v_pending.follow(self._changes, self._drafts)
        return self._v_pending


def take_out(store):
    """Return ``(changes, texts by id)`` of what is pending in the TextStore, which is pending no
    more.  ``changes``: document id → fingerprint or ``REMOVED``.

    Whoever takes it out has it ``built`` and does ``put_in`` in the same transaction; nobody finds
    it before.
    """
    changes, texts = dict(store._changes), store._texts()
    store._forget_pending(changes)
    return changes, texts


def put_in(store, changes, segment):
    """Put the ``segment`` of what was taken out in its place, and merge.  What has changed since
    is pending, or was folded in already: that copy is the one to be found.
    """
    if changes:
        same = BitMap(docid for docid, print_ in changes.items()
                      if store._known.get(docid, REMOVED) == print_)
        store._shelf.erase(same)
        segment.erase(BitMap(changes) - same)
        store._shelf.add(segment)
    store._shelf.merge_all()


@implementer(ICatalogIndex)
class TextIndex(CatalogIndex, TextStore):
    """A text index of repoze.catalog over ``TextStore``, asked by ``TextQuery``.

    Through ``match`` and ``rank`` answers are bitmaps and lists; through the planner
    (``Contains``, ``DoesNotContain``, ``Eq``, ``NotEq``) they are sets of ``family32``.
    """

    def __init__(self, discriminator):
        """``discriminator``: callable(object, default) → object with ``title`` and ``body``,
        plain texts, or ``default`` for an object that has none.
        """
        CatalogIndex.__init__(self, discriminator)
        TextStore.__init__(self)

    def clear(self):
        """Forget every document."""
        super().clear()
        # The base class keeps a set in one record; a tree is not rewritten whole.
        self._not_indexed = self.family.IF.TreeSet()

    def reindex_doc(self, docid, object):
        """Index ``object`` anew; writes nothing if its text is the same."""
        self.index_doc(docid, object)

    def match(self, query):
        """Return the ids of all documents that ``query`` finds, as a bitmap."""
        return self.asking(query).found()

    def asking(self, query):
        """Return the ``QueryEvaluation`` of ``query``: its documents and their order."""
        pending, stored = self._now_pending(), Gathered(self._shelf.segments)
        fresh = [(pending, BitMap())] if pending.live else []
        return QueryEvaluation([(stored, pending.touched), *fresh], query)

    def rank(self, query, among, limit, newest_first, offset=0):
        """Return ``limit`` ids of ``among`` from the one at ``offset``, best first.

        ``among``: bitmap, part of what ``match(query)`` returned.
        ``newest_first``: callable(bitmap, n) → list of its first n ids by date.

        With the marks typed: the phrase in the title, then all words in the title, then side by
        side in the text, then anywhere.  Then without them: the phrase in the title, all words
        in the title, side by side in the text, anywhere.  Among equals those are first with more
        of the words in the title, side by side, and with the marks typed; then the newest.
        """
        return self.asking(query).ranked(among, newest_first, offset + limit)[offset:]

    def apply(self, query):
        """Return what ``match`` does as a set of ``family32``."""
        return self.family.IF.Set(self.match(query))

    applyContains = applyEq = apply

    def _indexed(self):
        return self._known.keys()
