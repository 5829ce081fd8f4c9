"""What was found when a page was reviewed.  Renaming this module needs an upgrade step."""
import datetime
from dataclasses import dataclass

#: Kinds of record: it was looked at and is still right, or the board wants it looked at.
REVIEWED, ORDERED = 'reviewed', 'ordered'


@dataclass(frozen=True)
class Reviewed:
    """Lần rà soát: one record, kept beside the fields of the page, which the board approves.

    ``moment``: aware UTC ``datetime``.  ``actor``: id of an account.  ``due``: local ``date`` of
    the next review that follows from it.  ``planned``: what the public version said of that then;
    a version that says something else takes its place.
    """

    kind: str
    moment: datetime.datetime
    actor: str
    due: datetime.date
    planned: datetime.date | None
    note: str = ''


@dataclass(frozen=True)
class CoReview:
    """Đề nghị phối hợp rà soát: an agency was asked by mail to look at a page (17.1).

    ``number``: from 1, among those of the page.  ``due``: local ``date``.  ``answer``,
    ``answered_at``, ``recorded_by``: what came back, and who of the staff wrote it down.
    """

    number: int
    to_name: str
    to_address: str
    question: str
    due: datetime.date
    asked_by: str
    asked_at: datetime.datetime
    answer: str = ''
    answered_at: datetime.datetime | None = None
    recorded_by: str = ''
