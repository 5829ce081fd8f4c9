"""What the calendar asks of whoever holds running deadlines, see ``IOpenDeadlines``."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _
from ...kernel.tree.lookup import site_of
from ...platform.calendar.interfaces import IOpenDeadlines, OpenDeadline
from .concerns import concerns
from .interfaces import LOW_TERM, IRatingRules

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal

TITLE = _('Xem xét nội dung bị đánh giá thấp')


@implementer(IOpenDeadlines)
class OpenConcerns:
    """What was rated low and no board has looked at."""

    def __init__(self, registry: Registry) -> None:
        self._rules: IRatingRules = registry.getUtility(IRatingRules)

    def open_deadlines(self, portal: IPortal) -> Iterator[OpenDeadline]:
        """See ``IOpenDeadlines``."""
        for _number, each in concerns(portal):
            if each.closed is None:
                yield OpenDeadline(
                    TITLE, site_of(portal, str(each.site)).title, '', each.opened,
                    days=int(self._rules.number(LOW_TERM, local(each.opened).date())))
