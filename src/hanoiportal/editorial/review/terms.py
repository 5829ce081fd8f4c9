"""Hạn xem lại tin, bài đăng khẩn: working days of ``review_rules.csv``, by the calendar of now."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...kernel.tree.lookup import find_site
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import IN_EMERGENCY
from ...platform.calendar.interfaces import ICalendars, WorkingTerm
from ...platform.scheduling.interfaces import IAgenda
from .interfaces import IReviewRules

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.deadlines.terms import Rules
    from ...base.interfaces import IPortal
    from ...kernel.tree.resources import Described

#: Kinds of the moments in the agenda and of the notice that a term has moved.
SECOND_LOOK, REDATED = 'second look', 'second_look_redated'
#: Name of the rule in ``review_rules.csv``.
RULE = 'second_look'
TITLE = _('Xem lại tin, bài đăng khẩn')
_LATEST = datetime.datetime(9999, 1, 1, tzinfo=datetime.timezone.utc)


def unseen_since(document: Described) -> datetime.datetime | None:
    """Return when the head published ``document`` alone, aware UTC; ``None`` if nobody has to look
    at it within a term.
    """
    review = document.concluded
    if document.state not in PUBLIC or review is None or review.second_look is not None:
        return None
    return next((each.moment for each in review.approvals if each.kind == IN_EMERGENCY), None)


def due_from(moment: datetime.datetime, portal: IPortal, registry: Registry) -> datetime.datetime:
    """Return by when another member looks at what was published at ``moment``, aware UTC."""
    rules: Rules = registry.getUtility(IReviewRules)
    return rules.due(RULE, moment, registry.getUtility(ICalendars)(portal).known_on())


def running(registry: Registry, portal: IPortal,
            after: int) -> Iterator[tuple[int, list[WorkingTerm]]]:
    """Yield the terms of what the head published alone, by ids, see ``WorkingTerms``; they are
    named by no text.
    """
    agenda: IAgenda = registry.getUtility(IAgenda)
    rules: Rules = registry.getUtility(IReviewRules)
    for oid in sorted({oid for _due, oid in agenda.ahead(portal, {SECOND_LOOK}, _LATEST)}):
        document = portal.__objectmap__.object_for(oid) if oid > after else None
        if document is not None and (since := unseen_since(document)) is not None:
            yield oid, [WorkingTerm(
                TITLE, find_site(document).title, since, rules.working_days(RULE, since),
                document)]
