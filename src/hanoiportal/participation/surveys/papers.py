"""What the ballot box is told of an edition of a survey: no text and no name."""
from __future__ import annotations

from ...base.clock import ONE_DAY, start_of
from ...base.questionnaires.questions import cells
from ...base.questionnaires.written import read
from ..ballots.interfaces import Paper
from .interfaces import Edition, ISurvey


def paper_of(survey: ISurvey, edition: Edition) -> Paper:
    """Return the paper of ``edition``; an edition that gave way closes with the survey, too: it is
    closed in the box itself before that.
    """
    closes = edition.closed if edition.closed is not None else survey.closes
    return Paper(str(survey.__oid__), edition.number, cells(read(edition.questions)),
                 start_of((closes or edition.opened) + ONE_DAY))


def open_edition(survey: ISurvey) -> Edition | None:
    """Return the edition that people answer now."""
    last = survey.editions[-1] if survey.editions else None
    return last if last is not None and last.closed is None else None


def open_paper(survey: ISurvey) -> Paper | None:
    """Adapter: see ``ballots.interfaces.IOpenPaper``."""
    edition = open_edition(survey)
    return paper_of(survey, edition) if edition is not None else None
