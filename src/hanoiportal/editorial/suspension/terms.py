"""Hạn quyết định về báo cáo tạm ngừng: computed by the calendar as it is known now (ADR 63).

What was told when the report was made stays beside it, ``Suspension.due``.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ...base.i18n import _
from ...base.interfaces import IClock
from ...kernel.tree.lookup import find_site
from ...platform.calendar.interfaces import ICalendars, WorkingTerm
from .interfaces import REPORTED, ISuspensionRules
from .resource import register_of
from .safety import managers_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.deadlines.terms import Rules
    from ...base.interfaces import IPortal, IResource
    from .resource import Suspension

#: Name of the rule in ``suspension_rules.csv``.
RULE = 'decide_report'
#: Kind of the notice that the term has moved.
REDATED = 'suspension_redated'
TITLE = _('Quyết định về một báo cáo tạm ngừng')


def due_from(moment: datetime.datetime, portal: IPortal, registry: Registry) -> datetime.datetime:
    """Return by when the managing body must decide on a report made at ``moment``: aware UTC."""
    rules: Rules = registry.getUtility(ISuspensionRules)
    return rules.due(RULE, moment, registry.getUtility(ICalendars)(portal).known_on())


def due_of(suspension: Suspension, registry: Registry) -> datetime.datetime:
    """Return the same of the report of ``suspension``."""
    return due_from(suspension.since, suspension.portal, registry)


def running(registry: Registry, portal: IPortal,
            after: int) -> Iterator[tuple[int, list[WorkingTerm]]]:
    """Yield the terms of the reports that nobody has decided on, by their numbers, see
    ``WorkingTerms``; they are named by no account.
    """
    rules: Rules = registry.getUtility(ISuspensionRules)
    now = registry.getUtility(IClock).now()
    for each in reversed(list(register_of(portal).active())):
        place = portal.__objectmap__.object_for(each.place)
        if each.number > after and each.state == REPORTED and place is not None:
            yield each.number, [WorkingTerm(
                TITLE, find_site(place).title, each.since, rules.working_days(RULE, each.since),
                find_site(place), partial(_deciders, each, place, now), each.number)]


def _deciders(suspension: Suspension, place: IResource, now: datetime.datetime) -> set[str]:
    """Return the ids of the accounts that were told of the report and may decide on it."""
    return managers_of(place, suspension.portal, now) - {suspension.actor}
