"""The part of the snapshot that tells of open cases."""
from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Mapping

from zope.interface import implementer

from ...base.clock import UTC, local
from ...participation.cases.interfaces import NEW, OPEN, CaseRow, ICases
from ...participation.publication.interfaces import SECTIONS
from ...platform.scheduling.interfaces import IEnvironment
from ..compliance.interfaces import ISnapshotPart
from .values import OpenCase

#: Cases that are asked for at once.
MOST = 1_000_000


@implementer(ISnapshotPart)
class OpenCases:
    """Reads the index of cases, and of those that nobody has sorted by when they are answered."""

    def values(self, environment: IEnvironment) -> Mapping[int, tuple[OpenCase, ...]]:
        """Return the open cases of each site that has any, the longest open first."""
        cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
        now = environment.clock.now()
        found: defaultdict[int, list[OpenCase]] = defaultdict(list)
        for row in cases.inbox(None, states=OPEN, size=MOST).rows:
            if row.kind in SECTIONS:
                found[int(row.site)].append(told(_of_answer(cases, row, now), now.timestamp()))
        return {oid: tuple(sorted(each, key=_order)) for oid, each in found.items()}


def _of_answer(cases: ICases, row: CaseRow, now: datetime.datetime) -> CaseRow:
    """Return ``row`` with ``due`` of its answer: that of a new case is of sorting it."""
    case = cases.get(row.number) if row.state == NEW else None
    if case is None:
        return row
    due = cases.standing(case, now).answer_due
    return row._replace(due=math.inf if due is None else due.timestamp())


def told(row: CaseRow, now: float) -> OpenCase:
    """Return what is told of ``row``.  ``now``: seconds since 1970 UTC."""
    return OpenCase(
        _day(row.received), row.kind, row.state, row.field,
        None if math.isinf(row.due) else _day(row.due), row.due < now)


def _day(seconds: float) -> datetime.date:
    return local(datetime.datetime.fromtimestamp(seconds, UTC)).date()


def _order(case: OpenCase) -> tuple[datetime.date, str, str, str]:
    return case.received, case.kind, case.field, case.state
