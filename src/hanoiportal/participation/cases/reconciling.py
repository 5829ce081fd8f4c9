"""Cases against their duties, their index and their keys: mended by events."""
from functools import partial
from itertools import islice
from typing import NamedTuple, cast

from ...base.interfaces import IPortal
from ...kernel.security.interactions import interactions_of
from ...kernel.storage.keys import keys_of
from ...platform.outbox.interfaces import IOutbox
from ...platform.reconciling.interfaces import Findings, KeyNumbers
from ...platform.scheduling.interfaces import IEnvironment
from .folding import fold, is_erased
from .interfaces import OPEN, ICases
from .keeping import DESTROY, KeptCases
from .owing import OWED, Owing
from .resource import KEY, CaseBook, KeptCase

#: Cases in one transaction.
BATCH = 500


class _Seen(NamedTuple):
    """Some cases: number of the last, how many of them were mended and how, what is left."""

    last: int
    opened: int
    indexed: int
    erased: int
    left: tuple[str, ...]


def reconcile(environment: IEnvironment, is_restored: bool) -> Findings:
    """Let each case have its duties, its row and its key.

    Of cases that have ended only after a restore: their duties and keys change no more.
    """
    seen = [_Seen(0, 0, 0, 0, ())]
    while batch := environment.in_transaction(
            partial(_batch, environment, seen[-1].last, is_restored)):
        seen.append(batch)
    told = ((sum(each.opened for each in seen), 'cases without their duties have them'),
            (sum(each.indexed for each in seen), 'rows of lists set right'),
            (sum(each.erased for each in seen), 'cases erased again'))
    return Findings(tuple(f'{number} {what}' for number, what in told if number),
                    tuple(line for each in seen for line in each.left))


def _book(environment: IEnvironment) -> CaseBook | None:
    found: CaseBook | None = interactions_of(environment.portal).get(KEY)
    return found


def _batch(environment: IEnvironment, after: int, is_restored: bool) -> _Seen | None:
    """Mend some cases after the number ``after``; return ``None`` if there are no more."""
    book = _book(environment)
    if book is None:
        return None
    numbers = book.cases.keys(min=after + 1) if is_restored else (
        row.number for row in sorted(book.index.of(book.index.sites(), list(OPEN)),
                                     key=lambda row: row.number) if row.number > after)
    looked_at = list(islice(numbers, BATCH))
    if not looked_at:
        return None
    mending = _Mending(environment)
    found = [book.cases.get(number) for number in looked_at]
    lines = [line for case in found if case is not None and (line := mending.mend(case))]
    strays = [number for number, case in zip(looked_at, found, strict=True) if case is None]
    dropped = sum(map(book.index.drop, strays))  # rows of what is not there
    return _Seen(looked_at[-1], mending.opened, mending.indexed + dropped, mending.erased,
                 tuple(lines))


class _Mending:
    """Mends cases, and counts what it does."""

    def __init__(self, environment: IEnvironment) -> None:
        self.opened = self.indexed = self.erased = 0
        registry, self._portal = environment.registry, environment.portal
        self._cases: KeptCases = registry.getAdapter(self._portal, ICases)
        self._owing: Owing = self._cases.owing
        self._outbox: IOutbox = registry.getAdapter(self._portal, IOutbox)
        self._now = environment.clock.now()

    def mend(self, case: KeptCase) -> str:
        """Mend ``case``; return what a person must be told of it, or ``''``."""
        duties = self._owing.standings(case, self._now)
        is_owed = any(standing.state in OWED for _duty, standing in duties)
        if not duties or (fold(case.events).is_open and not is_owed):
            self._owing.replay(case)
            self.opened += 1
        self.indexed += self._cases.reindex(case, self._now)
        return self._key(case)

    def _key(self, case: KeptCase) -> str:
        gone = is_erased(case)
        if self._cases.has_key(case):
            if gone:
                self._outbox.add(DESTROY, f'key:{case.key}', {'number': case.key})
                self.erased += 1
        elif not gone and keys_of(self._portal).is_gone(case.key):
            self._cases.erase(case, ground='restored')
            self.erased += 1
        elif not gone:
            return (f'case {case.code} cannot be read: its key is lost; restore a newer copy of '
                    'the keys')
        return ''


def recount(portal: IPortal) -> int:
    """Let the numbers of lists be what their rows say; return how many were not."""
    book: CaseBook | None = interactions_of(portal).get(KEY)
    return 0 if book is None else book.index.mend()


def end_secrets(portal: IPortal) -> int:
    """Let no secret open a case until it has a new one: any of them may have been replaced in the
    time that is lost.  Return how many there were.
    """
    book: CaseBook | None = interactions_of(portal).get(KEY)
    if book is None:
        return 0
    found = [(code, number) for code, (number, mark) in book.codes.items() if mark]
    for code, number in found:
        book.codes[code] = number, b''
    return len(found)


def key_numbers(portal: IPortal) -> KeyNumbers:
    """Return the numbers of the keys of cases."""
    book: CaseBook | None = interactions_of(portal).get(KEY)
    return cast(KeyNumbers, {} if book is None else book.cases)
