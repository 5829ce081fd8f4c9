"""Force (hiệu lực) of a document on a day: worked out of days and relations of public documents.

No clock is asked: the day is part of the question.
"""
import datetime
from dataclasses import dataclass

from .relations import AMENDS, REPEALS, REPLACES
from .rules import ENDED, IN_FORCE, PARTLY, PENDING

ACTING = (AMENDS, REPLACES, REPEALS)


@dataclass(frozen=True)
class Act:
    """What another public document does to this one.

    ``relation``: one of ``ACTING``.  ``day``: local ``date`` from which.  ``is_whole``: whether it
    ends the whole document.
    """

    relation: str
    document: object
    day: datetime.date
    is_whole: bool


@dataclass(frozen=True)
class Force:
    """``status``: of ``rules``.  ``acts``: those that had happened by the day.

    ``is_certain``: ``False`` if the status is the recorded one, which no day explains.
    """

    status: str
    acts: tuple[Act, ...] = ()
    is_certain: bool = True


def act(relation, document, citation):
    """Return the ``Act`` of ``document``, which names another one by ``citation``."""
    return Act(relation, document, document.effective or document.issued,
               relation != AMENDS and not citation.steps)


def force_on(document, acts, day):
    """Return the ``Force`` of ``document`` on the local ``date`` ``day``.

    ``acts``: all that public documents do to it.  On the day of its end it is in force no more.
    """
    past = tuple(sorted((each for each in acts if each.day <= day), key=lambda each: each.day))
    if document.expires and document.expires <= day or any(each.is_whole for each in past):
        return Force(ENDED, past)
    if day < (document.effective or document.issued):
        return Force(PENDING, past)
    if document.status in (ENDED, PARTLY) and not acts and not document.expires:
        return Force(document.status, past, is_certain=False)
    return Force(PARTLY if past else IN_FORCE, past)
