"""What emergency notices promise to their callers.  Moments are aware UTC."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ...kernel.tree.resources import Described

#: States: every page tells of it; its end has come; somebody has lifted it; its item is public no
#: longer.
IN_FORCE, OVER, LIFTED, ITEM_GONE = 'in force', 'over', 'lifted', 'item gone'
STATES = {IN_FORCE: _('Đang hiển thị'), OVER: _('Đã hết hạn', context='emergency'),
          LIFTED: _('Đã gỡ', context='emergency'), ITEM_GONE: _('Bài không còn công khai')}
#: Notices that are in force at once; days that one may last; characters of a reason.
MOST, MOST_DAYS, LONGEST = 3, 30, 1000


class CannotNotify(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class IEmergencyNotice(Interface):
    """Thông báo khẩn: that every page tells of an item; persistent."""

    number: int = Attribute('from 1, never used again')
    item: int = Attribute('object id of the item')
    until: datetime.datetime = Attribute('when it ends by itself')
    raised_at: datetime.datetime = Attribute('when it was raised')
    actor: str = Attribute('principal id of who raised it')
    reason: str = Attribute('why, for the record')
    state: str = Attribute('one of ``STATES``')
    why_ended: str = Attribute('why somebody has lifted it, ``\'\'`` if nobody has')


class IItemsTold(Interface):
    """What pages and feeds of all sites tell of, to whoever reads."""

    def items() -> Sequence[Described]:
        """Return the public item of each notice in force, the latest first."""


class IEmergencyNotices(Interface):
    """Raises and lifts emergency notices, for one asker.  Never commits.

    The verbs raise ``CannotNotify`` and send an ``Action``; ``actor`` is an account's id.
    """

    def of(item: Described) -> Sequence[IEmergencyNotice]:
        """Return the notices of ``item``, the latest first."""

    def concerns(item: Described) -> bool:
        """Return whether ``item`` may be told of on all sites: a work of the city portal."""

    def raise_notice(item: Described, until: datetime.datetime | None, reason: str,
                     checks: Collection[str], actor: str,
                     override: str = '') -> IEmergencyNotice:
        """Publish ``item`` in an emergency, with its translations that can be, and tell of it on
        every page of all sites until ``until``.  ``reason``, ``checks``, ``override``: as of that
        step.
        """

    def lift(notice: IEmergencyNotice, why: str, actor: str) -> None:
        """Let no page tell of it any longer; its item stays public."""
