"""Hạn quyết định về báo cáo tạm ngừng: computed by the calendar as it is known now (ADR 63).

What was told when the report was made stays beside it, ``Suspension.due``.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.deadlines.owndays import in_working_days
from ...base.i18n import _
from ...platform.calendar.interfaces import ICalendars, IOpenDeadlines, OpenDeadline
from .interfaces import REPORTED, ISuspensionRules
from .resource import register_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal
    from .resource import Suspension

#: Name of the rule in ``suspension_rules.csv``.
RULE = 'decide_report'
TITLE = _('Quyết định về một báo cáo tạm ngừng')


def due_from(moment: datetime.datetime, portal: IPortal, registry: Registry) -> datetime.datetime:
    """Return by when the managing body must decide on a report made at ``moment``: aware UTC."""
    calendar = registry.getUtility(ICalendars)(portal).known_on()
    return in_working_days(_days(moment, registry), moment, calendar).due


def _days(moment: datetime.datetime, registry: Registry) -> int:
    found: int = registry.getUtility(ISuspensionRules).working_days(RULE, moment)
    return found


def due_of(suspension: Suspension, registry: Registry) -> datetime.datetime:
    """Return the same of the report of ``suspension``."""
    return due_from(suspension.since, suspension.portal, registry)


@implementer(IOpenDeadlines)
class OpenReports:
    """The reports that nobody has decided on; they are named by no account."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def open_deadlines(self, portal: IPortal) -> Iterator[OpenDeadline]:
        """See ``IOpenDeadlines``."""
        for each in register_of(portal).active():
            if each.state == REPORTED:
                yield OpenDeadline(TITLE, portal.title, '', each.since,
                                   days=_days(each.since, self._registry))
