"""What scoring promises to its callers (clauses 28.5, 32).  Moments are aware UTC."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ..selfassessment.interfaces import Evidence
    from .values import BodyResult, Mark, Objection, ScoreCriterion, YearResult

#: States of a year: being scored, for the city's eyes alone; each body sees its own and may
#: object; approved and public, after which nothing changes.
SCORING, DRAFT, FINAL = 'scoring', 'draft', 'final'
STATES = {SCORING: _('Đang chấm điểm'), DRAFT: _('Dự thảo, đang lấy ý kiến cơ quan'),
          FINAL: _('Đã phê duyệt và công bố')}
#: Points of a year in all.
WHOLE = 100
#: Columns of a file of criteria, and of a file of marks.
COLUMNS = ('year', 'code', 'title_vi', 'title_en', 'weight', 'scale', 'measure', 'basis',
           'certainty')
MARK_COLUMNS = ('site', 'code', 'value', 'note')
#: Characters of a note, an objection, an answer; bytes and lines of a file.
LONGEST, MOST_BYTES, MOST_LINES = 2000, 1_000_000, 5000
#: Rows of ``deadline_rules.csv``: until when a body may object, and the city must answer.
OBJECTING, ANSWERING = '28.5.kien-nghi', '28.5.tra-loi'
#: Name of the public page, and of the part of the snapshot that it shows.
PAGE, PART = 'xep-hang', 'scoring'


class CannotScore(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed.
    The field of a mark is ``MARK`` of the object id and the code.
    """


class IScoringCriteria(Interface):
    """The criteria of the installation, as a utility."""

    years: Mapping[int, tuple[ScoreCriterion, ...]] = Attribute('by year, in their order')


class Given(NamedTuple):
    """What somebody says of a criterion of a body: ``value`` as typed, and why."""

    value: str
    note: str = ''


class Sheet(Protocol):
    """Phiếu điểm of a body: persistent, see ``resource.ScoreSheet``."""

    site: int
    label: str
    title: str
    level: str
    marks: Mapping[str, Mark]
    objections: tuple[Objection, ...]

    def evidence(self, code: str) -> Sequence[Evidence]:
        """Return what the mark of that criterion counts, one by one."""

    def lacking(self, criteria: Sequence[ScoreCriterion]) -> list[ScoreCriterion]:
        """Return those of ``criteria`` that have no mark yet."""


class Scoring(Protocol):
    """Đợt chấm điểm of a year: persistent.

    ``criteria``: those of the day it was opened; later ones change nothing.  ``until``: when
    bodies may no longer object, of a draft.  ``final``: of one that is approved.
    """

    year: int
    state: str
    criteria: tuple[ScoreCriterion, ...]
    opened_by: str
    opened_at: datetime.datetime
    measured_at: datetime.datetime | None
    shown_at: datetime.datetime | None
    until: datetime.datetime | None
    approved_by: str
    approved_at: datetime.datetime | None
    final: YearResult | None

    def sheet(self, site: int) -> Sheet | None:
        """Return that of the body with the object id, ``None`` if it is not scored."""

    def all_sheets(self) -> Sequence[Sheet]:
        """Return those of all bodies."""

    def criterion(self, code: str) -> ScoreCriterion | None:
        """Return the criterion with that code, ``None`` if the year has none."""

    def rows(self) -> tuple[BodyResult, ...]:
        """Return what follows from marks and criteria, ranked: the same whenever it is asked."""


class IScorings(Interface):
    """Scores the bodies, for one asker: who may ``ORDER`` at the portal; a member of the city's
    board approves.  Never commits; writes ``interactions`` alone.  Verbs raise ``CannotScore``,
    those that take a file ``BadLines``.
    """

    def all() -> Sequence[Scoring]:
        """Return every year, the latest first."""

    def find(year: int) -> Scoring | None:
        """Return that year, ``None`` if it was not opened."""

    def open_years() -> Sequence[int]:
        """Return the years with criteria of the installation that may be opened now."""

    def may_score() -> bool:
        """Return whether the asker may score."""

    def open(year: int, actor: str, content: bytes = b'') -> Scoring:
        """Begin to score a year that has begun, by the criteria of the installation or those in
        ``content``, a CSV file, and measure what can be.
        """

    def measure(year: int, actor: str) -> None:
        """Measure every body anew; what was marked by hand stays."""

    def mark(year: int, given: Mapping[tuple[int, str], Given], actor: str) -> int:
        """Keep marks by hand, all or none, by ``(object id, code)``; an empty value takes back
        what was marked by hand.  Return how many changed.  Of a draft each change has a note.
        """

    def bring_in(year: int, content: bytes, actor: str) -> int:
        """Keep the marks of a CSV file, all or none; return how many changed."""

    def show(year: int, actor: str) -> None:
        """Let each body see its own as a draft, and tell its board; nothing may lack."""

    def may_approve(actor: str) -> bool:
        """Return whether ``actor`` is of the city's board in force."""

    def digest(year: int) -> str:
        """Return the digest of the ranking as it is now."""

    def approve(year: int, digest: str, actor: str) -> None:
        """Approve the ranking of that ``digest``, which is that of now, for good: the term of
        objections is over and each is answered.  It is public with the next snapshot.
        """


class IObjections(Interface):
    """What a body sees of its scoring, and objects; what the city answers.  As ``IScorings``."""

    def of(site: ISite) -> Sequence[Scoring]:
        """Return the years of which ``site`` may see its own sheet, the latest first."""

    def may_object(site: ISite, year: int, actor: str) -> bool:
        """Return whether ``actor`` may object now: a member of the board of ``site`` in the term.
        """

    def object_to(site: ISite, year: int, code: str, text: str, actor: str) -> Objection:
        """Object to the mark of the criterion ``code``, once for each."""

    def answer(year: int, number: int, outcome: str, text: str, actor: str) -> Objection:
        """Answer the objection with that number.  ``outcome``: ``UPHELD`` or ``REJECTED``."""


#: What an objection comes to: the mark is to be corrected, or it stays.
UPHELD, REJECTED = 'upheld', 'rejected'
