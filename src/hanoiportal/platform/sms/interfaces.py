"""What short messages promise to features that have something to tell."""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ..scheduling.interfaces import IEnvironment

#: Name of the profile, and what it must say.
SYSTEM = 'sms'
NEEDED = ('field:number', 'field:text', 'field:key', 'header', 'header_value', 'outcome')
#: Outcomes of a row ``outcome:…``: the gateway has it, or had it before; it will never send it;
#: it may be asked again.
ACCEPTED, REFUSED, LATER = 'accepted', 'refused', 'later'
#: What becomes of a message besides: the limit of the day or month is reached; the number is none
#: of a mobile telephone of Vietnam.
STOPPED, NO_NUMBER = 'stopped', 'no number'
#: Share of a limit, in percent, from which on the health check tells of it.
ALARM = 80


class NotSent(Exception):
    """The gateway did not take a message now; ``args[0]``: why, without number or text."""


class Spent(NamedTuple):
    """Segments of a day and its month, and messages that the limits stopped in the month."""

    day: int
    month: int
    stopped: int


class ISms(Interface):
    """Sends short messages, a utility."""

    is_open: bool = Attribute('whether a gateway is named in the settings')

    def can_reach(number: str) -> bool:
        """Return whether ``number``, as a person types it, is one of a mobile telephone."""

    def send(environment: IEnvironment, token: str, number: str, text: str) -> str:
        """Send ``text`` to ``number`` and return what became of it; outside of any transaction.

        ``token``: of an effect of the outbox; with it again, nothing is counted twice, and the
        gateway knows the message as the same.  Marks of Vietnamese are left out.  Raises
        ``NotSent`` for what is to be tried again.
        """

    def give_up(environment: IEnvironment, token: str) -> None:
        """Take back what ``token`` counts for: it is not sent any more."""

    def spent(portal: IPortal) -> Spent:
        """Return what was spent until now."""
