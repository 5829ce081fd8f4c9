"""``/cua-toi``: signing in by VNeID, the cases, taking one in by its code and secret, and what one
follows.
"""
from collections.abc import Mapping

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import Response
from pyramid.view import view_config

from ...base.clock import local, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import number_in
from ...base.permissions import VIEW
from ...platform.subscriptions.interfaces import (
    Followed,
    IFollowable,
    ISubscriber,
    ISubscriptions,
)
from ...shells.public.page.layout import Layout
from ...shells.public.page.wording import Wording
from ...shells.public.replies.codes import HEADERS
from ...shells.public.replies.confirming import Confirming
from ...shells.public.replies.openedcases import OpenedCases
from ...web import View
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..cases.interfaces import Case, ICaseKinds, ICases, is_erasing, told_state
from ..identities.interfaces import MINE, WHY, Unconfirmed
from ..personaldata.interfaces import COPY, SLUG
from ..questions.interfaces import FORMS, TRACKING
from ..tracking.interfaces import ERASED_WORDS, STATES, ISenderWords

#: Below the address: to the provider, away again, one case, and taking one in.
LEAVE, FORGET, OPEN, TAKE = 'vneid', 'thoat', 'mo', 'them'
#: Taking in what one follows, by the link of a letter, and ending it.
FOLLOW, END = 'them-theo-doi', 'dung-theo-doi'


class MineView(View):
    """The cases of who has signed in with this browser."""

    @view_config(context=ISite, name=MINE, request_method=('GET', 'HEAD'))
    def show(self) -> Response:
        """Show the cases, or the way in."""
        return self._page()

    @view_config(context=ISite, name=MINE, request_method='POST', require_csrf=False,
                 subpath=True)
    def take(self) -> Response:
        """Sign in or out, open a case, or take one in."""
        refuse_foreign(self.request)
        act = {(LEAVE,): self._leave, (FORGET,): self._forget, (OPEN,): self._open,
               (TAKE,): self._take, (FOLLOW,): self._follow, (END,): self._end,
               }.get(self.request.subpath)
        return self._page() if act is None else act()

    def _leave(self) -> Response:
        try:
            return self._confirming.leave(self._here, {}, apart=False, for_cases=True)
        except Unconfirmed as error:
            return self._page(WHY[error.code])

    def _forget(self) -> Response:
        response = self._again()
        self._confirming.forget(response)
        return response

    def _open(self) -> Response:
        code = str(self.request.POST.get('ma', ''))
        case = next((each for each in self._mine if each.code == code), None)
        if case is None:
            return self._page()
        response = self._again()
        name = OpenedCases(self.request).remember(response, case.number)
        response.location = self.request.link(self.context, TRACKING, name)
        return response

    def _take(self) -> Response:
        refuse_too_many(self.request, 'track')
        identity = self._confirming.identity
        case = self._cases.find(str(self.request.POST.get('ma', '')),
                                str(self.request.POST.get('khoa', '')))
        if identity is None or case is None:
            return self._page(_('Không mở được: mã hoặc khóa không đúng.'))
        self._cases.identify(case, identity)
        return self._again()

    def _follow(self) -> Response:
        refuse_too_many(self.request, 'track')
        identity = self._confirming.identity
        subscriber = self._register.opened(str(self.request.POST.get('ma', '')))
        if identity is None or subscriber is None:
            return self._page(_('Không mở được: đường dẫn không đúng hoặc đã hết hạn.'))
        self._register.identify(subscriber, identity.pseudonym)
        return self._again()

    def _end(self) -> Response:
        which = str(self.request.POST.get('so', ''))
        for subscriber, each in self._followed:
            if which == f'{subscriber.number}.{each.number}':
                self._register.stop(subscriber, [each.number])
                return self._again()
        return self._page()

    @reify
    def _register(self) -> ISubscriptions:
        register: ISubscriptions = self.request.registry.getAdapter(self.context, ISubscriptions)
        return register

    @property
    def _followed(self) -> list[tuple[ISubscriber, Followed]]:
        identity = self._confirming.identity
        return [] if identity is None else [
            (subscriber, each) for subscriber in self._register.by_identity(identity.pseudonym)
            for each in subscriber.followed if each.confirmed]

    def _again(self) -> Response:
        response = HTTPSeeOther(self._here)
        response.headers['Cache-Control'] = 'no-store'
        return response

    @reify
    def _confirming(self) -> Confirming:
        return Confirming(self.request, MINE)

    @reify
    def _cases(self) -> ICases:
        cases: ICases = self.request.registry.getAdapter(self.context, ICases)
        return cases

    @reify
    def _mine(self) -> list[Case]:
        identity = self._confirming.identity
        return [] if identity is None else self._cases.by_identity(identity.pseudonym)

    @property
    def _here(self) -> str:
        return str(self.request.link(self.context, MINE))

    def _row(self, page: Layout, subscriber: ISubscriber,
             each: Followed) -> tuple[str, str, Wording | None]:
        """Return what names it in the form, its kind, and its title, if it is public still."""
        kind = self.request.registry.queryUtility(IFollowable, name=each.kind)
        if kind is not None and kind.titles is not None:
            title = kind.titles(self.request.registry, page.tag).get(each.target, '')
            name = Wording(title, None) if title else None
        else:
            thing = page.portal.__objectmap__.object_for(number_in(each.target))
            name = page.say(thing, 'title') if thing is not None and (
                self.request.has_permission(VIEW, thing)) else None
        return (f'{subscriber.number}.{each.number}', '' if kind is None else kind.title, name)

    def _state(self, case: Case) -> str:
        registry = self.request.registry
        standing = self._cases.standing(case, registry.getUtility(IClock).now())
        words: ISenderWords | None = registry.queryUtility(ISenderWords, name=case.kind)
        if any(map(is_erasing, case.events)):
            return ERASED_WORDS
        return words and words.state(case, standing) or STATES[told_state(case, standing.state)]

    def _title(self, case: Case) -> str:
        contents = self._cases.open(case)
        return '' if contents is None else contents.title

    def _page(self, problem: str = '') -> Response:
        page = Layout(self.context, self.request, {})
        kinds = self.request.registry.getUtility(ICaseKinds)
        rows = [(case.code, kinds.at(case.kind, case.received).title_in(page.tag),
                 self._title(case), self._state(case),
                 shown_date(local(case.received).date(), page.tag)) for case in self._mine]
        values: Mapping[str, object] = {
            'title': _('Của tôi'), 'noindex': True, 'here': self._here, 'rows': rows,
            'followed': [self._row(page, *each) for each in self._followed],
            'is_open': self._confirming.is_open, 'confirmed': self._confirming.confirmed,
            'problem': problem or next(iter(self._confirming.reasons.values()), ''),
            'tracking': self.request.link(self.context, TRACKING),
            'copy': self.request.link(self.context, COPY),
            'ask_data': self.request.link(self.context, FORMS, SLUG)}
        self.request.response.headers.update(HEADERS)
        return render_to_response(
            'templates/mine.pt', values, self.request, response=self.request.response)
