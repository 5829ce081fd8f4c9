"""What visitors searched for and did not find, without anything that tells of a person.

Each process counts in memory; a job adds its numbers to the ``interactions`` database.  A query is
kept there as a digest until it has been asked ``ENOUGH`` times within ``DAYS`` days: only then
its words are written down.  E-mail addresses and long numbers are never counted at all.
"""
import datetime
import re
from collections import Counter
from hashlib import blake2b
from threading import Lock

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from zope.interface import Interface

from ...base.clock import local
from ...base.text import words
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new
from ...kernel.storage.tallies import save_taken

KEY = 'unanswered'
#: Seconds between two savings.
EVERY = 60
#: A query is shown to administrators once it has found nothing so many times.
ENOUGH = 5
#: Days for which a query that is not asked again is remembered.
DAYS = 30
#: Queries remembered at most by a process and in the database; words of one query.
MOST, MOST_WORDS = 10_000, 10
#: Characters of a query that are looked at: what is longer nobody asks twice.
LONGEST = 200
_ADDRESS = re.compile(r'\S*@\S*')
_NUMBER = re.compile(r'\d(?:[\s.,()/+-]*\d){5,}')


class IUnanswered(Interface):
    """The ``Tally`` of this process, as a utility."""


def stripped(typed):
    """Return the words of ``typed`` in one form, without e-mail addresses and long numbers."""
    text = _NUMBER.sub(' ', _ADDRESS.sub(' ', typed[:LONGEST]))
    return ' '.join(words(text)[0][:MOST_WORDS])


class Tally:
    """Queries that found nothing, in memory; thread-safe."""

    def __init__(self):
        self._queries = Counter()
        self._lock = Lock()

    def count(self, typed):
        """Count a query as it was typed."""
        query = stripped(typed)
        if query:
            self.add({query: 1})

    def add(self, queries):
        """Add ``{stripped query: number}``; also gives back what could not be saved."""
        with self._lock:
            for query, number in queries.items():
                if query in self._queries or len(self._queries) < MOST:
                    self._queries[query] += number

    def take(self):
        """Return ``{stripped query: number}`` of all that is not saved, and forget it."""
        with self._lock:
            taken, self._queries = self._queries, Counter()
        return taken


class Unanswered(Persistent):
    """Tìm không thấy, in the ``interactions`` database.  Renaming needs an upgrade step.

    ``waiting``: digest → ``(number, last ISO day)``; ``queries``: words → the same.
    """

    def __init__(self):
        self.waiting = OOBTree()
        self.queries = OOBTree()

    def add(self, queries, today):
        """Add ``{stripped query: number}`` asked up to the local date ``today``."""
        since = (today - datetime.timedelta(DAYS)).isoformat()
        for known in (self.waiting, self.queries):
            for key in [key for key, (_number, day) in known.items() if day < since]:
                del known[key]
        for query, number in queries.items():
            self._add(query, number, today.isoformat())

    def _add(self, query, number, day):
        key = blake2b(query.encode(), digest_size=16).digest()
        before = self.queries.get(query) or self.waiting.get(key) or (0, day)
        total = before[0] + number
        if query in self.queries or total >= ENOUGH and len(self.queries) < MOST:
            self.waiting.pop(key, None)
            self.queries[query] = (total, day)
        elif key in self.waiting or len(self.waiting) < MOST:
            self.waiting[key] = (total, day)

    def often(self):
        """Return ``[(words, number, last ISO day)]``, the most asked first."""
        return sorted(((query, *said) for query, said in self.queries.items()),
                      key=lambda each: (-each[1], each[0]))


def unanswered_of(portal):
    """Return the ``Unanswered`` of ``portal``; of one that has none yet, it is not kept."""
    return kept_or_new(portal, KEY, Unanswered)


def forget_words(portal, gone, registry):
    """Eraser: a person's name may be among the words, and nobody can tell: all of them go."""
    interactions_of(portal).pop(KEY, None)


def save(environment):
    """Job: add what this process has counted to the ``interactions`` database."""
    def add(taken):
        get_or_create(interactions_of(environment.portal), KEY, Unanswered).add(
            taken, local(environment.clock.now()).date())

    save_taken(environment.registry.getUtility(IUnanswered),
               lambda taken: environment.in_transaction(lambda: add(taken)))
