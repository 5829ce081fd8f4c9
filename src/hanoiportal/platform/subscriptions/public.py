"""The form by which anybody follows a thing, ``…/dang-ky-theo-doi``, and ``/muc-theo-doi``: what
one follows, by the link in each mail, and the end of one click.

The page at ``/muc-theo-doi`` is the same for everybody.  A right link leads (303) to an address
that says nothing; what opens there is a sealed cookie of this browser (ADR 50).
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import Response
from pyramid.view import view_config

from ...base.i18n import _
from ...base.interfaces import IClock, IResource, ISite
from ...base.numbers import number_in
from ...base.permissions import VIEW
from ...base.text import nfc
from ...kernel.security.crypto.sealing import ISealing
from ...kernel.tree.site import is_address
from ...shells.public.feeds.addresses import FORMS, feeds_of, has_feed
from ...shells.public.page.layout import Layout
from ...shells.public.page.stylesheet import CODE
from ...shells.public.replies.codes import HEADERS
from ...web import View
from ...web.login.sealedcookies import SealedCookie
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..notifications.interfaces import IPost
from .interfaces import (
    AT_ONCE,
    FORM,
    LONGEST,
    NEWSLETTER,
    ONE_CLICK,
    OPENED,
    PACE_DAYS,
    PACE_ROWS,
    PAGE,
    STOP,
    IFollowable,
    ISubscriber,
    ISubscriptions,
)
from .rules import UNCONFIRMED, ISubscriptionRules
from .views import FollowedRows

TITLE = _('Theo dõi', context='subscription')
#: Below ``PAGE``: another letter; what is done on the page that is open.
AGAIN, CHOOSE, END = 'gui-lai', 'cach', 'het'
CODE_FIELD = 'ma'
_COOKIE = SealedCookie('muc-theo-doi', 120, 'Strict')
_CONFIRMED, _CHANGED = 'xac-nhan', 'da-doi'
_NOTICES = {_CONFIRMED: _('Đã xác nhận. Khi có tin mới, Cổng báo theo cách đã chọn.'),
            _CHANGED: _('Đã lưu.')}


class FollowView(View):
    """Follow the context, if it is anything that can be followed."""

    @view_config(context=IResource, name=FORM, permission=VIEW, request_method=('GET', 'HEAD'))
    def show(self) -> Response:
        """Show the form."""
        self._followable  # noqa: B018  # nothing to follow is a page that there is not
        return self._page()

    @view_config(context=IResource, name=FORM, permission=VIEW, request_method='POST',
                 require_csrf=False)
    def take(self) -> Response:
        """Have the owner of the address asked; the answer is alike for every address."""
        refuse_foreign(self.request)
        followable = self._followable
        refuse_too_many(self.request, 'follow')
        address = self._typed('email')
        if len(address) > LONGEST or not is_address(address):
            return self._page(typed=address, why=_(
                'Thư điện tử phải có dạng ten@vidu.vn. Xin kiểm tra lại.'))
        if self._is_mailed:
            register: ISubscriptions = self.request.registry.getAdapter(
                self.context, ISubscriptions)
            register.apply([(followable.name, str(self.context.__oid__))], address,
                           self.request.language.tag, self._days)
        return self._page(sent=True)

    @reify
    def _followable(self) -> IFollowable:
        registry = self.request.registry
        for _name, followable in sorted(registry.getUtilitiesFor(IFollowable)):
            if followable.is_of(self.context, registry):
                return followable
        raise HTTPNotFound

    @property
    def _days(self) -> int:
        return PACE_DAYS.get(self._typed('cach'), AT_ONCE)

    @property
    def _is_mailed(self) -> bool:
        return bool(self.request.registry.getUtility(IPost).is_open)

    def _typed(self, name: str) -> str:
        found = self.request.POST.get(name, '')
        return nfc(found).strip()[:LONGEST + 1] if isinstance(found, str) else ''

    def _page(self, sent: bool = False, typed: str = '', why: str = '') -> Response:
        registry, page = self.request.registry, Layout(self.context, self.request, {})
        now = registry.getUtility(IClock).now()
        values: Mapping[str, object] = {
            'title': TITLE, 'noindex': True, 'sent': sent, 'typed': typed, 'why': why,
            'what': self._followable.title, 'thing_name': page.say(self.context, 'title'),
            'thing': self.request.link(self.context), 'is_mailed': self._is_mailed,
            'feeds': [(FORMS[view], mimetype, address) for view, mimetype, address in feeds_of(
                self.context, self.request)] if has_feed(self.context) else [],
            'days': registry.getUtility(ISubscriptionRules).number(UNCONFIRMED, now),
            'choices': PACE_ROWS, 'chosen': self._days,
            'newsletter': self.request.link(page.site, NEWSLETTER),
            'action': self.request.link(self.context, FORM), 'longest': LONGEST,
            'followed': self.request.link(page.site, PAGE)}
        self.request.response.headers.update(HEADERS)
        return render_to_response(
            'templates/follow.pt', values, self.request, response=self.request.response)


class SubscriptionsView(View):
    """One's subscriptions."""

    @view_config(context=ISite, name=PAGE, request_method=('GET', 'HEAD'))
    def show(self) -> Response:
        """Ask for the link, show what it has opened, or ask whether to end what a mail is of."""
        steps = self.request.subpath
        if steps in ((), (AGAIN,)):
            return self._asking()
        if steps[0] == STOP and len(steps) == 2:
            return self._rendered('stop', {'stopped': False, 'steps': steps})
        return self._wrong() if steps != (OPENED,) or self._mine is None else self._list()

    @view_config(context=ISite, name=PAGE, request_method='POST', require_csrf=False)
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
        response = self._again(_CONFIRMED if confirmed else '')
        _COOKIE.write(self.request, response, self.request.registry.getUtility(ISealing),
                      self.request.registry.getUtility(IClock).now(),
                      {'subscriber': subscriber.number})
        return response

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

    def _again(self, notice: str = '') -> Response:
        query = f'?xong={notice}' if notice else ''
        response = HTTPSeeOther(self._address(OPENED) + query)
        response.headers['Cache-Control'] = 'no-store'
        return response

    @reify
    def _register(self) -> ISubscriptions:
        register: ISubscriptions = self.request.registry.getAdapter(self.context, ISubscriptions)
        return register

    @reify
    def _mine(self) -> ISubscriber | None:
        registry = self.request.registry
        kept = _COOKIE.read(
            self.request, registry.getUtility(ISealing), registry.getUtility(IClock).now())
        return self._register.get(int(kept.get('subscriber', 0)))

    def _address(self, *steps: str) -> str:
        return str(self.request.link(self.context, PAGE, *steps))

    def _typed(self, name: str) -> str:
        found = self.request.POST.get(name, '')
        return found.strip() if isinstance(found, str) else ''

    def _wrong(self) -> Response:
        return self._asking(wrong=True)

    def _asking(self, wrong: bool = False, sent: bool = False) -> Response:
        if wrong:
            self.request.response.status_int = 404
        return self._rendered('open', {
            'wrong': wrong, 'sent': sent, 'script': CODE, 'field': CODE_FIELD,
            'again': self._address(AGAIN), 'steps': (),
            'is_mailed': self.request.registry.getUtility(IPost).is_open})

    def _list(self) -> Response:
        rows = FollowedRows(self.request, Layout(self.context, self.request, {}))
        return self._rendered('followed', {
            **rows.values(self._mine), 'here': self._address(OPENED), 'steps': (OPENED,),
            'notice': _NOTICES.get(self.request.GET.get('xong', ''), '')})

    def _rendered(self, template: str, values: Mapping[str, object]) -> Response:
        self.request.response.headers.update(HEADERS)
        return render_to_response(f'templates/{template}.pt', {
            'title': TITLE, 'noindex': True, 'action': self._address(), **values},
            self.request, response=self.request.response)
