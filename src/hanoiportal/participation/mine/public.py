"""``/cua-toi``: signing in by VNeID, the cases, and taking one in by its code and secret."""
from collections.abc import Mapping

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import Response
from pyramid.view import view_config

from ...base.clock import local, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...shells.public.page.layout import Layout
from ...shells.public.replies.codes import HEADERS
from ...shells.public.replies.confirming import Confirming
from ...shells.public.replies.openedcases import OpenedCases
from ...web import View
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..cases.interfaces import Case, ICases
from ..identities.interfaces import WHY, Unconfirmed
from ..questions.interfaces import MINE, TRACKING
from ..tracking.interfaces import STATES

#: What the sealed cookies of VNeID say that the identity was confirmed for.
KEY = 'cua-toi'
#: Below the address: to the provider, away again, one case, and taking one in.
LEAVE, FORGET, OPEN, TAKE = 'vneid', 'thoat', 'mo', 'them'


class MineView(View):
    """The cases of who has signed in with this browser."""

    @view_config(context=ISite, name=MINE, request_method=('GET', 'HEAD'))
    def show(self) -> Response:
        """Show the cases, or the way in."""
        return self._page()

    @view_config(context=ISite, name=MINE, request_method='POST', require_csrf=False)
    def take(self) -> Response:
        """Sign in or out, open a case, or take one in."""
        refuse_foreign(self.request)
        act = {(LEAVE,): self._leave, (FORGET,): self._forget, (OPEN,): self._open,
               (TAKE,): self._take}.get(self.request.subpath)
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

    def _again(self) -> Response:
        response = HTTPSeeOther(self._here)
        response.headers['Cache-Control'] = 'no-store'
        return response

    @reify
    def _confirming(self) -> Confirming:
        return Confirming(self.request, KEY)

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

    def _page(self, problem: str = '') -> Response:
        page = Layout(self.context, self.request, {})
        now = self.request.registry.getUtility(IClock).now()
        rows = [(case.code, STATES[self._cases.standing(case, now).state],
                 shown_date(local(case.received).date(), page.tag)) for case in self._mine]
        values: Mapping[str, object] = {
            'title': _('Của tôi'), 'noindex': True, 'here': self._here, 'rows': rows,
            'is_open': self._confirming.is_open, 'confirmed': self._confirming.confirmed,
            'problem': problem or next(iter(self._confirming.reasons.values()), ''),
            'tracking': self.request.link(self.context, TRACKING)}
        self.request.response.headers.update(HEADERS)
        return render_to_response(
            'templates/mine.pt', values, self.request, response=self.request.response)
