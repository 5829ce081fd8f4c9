"""Hours of windows as a decision sets them, for the tests of what is missed."""
import datetime

from hanoiportal.base.clock import parse
from hanoiportal.editorial.windows.interfaces import IWindows
from hanoiportal.editorial.windows.resource import HoursDecision, enter_hours


def decide_hours(portal, registry, starts, number=1, crossposts=('component',)):
    """Let the hours of the table be decided on from the local day ``starts`` on.

    Nothing is committed.
    """
    rows = registry.getUtility(IWindows).proposed(starts)
    enter_hours(portal, HoursDecision(
        number, '12/QĐ-UBND', starts - datetime.timedelta(days=1),
        'Ủy ban nhân dân thành phố Hà Nội', starts,
        {(row.site, row.code): (row.opens, row.closes) for row in rows},
        frozenset(crossposts), parse('2026-01-01'), 'u1'))
