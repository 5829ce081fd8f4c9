"""Each night all assignments are compared with their texts: one that was public may be a draft
again, and after a restore it may never have been public.
"""
from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, cast

from ...kernel.security.interactions import interactions_of
from ...platform.reconciling.interfaces import Findings
from .folding import fold
from .interfaces import OPEN
from .reading import Assignments
from .resource import KEY, AssignmentBook, GivenAssignment

if TYPE_CHECKING:
    from persistent import Persistent

    from ...platform.scheduling.interfaces import IEnvironment

#: Assignments in one transaction.
BATCH = 500


def reconcile(environment: IEnvironment, _is_restored: bool) -> Findings:
    """Let each person know of what there is to do."""
    last, mended = 0, 0
    while step := environment.in_transaction(partial(_batch, environment, last)):
        last, mended = step[0], mended + step[1]
        cast('Persistent', environment.portal)._p_jar.cacheGC()
    return Findings((f'{mended} assignments are open again or over',) if mended else ())


def _batch(environment: IEnvironment, after: int) -> tuple[int, int] | None:
    """Look at some assignments after the number ``after``; return the last number and how many
    were wrong, ``None`` if there are no more.
    """
    book: AssignmentBook | None = interactions_of(environment.portal).get(KEY)
    found = [] if book is None else list(islice(book.assignments.values(min=after + 1), BATCH))
    if book is None or not found:
        return None
    assignments = Assignments(environment.registry, environment.portal)
    return found[-1].number, sum(_mend(book, each, assignments) for each in found)


def _mend(book: AssignmentBook, each: GivenAssignment, assignments: Assignments) -> bool:
    """Let ``book`` be right of one; return whether it was not.  What it has as open and whose text
    is public is no matter: the job takes it out.
    """
    if fold(each.events, None) not in OPEN:
        return book.follow(each, False)
    is_open = book.open is not None and (each.plan.person, each.number) in book.open
    return book.follow(each, is_open or assignments.course(each).state in OPEN)
