"""The log of reminders, in ``interactions``."""
from collections.abc import Iterable, Iterator
from itertools import islice

from BTrees.LOBTree import LOBTree
from zope.interface import implementer

from ...base.interfaces import IResource
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.lookup import find_portal
from .interfaces import IReminders, SentReminder

#: Name in the root of the database of ``{number from 1: SentReminder}``.
KEY = 'reminders'


@implementer(IReminders)
class Reminders:
    """``IReminders`` of the portal that ``resource`` stands in."""

    def __init__(self, resource: IResource) -> None:
        self._root = interactions_of(find_portal(resource))

    def note(self, reminder: SentReminder) -> None:
        """See ``IReminders``."""
        log = get_or_create(self._root, KEY, LOBTree)
        log[log.maxKey() + 1 if log else 1] = reminder

    def latest(self, most: int, sites: Iterable[str] | None = None, kind: str = '',
               start: int = 0) -> Iterator[SentReminder]:
        """See ``IReminders``."""
        log = self._root.get(KEY)
        wanted = None if sites is None else frozenset(sites)
        last = log.maxKey() if log else 0
        found = (log[number] for number in range(last, 0, -1)
                 if (wanted is None or log[number].site in wanted)
                 and kind in ('', log[number].kind))
        return islice(found, start, start + most)
