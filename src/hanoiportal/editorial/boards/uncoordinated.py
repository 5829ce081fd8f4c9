"""Roles of people of other bodies that outlast the rules of coordination (9.3): who decides on a
site is told before and when these end.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from pyramid.registry import Registry

from ...base.clock import ONE_DAY, local, shown_date
from ...base.i18n import _
from .coordination import Outsider, is_laid_down, outsiders

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, ISite

#: Kinds of the notices: it comes, it is so.
COMING, NOW = 'coordination_ending', 'coordination_lacking'
NO_RULES = _('quy chế phối hợp hết hiệu lực, số người của cơ quan khác còn vai trò')


def alarms(registry: Registry, portal: IPortal, now: datetime.datetime,
           ahead: tuple[int, ...]) -> dict[ISite, tuple[str, str]]:
    """Return ``{site: (kind of the notice, its note)}`` of where people of other bodies write
    without rules of coordination, or will in one of ``ahead`` days.
    """
    by_site: dict[ISite, list[Outsider]] = {}
    for each in outsiders(portal, now):
        by_site.setdefault(each.site, []).append(each)
    found = {site: _alarm(registry, site, people, now, ahead) for site, people in by_site.items()}
    return {site: alarm for site, alarm in found.items() if alarm is not None}


def _alarm(registry: Registry, site: ISite, people: list[Outsider], now: datetime.datetime,
           ahead: tuple[int, ...]) -> tuple[str, str] | None:
    if not is_laid_down(registry, site, now):
        return NOW, f'{NO_RULES}: {len(people)}'
    for days in ahead:
        at = now + days * ONE_DAY
        left = [each for each in people if each.ends is None or at < each.ends]
        if left and is_laid_down(registry, site, at - ONE_DAY) and (
                not is_laid_down(registry, site, at)):
            return COMING, f'{shown_date(local(at).date(), "vi")}: {NO_RULES}: {len(left)}'
    return None
