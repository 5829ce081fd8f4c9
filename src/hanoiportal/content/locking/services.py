"""``ILocking``, as plain objects that know nothing of HTTP."""
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock
from ...kernel.storage.interfaces import DRAFTS
from ..drafts.interfaces import IDrafts
from .interfaces import Colleague, ILocking
from .resource import KEY, Attended, Here, Presence

NAMELESS = _('Một người khác')


@implementer(ILocking)
class LockingService:
    """``ILocking`` for one asker."""

    def __init__(self, root, account_id, may_write, name_of, clock):
        self._root = root            # callable() -> root mapping of the drafts database
        self._account_id = account_id
        self._may_write = may_write  # callable(work) -> bool
        self._name_of = name_of      # callable(account id) -> full name
        self._clock = clock

    def enter(self, work):
        if not self._may_write(work):
            return
        now, found = self._clock.now(), self._kept(work)
        people, staying = found.people, {self._account_id, found.held_by(now)}
        for gone in [one for one, here in people.items() if not here.is_present(now)]:
            if gone not in staying:
                del people[gone]
        if self._account_id in people:
            people[self._account_id].note(now)
        else:
            people[self._account_id] = Here(now)

    def leave(self, work):
        found = self._attended(work)
        if self._account_id is not None and self._account_id in found.people:
            found.remove(self._account_id)
            if found.is_over(self._clock.now()):
                del self._by_work()[work.key]

    def others(self, work):
        if not self._may_write(work):
            return []
        now, found = self._clock.now(), self._attended(work)
        holder = found.held_by(now)
        colleagues = [
            Colleague(self._name_of(one), here.since, here.seen, one == holder)
            for one, here in found.people.items()
            if one != self._account_id and (here.is_present(now) or one == holder)]
        return sorted(colleagues, key=lambda colleague: colleague.name)

    def hold(self, work):
        if not self._may_write(work):
            return False
        now, found = self._clock.now(), self._kept(work)
        if found.held_by(now) in (None, self._account_id):
            found.give(self._account_id, now)
        return found.holder == self._account_id

    def take_over(self, work):
        if self._may_write(work):
            self._kept(work).take(self._account_id, self._clock.now())

    def taken_by(self, work):
        by = self._attended(work).lost.get(self._account_id) if self._may_write(work) else None
        return '' if by is None else self._name_of(by)

    def clean(self, now):
        works = self._by_work()
        for key in [key for key, found in works.items() if found.is_over(now)]:
            del works[key]
        return len(works)

    def _by_work(self):
        presence = self._root().get(KEY)
        return {} if presence is None else presence.by_work

    def _attended(self, work):
        return self._by_work().get(work.key) or Attended()

    def _kept(self, work):
        root = self._root()
        if KEY not in root:
            root[KEY] = Presence()
        works = root[KEY].by_work
        if work.key not in works:
            works[work.key] = Attended()
        return works[work.key]


def locking_service(request):
    asker, portal = request.identity, request.root

    def name_of(account_id):
        account = portal['accounts'].by_id.get(account_id)
        return getattr(account, 'full_name', '') or request.localizer.translate(NAMELESS)

    return LockingService(
        portal[DRAFTS].mounted, None if asker is None else asker.id,
        request.service(IDrafts).may_write, name_of, request.registry.getUtility(IClock))


def presence_of(portal, clock):
    """Return the ``ILocking`` of nobody, to ``clean`` with."""
    return LockingService(
        portal[DRAFTS].mounted, None, lambda work: False, str, clock)
