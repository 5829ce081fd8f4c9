"""What a process makes of the names of all sites, for as long as nothing at all is written."""
from collections.abc import Callable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

T = TypeVar('T')
#: (name, language) → the transaction that it was made for, and what was made; by database.
_Known = dict[tuple[str, str], tuple[bytes, object]]
_KNOWN: WeakKeyDictionary[object, _Known] = WeakKeyDictionary()


def remembered(page, name: str, make: Callable[[], T]) -> T:
    """Return ``make()``, made once for each transaction that pages show and each language.

    ``page``: the ``Layout``.  ``name``: of what is made; it is read from public names alone, which
    are the same on the pages of all sites.
    """
    if page.scope is None:
        return make()
    known = _KNOWN.setdefault(page.portal._p_jar.db(), {})
    key = name, page.language.tag
    snapshot, found = known.get(key, (None, None))
    if snapshot != page.snapshot:
        found = make()
        known[key] = page.snapshot, found
    return cast(T, found)
