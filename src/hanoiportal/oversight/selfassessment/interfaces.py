"""What self-assessments promise, and what fills in their figures.

A period is a year or half of one: ``2026``, ``2026-1``, ``2026-2``.  A site is named by its object
id as text.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface

from ...base.dated import Dated
from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, ISite

#: States: being filled in; submitted by the head of the board, after which nothing changes.
DRAFTED, SUBMITTED = 'drafted', 'submitted'
#: Answers to a criterion without points.
YES, NO = 'yes', 'no'
#: Kinds of what figures count: duties, sections, functions, the windows of a day, the board, what
#: is declared of a site, months in which the city carried something of it, who was trained.
DUTY, SECTION, FUNCTION, WINDOWS, BOARD, DECLARED, SUPPLY, TRAINED = EVIDENCE = (
    'duty', 'section', 'function', 'windows', 'board', 'declared', 'supply', 'trained')
#: Characters of a remark.
LONGEST = 2000


class CannotAssess(Refused[str]):
    """Raised with ``reasons``: ``{code of a criterion or '': translatable sentence}``; nothing has
    changed.
    """


@dataclass(frozen=True, kw_only=True)
class Criterion(Dated):
    """Tiêu chí tự đánh giá: one row of ``self_assessment.csv``.

    ``figure``: name of the ``IMeasure`` that fills it in, ``''`` if nothing does.
    ``most``: most points, ``None`` for a question of yes or no.
    """

    code: str
    titles: Mapping[str, str]
    basis: str
    figure: str
    most: int | None


class ICriteria(Interface):
    """The criteria, as a utility."""

    rows: Sequence[Criterion] = Attribute('of all times, in their order')


class Portion(NamedTuple):
    """What was found: ``kept`` of ``of``; nothing is judged where ``of`` is 0."""

    kept: int
    of: int

    @property
    def said(self) -> str:
        """It in words, translatable."""
        if not self.of:
            return _('Không có gì để đo trong kỳ')
        return _('Cổng đo được ${kept} trên ${of}', mapping={'kept': self.kept, 'of': self.of})

    @classmethod
    def of_all(cls, evidence: Sequence[Evidence]) -> Portion:
        """Return the sums of ``evidence``.

        >>> Portion.of_all([Evidence('board', '', 1, 1), Evidence('board', '', 0, 2)])
        Portion(kept=1, of=3)
        """
        return cls(sum(each.kept for each in evidence), sum(each.of for each in evidence))


class Evidence(NamedTuple):
    """One thing that a figure counts; the sums of all are its ``Portion``.

    ``kind``: one of ``EVIDENCE``.  ``code``: of the rule, section, function, or what is declared.
    ``day``: local, where it is of a day.  ``item``: object id of what fulfilled it, ``''`` if
    nothing did or nobody may know.
    """

    kind: str
    code: str
    kept: int
    of: int
    day: datetime.date | None = None
    item: str = ''


class IMeasure(Interface):
    """Measures one figure of a site; a utility by the name of the figure."""

    def evidence(portal: IPortal, site: ISite, start: datetime.date,
                 end: datetime.date) -> Sequence[Evidence] | None:
        """Return what ``measure`` counts, one by one; ``None`` if nobody knows."""

    def measure(portal: IPortal, site: ISite, start: datetime.date,
                end: datetime.date) -> Portion | None:
        """Return what is found of ``site`` now, of the local days from ``start`` to before
        ``end`` where the figure is of a time; ``None`` if nobody knows.
        """


class Answer(NamedTuple):
    """What the site says of a criterion.

    ``value``: points as digits, ``YES``, ``NO``, or ``''`` for nothing yet.
    ``measured``: what was measured when it was last saved, or ``None``.
    """

    value: str = ''
    remark: str = ''
    measured: Portion | None = None


class Assessment(Protocol):
    """Bản tự đánh giá: one site, one period; persistent.

    ``answers``: by the code of the criterion.  ``saved_at``, ``submitted_at``: aware UTC;
    ``saved_by``, ``submitted_by``: principal ids, ``''`` if nobody has yet.
    """

    site: str
    period: str
    answers: Mapping[str, Answer]
    saved_by: str
    saved_at: datetime.datetime
    submitted_by: str
    submitted_at: datetime.datetime | None

    @property
    def state(self) -> str:
        """``DRAFTED`` or ``SUBMITTED``."""


class Proposal(NamedTuple):
    """A criterion with what is measured now, and the answer that follows, ``''`` for none."""

    criterion: Criterion
    measured: Portion | None
    value: str


class ISelfAssessments(Interface):
    """Keeps the assessments, for one asker.  Never commits; writes ``interactions`` alone."""

    def periods() -> Sequence[str]:
        """Return the periods that may be assessed today, the latest first."""

    def find(site: ISite, period: str) -> Assessment | None:
        """Return that assessment, or ``None``."""

    def of_period(period: str) -> Mapping[str, Assessment]:
        """Return all assessments of ``period``, by their sites."""

    def proposals(site: ISite, period: str) -> Sequence[Proposal]:
        """Return the criteria in force at the end of ``period``, or today, as measured now."""

    def may_write(site: ISite, actor: str) -> bool:
        """Return whether ``actor`` may fill it in: a member of the board."""

    def may_submit(site: ISite, actor: str) -> bool:
        """Return whether ``actor`` may submit it: the head of the board."""

    def save(site: ISite, period: str, answers: Mapping[str, tuple[str, str]],
             actor: str) -> Assessment:
        """Keep ``{code: (value, remark)}``.  Raises ``CannotAssess``."""

    def submit(site: ISite, period: str, answers: Mapping[str, tuple[str, str]],
               actor: str) -> Assessment:
        """Keep the answers, each of which must have a value, for good."""
