"""Who follows what, in ``interactions``.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Iterator
from itertools import islice

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent
from zope.interface import implementer

from .interfaces import AT_ONCE, BY_MAIL, Followed, ISubscriber, Piece

#: Name in the root of the database.
KEY = 'subscriptions'
#: Pieces of news that wait for one subscriber, or stand on the page; the oldest go first.
MOST_NEWS = 50
_LAST = 2 ** 62


@implementer(ISubscriber)
class Subscriber(Persistent):
    """See ``ISubscriber``.  ``number``: of the key, too.  ``sealed``: the address.

    ``mark``: by which the address is found again.  ``person``: that of a pseudonym.  ``waiting``:
    what is not told yet.  ``told``: what was, for the page.  ``due``: when it is told, seconds
    since 1970 UTC, 0 for never.  ``letters``: moments of letters that asked, seconds.
    ``later``: when that of it is told which is not urgent, 0 for never.
    ``returned``: local days on which a mail came back.
    """

    channel = BY_MAIL
    days = AT_ONCE
    person = b''
    returned: tuple[datetime.date, ...] = ()
    due = later = 0.0
    last = 0

    def __init__(self, number: int, sealed: bytes, mark: bytes, language: str) -> None:
        self.number, self.sealed, self.mark, self.language = number, sealed, mark, language
        self.followed: tuple[Followed, ...] = ()
        self.waiting: tuple[Piece, ...] = ()
        self.told: tuple[Piece, ...] = ()
        self.letters: tuple[float, ...] = ()


class SubscriptionBook(Persistent):
    """``subscribers``: by number.  ``marks``: their numbers, by the mark of the address.

    ``people``: ``(mark of a pseudonym, number)``.  ``followers``: ``(kind, target, number)``.
    ``due``: ``(seconds since 1970 UTC, number)``.  ``asked``: ``(seconds, number, number of what
    is followed)`` of what nobody has confirmed.  ``position``: of the last event of the ledger
    that was followed.  ``figures``: numbers by ``(site, month, what)``; ``None`` before the first.
    """

    position = 0
    figures: OOBTree | None = None

    def __init__(self) -> None:
        self.subscribers = LOBTree()
        self.marks = OOBTree()
        self.people = OOTreeSet()
        self.followers = OOTreeSet()
        self.due = OOTreeSet()
        self.asked = OOTreeSet()

    def followers_of(self, kind: str, target: str) -> Iterator[Subscriber]:
        """Yield who follows that, or was asked whether to."""
        for _kind, _target, number in list(
                self.followers.keys((kind, target, 0), (kind, target, _LAST))):
            yield self.subscribers[number]

    def numbers_of(self, kind: str, target: str, after: int) -> Iterator[int]:
        """Yield the numbers above ``after`` of who follows that, or was asked whether to."""
        for _kind, _target, number in self.followers.keys(
                (kind, target, after + 1), (kind, target, _LAST)):
            yield number

    def due_at(self, now: float, most: int) -> list[Subscriber]:
        """Return at most ``most`` of those who are to be told something at ``now``."""
        return [self.subscribers[number] for _moment, number
                in islice(self.due.keys(max=(now, _LAST)), most)]

    def asked_before(self, moment: float, most: int | None = None) -> list[
            tuple[Subscriber, int]]:
        """Return what was asked before ``moment`` and is not confirmed, ``most`` of it or all."""
        return [(self.subscribers[number], which) for _moment, number, which
                in islice(self.asked.keys(max=(moment,)), most)]

    def of_person(self, mark: bytes) -> list[Subscriber]:
        """Return the subscribers with the pseudonym of that ``mark``."""
        return [self.subscribers[number] for _mark, number
                in self.people.keys((mark, 0), (mark, _LAST))]

    def put(self, subscriber: Subscriber, followed: tuple[Followed, ...]) -> None:
        """Let ``subscriber`` follow what is ``followed`` and nothing else; the indexes follow."""
        for each in set(subscriber.followed) - set(followed):
            self._index(subscriber, each, False)
        for each in set(followed) - set(subscriber.followed):
            self._index(subscriber, each, True)
        # Two of one thing share a row: the one that stays has it.
        for each in followed:
            self.followers.insert((each.kind, each.target, subscriber.number))
        subscriber.followed = followed

    def _index(self, subscriber: Subscriber, each: Followed, is_new: bool) -> None:
        rows: list[tuple[OOTreeSet, tuple[str | float, ...]]] = [
            (self.followers, (each.kind, each.target, subscriber.number))]
        if each.confirmed is None:
            rows.append((self.asked, (each.asked.timestamp(), subscriber.number, each.number)))
        for index, row in rows:
            if is_new:
                index.insert(row)
            elif row in index:
                index.remove(row)

    def schedule(self, subscriber: Subscriber, moment: float) -> None:
        """Let ``subscriber`` be told what waits at ``moment``, 0 for never."""
        if subscriber.due:
            self.due.discard((subscriber.due, subscriber.number))
        subscriber.due = moment
        if moment:
            self.due.insert((moment, subscriber.number))

    def forget(self, subscriber: Subscriber) -> None:
        """Forget ``subscriber`` and all that is followed."""
        self.put(subscriber, ())
        self.schedule(subscriber, 0)
        self.marks.pop(subscriber.mark, None)
        self.people.discard((subscriber.person, subscriber.number))
        del self.subscribers[subscriber.number]
