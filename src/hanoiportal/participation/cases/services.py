"""``ICases`` of a portal: the book in ``interactions``, the keys apart, the duties beside it."""
import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import UTC
from ...base.interfaces import IResource
from ...kernel.storage.keys import keys_of
from .checks import require_submission, require_target
from .codes import code_in, is_same, mark_of, new_code, new_secret
from .events import CaseReceived
from .folding import fold
from .interfaces import (
    ASKER,
    FORWARDED,
    MERGED,
    PLACE,
    RECEIVED,
    SPLIT,
    STAFF,
    Attachment,
    CannotChange,
    Case,
    CaseEvent,
    CasePage,
    CaseStanding,
    ICases,
    Receipt,
    SiteTally,
    Submission,
)
from .keeping import KeptCases
from .listing import Wanted, counts, page, tallies
from .owing import next_due
from .resource import KeptCase
from .seals import CONTENTS, TEXT, Seal, written


@implementer(ICases)
class Cases(KeptCases):
    """See ``ICases``."""

    def receive(self, submission: Submission, *,
                now: datetime.datetime | None = None) -> Receipt:
        """See ``ICases``."""
        now = (now or self._now()).astimezone(UTC)
        require_submission(submission, now)
        submission = self._with_typed_place_sealed(submission)
        book = self._book_to_write()
        number, key = keys_of(self.portal).take(
            int(now.timestamp()), book.cases.maxKey() if book.cases else 0)
        received = (submission.received_at or now).astimezone(UTC)
        case = KeptCase(number, self._code(), submission, received)
        seal, secret = Seal(key, number), new_secret()
        case.sealed = seal.close(written(submission), CONTENTS)
        if submission.sender.email:
            case.mail = self._mark('mail', submission.sender.email)
        if submission.identity is not None:
            case.person = self._mark('person', submission.identity.pseudonym)
        book.add(case, mark_of(secret, case.code))
        files = self._attach(case, seal, submission.files)
        self._note(case, CaseEvent(
            RECEIVED, now, at=received, actor=submission.actor, site=submission.site,
            files=files))
        receipt = Receipt(number, case.code, secret)
        self._registry.notify(CaseReceived(self.portal, case, receipt))
        return receipt

    def _with_typed_place_sealed(self, submission: Submission) -> Submission:
        place = submission.place
        if not place or place in self.portal['sites']:
            return submission
        return submission._replace(place='', details={**submission.details, PLACE: place})

    def get(self, number: int) -> Case | None:
        """See ``ICases``."""
        return cast(Case | None, self._book.cases.get(number))

    def find(self, code: str, secret: str) -> Case | None:
        """See ``ICases``."""
        known = code_in(code)
        number, mark = self._book.codes.get(known, (0, b''))
        if not is_same(mark_of(secret, known), mark or bytes(32)):
            return None
        return self.get(number)

    def by_email(self, address: str) -> list[Case]:
        """See ``ICases``."""
        book = self._book
        return list(book.of_mark(book.mails, self._mark('mail', address)))

    def by_identity(self, pseudonym: str) -> list[Case]:
        """See ``ICases``."""
        book = self._book
        return list(book.of_mark(book.people, self._mark('person', pseudonym)))

    def renew(self, case: Case) -> Receipt:
        """See ``ICases``."""
        secret = new_secret()
        self._book_to_write().codes[case.code] = case.number, mark_of(secret, case.code)
        return Receipt(case.number, case.code, secret)

    def append(self, case: Case, kind: str, *, text: str = '', audience: str = ASKER,
               now: datetime.datetime | None = None, attachments: Sequence[Attachment] = (),
               **fields: object) -> CaseEvent:
        """See ``ICases``."""
        kept = self._kept_case(case)
        event = CaseEvent(kind, (now or self._now()).astimezone(UTC), audience=audience,
                          **fields)  # type: ignore[arg-type]  # fields of it, as promised
        told = next((each for each in kept.events if event.source
                     and (each.kind, each.source) == (kind, event.source)), None)
        if told is not None:
            return told
        self._require(kept, event)
        target = self._target(kept, event) if kind == MERGED else None
        if text or attachments:
            event = self._sealed_event(kept, event, text, attachments)
        if kind == FORWARDED:
            event, kept.site = event._replace(site=event.site or kept.site), event.to
        self._note(kept, event)
        if target is not None:
            self.owing.merge(kept, target)
            self.reindex(target, event.moment)
        return event

    def _target(self, case: KeptCase, event: CaseEvent) -> KeptCase:
        target = self.get(int(event.to)) if event.to.isdecimal() else None
        require_target(case, target)
        return cast(KeptCase, target)

    def _sealed_event(self, case: KeptCase, event: CaseEvent, text: str,
                      attachments: Sequence[Attachment]) -> CaseEvent:
        seal = self._seal(case)
        if seal is None:
            return event
        return event._replace(
            sealed=seal.close(text.encode(), TEXT) if text else b'',
            files=(*event.files, *self._attach(case, seal, attachments)))

    def split(self, case: Case, submission: Submission, *, actor: str = '') -> Receipt:
        """See ``ICases``."""
        contents = self.open(case)
        if contents is None:
            raise CannotChange('')
        receipt = self.receive(submission._replace(
            sender=contents.sender, identity=contents.identity, consents=contents.consents,
            received_at=case.received, actor=actor))
        self.append(case, SPLIT, to=str(receipt.number), actor=actor, audience=STAFF)
        return receipt

    def standing(self, case: Case, now: datetime.datetime) -> CaseStanding:
        """See ``ICases``."""
        kept, course = self._kept_case(case), fold(case.events)
        duties = tuple(self.owing.standings(kept, now))
        return CaseStanding(course.state, case.site, next_due(duties), duties, course.assigned,
                            case.events[-1], course.item)

    def inbox(self, site: str | None, *, states: Sequence[str] = (), kind: str = '',
              field: str = '', assigned: str | None = None, start: int = 0,
              size: int = 20) -> CasePage:
        """See ``ICases``."""
        return page(self._book.index, Wanted(site, states, kind, field, assigned), start, size)

    def tallies(self, now: datetime.datetime) -> Mapping[str, SiteTally]:
        """See ``ICases``."""
        return tallies(self._book.index, now.timestamp())

    def counts(self, site: str) -> Mapping[str, int]:
        """See ``ICases``."""
        return counts(self._book.index, site)

    def _code(self) -> str:
        codes = self._book.codes
        return next(code for code in iter(new_code, '') if code not in codes)


def cases_by(registry: Registry) -> Callable[[IResource], Cases]:
    """Return the adapter of any resource of the tree to the ``ICases`` of its portal."""
    def cases_of(resource: IResource) -> Cases:
        return Cases(registry, resource)

    return cases_of
