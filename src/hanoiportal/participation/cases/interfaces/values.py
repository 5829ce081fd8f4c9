"""What is sent, what happened, and how it stands; see ``interfaces``."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Interface

from ....platform.duties.interfaces import MISSED, RUNNING
from .words import ANSWER, ASKER, ERASED, SELF, WEB, WITHDRAWN

if TYPE_CHECKING:
    from ....platform.duties.interfaces import Duty, Standing
    from ...identities.interfaces import Identity


class Sender(NamedTuple):
    """Who sends, as far as they say; each ``''`` if they do not.

    ``capacity``: ``SELF``, ``OTHER`` or ``ORGANISATION``.  ``on_behalf_of``: whom for.
    """

    name: str = ''
    address: str = ''
    phone: str = ''
    email: str = ''
    capacity: str = SELF
    on_behalf_of: str = ''
    organisation: str = ''
    identity_number: str = ''


class Attachment(NamedTuple):
    """A file, examined already (``kernel.inspection``), without the place where it was made.

    ``held``: ``UNSCANNED`` or ``MALWARE`` of one that is given to nobody, ``''`` of any other.
    """

    filename: str
    media_type: str
    content: bytes
    held: str = ''


class Submission(NamedTuple):
    """What is sent.

    ``site``: to which it is sent.  ``received_at``: when it came in, of what staff enters; else
    ``None``.  ``about``: address of the page that a correction is of.  ``place``: see ``PLACE``.
    ``details``: more fields of the form, as of 01a.  ``identity``: confirmed by VNeID.  ``actor``:
    id of the account of the staff who enters it, ``''`` of what a visitor sends.  ``due_rule``:
    the rule of the answer, in place of that of the kind (``REQUEST``).
    """

    kind: str
    site: str
    title: str
    text: str
    field: str = ''
    place: str = ''
    sender: Sender = Sender()
    files: tuple[Attachment, ...] = ()
    language: str = 'vi'
    channel: str = WEB
    received_at: datetime.datetime | None = None
    consents: frozenset[str] = frozenset()
    about: str = ''
    details: Mapping[str, str] = {}
    identity: Identity | None = None
    actor: str = ''
    due_rule: str = ''


class Receipt(NamedTuple):
    """What the sender gets.  ``code``: such as ``HN-7K3P-9QXZ``, in the digits of Crockford's
    base 32, the last of which checks the others.  ``secret``: opens the case together with it;
    nobody can be told it again.
    """

    number: int
    code: str
    secret: str


class CaseEvent(NamedTuple):
    """Something that happened to a case.

    ``moment``: when it was noted.  ``at``: when it took place, if that is another moment.
    ``actor``: account id, ``''`` for the sender.  ``site``: the body that acts.  ``to``: site,
    account or case number that it concerns.  ``until``: the day that a notice promises, the last
    moment of it.  ``ground``: its code.  ``audience``: ``ASKER``, who sees what staff sees too,
    or ``STAFF``.  ``sealed``: its text, see ``ICases.text_of``.  ``digest``: of what was
    approved.  ``item``: object id of the item that it became.  ``files``: indexes of
    ``Case.files``.  ``source``: tells it from others; one source tells one kind once; ``''``:
    nothing does.
    """

    kind: str
    moment: datetime.datetime
    at: datetime.datetime | None = None
    actor: str = ''
    site: str = ''
    to: str = ''
    until: datetime.datetime | None = None
    ground: str = ''
    audience: str = ASKER
    sealed: bytes = b''
    digest: str = ''
    item: str = ''
    files: tuple[int, ...] = ()
    source: str = ''


class Contents(NamedTuple):
    """What was sealed of a ``Submission``; see there."""

    title: str
    text: str
    sender: Sender
    consents: frozenset[str]
    about: str
    details: Mapping[str, str]
    identity: Identity | None


class FileNote(NamedTuple):
    """What is known of a file without its key.  ``size``: bytes of it.  ``held``: see
    ``Attachment``.
    """

    media_type: str
    size: int
    held: str = ''


class ICase(Interface):
    """Hồ sơ: what a person has sent, and what became of it.

    ``number``: never used again, not to be shown to the public.  ``code``: see ``Receipt``.
    ``site``: responsible now.  ``received``: when the term began.  ``events``: a tuple of
    ``CaseEvent``, as they were noted.  ``files``: a tuple of ``FileNote``.
    """


class Case(Protocol):
    """See ``ICase``."""

    number: int
    code: str
    kind: str
    site: str
    field: str
    place: str
    channel: str
    language: str
    received: datetime.datetime
    events: tuple[CaseEvent, ...]

    @property
    def files(self) -> tuple[FileNote, ...]:
        """What is known of its files without the key."""


class CaseStanding(NamedTuple):
    """How a case stands at a moment.

    ``due``: the next due moment of what is owed for it, ``None`` if nothing is.  ``duties``: all
    that ever were, by numbers.  ``assigned``: account id, ``''`` for nobody.  ``item``: the public
    item that it became, ``''`` if there is none now.
    """

    state: str
    site: str
    due: datetime.datetime | None
    duties: tuple[tuple[Duty, Standing], ...]
    assigned: str
    last: CaseEvent
    item: str

    @property
    def answer_due(self) -> datetime.datetime | None:
        """By when an answer is owed, ``None`` for never; ``due`` may be that of sorting."""
        return min((standing.due for duty, standing in self.duties
                    if standing.state in (RUNNING, MISSED) and standing.due is not None
                    and f':{ANSWER}:' in duty.keys[0]), default=None)


class ShownTerm(NamedTuple):
    """A deadline in words.  ``explained``: address of the way to it; ``noticed``: day of the
    notice that promised it; ``reopened``: when it was asked for again; each ``''`` for none.
    """

    what: str
    due: str
    state: str
    is_bad: bool
    explained: str
    noticed: str
    reopened: str


class CaseRow(NamedTuple):
    """What the index has of a case, as it stands in a list.

    ``due``, ``received``, ``closed``: seconds since 1970 UTC; ``due`` infinite if nothing is,
    ``closed`` 0 while it is open.
    """

    number: int
    kind: str
    state: str
    site: str
    due: float
    received: float
    closed: float
    field: str
    place: str
    channel: str
    assigned: str
    item: str


class SiteTally(NamedTuple):
    """What is open at a site.  ``unclaimed``: nobody's work.  ``late``: due before now."""

    open: int
    unclaimed: int
    late: int


def is_erasing(event: CaseEvent) -> bool:
    """Return whether ``event`` has ended an open case because its data were erased."""
    return event.kind == WITHDRAWN and event.ground == ERASED


class CasePage(NamedTuple):
    """Some rows of a list.  ``total``: of all of them."""

    rows: tuple[CaseRow, ...]
    total: int


class CannotChange(ValueError):
    """Raised with a translatable reason by ``append`` for an event that may not be."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
