"""The persistent notices, in ``content``.  Renaming this module needs an upgrade step."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from BTrees.IOBTree import IOBTree
from persistent import Persistent
from zope.interface import implementer

from ...base.interfaces import IItem
from ...kernel.tree.lookup import is_closed, is_listed
from .interfaces import IN_FORCE, IEmergencyNotice

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ...kernel.tree.resources import Described

#: Name of the attribute of the portal: an ``IOBTree`` by number, there from the first one on.
ATTRIBUTE = 'emergency_notices'


@implementer(IEmergencyNotice)
class EmergencyNotice(Persistent):
    """See ``IEmergencyNotice``.  ``touched_at``: when the item said something else,
    or moved.

    ``ended_at``, ``ended_by``, ``why_ended``: of one that is not in force.
    """

    state = IN_FORCE
    touched_at: datetime.datetime | None = None
    ended_at: datetime.datetime | None = None
    ended_by = why_ended = ''

    def __init__(self, number: int, item: int, until: datetime.datetime,
                 raised_at: datetime.datetime, actor: str, reason: str) -> None:
        self.number, self.item, self.until = number, item, until
        self.raised_at, self.actor, self.reason = raised_at, actor, reason

    def end(self, state: str, moment: datetime.datetime, actor: str, why: str = '') -> None:
        """Let it be in force no longer."""
        self.state, self.ended_at = state, moment
        self.ended_by, self.why_ended = actor, why


def all_notices(portal: IPortal) -> list[EmergencyNotice]:
    """Return every notice, the latest first."""
    return list((getattr(portal, ATTRIBUTE, None) or {}).values())[::-1]


def in_force(portal: IPortal) -> list[EmergencyNotice]:
    """Return each notice in force, the latest first."""
    return [each for each in all_notices(portal) if each.state == IN_FORCE]


def items_told(portal: IPortal) -> list[Described]:
    """Return the public item of each notice in force, the latest first."""
    found = [portal.__objectmap__.object_for(each.item) for each in in_force(portal)]
    return [cast('Described', each) for each in found
            if IItem.providedBy(each) and is_listed(each) and not is_closed(each)]


def add_notice(portal: IPortal, item: int, until: datetime.datetime, now: datetime.datetime,
               actor: str, reason: str) -> EmergencyNotice:
    """Make a notice of the item with that object id and return it."""
    if getattr(portal, ATTRIBUTE, None) is None:
        setattr(portal, ATTRIBUTE, IOBTree())
    kept = getattr(portal, ATTRIBUTE)
    number = kept.maxKey() + 1 if kept else 1
    made = kept[number] = EmergencyNotice(number, item, until, now, actor, reason)
    return made
