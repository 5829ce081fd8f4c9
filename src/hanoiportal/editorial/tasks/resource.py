"""What was given to whom.  Renaming this module needs an upgrade step."""
import datetime
from dataclasses import dataclass

from persistent import Persistent

from .kinds import UNCLAIMED


@dataclass(frozen=True)
class Wish:
    """What is to be done, and how.  ``kind``, ``priority``: of ``kinds``.

    ``order``: from 1; tasks of the same number are done at once, those of a higher one when all
    of lower ones have ended.  ``quorum``: of a check that several are asked for, how many of them
    are enough, 0 for all.  ``due``: aware UTC, as it was told when the task was given; ``days``:
    the working days from then by which it is computed (``terms``), 0 where ``due`` alone counts.
    ``remark``: number of the remark on the text that it is to settle, 0 for none.
    """

    kind: str
    due: datetime.datetime | None = None
    priority: str = 'normal'
    note: str = ''
    required: bool = True
    order: int = 1
    quorum: int = 0
    remark: int = 0
    days: int = 0


class Task(Persistent):
    """Việc được giao: one thing that one person is to do with a version in work.

    ``number``: from 1, among those of one version.  ``wish``: a ``Wish``.  ``role``: name of the
    role it was given to, ``''`` if to a person; ``holder``: id of the account that has it, ``''``
    until somebody claims it.  ``group``: number of the first of those that were given together.
    ``outcome``: of ``kinds``, ``''`` until it has ended; ``ended_at``, ``ended_by``, ``said``:
    when, by whom, with which note.  ``is_waiting``: whether tasks before it have not ended.
    ``reminded``: whether its holder was reminded of the term.
    """

    outcome = said = ''
    ended_at: datetime.datetime | None = None
    ended_by: str | None = None
    is_waiting = reminded = False

    def __init__(self, number: int, group: int, wish: Wish, holder: str, role: str,
                 assigned_by: str, assigned_at: datetime.datetime) -> None:
        self.number = number
        self.group = group
        self.wish = wish
        self.holder = holder
        self.role = role
        self.assigned_by = assigned_by
        self.assigned_at = assigned_at

    @property
    def is_ended(self) -> bool:
        """Whether nobody is to do it any more."""
        return bool(self.outcome)

    @property
    def is_open(self) -> bool:
        """Whether it is somebody's turn to do it."""
        return not self.is_ended and not self.is_waiting

    @property
    def assignee(self) -> str:
        """Under what the catalog keeps it: the id of its holder, or the role that may claim it."""
        return self.holder or UNCLAIMED + self.role

    def end(self, outcome: str, now: datetime.datetime, actor: str, said: str = '') -> None:
        """Let it have ended so."""
        self.outcome, self.ended_at, self.ended_by, self.said = outcome, now, actor, said

    def reopen(self) -> None:
        """Let it have to be done again."""
        self.outcome, self.ended_at, self.ended_by, self.said = '', None, None, ''
        self.reminded = False


@dataclass(frozen=True)
class Substitution:
    """Ủy nhiệm khi vắng mặt: ``substitute`` does the tasks of ``absent``, ids of accounts.

    ``starts``, ``ends``: aware UTC; the end is exclusive.
    """

    absent: str
    substitute: str
    starts: datetime.datetime
    ends: datetime.datetime

    def holds(self, now: datetime.datetime) -> bool:
        """Return whether it is in force at ``now``."""
        return self.starts <= now < self.ends
