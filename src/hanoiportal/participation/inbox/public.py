"""Soạn trả lời bằng đường dẫn: a unit without accounts writes the answer to a case (13.1.e).

The page shows what was asked and who asks for the answer, never who sent it.  A link that is
wrong, used, taken back or too old opens nothing, like any that never was.
"""
from collections.abc import Mapping

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal
from ...kernel.tree.lookup import site_of
from ...shells.public.replies.codes import HEADERS, ask, key_opened, key_typed, lead_on
from ...web import View
from ...web.routing.origins import refuse_foreign
from ..cases.interfaces import ICases
from .interfaces import LINK_PAGE, LONGEST, LONGEST_NAME, CannotAnswer, IUnits

TITLE = _('Soạn trả lời câu hỏi, phản ánh')
#: What stands for a case when its answer has arrived.
RECEIVED = 'received'


class UnitView(View):
    """The page that a link leads to."""

    def __init__(self, context: IPortal, request: Request) -> None:
        super().__init__(context, request)
        self._units: IUnits = request.service(IUnits)
        self._here = request.link(context, LINK_PAGE)

    @view_config(context=IPortal, name=LINK_PAGE, request_method=('GET', 'HEAD'),
                 subpath=True)
    def show(self) -> Response:
        """Ask for the code, show the case that it opens, or say thank you."""
        if not self.request.subpath:
            return ask(self.request, TITLE, self._here)
        if self.request.subpath == (RECEIVED,):
            return self._rendered({'title': _('Đã nhận câu trả lời'), 'received': True})
        return self._wrong() if self.request.subpath[1:] else self._page({}, {})

    @view_config(context=IPortal, name=LINK_PAGE, request_method='POST', require_csrf=False,
                 subpath=True, throttled='code')
    def take(self) -> Response:
        """Take the code, or the answer."""
        refuse_foreign(self.request)
        if not self.request.subpath:
            key = key_typed(self.request)
            return self._wrong() if self._units.linked(key) is None else lead_on(
                self.request, self._here, key)
        if self._units.linked(self._key) is None or self.request.subpath[1:]:
            return self._wrong()
        typed = {name: str(self.request.POST.get(name, '')) for name in ('text', 'name')}
        try:
            self._units.write(self._key, **typed)
        except CannotAnswer as refused:
            return self._page(typed, refused.reasons)
        return HTTPSeeOther(f'{self._here}/{RECEIVED}')

    @reify
    def _key(self) -> str:
        return str(key_opened(self.request))

    def _wrong(self) -> Response:
        return ask(self.request, TITLE, self._here, wrong=True)

    def _page(self, typed: Mapping[str, str], reasons: Mapping[str, str]) -> Response:
        case = self._units.linked(self._key)
        if case is None:
            return self._wrong()
        if reasons:
            self.request.response.status_int = 422
        cases: ICases = self.request.registry.getAdapter(self.context, ICases)
        now = self.request.registry.getUtility(IClock).now()
        return self._rendered({
            'title': TITLE, 'received': False, 'contents': cases.open(case),
            'asker': site_of(self.context, case.site).full_name, 'language': case.language,
            'due': moment(cases.standing(case, now).due), 'typed': typed, 'reasons': reasons,
            'action': f'{self._here}/{self.request.subpath[0]}', 'longest': LONGEST,
            'longest_name': LONGEST_NAME})

    def _rendered(self, values: Mapping[str, object]) -> Response:
        self.request.response.headers.update(HEADERS)
        return render_to_response('templates/answer.pt', {'noindex': True, **values},
                                  self.request, response=self.request.response)
