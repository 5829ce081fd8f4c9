"""The persistent assessments, in ``interactions``.  Renaming this module needs an upgrade step."""
import datetime

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from .interfaces import DRAFTED, SUBMITTED, Answer

#: Name in the root of the database.
KEY = 'self assessments'


class SelfAssessment(Persistent):
    """See ``interfaces.Assessment``."""

    submitted_by = ''
    submitted_at: datetime.datetime | None = None

    def __init__(self, site: str, period: str, now: datetime.datetime) -> None:
        self.site = site
        self.period = period
        self.answers: dict[str, Answer] = {}
        self.saved_by = ''
        self.saved_at = now

    @property
    def state(self) -> str:
        """See ``Assessment``."""
        return DRAFTED if self.submitted_at is None else SUBMITTED

    def save(self, answers: dict[str, Answer], actor: str, now: datetime.datetime) -> None:
        """Keep ``answers`` in place of those before."""
        self.answers = answers
        self.saved_by, self.saved_at = actor, now

    def submit(self, actor: str, now: datetime.datetime) -> None:
        """Let nothing change any more."""
        self.submitted_by, self.submitted_at = actor, now


class Assessments(Persistent):
    """Sổ tự đánh giá.  ``kept``: ``(period, site)`` → ``SelfAssessment``."""

    def __init__(self) -> None:
        self.kept = OOBTree()

    def find(self, site: str, period: str) -> SelfAssessment | None:
        """Return that assessment, or ``None``."""
        found: SelfAssessment | None = self.kept.get((period, site))
        return found

    def get_or_create(self, site: str, period: str, now: datetime.datetime) -> SelfAssessment:
        """Return that assessment for writing."""
        found = self.find(site, period)
        if found is None:
            found = self.kept[period, site] = SelfAssessment(site, period, now)
        return found

    def of_period(self, period: str) -> dict[str, SelfAssessment]:
        """Return those of ``period``, by their sites."""
        return {each.site: each for each in self.kept.values(
            min=(period, ''), max=(period, '\U0010ffff'))}
