"""Newest first, as numbers: the keys of the ordered lists."""
import datetime

_BITS = 31
_MASK = (1 << _BITS) - 1
_LAST_SECOND = 2 ** 32 - 1
#: Stands before all keys of a list.  The trees resolve no conflict in which the first key of a
#: bucket goes; without this the newest document would be it, and its publication could not be
#: undone once another one stands.
HEAD = -1
#: From one hit in so many on, reading the ordered list is quicker than sorting the hits.
SPARSE = 50


def order_key(moment, docid):
    """Return the 64-bit ``int`` that sorts newer moments first; to the second, until 2106.

    ``moment``: aware ``datetime``.  Of two in one second the one with the larger id comes first:
    ids are drawn upwards.
    """
    return _LAST_SECOND - int(moment.timestamp()) << _BITS | _MASK - docid


def docid_of(key):
    """Return the document id of an ``order_key``."""
    return _MASK - (key & _MASK)


def docids_of(keys):
    """Return the document ids of several keys, in their order."""
    return [_MASK - (key & _MASK) for key in keys]


def keys_in(keys, docids):
    """Yield those of ``keys`` whose documents the bitmap ``docids`` holds."""
    return (key for key in keys if _MASK - (key & _MASK) in docids)


def newest_of(keys, number):
    """Return the document ids of the newest ``number`` of some ``keys``, the newest first."""
    return docids_of(sorted(keys)[:number])


def moment_of(key):
    """Return the moment of an ``order_key``, an aware UTC ``datetime``."""
    return datetime.datetime.fromtimestamp(
        _LAST_SECOND - (key >> _BITS), datetime.timezone.utc)


def first_key(last):
    """Return the least key of the moments before ``last``, a whole second."""
    return order_key(last - datetime.timedelta(seconds=1), _MASK)


def span(first, last):
    """Return the least and the greatest key of the moments from ``first`` to before ``last``."""
    return first_key(last), order_key(first, 0)
