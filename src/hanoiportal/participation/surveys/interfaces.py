"""What surveys promise (clauses 4.2.f, 4.3.c)."""
from __future__ import annotations

import datetime
from typing import NamedTuple

from zope.interface import Attribute

from ...base.errors import Refused
from ...base.interfaces import IItem
from ..ballots.interfaces import IBalloted

#: Name of the content type, and of the section that it belongs to.
TYPE, SECTION = 'Survey', 'khao-sat-danh-gia'
#: Views of the item: the form, and the figures as a file.
ANSWERING, CSV = 'tra-loi', 'ket-qua.csv'
#: Phases, in their order: before the first day, people answer, after the last day.
PREPARING, OPEN, CLOSED = PHASES = ('preparing', 'open', 'closed')


class Edition(NamedTuple):
    """The questions as they were asked for a time.  ``number``: from 1.  ``questions``: as
    ``questionnaires.written`` has them.  ``opened``, ``closed``: local days; ``closed`` is
    ``None`` while people answer.
    """

    number: int
    questions: str
    opened: datetime.date
    closed: datetime.date | None = None


class ISurvey(IItem, IBalloted):
    """An item that asks people questions, for a time."""

    body: str = Attribute('what it is for, HTML')
    surveying_body: str = Attribute('cơ quan khảo sát')
    opens: datetime.date | None = Attribute('first local day on which people answer')
    closes: datetime.date | None = Attribute('last local day on which they do')
    raw_days: int = Attribute('days after the last one on which raw answers are there at most')
    questions: str = Attribute('as ``questionnaires.written`` has them')
    results: str = Attribute('figures of editions, as ``questionnaires.results.written``')
    said: str = Attribute('what was said in words, summed up by the staff, HTML')
    phase: str = Attribute('of ``PHASES``; moved by ``phases`` alone')
    state: str = Attribute('of the workflow')
    editions: tuple[Edition, ...] = Attribute('the latest last; written by ``phases`` alone')
    suspect: bool = Attribute(
        'whether answers without a confirmed identity come in such a burst that their figure '
        'stands still; written by the job')
    cleared: bool = Attribute('whether raw answers are gone for good; written by the job')


class CannotSurvey(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""
