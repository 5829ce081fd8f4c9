"""What the figures of compliance are made of: plain values, which snapshots keep.

Renaming this module needs an upgrade step.
"""
import datetime
from typing import NamedTuple

#: How many months are shown, this one among them.
MONTHS = 13
#: How many of them are reckoned anew at each look; the others at the first look of a day.
RECENT = 2
#: What a site is to the figures: those that are not active have none; nor has one of the City
#: itself, such as that where staff practise.
ACTIVE, SUSPENDED, EXTERNAL, OF_CITY = 'active', 'suspended', 'external', 'of-city'
#: What became of a duty, as its figures have it.
MET, LATE, MISSED, EXCUSED, RUNNING = 'met', 'late', 'missed', 'excused', 'running'
OUTCOMES = (MET, LATE, MISSED, EXCUSED, RUNNING)
#: Instead of the words of a reason that nobody has approved for readers.
STATED = 'stated'
#: Answers to what no machine sees.
YES, NO = 'yes', 'no'


class SectionFigure(NamedTuple):
    """What was found of an obligatory section.

    ``items``: public ones.  ``own``: whether one of them is not of the installation's own.
    ``newest``: local day of the latest publication.  ``fresh``: whether that is within the term;
    ``None`` if no term is set or nothing is there to judge.
    """

    code: str
    present: bool
    items: int = 0
    own: bool = False
    newest: datetime.date | None = None
    fresh: bool | None = None


class FunctionFigure(NamedTuple):
    """What is known of a minimum function.  ``met``: ``None`` while nobody knows.

    ``machine``: whether the machine checks it; else its board declares it.  ``day``: local, of
    the check or the declaration.
    """

    code: str
    machine: bool
    met: bool | None = None
    day: datetime.date | None = None


class WindowResult(NamedTuple):
    """A window of updating that has ended.  ``code``: of the window.  ``reason``: code of why it
    was missed, ``words``: approved ones, both ``''`` if there are none.
    ``owed``: whether it could be missed; hours that nobody has decided on say nothing.
    ``came``: how many new items its part of the day had.
    """

    day: datetime.date
    code: str
    kept: bool
    owed: bool = True
    came: int = 0
    reason: str = ''
    words: str = ''


class DutyResult(NamedTuple):
    """A duty to publish.  ``due``: local day.  ``state``: one of ``OUTCOMES``.

    ``path``: of the public item that satisfied it, ``''`` if none.  ``reason``, ``words``: as of
    ``WindowResult``.  ``document``: number of that which it orders to publish, ``''`` for none.
    """

    rule: str
    due: datetime.date
    state: str
    path: str = ''
    reason: str = ''
    words: str = ''
    document: str = ''


class PartCount(NamedTuple):
    """What was new in a part of the days of a month.  ``code``: of its window."""

    code: str
    came: int


class DayWindows(NamedTuple):
    """The windows of one local day: how many ended, and how many of them were kept.

    ``codes``: of those that were kept; empty for all sites, and in snapshots of before.
    """

    day: datetime.date
    due: int
    kept: int
    codes: tuple[str, ...] = ()


class DutyCount(NamedTuple):
    """The duties of one rule that fell due in one month, by what became of them."""

    rule: str
    met: int = 0
    late: int = 0
    missed: int = 0
    excused: int = 0
    running: int = 0

    @property
    def judged(self) -> int:
        """Those of which it is known whether they were met in time."""
        return self.met + self.late + self.missed

    @property
    def outcomes(self) -> tuple[int, ...]:
        """The numbers in the order of ``OUTCOMES``."""
        return self.met, self.late, self.missed, self.excused, self.running


class Month(NamedTuple):
    """One month of a site, or of all sites.  ``missed`` and ``lines`` are empty for all sites."""

    days: tuple[DayWindows, ...] = ()
    duties: tuple[DutyCount, ...] = ()
    missed: tuple[WindowResult, ...] = ()
    lines: tuple[DutyResult, ...] = ()
    parts: tuple[PartCount, ...] = ()

    @property
    def windows(self) -> tuple[int, int]:
        """How many windows were kept, and how many ended."""
        return sum(day.kept for day in self.days), sum(day.due for day in self.days)

    @property
    def in_time(self) -> tuple[int, int]:
        """How many duties were met in time, and how many are judged."""
        return sum(rule.met for rule in self.duties), sum(rule.judged for rule in self.duties)


class SiteNow(NamedTuple):
    """A site at the moment of the snapshot.  ``level``: ``city``, ``agency`` or ``commune``.
    """

    oid: int
    level: str
    status: str
    sections: tuple[SectionFigure, ...] = ()
    functions: tuple[FunctionFigure, ...] = ()

    @property
    def filled(self) -> tuple[int, int]:
        """How many obligatory sections are filled, and how many there are."""
        return sum(each.own for each in self.sections), len(self.sections)

    @property
    def fresh(self) -> tuple[int, int]:
        """How many sections are within their term, and how many have one."""
        judged = [each.fresh for each in self.sections if each.fresh is not None]
        return sum(judged), len(judged)

    @property
    def working(self) -> tuple[int, int]:
        """How many minimum functions the machine found met, and how many it has checked."""
        known = [each.met for each in self.functions if each.machine and each.met is not None]
        return sum(known), len(known)


class Row(NamedTuple):
    """A site in the table of all: pairs of how many are so, and out of how many."""

    oid: int
    level: str
    status: str
    filled: tuple[int, int]
    fresh: tuple[int, int]
    working: tuple[int, int]


class MonthRow(NamedTuple):
    """A month of a site in the table of all.  ``outcomes``: duties in the order of ``OUTCOMES``.
    """

    oid: int
    windows: tuple[int, int]
    in_time: tuple[int, int]
    outcomes: tuple[int, ...]


class Value(NamedTuple):
    """An indicator of a site: ``part`` out of ``whole``; of an amount ``whole`` is 0; of seconds
    the milliseconds that ``whole`` pages took together.

    ``known``: whether it is measured at all.
    """

    code: str
    part: int = 0
    whole: int = 0
    known: bool = True


class Consent(NamedTuple):
    """Phê duyệt phương pháp: that the board of the city approves the method of that digest.

    ``actor``: principal id.  ``moment``: aware UTC.
    """

    digest: str
    actor: str
    moment: datetime.datetime


class Declaration(NamedTuple):
    """Khai báo: what a board says of a function that no machine sees.

    ``answer``: ``YES`` or ``NO``.  ``actor``: principal id.  ``moment``: aware UTC.  ``note``: for
    the staff alone.
    """

    answer: str
    actor: str
    moment: datetime.datetime
    note: str = ''
