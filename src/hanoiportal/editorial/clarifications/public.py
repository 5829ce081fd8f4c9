"""Answering what an Editorial Board asks, by a link that opens once (clause 14.1).

The only page of the portal that shows a stranger something that is not public: the question, and
what its asker chose to show.  A link that is wrong, used, taken back or too old opens nothing,
like any that never was.
"""
from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.view import view_config

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IPortal
from ...content.versions.interfaces import IVersions
from ...kernel.tree.lookup import find_site, in_work
from ...kernel.tree.values import written
from ...participation.identities.interfaces import WHY, Unconfirmed
from ...shells.public.replies.codes import HEADERS, ask, key_opened, key_typed, lead_on
from ...shells.public.replies.confirming import Confirming
from ...web import View
from ...web.forms.fields import FILE, fields_of
from ...web.login.sealedcookies import TooLong
from ...web.routing.origins import refuse_foreign
from .interfaces import LONGEST, LONGEST_NAME, IClarifying
from .letters import VIEW_NAME, spoken

TEMPLATE = 'templates/answer.pt'
TITLE = _('Trả lời đề nghị làm rõ thông tin')
#: What stands for a question when its answer has arrived.
RECEIVED = 'received'
#: Behind the address of a question: what is done with who answers; and the field that says whose
#: identity was shown with the form.
LEAVE, FORGET, IDENTITY = 'vneid', 'forget', 'identity'
CHANGED = _('Danh tính gửi kèm đã thay đổi hoặc đã quá hạn. Xin xem lại rồi gửi.')
TOO_LONG = _(
    'Nội dung quá dài, không chuyển tiếp được; ở trang này vẫn còn nguyên. Hãy xác nhận ở cửa sổ '
    'khác bằng nút bên dưới, rồi quay lại đây gửi.')


class ClarificationView(View):
    """The page that a link leads to."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self._service = request.service(IClarifying)
        self._here = request.link(context, VIEW_NAME)

    @view_config(context=IPortal, name=VIEW_NAME, request_method=('GET', 'HEAD'),
                 subpath=True)
    def show(self):
        """Ask for the code, show the question that it opens, or say thank you."""
        if not self.request.subpath:
            return ask(self.request, TITLE, self._here)
        if self.request.subpath == (RECEIVED,):
            return self._rendered({'title': _('Đã nhận câu trả lời'), 'received': True})
        return self._wrong() if self.request.subpath[1:] else self._page(
            self._confirming.typed, self._confirming.reasons)

    @view_config(context=IPortal, name=VIEW_NAME, request_method='POST', require_csrf=False,
                 subpath=True, throttled='code')
    def take(self):
        """Take the code, the answer, or the wish to have confirmed who answers, or not to."""
        refuse_foreign(self.request)
        if not self.request.subpath:
            return self._open()
        if self._service.find(self.request.root, self._key) is None:
            return self._wrong()
        return _ACTIONS.get(self.request.subpath[1:], ClarificationView._wrong)(self)

    def _open(self):
        key = key_typed(self.request)
        if self._service.find(self.request.root, key) is None:
            return self._wrong()
        return lead_on(self.request, self._here, key)

    def _answer(self):
        """Keep the answer, or show it again with what is wrong with it."""
        typed, confirming = self._typed, self._confirming
        if not confirming.is_as_shown(str(self.request.POST.get(IDENTITY, ''))):
            return self._page(typed, {'': CHANGED})
        try:
            self._service.answer(
                self.request.root, self._key, identity=confirming.identity, **typed)
        except Refused as refused:
            return self._page(typed, refused.reasons)
        response = HTTPSeeOther(f'{self._here}/{RECEIVED}')
        confirming.forget(response)
        return response

    def _leave(self):
        """Send them to the provider, or show the form again with why not."""
        try:
            return self._confirming.leave(
                self._address, self._typed, apart='apart' in self.request.POST)
        except TooLong:
            return self._page(self._typed, {'': TOO_LONG}, apart=True)
        except Unconfirmed as error:
            return self._page(self._typed, {'': WHY[error.code]})

    def _forget(self):
        """Let the identity go, and keep what was typed."""
        self._confirming.forget(self.request.response)
        return self._page(self._typed, {}, forgotten=True)

    @property
    def _typed(self):
        return {name: str(self.request.POST.get(name, ''))
                for name in ('text', 'name', 'position')}

    @reify
    def _key(self):
        return key_opened(self.request)

    @reify
    def _confirming(self):
        return Confirming(self.request, self._key)

    @property
    def _address(self):
        return f'{self._here}/{self.request.subpath[0]}'

    def _wrong(self):
        return ask(self.request, TITLE, self._here, wrong=True)

    def _page(self, typed, reasons, apart=False, forgotten=False):
        found = self._service.find(self.request.root, self._key)
        if found is None:
            return self._wrong()
        document, clarification = found
        confirming = self._confirming
        return self._rendered({
            'title': _('Đề nghị làm rõ thông tin'), 'received': False,
            'steps': self.request.subpath[:1],
            'may_confirm': confirming.is_open, 'apart': apart,
            'confirmed': None if forgotten else confirming.confirmed,
            'asked': clarification, 'asker': find_site(document).full_name,
            'due': spoken(clarification.due), 'typed': typed, 'reasons': reasons,
            'fields': self._whole(document) if clarification.whole else (),
            'action': self._address,
            'longest': LONGEST, 'longest_name': LONGEST_NAME})

    def _rendered(self, values):
        self.request.response.headers.update(HEADERS)
        return render_to_response(
            TEMPLATE, {'noindex': True, **values}, self.request,
            response=self.request.response)

    def _whole(self, document):
        """Return the filled-in fields of the version that was asked about."""
        versions, working_copy = self.request.service(IVersions), in_work(document)
        schema = versions.schema_of(working_copy)
        values = written(schema, versions.values(working_copy))
        return [field for field in fields_of(schema, values)
                if field.value and field.kind != FILE]


_ACTIONS = {(): ClarificationView._answer, (LEAVE,): ClarificationView._leave,
            (FORGET,): ClarificationView._forget}
