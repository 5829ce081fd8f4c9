"""How the register of cases is kept: events, with the duties and the index that follow them."""
import datetime
import hashlib
import hmac
from collections.abc import Callable, Sequence, Set
from functools import cached_property
from typing import cast

from BTrees.OOBTree import OOTreeSet
from pyramid.registry import Registry

from ...base.interfaces import IClock, IResource
from ...kernel.security.interactions import empty, get_or_create, interactions_of
from ...kernel.storage.keys import keys_of
from ...kernel.tree.events import SYSTEM, InnerAction, send
from ...kernel.tree.lookup import find_portal, site_of
from ...platform.duties.interfaces import IDuties
from ...platform.outbox.interfaces import IOutbox
from ..identities.interfaces import Identity
from .checks import require_event
from .codes import code_in
from .events import CaseChanged
from .folding import fold, is_erased
from .interfaces import (
    ERASED,
    STAFF,
    WITHDRAWN,
    CannotChange,
    Case,
    CaseEvent,
    CaseRow,
    Contents,
    ICaseKinds,
    IConduct,
    ISealedCases,
    Sender,
)
from .owing import Owing
from .resource import KEY, CaseBook, KeptCase
from .sealed import SealedCases
from .seals import CONTENTS, FILE, written

#: The effect that destroys the key of a case.
DESTROY = 'destroy key'


class KeptCases(SealedCases):
    """Base of ``ICases``: what every change of a case does."""

    def __init__(self, registry: Registry, resource: IResource) -> None:
        super().__init__(find_portal(resource))
        self._registry, self._resource = registry, resource
        self._root = interactions_of(self.portal)
        self._kinds: ICaseKinds = registry.getUtility(ICaseKinds)

    @cached_property
    def owing(self) -> Owing:
        """The duties of cases; lists need none."""
        return Owing(self._registry.getAdapter(self._resource, IDuties), self._kinds,
                     self._rule_of)

    def _conduct_of(self, kind: str) -> IConduct | None:
        return cast(IConduct | None, self._registry.queryUtility(IConduct, name=kind))

    def _rule_of(self, case: Case) -> str:
        conduct = self._conduct_of(case.kind)
        return '' if conduct is None else conduct.answer_rule(cast(ISealedCases, self), case)

    def _require(self, case: Case, event: CaseEvent) -> None:
        """Raise ``CannotChange`` for an ``event`` that ``case`` does not take."""
        require_event(case, event)
        conduct = self._conduct_of(case.kind)
        against = '' if conduct is None else conduct.against(
            cast(ISealedCases, self), case, event)
        if against:
            raise CannotChange(against)

    def erase(self, case: Case, *, actor: str = '', ground: str = '') -> None:
        """See ``ISealedCases``."""
        kept, now = self._kept_case(case), self._now()
        if is_erased(kept):
            return
        if fold(kept.events).is_open:
            self._note(kept, CaseEvent(WITHDRAWN, now, actor=actor, ground=ERASED,
                                       source=f'erase:{kept.number}'))
        self._book_to_write().forget(kept)
        self._note(kept, CaseEvent(ERASED, now, actor=actor, ground=ground, audience=STAFF,
                                   source=f'erase:{kept.number}'))
        outbox: IOutbox = self._registry.getAdapter(self.portal, IOutbox)
        outbox.add(DESTROY, f'key:{kept.key}', {'number': kept.key})
        site = site_of(self.portal, kept.events[0].site or kept.site)
        send(self._registry)(InnerAction(
            site, 'erase_case', actor or SYSTEM, why=ground, number=kept.number))

    def of_code(self, code: str) -> Case | None:
        """See ``ISealedCases``."""
        book = self._book
        number, _mark = book.codes.get(code_in(code), (0, b''))
        return cast(Case | None, book.cases.get(number))

    def has_key(self, case: Case) -> bool:
        """Return whether the key of ``case`` is there."""
        return self._seal(case) is not None

    def identify(self, case: Case, identity: Identity) -> None:
        """See ``ICases``."""
        kept = self._kept_case(case)
        if self._write_anew(kept, lambda sent: sent._replace(identity=identity)):
            self._book_to_write().name(kept, self._mark('person', identity.pseudonym))

    def correct(self, case: Case, sender: Sender) -> None:
        """See ``ICases``."""
        kept = self._kept_case(case)
        if self._write_anew(kept, lambda found: found._replace(sender=sender)):
            self._book_to_write().mail(
                kept, self._mark('mail', sender.email) if sender.email else b'')

    def disagree(self, case: Case, consents: Set[str]) -> None:
        """See ``ICases``."""
        self._write_anew(self._kept_case(case), lambda found: found._replace(
            consents=found.consents - consents))

    def _write_anew(self, case: KeptCase, change: Callable[[Contents], Contents]) -> bool:
        """Seal what ``change`` makes of the contents; return whether there are any: an erased case
        has its key for a moment, and nothing may lead to it again.
        """
        seal, contents = self._seal(case), self.open(case)
        if seal is None or contents is None or is_erased(case):
            return False
        case.sealed = seal.close(written(change(contents)), CONTENTS)
        return True

    def reindex(self, case: Case, now: datetime.datetime) -> bool:
        """Let the index know ``case`` as it stands at ``now``; return whether it did not."""
        kept, index = self._kept_case(case), self._book_to_write().index
        if is_erased(kept):
            return index.drop(kept.number)
        row = self._row(kept, now)
        stale = index.get(kept.number) != row
        if stale:
            index.put(row)
        return stale

    def held_content(self, number: int, index: int) -> bytes | None:
        """Return what of a file that waits is to be scanned; ``None`` if it waits no more."""
        case = self._book.cases.get(number)
        seal = None if case is None else self._seal(case)
        if case is None or seal is None or index >= len(case.sealed_files):
            return None
        return seal.open(case.sealed_files[index].content(), FILE)

    def release(self, number: int, index: int, is_harmless: bool) -> None:
        """Let a file be given to people, or be destroyed."""
        book = self._book_to_write()
        case = book.cases.get(number)
        if case is not None and index < len(case.sealed_files):
            case.sealed_files[index].release(is_harmless)
        if book.held is not None and (number, index) in book.held:
            book.held.remove((number, index))

    def _note(self, case: KeptCase, event: CaseEvent) -> CaseEvent:
        """Add ``event``, with all that follows from it here."""
        case.add(event)
        self._hold(case, event.files)
        self.owing.note(case, event)
        self.reindex(case, event.moment)
        self._registry.notify(CaseChanged(self.portal, case, event))
        return event

    def _hold(self, case: KeptCase, indexes: Sequence[int]) -> None:
        """Note which of the files wait for the scanner."""
        waiting = [each for each in indexes if case.sealed_files[each].note.held]
        if waiting:
            book = self._book_to_write()
            book.held = OOTreeSet() if book.held is None else book.held
            book.held.update((case.number, each) for each in waiting)

    def _row(self, case: KeptCase, now: datetime.datetime) -> CaseRow:
        course = fold(case.events)
        closed = course.closed.moment.timestamp() if course.closed else 0.0
        return CaseRow(
            case.number, case.kind, course.state, case.site, self.owing.due(case, now),
            case.received.timestamp(), closed, case.field, case.place, case.channel,
            course.assigned, course.item)

    def _mark(self, what: str, value: str) -> bytes:
        """Return by what a ``value`` of a person is found again, without telling it."""
        told = f'{what}:{value.strip().casefold()}'.encode()
        return hmac.new(keys_of(self.portal).lookup(), told, hashlib.sha256).digest()

    @property
    def _book(self) -> CaseBook:
        """The book for reading; an empty one that nobody keeps if there is none yet."""
        return cast(CaseBook, self._root.get(KEY)) or empty(CaseBook)

    def _book_to_write(self) -> CaseBook:
        found: CaseBook = get_or_create(self._root, KEY, CaseBook)
        return found

    def _now(self) -> datetime.datetime:
        now: datetime.datetime = self._registry.getUtility(IClock).now()
        return now
