"""What may come out of a database: values of the portal's own classes, and of a short list.

A pickle names what it is made of, and any importable function can be named and called (Python's
documentation of ``pickle``).  Who can write one record must not be able to run a program; so what
is not allowed here is refused, whatever it is (ASVS 5.0, 1.5.2; ADR 41).
"""
import enum
import sys
from dataclasses import is_dataclass
from importlib import import_module

import ZODB.ConflictResolution
from persistent import Persistent
from ZODB import _compat
from zope.interface.interface import InterfaceClass

from .moved import name_of_today

#: Classes of others, by module: values, and what trees and indexes are made of.
CLASSES: dict[str, tuple[str, ...]] = {
    'builtins': ('frozenset', 'set', 'str'),  # a text of a class of its own is kept as text
    'datetime': ('date', 'datetime', 'time', 'timedelta', 'timezone'),
    'persistent.list': ('PersistentList',),
    'persistent.mapping': ('PersistentMapping',),
    'repoze.catalog.catalog': ('Catalog',),
    'repoze.catalog.indexes.field': ('CatalogFieldIndex',),
    'substanced.objectmap': ('ExtentMap', 'ReferenceMap'),
    'translationstring': ('TranslationString',),
    'ZODB.blob': ('Blob',),
    'zope.interface.declarations': ('Provides',),
    'BTrees': ('_family32', '_family64'),
    'BTrees.Length': ('Length',),
}
_TREES = ('IF', 'II', 'IO', 'LF', 'LL', 'LO', 'OI', 'OL', 'OO', 'fs')
_PARTS = ('BTree', 'Bucket', 'Set', 'TreeSet')
CLASSES.update({f'BTrees.{kind}BTree': tuple(f'{kind}{part}' for part in _PARTS)
                for kind in _TREES})
#: What an index of the catalog calls to read an item; the one function that is stored by name.
FUNCTIONS: dict[str, tuple[str, ...]] = {'hanoiportal.discovery.catalog.indexes': ('text_of',)}
_OURS = 'hanoiportal.'


class Forbidden(ValueError):
    """A database names what it may not be made of; ``args[0]`` says what."""


def allowed(module: str, name: str) -> object:
    """Return what ``name`` in ``module`` is.  Raises ``Forbidden`` if it may not be stored."""
    found = _known.get((module, name))
    if found is None:
        found = _known[module, name] = _looked_up(*name_of_today(module, name))
    return found


_known: dict[tuple[str, str], object] = {}


def _looked_up(module: str, name: str) -> object:
    if name in CLASSES.get(module, ()):
        return getattr(import_module(module), name)
    # What the application has not imported is not of it; nothing is imported by a record.
    found = vars(sys.modules[module]).get(name) if (
        module.startswith(_OURS) and module in sys.modules) else None
    if name in FUNCTIONS.get(module, ()) or _is_ours(found, module):
        return found
    raise Forbidden(f'a record of the database names {module}.{name}, which the portal does not '
                    'keep there; it was not loaded')


def _is_ours(found: object, module: str) -> bool:
    """Tell whether it is an interface or a class that only holds values, defined there."""
    if getattr(found, '__module__', None) != module:
        return False
    return isinstance(found, InterfaceClass) or isinstance(found, type) and (
        issubclass(found, (Persistent, tuple, enum.Enum)) or is_dataclass(found))


def class_factory(_connection: object, module: str, name: str) -> object:
    """Return the class of a record, as ``ZODB.DB`` asks for it."""
    return allowed(module, name)


def guard_all() -> None:
    """Let whatever else of ZODB reads pickles in this process ask ``allowed``, too: conflict
    resolution, the index of a FileStorage, the descriptions of records.
    """
    ZODB.ConflictResolution.find_global = allowed
    _compat.Unpickler.find_global = staticmethod(allowed)
