"""What scorings are made of: plain values, which are stored.  Renaming this module needs an
upgrade step.
"""
from __future__ import annotations

import datetime
from typing import NamedTuple

from ..selfassessment.interfaces import Portion

#: What somebody answers to a criterion that does not concern a body.
NOT_APPLICABLE = 'na'


class ScoreCriterion(NamedTuple):
    """Tiêu chí chấm điểm: one row of the criteria of a year.

    ``weight``: points of 100.  ``scale``: see ``judging``.  ``measure``: name of the ``IMeasure``
    that scores it, ``''`` for by hand.  ``certainty``: ``high``, ``medium``, ``low``.
    """

    code: str
    title_vi: str
    title_en: str
    weight: int
    scale: str
    measure: str
    basis: str
    certainty: str

    def title_in(self, tag: str) -> str:
        """Return its title in the language ``tag``, else in Vietnamese."""
        return self.title_en if tag == 'en' and self.title_en else self.title_vi


class Mark(NamedTuple):
    """What a body has for a criterion.

    ``value``: by hand, on the scale, with a point, or ``NOT_APPLICABLE``; ``''`` if nobody has
    said so, and ``measured`` counts.  ``by``: principal id of who said so, at ``moment``, aware
    UTC, and why: ``note``.
    """

    value: str = ''
    measured: Portion | None = None
    by: str = ''
    moment: datetime.datetime | None = None
    note: str = ''


class Objection(NamedTuple):
    """Kiến nghị của cơ quan: that a body objects to its mark of the criterion ``code``.

    ``number``: from 1, of its year.  ``by``: principal id, at ``moment``, aware UTC.  ``due``:
    when it must be answered, ``None`` if the calendar does not say.
    ``is_upheld``: ``None`` while nobody has answered.
    """

    number: int
    code: str
    text: str
    by: str
    moment: datetime.datetime
    due: datetime.datetime | None
    is_upheld: bool | None = None
    answer: str = ''
    answered_by: str = ''
    answered_at: datetime.datetime | None = None


class BodyResult(NamedTuple):
    """Kết quả: a body in a final ranking.

    ``site``: object id.  ``label``: its name in addresses.  ``title``: as it was, in Vietnamese.
    ``rank``: among those of its ``level``, equal totals share one.  ``total``: hundredths of a
    point of 100.  ``points``: hundredths, in the order of the criteria, ``None`` for what does
    not apply.  ``measured``: likewise, ``None`` for what was scored by hand.
    """

    site: int
    label: str
    title: str
    level: str
    rank: int
    total: int
    points: tuple[int | None, ...]
    measured: tuple[Portion | None, ...]


class YearResult(NamedTuple):
    """Bảng xếp hạng: what a year's scoring found.  ``approved``: local day.  ``digest``: of the
    rows as they were approved.
    """

    year: int
    criteria: tuple[ScoreCriterion, ...]
    approved: datetime.date
    digest: str
    rows: tuple[BodyResult, ...]
