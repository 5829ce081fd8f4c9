"""Terms of what the city demands (13.1.i), and of what else boards owe for other sites."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...base.clock import moment
from ...base.deadlines.interfaces import NoDeadline
from ...base.i18n import _
from ...base.interfaces import IClock
from ...platform.calendar.interfaces import IDeadlines, IDeadlinesOf
from ...platform.duties.interfaces import DEMANDED, VOID, IDuties, Standing
from .interfaces import RULE, Proposal

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal


def due_of(proposal: Proposal, portal: IPortal, registry: Registry) -> datetime.datetime | None:
    """Return by when ``proposal`` is to be posted, ``None`` for what nobody demands, and while the
    term rests.
    """
    if not proposal.is_demanded:
        return None
    standing = _standing(proposal, portal, registry)
    if standing is not None and standing.state != VOID:
        return standing.due
    return proposal.due or due_from(RULE, proposal.made_at, portal, registry)


def _standing(proposal: Proposal, portal: IPortal, registry: Registry) -> Standing | None:
    """Return how the last duty to post ``proposal`` stands, ``None`` before there is one."""
    duties: IDuties = registry.getAdapter(portal, IDuties)
    known = list(duties.of_key(f'{DEMANDED}:{proposal.number}'))
    return duties.standing(known[-1], registry.getUtility(IClock).now()) if known else None


def due_from(rule: str, start: datetime.datetime, portal: IPortal,
             registry: Registry) -> datetime.datetime | None:
    """Return by when is due what ``rule`` lets begin at ``start``, ``None`` if the calendar does
    not know.
    """
    deadlines: IDeadlinesOf = registry.getUtility(IDeadlines)(portal)
    try:
        return deadlines.due(rule, start).due
    except NoDeadline:
        return None


def against_putting_off(proposal: Proposal, at: datetime.datetime | None, portal: IPortal,
                        registry: Registry) -> dict[str, str]:
    """Return, by its field, why ``proposal`` may not be posted as late as ``at``."""
    due = due_of(proposal, portal, registry) if proposal.is_demanded and at is not None else None
    return {} if at is None or due is None or at <= due else {'publish_at': _(
        'Thành phố yêu cầu đăng chậm nhất ${due}: hãy chọn giờ sớm hơn, hoặc để trống để đăng '
        'ngay.', mapping={'due': moment(due)})}
