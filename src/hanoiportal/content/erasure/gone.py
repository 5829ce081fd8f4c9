"""What the register says that is not to be found any more."""
from operator import attrgetter

from ...kernel.tree.lookup import texts_of
from .interfaces import ACCOUNT, PAST, RESOURCE, WORDS, Erased


def gone_of(erasures):
    """Return the ``Erased`` of ``erasures``, each an ``Erasure``."""
    demands = sorted((each.demanded for each in erasures), key=attrgetter('at'))
    found = {kind: [each for each in demands if each.kind == kind]
             for kind in (RESOURCE, PAST, ACCOUNT, WORDS)}  # of two pasts of one the later counts
    return Erased(
        frozenset(oid for demanded in found[RESOURCE] for oid in demanded.oids),
        {oid: demanded.at for demanded in found[PAST] for oid in demanded.oids},
        {demanded.account: demanded.oids[0] for demanded in found[ACCOUNT]},
        {demanded.words: demanded.at for demanded in found[WORDS]})


def gone_with_older(portal, erasures):
    """Return the same, and with it the items of ``older_texts``, each with all of its texts."""
    return gone_of(erasures).and_resources(
        text.__oid__ for item in older_texts(portal, erasures) for text in texts_of(item))


def text_since(document):
    """Return since when an item or translation has its text, aware UTC; ``None`` if unknown."""
    return document.modified_at or document.created_at


def older_texts(portal, erasures):
    """Return the items of ``portal`` whose text is older than the one that was to stay when their
    past was erased: data of an earlier day, or a change that was undone.
    """
    return list({item.__oid__: item for erasure in erasures
                 for item in _older(portal, erasure.demanded)}.values())


def _older(portal, demanded):
    for oid, since in demanded.texts_since.items():
        document = portal.__objectmap__.object_for(oid)
        if document is not None and (text_since(document) or since) < since:
            yield portal.__objectmap__.object_for(demanded.oids[0]) or document
