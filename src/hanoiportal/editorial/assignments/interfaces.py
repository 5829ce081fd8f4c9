"""What assignments promise to their callers (clause 9.4).

Moments are aware UTC.  A site, section, event or item is named by its object id in decimal digits.
"""
from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IItem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ...base.interfaces import ISite
    from ...kernel.security.authentication.accounts import Account
    from ...kernel.tree.resources import Described

#: Pages of the desk: the calendar, one, a new or changed one, its draft, one's own, of an event.
LIST, ONE, FORM, DRAFT, OWN, COVERAGE = (
    'assignments', 'assignment', 'assignment-form', 'assignment-draft', 'my-assignments',
    'coverage')
#: Kinds of events.
GIVEN, CHANGED, ACCEPTED, DECLINED, BEGUN, CANCELLED, REMINDED = (
    'given', 'changed', 'accepted', 'declined', 'begun', 'cancelled', 'reminded')
#: States: nobody has answered; accepted; declined; a draft was begun; handed in; public; rejected
#: by the board; called off.
ASSIGNED, RUNNING, REFUSED, WRITING, HANDED_IN, PUBLIC, REJECTED, OFF = (
    'assigned', 'running', 'refused', 'writing', 'handed_in', 'public', 'rejected', 'off')
STATES = {
    ASSIGNED: _('Chờ nhận việc'), RUNNING: _('Đã nhận việc'), REFUSED: _('Không nhận được'),
    WRITING: _('Đang viết'), HANDED_IN: _('Đã gửi, chờ đăng'), PUBLIC: _('Đã đăng'),
    REJECTED: _('Bài bị từ chối'), OFF: _('Đã hủy', context='assignment')}
#: States in which the person has something to do.
OPEN = frozenset({ASSIGNED, RUNNING, WRITING})
#: Events of one section that are looked at, the latest published ones.
MOST_EVENTS = 300
#: Characters of a topic; of a note or reason.
LONGEST_TOPIC, LONGEST = 300, 2000


class CannotAssign(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


class IOccasion(IItem):
    """Sự kiện có thể đưa tin: an item that takes place; content types implement it."""

    start: datetime.datetime = Attribute('aware UTC')
    end: datetime.datetime | None = Attribute('aware UTC')
    place: str = Attribute('where')


@dataclass(frozen=True)
class Plan:
    """What is to be done.

    ``person``: id of an account.  ``topic``: what it is about, the first title of the text.
    ``type``: name of a content type; ``section``: where the text is written.  ``due``: by when it
    is handed in.  ``event``: ``''`` for a free topic; ``starts``: when it begins, ``None`` if that
    is not known; ``place``: where.
    """

    person: str
    topic: str
    type: str
    section: str
    due: datetime.datetime
    event: str = ''
    starts: datetime.datetime | None = None
    place: str = ''
    note: str = ''

    @property
    def moment(self) -> datetime.datetime:
        """Under which it stands in the calendar."""
        return self.starts or self.due


class AssignmentEvent(NamedTuple):
    """Something that happened.  ``actor``: principal id.  ``token``: of the effect that begins the
    draft.
    """

    kind: str
    moment: datetime.datetime
    actor: str
    text: str = ''
    token: str = ''


class Assignment(Protocol):
    """Phân công đưa tin: one person covers one thing; persistent.

    ``number``: from 1, never used again.  ``by``: id of the account that gave it last.
    """

    number: int
    site: str
    plan: Plan
    by: str
    events: tuple[AssignmentEvent, ...]


class AssignmentCourse(NamedTuple):
    """How an assignment stands.  ``item``: the text that was begun, if it is there still."""

    state: str
    item: Described | None
    is_late: bool


class IAssignments(Interface):
    """The assignments of the portal, for reading."""

    def get(number: int) -> Assignment | None:
        """Return the assignment of that number, of whichever site."""

    def between(site: ISite, first: datetime.date, last: datetime.date) -> Sequence[Assignment]:
        """Return those of the local days from ``first`` to ``last``, the earliest first."""

    def of_event(site: ISite, event: str) -> Sequence[Assignment]:
        """Return those of an event, the earliest first."""

    def of_person(account: str) -> Sequence[Assignment]:
        """Return those of somebody, the latest first."""

    def course(assignment: Assignment) -> AssignmentCourse:
        """Return how it stands now."""

    def waiting(account: str) -> int:
        """Return in how many ones somebody has something to do."""


class ICoverage(Interface):
    """What can be planned at a site, for one asker."""

    def people(site: ISite) -> Sequence[Account]:
        """Return who can be sent: all who may write at the site, by their names."""

    def sections(site: ISite) -> Sequence[Described]:
        """Return the sections in which one of ``types`` may be begun, in the order of the menu."""

    def types(site: ISite) -> Sequence[str]:
        """Return the content types that may be begun with a title alone."""

    def occasions(site: ISite, first: datetime.date, last: datetime.date) -> Sequence[IOccasion]:
        """Return the public events of ``site`` and of the city that begin on the local days from
        ``first`` to ``last``, the earliest first; of each section the latest ``MOST_EVENTS``.
        """

    def occasion(site: ISite, event: str) -> IOccasion | None:
        """Return the listed event, of ``site`` or of the city, of that object id."""


class IAssigning(Interface):
    """Gives assignments and answers them, for one asker.  Never commits; writes ``interactions``
    alone.

    The verbs raise ``CannotAssign`` and send an ``InnerAction``; ``actor`` is the asker's id.
    """

    def may_plan(site: ISite) -> bool:
        """Return whether the asker may assign (``ASSIGN``)."""

    def may_see(assignment: Assignment, actor: str) -> bool:
        """Return whether it is theirs, or of a site whose staff they are of (``EDIT``)."""

    def assign(site: ISite, plan: Plan, actor: str) -> Assignment:
        """Give it."""

    def change(assignment: Assignment, plan: Plan, actor: str) -> None:
        """Give it anew, to the same person or another, as long as no draft was begun."""

    def cancel(assignment: Assignment, text: str, actor: str) -> None:
        """Call it off and say why; a draft stays."""

    def actions(assignment: Assignment, actor: str) -> Collection[str]:
        """Return what ``actor`` may do: some of ``ACCEPTED``, ``DECLINED``, ``BEGUN``,
        ``CHANGED`` and ``CANCELLED``.
        """

    def accept(assignment: Assignment, actor: str) -> None:
        """Take it on."""

    def decline(assignment: Assignment, text: str, actor: str) -> None:
        """Say that one cannot, and why."""

    def begin(assignment: Assignment, actor: str) -> None:
        """Have the draft written, after the commit, and take the assignment on by it."""
