"""What of the database something was read from, and which version of it.

A stamp is the id of a stored object and its serial, the id of the transaction that wrote it last.
What was made of some objects is the same for as long as their stamps are.
"""
from pyramid.location import lineage

from ..i18n import DEFAULT
from ..tree.interfaces import NOTHING


def stamp(stored):
    """Return the stamp of one persistent object."""
    stored._p_activate()  # of a ghost the serial is not known
    return stored._p_oid, stored._p_serial


def stamps_of(resource, tag):
    """Return the stamps of all that the name and the address of ``resource`` are read from, and
    its own text, in the language ``tag``: of it, of what it lies in, and of their translations.
    """
    return tuple(stamp(each) for place in lineage(resource) for each in _with_text(place, tag))


def _with_text(place, tag):
    yield place
    texts = place.translations
    if tag != DEFAULT and texts is not NOTHING:
        yield texts
        if tag in texts:
            yield texts[tag]
