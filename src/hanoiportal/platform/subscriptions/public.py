"""``/muc-theo-doi``: what one follows, by the link in each mail or a code that comes to a
telephone, and the end of one click; ``/tin-bao``: what a short message leads to.

The page at ``/muc-theo-doi`` is the same for everybody.  A right link leads (303) to an address
that says nothing; what opens there is a sealed cookie of this browser (ADR 50).
"""
from __future__ import annotations

from collections.abc import Sequence

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import number_in
from ...kernel.security.crypto.sealing import ISealing
from ...shells.public.page.layout import Layout
from ...shells.public.page.stylesheet import CODE
from ...shells.public.replies.bytelephone import ConfirmingByTelephone
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..notifications.interfaces import IPost
from ..sms.interfaces import CODE_MINUTES, CODE_WHY, MOST_CODES, ITelephones, NotConfirmed
from .interfaces import (
    AT_ONCE,
    BY_NUMBER,
    NEWS_PAGE,
    ONE_CLICK,
    OPENED,
    PACE_DAYS,
    PAGE,
    STOP,
    ISubscriber,
)
from .views import COOKIE, FollowedRows, OwnView

#: Below ``PAGE``: another letter; what is done on the page that is open.
AGAIN, CHOOSE, END = 'gui-lai', 'cach', 'het'
#: Below ``BY_NUMBER``: a code is asked for.
ASK = 'so'
CODE_FIELD = 'ma'
_CONFIRMED, _CHANGED = 'xac-nhan', 'da-doi'
_NOTICES = {_CONFIRMED: _('Đã xác nhận. Khi có tin mới, Cổng báo theo cách đã chọn.'),
            _CHANGED: _('Đã lưu.')}


class NumberView(OwnView):
    """Where the code is typed that came to a telephone: it follows what was chosen before, or
    opens what that number follows.
    """

    @view_config(context=ISite, name=BY_NUMBER, request_method=('GET', 'HEAD'))
    def show(self) -> Response:
        """Ask for the code, or for the number."""
        return self._page()

    @view_config(context=ISite, name=BY_NUMBER, request_method='POST', require_csrf=False,
                 subpath=True)
    def take(self) -> Response:
        """Have a code sent, or take one."""
        refuse_foreign(self.request)
        step = {(ASK,): self._ask, (CODE_FIELD,): self._confirm}.get(self.request.subpath)
        try:
            return self._page() if step is None else step()
        except NotConfirmed as error:
            return self._page(CODE_WHY[error.code])

    def _ask(self) -> Response:
        response = HTTPSeeOther(self.request.link(self.context, BY_NUMBER))
        response.headers['Cache-Control'] = 'no-store'
        self._telephone.ask(self._typed('so'), response, self._telephone.asked)
        return response

    def _confirm(self) -> Response:
        asked = self._telephone.asked
        number = self._telephone.confirmed(self._typed(CODE_FIELD)).number
        wishes = [(str(kind), str(target)) for kind, target in asked.get('wishes', ())]
        subscriber = self._register.follow(
            wishes, number, self.request.language.tag, int(asked['days'])) if wishes else (
            self._register.by_address(number))
        if subscriber is None:
            return self._page(_('Số này chưa theo dõi mục nào.'))
        response = self._enter(subscriber, _CONFIRMED if wishes else '')
        self._telephone.let_go(response)
        return response

    @reify
    def _telephone(self) -> ConfirmingByTelephone:
        return ConfirmingByTelephone(self.request, BY_NUMBER)

    def _page(self, problem: str = '') -> Response:
        here = self.request.link(self.context, BY_NUMBER)
        return self._rendered('number', {
            'problem': problem, 'is_sent': self._telephone.is_waiting,
            'is_open': self._telephone.telephones.is_open, 'ask': f'{here}/{ASK}',
            'enter': f'{here}/{CODE_FIELD}', 'minutes': CODE_MINUTES, 'most': MOST_CODES})


class SubscriptionsView(OwnView):
    """One's subscriptions."""

    @view_config(context=ISite, name=NEWS_PAGE, request_method=('GET', 'HEAD'),
                 subpath=True)
    def news(self) -> Response:
        """Show what the one with a short code was told."""
        found = self._named
        return self._wrong() if found is None else self._rendered('news', {
            'title': _('Tin đã báo gần đây'), 'here': self.request.path,
            'told': self._rows.told(found), 'number': self.request.link(self.context, BY_NUMBER)})

    @view_config(context=ISite, name=NEWS_PAGE, request_method='POST', require_csrf=False,
                 subpath=True)
    def stop_news(self) -> Response:
        """End what the one with a short code follows; the code is all that is needed."""
        # What is noted beside a transaction holds no code.
        self.request.tm.get().description = f'/{NEWS_PAGE}'
        found = self._named
        if found is None:
            return self._wrong()
        self._register.stop(found)
        return self._rendered('stop', {'stopped': True, 'steps': ()})

    @property
    def _named(self) -> ISubscriber | None:
        steps = self.request.subpath
        return self._register.by_short(steps[0]) if len(steps) == 1 else None

    @view_config(context=ISite, name=PAGE, request_method=('GET', 'HEAD'),
                 subpath=True)
    def show(self) -> Response:
        """Ask for the link, show what it has opened, or ask whether to end what a mail is of."""
        steps = self.request.subpath
        if steps in ((), (AGAIN,)):
            return self._asking()
        if steps[0] == STOP and len(steps) == 2:
            return self._rendered('stop', {'stopped': False, 'steps': steps})
        return self._wrong() if steps != (OPENED,) or self._mine is None else self._list()

    @view_config(context=ISite, name=PAGE, request_method='POST', require_csrf=False,
                 subpath=True)
    def take(self) -> Response:
        """Open by a link, end by one click, or change what is open."""
        steps = self.request.subpath
        if steps[:1] == (STOP,) and len(steps) == 2:
            return self._stop(steps)
        refuse_foreign(self.request)
        if not steps:
            return self._open()
        if steps == (AGAIN,):
            return self._remind()
        if self._mine is None or steps[:1] != (OPENED,):
            return self._wrong()
        return {(CHOOSE,): self._choose, (END,): self._end}.get(steps[1:], self._wrong)()

    def _open(self) -> Response:
        refuse_too_many(self.request, 'track')
        code = self._typed(CODE_FIELD)
        confirmed = self._register.confirm(code)
        subscriber = confirmed or self._register.opened(code)
        if subscriber is None:
            return self._asking(wrong=True)
        return self._enter(subscriber, _CONFIRMED if confirmed else '')

    def _remind(self) -> Response:
        refuse_too_many(self.request, 'follow')
        if self.request.registry.getUtility(IPost).is_open:
            self._register.remind(self._typed('email'))
        return self._asking(sent=True)

    def _stop(self, steps: Sequence[str]) -> Response:
        """End it by one click (RFC 8058): mail programs send no cookie and no origin.  What is no
        link is answered alike.
        """
        field, value = ONE_CLICK
        if self.request.POST.get(field) != value:
            return self._rendered('stop', {'stopped': False, 'steps': steps})
        # What is noted beside a transaction holds no code.
        self.request.tm.get().description = f'/{PAGE}'
        self._register.stop_by(steps[1])
        return self._rendered('stop', {'stopped': True, 'steps': steps})

    def _choose(self) -> Response:
        self._register.choose(self._mine, self._typed('kenh'),
                              PACE_DAYS.get(self._typed('cach'), AT_ONCE))
        return self._again(_CHANGED)

    def _end(self) -> Response:
        typed = self._typed('so')
        number = number_in(typed)
        if typed and not number:
            return self._list()
        mine = self._mine
        self._register.stop(mine, [number] if number else [])
        if self._register.get(mine.number) is None:
            return self._rendered('stop', {'stopped': True, 'steps': ()})
        return self._again(_CHANGED)

    @reify
    def _mine(self) -> ISubscriber | None:
        registry = self.request.registry
        kept = COOKIE.read(
            self.request, registry.getUtility(ISealing), registry.getUtility(IClock).now())
        return self._register.get(int(kept.get('subscriber', 0)))

    @property
    def _rows(self) -> FollowedRows:
        return FollowedRows(self.request, Layout(self.context, self.request, {}))

    def _wrong(self) -> Response:
        return self._asking(wrong=True)

    def _asking(self, wrong: bool = False, sent: bool = False) -> Response:
        if wrong:
            self.request.response.status_int = 404
        by_message = self.request.registry.getUtility(ITelephones).is_open
        return self._rendered('open', {
            'wrong': wrong, 'sent': sent, 'script': CODE, 'field': CODE_FIELD,
            'again': self._address(AGAIN), 'steps': (),
            'number': self.request.link(self.context, BY_NUMBER) if by_message else '',
            'is_mailed': self.request.registry.getUtility(IPost).is_open})

    def _list(self) -> Response:
        return self._rendered('followed', {
            **self._rows.values(self._mine, self._register.address(self._mine)),
            'here': self._address(OPENED), 'steps': (OPENED,),
            'notice': _NOTICES.get(self.request.GET.get('xong', ''), '')})
