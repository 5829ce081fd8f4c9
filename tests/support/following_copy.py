"""A machine that keeps a copy of the public portal by the stream of changes, and may be killed.

``Source`` is what the portal gives it: what is public now, read in the tree without the ledger.
"""
from contextlib import contextmanager

from hanoiportal.base.interfaces import IContainer, IItem, ISite
from hanoiportal.integration.changes.interfaces import CHANGED, ITEM, IChanges, OtherEpoch
from hanoiportal.kernel.tree.lookup import is_closed, path_of, walk
from pyramid.location import lineage


class Killed(Exception):
    """The machine stops where it is."""


class Source:
    """The portal of ``environment`` as other systems read it."""

    def __init__(self, environment):
        self._environment = environment

    @property
    def changes(self):
        portal = self._environment.portal
        return self._environment.registry.getAdapter(portal, IChanges)

    def found(self, oid):
        """Return ``{id: record}`` of what is public at the id ``oid``, parts of items with it."""
        resource = self._environment.portal.__objectmap__.object_for(int(oid))
        if resource is None or not _is_open(resource):
            return {}
        return dict(map(_pair, _with_parts(resource)))

    def inside(self, oid):
        """Return the same, and of all that is in it."""
        resource = self._environment.portal.__objectmap__.object_for(int(oid))
        return {} if resource is None else public(resource)

    def everything(self):
        return public(self._environment.portal)


def public(place):
    """Return ``{id: record}`` of all that is public at and below ``place``."""
    return dict(_pair(each) for each in walk(place)
                if (IContainer.providedBy(each) or IItem.providedBy(each)) and _is_open(each))


def _is_open(resource):
    closed = ISite.providedBy(resource) and not resource.is_active
    shown = all(getattr(each, 'is_public', True) for each in lineage(resource)
                if IItem.providedBy(each))
    return shown and not closed and not is_closed(resource)


def _with_parts(resource):
    if not IItem.providedBy(resource):
        return [resource]
    return [each for each in walk(resource) if IItem.providedBy(each) and _is_open(each)]


def _pair(resource):
    texts = [resource, *(each for each in resource.translations.values() if each.is_public)]
    return str(resource.__oid__), {
        'path': path_of(resource), 'state': resource.state,
        'titles': {text.language: text.title for text in texts},
        'within': {str(each.__oid__) for each in lineage(resource)}}


class Copy:
    """What the machine keeps on its disk: ``records``, and ``cursor`` once it has read all.

    ``erased``: ids of which it was told to keep nothing older.  ``lives``: steps until the next
    kill, ``None`` for none.
    """

    def __init__(self):
        self.records, self.cursor, self.erased, self.begun = {}, None, set(), 0
        self.lives = None

    @contextmanager
    def _step(self):
        """One deed that may be the last."""
        if self.lives is not None:
            self.lives -= 1
            if self.lives < 0:
                self.lives = None
                raise Killed
        yield

    def follow(self, source, size):
        """Follow to the end; begin anew where the position is of another epoch."""
        while True:
            try:
                if self.cursor is None:
                    self._read_all(source)
                if self._follow_page(source, size):
                    return
            except OtherEpoch:
                self.cursor = None

    def _read_all(self, source):
        self.records, self.begun = {}, self.begun + 1
        position = source.changes.position()
        for oid, record in source.everything().items():
            with self._step():
                self.records[oid] = record
        self.cursor = position

    def _follow_page(self, source, size):
        page = source.changes.since(self.cursor, size)
        for change in page.changes:
            with self._step():
                self._apply(change, source)
        self.cursor = page.position
        return page.is_last

    def _apply(self, change, source):
        if change.kind == 'erased':
            self.erased.add(change.id)
        if change.is_gone or change.scope == ITEM or change.kind != CHANGED:
            for oid in [oid for oid, record in self.records.items()
                        if change.id in record['within']]:
                with self._step():
                    del self.records[oid]
        if not change.is_gone:
            is_whole = change.scope != ITEM and change.kind != CHANGED
            self.records.update(
                (source.inside if is_whole else source.found)(change.id))
