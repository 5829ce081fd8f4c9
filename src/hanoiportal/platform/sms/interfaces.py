"""What short messages promise to features that have something to tell."""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

from ...base.i18n import _

if TYPE_CHECKING:
    import datetime

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
#: Share of a limit, in percent, from which on the health check tells of it, and news is not sent:
#: the rest is for cases and codes.
ALARM = 80
#: Why a telephone is not confirmed: no messages are sent; too many codes were asked for; no number
#: of a mobile telephone; the code is not the one that was sent; it is over, spent or was asked for
#: in another browser.
CLOSED, MANY, NO_MOBILE, WRONG_CODE, CODE_OVER = (
    'closed', 'many', 'no mobile', 'wrong code', 'code over')
#: Minutes for which a code can be typed, codes that may be typed wrongly, codes that one number is
#: sent in 24 hours.
CODE_MINUTES, MOST_WRONG, MOST_CODES = 10, 5, 3
CODE_WHY = {
    CLOSED: _('Lúc này chưa gửi được tin nhắn. Xin thử lại sau.'),
    MANY: _('Đang có nhiều người yêu cầu mã cùng lúc. Xin thử lại sau ít phút.'),
    NO_MOBILE: _('Đây không phải số điện thoại di động của Việt Nam. Ví dụ: 0912 345 678.'),
    WRONG_CODE: _('Mã không đúng. Xin xem lại tin nhắn; nhập sai 5 lần thì phải lấy mã mới.'),
    CODE_OVER: _('Mã này đã dùng, đã quá 10 phút, đã nhập sai 5 lần hoặc được yêu cầu ở trình '
                 'duyệt khác. Xin lấy mã mới.'),
}


class NotSent(Exception):
    """The gateway did not take a message now; ``args[0]``: why, without number or text."""


class NotConfirmed(Exception):
    """Raised with ``code``, such as one of ``CODE_WHY``; ``detail``: for the log, English, nothing
    personal.
    """

    def __init__(self, code: str, detail: str = '') -> None:
        super().__init__(f'{code}: {detail}')
        self.code, self.detail = code, detail


class Telephone(NamedTuple):
    """A telephone that somebody holds.  ``number``: as people of Vietnam write it.  ``mark``: by
    which this portal knows it again, and nobody else.
    """

    number: str
    mark: str


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

    def fits(text: str) -> bool:
        """Return whether ``text`` costs one message."""

    def send(environment: IEnvironment, token: str, number: str, text: str,
             share: int = 100) -> str:
        """Send ``text`` to ``number`` and return what became of it; outside of any transaction.

        ``token``: of an effect of the outbox; with it again, nothing is counted twice, and the
        gateway knows the message as the same.  Marks of Vietnamese are left out.  ``share``: of
        the limits, in percent, that may be spent with it.  Raises ``NotSent`` for what is to be
        tried again.
        """

    def give_up(environment: IEnvironment, token: str) -> None:
        """Take back what ``token`` counts for: it is not sent any more."""

    def spent(portal: IPortal) -> Spent:
        """Return what was spent until now."""


class ITelephones(Interface):
    """Learns by a code in a short message that somebody has a telephone; a utility.  Never
    commits; only ``interactions`` is written.

    ``now``: aware.  Both methods raise ``NotConfirmed``.
    """

    is_open: bool = Attribute('whether the portal sends short messages')

    def ask(portal: IPortal, number: str, language: str, now: datetime.datetime) -> str:
        """Have a code sent to ``number``, as somebody types it, and return the token that stands
        for it in their browser alone.

        A number that was sent ``MOST_CODES`` is sent none, and the answer is the same.
        """

    def confirm(portal: IPortal, token: str, code: str, now: datetime.datetime) -> Telephone:
        """Return the telephone of who typed ``code``, once.  A wrong one is counted: what raises
        ``NotConfirmed`` has to be committed, too.
        """
