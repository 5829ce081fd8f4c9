"""The persistent scorings, in ``interactions``.  Renaming this module needs an upgrade step."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from BTrees.IOBTree import IOBTree
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ..selfassessment.interfaces import Evidence
from .interfaces import DRAFT, FINAL, SCORING
from .judging import is_open, ranked, result_of
from .values import BodyResult, Mark, Objection, ScoreCriterion, YearResult

#: Name in the root of the database.
KEY = 'scorings'


class StoredEvidence(Persistent):
    """What a mark counts, in a record of its own."""

    def __init__(self, lines: tuple[Evidence, ...]) -> None:
        self.lines = lines


class ScoreSheet(Persistent):
    """Phiếu điểm: a body in a year.  ``site``: object id.  ``marks``: by the code of the
    criterion.  ``label``, ``title``, ``level``: as they were when the year was opened.
    """

    objections: tuple[Objection, ...] = ()

    def __init__(self, site: int, label: str, title: str, level: str) -> None:
        self.site, self.label, self.title, self.level = site, label, title, level
        self.marks: Mapping[str, Mark] = {}
        self.counted = OOBTree()

    def evidence(self, code: str) -> Sequence[Evidence]:
        """Return what the mark of that criterion counts, one by one."""
        kept = self.counted.get(code)
        return () if kept is None else tuple(kept.lines)

    def measure(self, code: str, mark: Mark, lines: tuple[Evidence, ...]) -> None:
        """Keep what was measured, and what it counts."""
        self.mark(code, mark)
        kept = self.counted.get(code)
        if kept is None:
            self.counted[code] = StoredEvidence(lines)
        elif kept.lines != lines:
            kept.lines = lines

    def mark(self, code: str, mark: Mark) -> None:
        """Keep the mark of that criterion."""
        if self.marks.get(code) != mark:
            self.marks = {**self.marks, code: mark}

    def keep_objection(self, objection: Objection) -> None:
        """Keep it, in place of the one with its number."""
        self.objections = (*(each for each in self.objections
                             if each.number != objection.number), objection)

    def lacking(self, criteria: Sequence[ScoreCriterion]) -> list[ScoreCriterion]:
        """Return those of ``criteria`` that have no mark yet."""
        return [each for each in criteria if is_open(self.marks.get(each.code))]


class YearScoring(Persistent):
    """Đợt chấm điểm: see ``interfaces.Scoring``."""

    state = SCORING
    measured_at: datetime.datetime | None = None
    shown_at: datetime.datetime | None = None
    until: datetime.datetime | None = None
    approved_by = ''
    approved_at: datetime.datetime | None = None
    final: YearResult | None = None
    objections = 0

    def __init__(self, year: int, criteria: tuple[ScoreCriterion, ...], actor: str,
                 now: datetime.datetime) -> None:
        self.year, self.criteria = year, criteria
        self.opened_by, self.opened_at = actor, now
        self.sheets = LOBTree()

    def sheet(self, site: int) -> ScoreSheet | None:
        """Return that of the body with the object id, ``None`` if it is not scored."""
        found: ScoreSheet | None = self.sheets.get(site)
        return found

    def all_sheets(self) -> list[ScoreSheet]:
        """Return those of all bodies."""
        return list(self.sheets.values())

    def criterion(self, code: str) -> ScoreCriterion | None:
        """Return the criterion with that code, ``None`` if the year has none."""
        return next((each for each in self.criteria if each.code == code), None)

    def rows(self) -> tuple[BodyResult, ...]:
        """Return what follows from marks and criteria, ranked."""
        return ranked(result_of(each.site, (each.label, each.title, each.level), self.criteria,
                                each.marks) for each in self.sheets.values())

    def show(self, now: datetime.datetime, until: datetime.datetime) -> None:
        """Let each body see its own."""
        self.state, self.shown_at, self.until = DRAFT, now, until

    def number(self) -> int:
        """Return the number of a new objection."""
        self.objections += 1
        return self.objections

    def close(self, result: YearResult, actor: str, now: datetime.datetime) -> None:
        """Let nothing change any more."""
        self.state, self.final = FINAL, result
        self.approved_by, self.approved_at = actor, now


class Scorings(Persistent):
    """Sổ chấm điểm.  ``years``: year → ``YearScoring``."""

    def __init__(self) -> None:
        self.years = IOBTree()
