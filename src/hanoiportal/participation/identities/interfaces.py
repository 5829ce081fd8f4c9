"""What confirming who somebody is promises to its callers."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from zope.interface import Attribute, Interface

from ...base.i18n import _
from ...platform.sms.interfaces import CODE_WHY, NotConfirmed
from .resource import Identity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

#: Why somebody is not confirmed.
DOWN, BUSY, DECLINED, OVER, WRONG, LOW = 'down', 'busy', 'declined', 'over', 'wrong', 'low'
#: ``Identity.level`` of who is known by a telephone alone, which is no electronic identity.
BY_TELEPHONE = 0
#: View of a site where people see their own cases, for which they are confirmed there.
MINE = 'cua-toi'
#: Parts the random signs of a state, which hold none, from the label of a site.
SITE_SIGN = '.'
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
    **CODE_WHY,
}


class Unconfirmed(NotConfirmed):
    """Raised with ``code``, one of ``WHY``, where VNeID does not confirm somebody."""


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

    @classmethod
    def kept_in(cls, kept: Mapping[str, object]) -> Way:
        """Return the way whose ``vars`` are among what a browser has ``kept``."""
        return cls(str(kept['state']), str(kept['nonce']), str(kept['verifier']),
                   cast('int', kept['begun']), str(kept.get('back', '')))


class ICitizens(Interface):
    """Learns from the provider who somebody is; a utility.  Writes nothing anywhere.

    ``now``: aware.  Both methods take some seconds at most, whatever the provider
    does, and raise ``Unconfirmed``, with ``WRONG`` for whatever cannot be believed.
    """

    is_open: bool = Attribute('whether there is a provider')

    def begin(now: datetime.datetime, language: str, back: str = '',
              site: str = '') -> tuple[str, Way]:
        """Return ``(address of the provider, Way)``.  ``language``: a tag, such as ``vi``.
        ``back``: address that the provider knows beforehand, for others than visitors.  ``site``:
        label of the component site at whose own host they are, and come back to by way of the
        city's; it stands behind ``SITE_SIGN`` of the state.
        """

    def finish(way: Way, said: Mapping[str, str], now: datetime.datetime) -> Identity:
        """Return the identity of who came back from the provider.

        ``said``: the query of the address that they came back to.
        """
