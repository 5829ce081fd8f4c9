"""Answering what an Editorial Board asks, by a link that opens once (clause 14.1).

The only page of the portal that shows a stranger something that is not public: the question, and
what its asker chose to show.  A link that is wrong, used, taken back or too old opens nothing,
like any that never was.
"""
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.view import view_config

from ..clarifications.interfaces import LONGEST, LONGEST_NAME, IClarifying
from ..clarifications.letters import VIEW_NAME, spoken
from ..i18n import _
from ..interfaces import IPortal
from ..tree.lookup import find_site, in_work
from ..tree.values import written
from ..versions.interfaces import IVersions, Refused
from ..web import View
from ..web.forms import FILE, fields_of
from ..web.origins import refuse_foreign
from .codes import HEADERS, ask, key_opened, key_typed, lead_on

TEMPLATE = 'hanoiportal.public:templates/clarification.pt'
TITLE = _('Trả lời đề nghị làm rõ thông tin')
#: What stands for a question when its answer has arrived.
RECEIVED = 'received'


class ClarificationView(View):
    """The page that a link leads to."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self._service = request.service(IClarifying)
        self._here = request.link(context, VIEW_NAME)

    @view_config(context=IPortal, name=VIEW_NAME, request_method=('GET', 'HEAD'))
    def show(self):
        """Ask for the code, show the question that it opens, or say thank you."""
        if not self.request.subpath:
            return ask(self.request, TITLE, self._here)
        if self.request.subpath == (RECEIVED,):
            return self._rendered({'title': _('Đã nhận câu trả lời'), 'received': True})
        return self._page({}, {})

    @view_config(context=IPortal, name=VIEW_NAME, request_method='POST', require_csrf=False,
                 throttled='code')
    def take(self):
        """Take the code, or the answer."""
        refuse_foreign(self.request)
        return self._answer() if self.request.subpath else self._open()

    def _open(self):
        key = key_typed(self.request)
        if self._service.find(self.request.root, key) is None:
            return self._wrong()
        return lead_on(self.request, self._here, key)

    def _answer(self):
        """Keep the answer, or show it again with what is wrong with it."""
        typed = {name: str(self.request.POST.get(name, ''))
                 for name in ('text', 'name', 'position')}
        try:
            self._service.answer(self.request.root, self._key, **typed)
        except LookupError:
            return self._wrong()
        except Refused as refused:
            return self._page(typed, refused.reasons)
        return HTTPSeeOther(f'{self._here}/{RECEIVED}')

    @property
    def _key(self):
        return key_opened(self.request) if len(self.request.subpath) == 1 else ''

    def _wrong(self):
        return ask(self.request, TITLE, self._here, wrong=True)

    def _page(self, typed, reasons):
        found = self._service.find(self.request.root, self._key)
        if found is None:
            return self._wrong()
        document, clarification = found
        steps = self.request.subpath
        return self._rendered({
            'title': _('Đề nghị làm rõ thông tin'), 'received': False, 'steps': steps,
            'asked': clarification, 'asker': find_site(document).title,
            'due': spoken(clarification.due), 'typed': typed, 'reasons': reasons,
            'fields': self._whole(document) if clarification.whole else (),
            'action': '/'.join((self._here, *steps)),
            'longest': LONGEST, 'longest_name': LONGEST_NAME})

    def _rendered(self, values):
        self.request.response.headers.update(HEADERS)
        return render_to_response(
            TEMPLATE, {'noindex': True, **values}, self.request,
            response=self.request.response)

    def _whole(self, document):
        """Return the filled-in fields of the version that was asked about."""
        versions, holder = self.request.service(IVersions), in_work(document)
        schema = versions.schema_of(holder)
        return [field for field in fields_of(schema, written(schema, versions.values(holder)))
                if field.value and field.kind != FILE]
