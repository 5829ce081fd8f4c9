"""The chains of entries.  Renaming this module needs an upgrade step.

Each entry has a digest that covers the one before it, so that whoever knows the last digest
knows of every byte (ADR 15).
"""
from hashlib import sha256

from BTrees.IOBTree import IOBTree
from BTrees.LOBTree import LOBTree
from persistent import Persistent
from ZODB.POSException import ConflictError

from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.storage.interfaces import CONTENT, INTERACTIONS

#: Entries in one record of the database.  Each addition writes the last record anew: more would
#: cost bytes, fewer would cost records.
BUCKET = 16
#: Where a portal keeps its log, and where ``interactions`` does; the name is in their records.
ATTRIBUTE = 'deeds'


def beginning(place):
    """Return the digest that stands before the first entry of the chain of the id ``place``."""
    return sha256(f'hanoiportal deeds 1 {place}'.encode()).digest()


def follow(previous, number, line):
    """Return the digest of the entry ``number`` (from 0) after one with the digest ``previous``.
    """
    return sha256(previous + number.to_bytes(8, 'big') + line).digest()


class Bucket(Persistent):
    """Some entries that follow each other: the numbers from ``start``.

    ``place``: object id, as of the chain.  ``previous``: digest of the entry before them.
    ``lines``: canonical ``bytes``.  ``digests``: one for each line.  ``sealed``: whether the next
    bucket has begun.
    """

    def __init__(self, place, start, previous):
        self.place = place
        self.start = start
        self.previous = previous
        self.lines = self.digests = ()
        self.sealed = False

    @property
    def head(self):
        return self.digests[-1] if self.digests else self.previous

    @property
    def end(self):
        return self.start + len(self.lines)

    def append(self, line):
        """Add one entry."""
        digest = follow(self.head, self.end, line)
        self.lines, self.digests = (*self.lines, line), (*self.digests, digest)

    def _p_resolveConflict(self, old, saved, new):
        """Let the additions of two transactions follow each other; undoing takes none away."""
        if _is_redacted(old, new) or _is_redacted(old, saved):
            raise ConflictError
        known = len(old['lines'])
        added = new['lines'][known:]
        if new['lines'][:known] != old['lines'] or not (added or new['sealed']):
            return saved  # what is undone stays in the log
        if added and saved['lines'][known:known + len(added)] == added:
            return saved  # an undoing is undone: the log holds it already
        if saved['sealed'] or new['sealed']:
            raise ConflictError
        return _extended(saved, added)


def _is_redacted(old, new):
    """Tell whether ``new`` has other lines under the digests that ``old`` has: a redaction."""
    return any(line != was and digest == noted for line, was, digest, noted in zip(
        new['lines'], old['lines'], new['digests'], old['digests'], strict=False))


def _extended(state, lines):
    """Return the ``state`` of a bucket with ``lines`` after its own."""
    bucket = Bucket(state['place'], state['start'], state['previous'])
    bucket.lines, bucket.digests = state['lines'], state['digests']
    for line in lines:
        bucket.append(line)
    return {**state, 'lines': bucket.lines, 'digests': bucket.digests}


class Chain(Persistent):
    """The entries of one place.  ``place``: its object id.  ``buckets``: by their ``start``."""

    def __init__(self, place):
        self.place = place
        self.buckets = LOBTree()

    @property
    def last(self):
        """The bucket that grows, or ``None``."""
        return self.buckets[self.buckets.maxKey()] if self.buckets else None

    @property
    def count(self):
        return self.last.end if self.buckets else 0

    @property
    def head(self):
        """The digest of the last entry."""
        return self.last.head if self.buckets else beginning(self.place)

    def append(self, line):
        """Add one entry, ``bytes``."""
        last = self.last
        if last is None or last.sealed or len(last.lines) >= BUCKET:
            if last is not None:
                last.sealed = True
            bucket = Bucket(self.place, self.count, self.head)
            self.buckets[bucket.start] = last = bucket
        last.append(line)

    def lines(self, start=0):
        """Yield ``(number, digest, line)`` from the number ``start`` on, the oldest first."""
        first = self.buckets.maxKey(start) if self.buckets else None
        for bucket in self.buckets.values(min=first):
            yield from bucket_lines(bucket, start)


def bucket_lines(bucket, start=0):
    """Yield ``(number, digest, line)`` of a bucket from the number ``start`` on."""
    for number, (digest, line) in enumerate(
            zip(bucket.digests, bucket.lines, strict=True), bucket.start):
        if number >= start:
            yield number, digest, line


class Log(Persistent):
    """Nhật ký: all chains of a portal, ``{object id of the place: Chain}``.

    A chain outlives its place: deleting a site deletes nothing here.  ``roots``: see ``roots``.
    """

    roots = None

    def __init__(self):
        self.chains = IOBTree()

    def chain_for(self, place):
        """Return the chain of the object id ``place`` for writing, made if there is none."""
        if place not in self.chains:
            self.chains[place] = Chain(place)
        return self.chains[place]


def log_of(portal):
    """Return the ``Log`` of ``portal``; an empty one that nobody keeps if there is none yet."""
    found = getattr(portal, ATTRIBUTE, None)
    return Log() if found is None else found


def inner_log_of(portal):
    """Return the ``Log`` of what lives in the database ``interactions``, as ``log_of``."""
    found = interactions_of(portal).get(ATTRIBUTE) if INTERACTIONS in portal else None
    return Log() if found is None else found


def logs_of(portal):
    """Return ``{name of the database: Log}``, content first."""
    return {CONTENT: log_of(portal), INTERACTIONS: inner_log_of(portal)}


def get_or_create_inner_log(portal):
    """Return the ``Log`` of what lives in ``interactions`` for writing."""
    return get_or_create(interactions_of(portal), ATTRIBUTE, Log)


def get_or_create_log(portal):
    """Return the ``Log`` of ``portal`` for writing."""
    if getattr(portal, ATTRIBUTE, None) is None:
        setattr(portal, ATTRIBUTE, Log())
    return getattr(portal, ATTRIBUTE)
