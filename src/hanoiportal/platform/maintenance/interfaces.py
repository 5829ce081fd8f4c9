"""What announcing planned stops promises."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from .resource import Stop

#: States of a stop; the scheduler leads from the first to the third, each by a transaction.
ANNOUNCED, UNDER_WAY, OVER, CALLED_OFF = 'announced', 'under way', 'over', 'called off'
#: What each is called.
STATES = {ANNOUNCED: _('Sắp diễn ra'), UNDER_WAY: _('Đang diễn ra'), OVER: _('Đã kết thúc'),
          CALLED_OFF: _('Đã hủy')}
#: The rule of ``deadline_rules.csv``: working days between the notice and the stop.
NOTICE = 'nd224.13'


class CannotAnnounce(Refused[str]):
    """Raised with ``reasons``: ``{field name or '': translatable str}``; nothing has changed."""


class IStop(Interface):
    """A planned stop, a ``maintenance.resource.Stop``."""


class IMaintenance(Interface):
    """Announces planned stops of the whole portal.  Never commits."""

    def announce(
            actor: str, starts: datetime.datetime, ends: datetime.datetime,
            back: datetime.datetime, reason: str, reason_en: str = '',
            emergency: str = '') -> Stop:
        """Announce a stop as ``actor``, a principal id, and return it.

        ``starts``, ``ends``: aware; ``back``: when everything is expected to work
        again, ``ends`` or later.  ``emergency``: why it is announced later than the law wants;
        without it the notice must be early enough.  Raises ``CannotAnnounce``.
        """

    def call_off(stop: Stop, actor: str, why: str) -> None:
        """Say that ``stop`` will not be.  Raises ``CannotAnnounce``."""

    basis: str = Attribute('the law that says how early a notice must be, in Vietnamese')

    def earliest() -> datetime.datetime:
        """Return the moment after which a stop may begin that is announced now, aware UTC.

        Raises ``NoDeadline`` if the calendar does not know the days in between.
        """

    def all() -> list[Stop]:
        """Return every ``Stop``, the latest first."""

    def find(number: int) -> Stop | None:
        """Return the ``Stop`` with that number, or ``None``."""
