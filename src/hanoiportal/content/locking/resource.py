"""What the ``drafts`` database holds of presence.  Renaming this module needs an upgrade step."""
import datetime

from BTrees.OOBTree import OOBTree
from persistent import Persistent

KEY = 'presence'
#: One is seen so long after one's browser has last said that it is there.
PRESENT_SECONDS = 60
#: A hold ends so long after its holder has last typed.
HOLD_MINUTES = 15
#: What was noted less than so many seconds ago is not noted anew.
FINE = 10


class Presence(Persistent):
    """``{key of a work: Attended}``."""

    def __init__(self):
        self.by_work = OOBTree()


class Here(Persistent):
    """One person at one work; ``since`` and ``seen`` are aware UTC ``datetime``."""

    def __init__(self, now):
        self.since = self.seen = now

    def is_present(self, now):
        return now - self.seen < datetime.timedelta(seconds=PRESENT_SECONDS)

    def note(self, now):
        """Say that they are there; a presence that had ended begins anew."""
        if not self.is_present(now):
            self.since = self.seen = now
        elif (now - self.seen).total_seconds() >= FINE:
            self.seen = now


class Attended(Persistent):
    """One work and who is at it: ``people`` is ``{account id: Here}``.

    ``holder``: account id or ``None``; ``typed``: when they last typed, aware UTC ``datetime``.
    ``lost``: ``{account id: account id of who took it over from them}``.
    """

    holder = typed = None

    def __init__(self):
        self.people = OOBTree()
        self.lost = {}

    def held_by(self, now):
        """Return the account id of who holds it at ``now``, or ``None``."""
        if self.holder is None or now - self.typed >= datetime.timedelta(minutes=HOLD_MINUTES):
            return None
        return self.holder

    def give(self, account_id, now):
        """Let ``account_id`` hold it; nobody has taken it from them any more."""
        same = self.holder == account_id
        if not same or (now - self.typed).total_seconds() >= FINE:
            self.typed = now
        if not same:
            self.holder = account_id
        if account_id in self.lost:
            self.lost = {one: by for one, by in self.lost.items() if one != account_id}

    def take(self, account_id, now):
        """Give it to ``account_id`` and note from whom it was taken."""
        before = self.held_by(now)
        if before not in (None, account_id):
            self.lost = {**self.lost, before: account_id}
        self.give(account_id, now)

    def remove(self, account_id):
        """Forget ``account_id`` altogether."""
        self.people.pop(account_id, None)
        self.lost = {one: by for one, by in self.lost.items() if one != account_id}
        if self.holder == account_id:
            self.holder = self.typed = None

    def is_over(self, now):
        """Return whether nobody is there and nobody holds it."""
        return self.held_by(now) is None and not any(
            here.is_present(now) for here in self.people.values())
