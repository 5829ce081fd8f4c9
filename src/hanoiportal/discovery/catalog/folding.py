"""Keeping the text index quick: what is pending is folded in beside the requests, or an import.

The long part of the job is done outside any transaction, from what one connection sees; the
transaction that puts it in its place takes hundredths of a second, and leaves pending what has
changed meanwhile.  Merges are done a step at a look.
"""

from contextlib import contextmanager

from zope.interface import implementer

from ...kernel.storage.secondprocess import working
from .interfaces.folding import IFolding
from .textindex import built
from .textindex.index import put_in, take_out

#: Seconds between two looks.
EVERY = 5
#: So many pending documents are worth a segment: fewer cost a question less than one more segment.
ENOUGH = 64


def fold(environment):
    """Job: make a segment of what is pending if that is much, and do one step of a merge.

    A large merge takes some hundred steps, so that other jobs run between them.
    """
    text = _text(environment)
    if text.pending() >= ENOUGH:
        folding = text.prepared()
        environment.in_transaction(lambda: _text(environment).take_in(folding))
    if _text(environment).is_crowded():
        environment.in_transaction(lambda: _merge_on(environment))


@contextmanager
def folding_meanwhile(elsewhere):
    """See ``IFoldingMeanwhile``."""
    with working(built, elsewhere) as building:
        yield FoldingMeanwhile(building)


@implementer(IFolding)
class FoldingMeanwhile:
    """``IFolding``.  ``building``: an ``IWorker`` that does ``built``."""

    def __init__(self, building):
        self._building, self._changes = building, None

    def go_on(self, portal):
        """See ``IFolding``."""
        self.end(portal)
        self._changes, texts = take_out(_text_of(portal))
        self._building.begin(texts)

    def end(self, portal):
        """See ``IFolding``."""
        if self._changes is not None:
            put_in(_text_of(portal), self._changes, self._building.end())
            self._changes = None


def _merge_on(environment):
    """Do a step, unless a conflict has shown that another has done what was to be done."""
    text = _text(environment)
    if text.is_crowded():
        text.merge_on()


def _text(environment):
    return _text_of(environment.portal)


def _text_of(portal):
    return portal.indexes.catalog['text']
