"""``IHandover``: what information on paper costs, that it was paid, and when it was sent."""
import datetime

from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, Say, _, said_in
from ...base.numbers import DIGITS, dong_in, grouped
from ...base.permissions import ANSWER
from ..cases.interfaces import Case
from .acting import Acting
from .interfaces import CHARGED, PAID, POSTED, RESOLUTION, RESOLVED, CannotResolve, IHandover

#: Đồng; more was typed wrongly.
MOST = 100_000_000
#: What the sender reads, in the language of the case.
_COSTS = _('Chi phí in, sao, chụp, gửi: ${amount} đồng.')
_PAID, _POSTED = _('Đã nộp chi phí ngày ${day}.'), _('Đã gửi, giao bản giấy ngày ${day}.')


@implementer(IHandover)
class Handover(Acting):
    """``IHandover`` for one asker."""

    def charge(self, case: Case, amount: str, text: str, actor: str) -> None:
        """See ``IHandover``."""
        self._open(case, ANSWER)
        if self._was(case, PAID):
            raise CannotResolve({'': _('Chi phí đã được ghi nhận là đã nộp.')})
        digits = amount.replace('.', '').strip()
        number = dong_in(amount)
        if number > MOST or (len(digits) > DIGITS and digits.isdecimal()):
            raise CannotResolve({'amount': _('Số tiền tối đa ${most} đồng.', mapping={
                'most': grouped(MOST, DEFAULT)})})
        if not number:
            raise CannotResolve({'amount': _('Hãy ghi số tiền bằng đồng, lớn hơn 0.')})
        told = self._written('text', text)

        def costs(say: Say, tag: str) -> str:
            return say(_COSTS, amount=grouped(number, tag)) + f'\n{told}'

        self._note(case, CHARGED, actor, costs(self._say(case), case.language))
        self._cases.keep(case, CHARGED, costs(said_in(self._registry, DEFAULT), DEFAULT))

    def paid(self, case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """See ``IHandover``."""
        self._require(case, ANSWER)
        if not self._was(case, CHARGED) or self._was(case, PAID):
            raise CannotResolve({'': _('Không có chi phí nào đang chờ nộp.')})
        at = self._past(case, 'day', day)
        self._note(case, PAID, actor, '\n'.join(filter(None, (
            self._say(case)(_PAID, day=shown_date(at, case.language)), text.strip()))))

    def posted(self, case: Case, day: datetime.date | None, text: str, actor: str) -> None:
        """See ``IHandover``."""
        self._require(case, ANSWER)
        if self._entry(case).outcome != RESOLUTION:
            raise CannotResolve({'': _('Phiếu giải quyết chưa được phê duyệt nên chưa gửi được.')})
        if self._was(case, CHARGED) and not self._was(case, PAID):
            raise CannotResolve({'': _('Chi phí chưa được ghi nhận là đã nộp.')})
        grounds = [event.ground for event in case.events]
        if POSTED in grounds[len(grounds) - grounds[::-1].index(RESOLVED):]:
            raise CannotResolve({'': _('Đã ghi nhận gửi bản giấy.')})
        at, told = self._past(case, 'day', day), self._written('text', text)
        self._note(case, POSTED, actor, (
            self._say(case)(_POSTED, day=shown_date(at, case.language)) + f'\n{told}'))


def handover_service(request: Request) -> Handover:
    """Return the ``IHandover`` for whoever asks by ``request``."""
    return Handover(request.registry, request.root, request.has_permission)
