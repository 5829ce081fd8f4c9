"""Fragments of pages, each made once for as long as what it is made of stays the same.

One ``FragmentCache`` of each process holds all of them.  The key of a fragment is

- its *scope*: what of the request all fragments of one page depend on;
- the *versions* of the stored objects that it reads, or the transaction that the page shows;
- what else it *varies* by.

What is written has another version, so nothing is invalidated.  Of a request without a scope, one
that may show what is not committed or not public, nothing is cached.
"""
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from enum import Enum
from sys import getsizeof
from typing import TypeVar, cast

from persistent import Persistent
from pyramid_zodbconn import get_connection
from zope.interface import Interface

from ...base.i18n import DEFAULT
from ...kernel.security.authorization.annotate import writes
from ...kernel.storage import snapshot as snapshots
from ...kernel.tree.interfaces import NOTHING
from ...web.lru import ByteBoundedCache
from .page.shared import templates

#: Bytes of all fragments of one process: some thousand pages (20 KB), hits (3 KB), lists (15 KB)
#: and results (60 KB).  With them a process stays below 600 MB (docs/operations/performance.md).
BYTES = 48 * 1024 * 1024
#: Bytes that an entry takes in the cache besides its key and its value, nearly.
ENTRY = 300

T = TypeVar('T')


class Reads(Enum):
    """What a fragment reads when it does not name stored objects."""

    SNAPSHOT = 'the whole transaction'


SNAPSHOT = Reads.SNAPSHOT


class IFragmentCache(Interface):
    """The ``FragmentCache`` of this process, as a utility."""


class FragmentCache(ByteBoundedCache[object]):
    """Fragments of pages by key, at most ``size`` bytes of them, their keys included."""

    def __init__(self, size: int = BYTES) -> None:
        super().__init__(size, lambda key, value: ENTRY + size_of(key) + size_of(value))


def cached(page, name: str, make: Callable[[], T], *,
           reads: Iterable[object] | Reads = SNAPSHOT, varies: tuple[Hashable, ...] = ()) -> T:
    """Return ``make()``, which is never ``None``: made once for a scope, the versions of what it
    reads, and what it varies by.

    ``page``: the ``Layout``.  ``name``: of the kind of fragment.
    ``reads``: the resources that it is read from (``versions_of``); by default all that the
    transaction shows.
    ``varies``: all else that it depends on; strings, numbers, and tuples of them.
    """
    if page.scope is None:
        return make()
    fragments, key = page.fragments, key_of(page, name, reads, varies)
    found = fragments.get(key)
    if found is None:
        found = make()
        fragments.put(key, found)
    return cast('T', found)  # of this kind nothing else is cached


def cached_for_all(page, name: str, make: Callable[[], T]) -> T:
    """Return ``make()``, which declares its ``size``: made once for the transaction that the
    ``Layout`` ``page`` shows and its language, in whatever scope.

    ``name``: of what is made; it is read from public names alone, which are the same on the pages
    of all sites.
    """
    if page.scope is None:
        return make()
    fragments, key = page.fragments, (name, page.language.tag, page.snapshot)
    found = fragments.get(key)
    if found is None:
        found = make()
        fragments.put(key, found)
    return cast(T, found)


def fragments_of(page) -> FragmentCache:
    """Return the ``FragmentCache`` of the process that shows the ``Layout`` ``page``."""
    return page.request.registry.getUtility(IFragmentCache)


def key_of(page, name: str, reads: Iterable[object] | Reads = SNAPSHOT,
           varies: tuple[Hashable, ...] = ()) -> tuple[Hashable, ...]:
    """Return the key of a fragment; the arguments are those of ``cached``."""
    return name, page.scope, _versions(page, reads), varies


def _versions(page, reads: Iterable[object] | Reads) -> bytes:
    if isinstance(reads, Reads):
        return cast('bytes', page.snapshot)
    resources = tuple(reads)
    return _versions_of_row(page, *resources) if len(resources) == 1 else versions_of(
        page.language.tag, *resources)


def _versions_of_row(page, resource) -> bytes:
    """Return what ``versions_of`` does of one resource; the places around it are looked up once
    for all rows of a list.
    """
    tag, known, place = page.language.tag, page.versions, resource.__parent__
    if place not in known:
        known[place] = versions_of(tag, place)
    return _joined(_stored_in(tag, resource) + _pictures((resource,))) + known[place]


def scope(page) -> tuple[Hashable, ...] | None:
    """Return what of its request all fragments of the ``Layout`` ``page`` depend on: host,
    language, site and display; ``None`` if it may neither use nor fill the cache.
    """
    request = page.request
    if page.preview or templates(request).change or not _is_committed(request):
        return None
    return request.host_url, page.language.tag, page.site.__oid__, request.display.written


def _is_committed(request) -> bool:
    """Return whether all that a page for ``request`` shows is committed: a form writes, but what
    it writes lies in another database unless its connection to this one takes part.
    """
    return request.environ['REQUEST_METHOD'] in ('GET', 'HEAD') or not writes(
        get_connection(request))


def snapshot(page) -> bytes:
    """Return the id of the last transaction that the ``Layout`` ``page`` shows."""
    return snapshots.of(get_connection(page.request))


def version_of(stored) -> bytes:
    """Return the version of one persistent object: its id and the id of the transaction that
    wrote it last, 16 bytes; of a stand-in those of all that it is ``made_of``.
    """
    stored._p_activate()  # of a ghost the serial is not known
    if stored._p_oid is None:
        return b''.join(map(version_of, stored.made_of))
    return stored._p_oid + stored._p_serial


def versions_of(tag: str, *resources) -> bytes:
    """Return the versions of all that the names and the addresses of ``resources`` are read from,
    their own texts and their pictures, in the language ``tag``: of them, of what they lie in, each
    once, of the translations of both and of stored pictures.
    """
    known = {}  # in which order, too
    for resource in resources:
        place = resource
        while place is not None and place not in known:
            known[place] = None
            place = place.__parent__
    stored = [*known] if tag == DEFAULT else [
        each for place in known for each in _stored_in(tag, place)]
    return _joined(stored + _pictures(resources))


def _joined(stored) -> bytes:
    """Return the versions of ``stored``; what is loaded already is not asked to be."""
    return b''.join([
        version_of(each) if each._p_oid is None or each._p_changed is None
        else each._p_oid + each._p_serial for each in stored])


def _stored_in(tag: str, place) -> list[Persistent]:
    """Return what the texts of ``place`` are read from."""
    texts = place.translations
    if tag == DEFAULT or texts is NOTHING:
        return [place]
    return [place, texts, texts[tag]] if tag in texts else [place, texts]


def _pictures(resources) -> list[Persistent]:
    return [picture for each in resources
            if (picture := getattr(each, 'image', None)) is not None]


def versions_of_texts(resource) -> bytes:
    """Return the versions of all that is said of ``resource`` in whatever language."""
    texts = resource.translations
    return b'' if texts is NOTHING else b''.join(map(version_of, (texts, *texts.values())))


def size_of(value: object) -> int:
    """Return the bytes that ``value`` takes in memory, nearly: of a container with its parts, of
    another object the ``size`` that it declares.

    Raises ``TypeError`` if nobody knows the size: such a thing is no part of a fragment.
    """
    total, parts = 0, [value]
    for part in parts:  # which grows
        if type(part) in _USUAL:
            total += getsizeof(part)
        elif isinstance(part, (tuple, frozenset)):
            total += getsizeof(part)
            parts.extend(part)
        elif isinstance(part, _PLAIN):
            total += getsizeof(part)
        elif isinstance(part, dict):
            total += getsizeof(part)
            parts.extend((*part, *part.values()))
        else:
            total += _declared(part)
    return total


_PLAIN = (str, bytes, int, float, date, type(None))
#: The types of nearly all parts: looking one up takes a third of ``isinstance``.
_USUAL = frozenset((str, bytes, int, type(None)))


def _declared(part) -> int:
    size = getattr(part, 'size', None)
    if size is None:
        raise TypeError(f'of unknown size: {type(part).__name__}')
    return size


def includeme(config) -> None:
    config.registry.registerUtility(FragmentCache(), IFragmentCache)
