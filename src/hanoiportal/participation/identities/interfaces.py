"""What confirming who somebody is promises to its callers."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface

from ...base.i18n import _
from .resource import Identity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from ...base.interfaces import IPortal

#: Why somebody is not confirmed.
DOWN, BUSY, DECLINED, OVER, WRONG, LOW = 'down', 'busy', 'declined', 'over', 'wrong', 'low'
#: The same of a telephone: too many codes were asked for; no number of a mobile telephone; the
#: code is not the one that was sent; it is over, spent or was asked for in another browser.
MANY, NO_MOBILE, WRONG_CODE, CODE_OVER = 'many', 'no mobile', 'wrong code', 'code over'
#: ``Identity.level`` of who is known by a telephone alone, which is no electronic identity.
BY_TELEPHONE = 0
#: Minutes for which a code can be typed, codes that may be typed wrongly, codes that one number is
#: sent in 24 hours.
CODE_MINUTES, MOST_WRONG, MOST_CODES = 10, 5, 3
WHY = {
    DOWN: _('Lúc này chưa liên lạc được với VNeID. Xin thử lại sau ít phút, hoặc gửi câu trả lời '
            'mà không cần xác nhận.'),
    BUSY: _('Đang có nhiều người xác nhận cùng lúc. Xin thử lại sau một phút, hoặc gửi câu trả '
            'lời mà không cần xác nhận.'),
    DECLINED: _('Việc xác nhận ở VNeID chưa được đồng ý. Vẫn gửi được câu trả lời mà không cần '
                'xác nhận.'),
    OVER: _('Lần xác nhận này đã xong, đã quá hạn hoặc được bắt đầu ở trình duyệt khác. Xin xác '
            'nhận lại.'),
    WRONG: _('Không xác minh được phản hồi từ VNeID. Xin thử lại, hoặc gửi câu trả lời mà không '
             'cần xác nhận.'),
    LOW: _('Tài khoản này chưa đạt mức định danh điện tử cần thiết. Vẫn gửi được câu trả lời mà '
           'không cần xác nhận.'),
    MANY: _('Đang có nhiều người yêu cầu mã cùng lúc. Xin thử lại sau ít phút.'),
    NO_MOBILE: _('Đây không phải số điện thoại di động của Việt Nam. Ví dụ: 0912 345 678.'),
    WRONG_CODE: _('Mã không đúng. Xin xem lại tin nhắn; nhập sai 5 lần thì phải lấy mã mới.'),
    CODE_OVER: _('Mã này đã dùng, đã quá 10 phút, đã nhập sai 5 lần hoặc được yêu cầu ở trình '
                 'duyệt khác. Xin lấy mã mới.'),
}


class Unconfirmed(Exception):
    """Raised with ``code``, one of ``WHY``; ``detail``: for the log, English, nothing personal."""

    def __init__(self, code: str, detail: str = '') -> None:
        super().__init__(f'{code}: {detail}')
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Way:
    """What only the browser that was sent to the provider may bring back.

    ``state``, ``nonce``, ``verifier``: 256 random bits each.  ``begun``: seconds since 1970.
    ``back``: where the provider leads back to, ``''`` for the page of visitors.
    """

    state: str
    nonce: str
    verifier: str
    begun: int
    back: str = ''


class ICitizens(Interface):
    """Learns from the provider who somebody is; a utility.  Writes nothing anywhere.

    ``now``: aware.  Both methods take some seconds at most, whatever the provider
    does, and raise ``Unconfirmed``, with ``WRONG`` for whatever cannot be believed.
    """

    is_open: bool = Attribute('whether there is a provider')

    def begin(now: datetime.datetime, language: str, back: str = '') -> tuple[str, Way]:
        """Return ``(address of the provider, Way)``.  ``language``: a tag, such as ``vi``.
        ``back``: address that the provider knows beforehand, for others than visitors.
        """

    def finish(way: Way, said: Mapping[str, str], now: datetime.datetime) -> Identity:
        """Return the identity of who came back from the provider.

        ``said``: the query of the address that they came back to.
        """


class ITelephones(Interface):
    """Learns by a code in a short message that somebody has a telephone; a utility.  Never
    commits; only ``interactions`` is written.

    ``now``: aware.  Both methods raise ``Unconfirmed``.
    """

    is_open: bool = Attribute('whether the portal sends short messages')

    def ask(portal: IPortal, number: str, language: str, now: datetime.datetime) -> str:
        """Have a code sent to ``number``, as somebody types it, and return the token that stands
        for it in their browser alone.

        A number that was sent ``MOST_CODES`` is sent none, and the answer is the same.
        """

    def confirm(portal: IPortal, token: str, code: str, now: datetime.datetime) -> Identity:
        """Return the identity of who typed ``code``, once.  A wrong one is counted: what raises
        ``Unconfirmed`` has to be committed, too.
        """
