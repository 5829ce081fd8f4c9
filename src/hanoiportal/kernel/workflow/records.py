"""What the way of a version leaves behind.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from persistent import Persistent
from zope.interface import Attribute, Interface

from ...base.i18n import _

#: Kinds of approval: by the steps of the site's workflow, by its head alone in an emergency, or
#: brought with its content by the installation or an import, which no page of the portal can do;
#: of a reference by a standing rule of its board, or as the city's correction of its item (12.1).
BY_BOARD, IN_EMERGENCY, CARRIED_IN = 'board', 'emergency', 'carried in'
BY_RULE, FOLLOWED = 'rule', 'followed'
APPROVAL_TITLES = {
    BY_BOARD: _('Ban Biên tập phê duyệt'),
    IN_EMERGENCY: _('Trưởng Ban xuất bản khẩn'),
    CARRIED_IN: _('Nạp vào cùng hệ thống, chưa qua Ban Biên tập'),
    BY_RULE: _('Nhận theo quy tắc của Ban Biên tập'),
    FOLLOWED: _('Theo đính chính của Cổng Thành phố'),
}

MINOR, MAJOR = 'minor', 'major'


@dataclass(frozen=True)
class Approval:
    """Phê duyệt: of exactly the version that has ``digest`` (14.1).

    ``actor``: principal id.  ``moment``: aware UTC.  ``stage``: number of the approval in the
    workflow, from 0.  ``basis``: the board's founding decision, or what content was carried in on.
    ``checks``: the heads of 27.5 that were checked.
    ``override``: why sources that 15.1.d does not allow are used all the same.
    """

    actor: str
    moment: datetime.datetime
    digest: str
    kind: str = BY_BOARD
    stage: int = 0
    basis: str = ''
    checks: tuple[str, ...] = ()
    override: str = ''


@dataclass(frozen=True)
class Event:
    """One step on the way: who, when, by which transition, from which state to which, and why.

    ``moment``: aware UTC.  ``ground``: code of a ground of 14.3.  ``digest``: of the version.
    """

    moment: datetime.datetime
    actor: str
    transition: str
    before: str
    after: str
    note: str = ''
    ground: str = ''
    digest: str = ''


class IAsked(Interface):
    """A question to somebody, see ``clarifications``."""

    is_open: bool = Attribute('whether it waits for an answer')
    asked_by: str = Attribute('id of the account that asked')
    due: datetime.datetime = Attribute('by when the answer is asked for, aware UTC')


class Review(Persistent):
    """Hồ sơ biên tập: the work on one version, from its first sentence to the public.

    ``authors``: principal ids of all who wrote in it.  ``approvals``: of the version as it is; a
    change voids them.  ``tasks``, ``clarifications``: records of those features.
    ``publish_at``, ``expires_at``: aware UTC.
    ``change``: ``MINOR`` or ``MAJOR``, with what readers are told in ``change_note``.
    ``second_look``: by which another member looked at an emergency; ``reminded_at``: when the
    board was last reminded of it, aware UTC.
    ``led_by``: object id of the document whose steps it takes, see ``dependencies``.
    ``release``: number of the release set with which it is published at its time.
    """

    authors: frozenset[str] = frozenset()
    approvals: Sequence[Approval] = ()
    events: Sequence[Event] = ()
    tasks: Sequence[Persistent] = ()
    clarifications: Sequence[IAsked] = ()
    publish_at: datetime.datetime | None = None
    expires_at: datetime.datetime | None = None
    second_look: Event | None = None
    reminded_at: datetime.datetime | None = None
    release: int | None = None
    led_by: int | None = None
    change = MINOR
    change_note = ''

    @property
    def open_clarifications(self) -> list[IAsked]:
        """What was asked and is not answered yet."""
        return [each for each in self.clarifications if each.is_open]

    @property
    def is_emergency(self) -> bool:
        """Whether it became public by the head alone."""
        return any(approval.kind == IN_EMERGENCY for approval in self.approvals)


class Worked(Protocol):
    """A version in work.  ``created_by``: principal id."""

    created_by: str | None
    review: Review | None


def begun(working_copy: Worked) -> Review:
    """Return a new ``Review`` of ``working_copy``: who began it is an author."""
    review = Review()
    review.authors = frozenset(filter(None, (working_copy.created_by,)))
    return review


def review_of(working_copy: Worked) -> Review:
    """Return the ``Review`` of ``working_copy``, made first if there is none."""
    if working_copy.review is None:
        working_copy.review = begun(working_copy)
    return working_copy.review
