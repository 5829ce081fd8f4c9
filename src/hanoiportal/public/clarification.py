"""Answering what an Editorial Board asks, by a link that opens once (clause 14.1).

The only page of the portal that shows a stranger something that is not public: the question, and
what its asker chose to show.  A link that is wrong, used, taken back or too old leads nowhere,
like any address that does not exist.
"""
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
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

TEMPLATE = 'templates/clarification.pt'
#: What stands for a token when the answer has arrived.
RECEIVED = 'received'


class ClarificationView(View):
    """The page that a link leads to."""

    def __init__(self, context, request):
        super().__init__(context, request)
        request.response.headers.update({
            'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer',
            'X-Robots-Tag': 'noindex'})

    @view_config(context=IPortal, name=VIEW_NAME, renderer=TEMPLATE,
                 request_method=('GET', 'HEAD'))
    def form(self):
        """Show the question, or say thank you."""
        if self.request.subpath == (RECEIVED,):
            return {'title': _('Đã nhận câu trả lời'), 'noindex': True, 'received': True}
        return self._page({}, {})

    @view_config(context=IPortal, name=VIEW_NAME, renderer=TEMPLATE, request_method='POST')
    def answer(self):
        """Keep the answer, or show it again with what is wrong with it."""
        typed = {name: str(self.request.POST.get(name, ''))
                 for name in ('text', 'name', 'position')}
        self._found()
        try:
            self.request.service(IClarifying).answer(self.request.root, self._token, **typed)
        except Refused as refused:
            return self._page(typed, refused.reasons)
        return HTTPSeeOther(self.request.link(self.context, VIEW_NAME, RECEIVED))

    @property
    def _token(self):
        return self.request.subpath[0] if len(self.request.subpath) == 1 else ''

    def _found(self):
        """Return ``(document, Clarification)`` of the link.  Raises ``HTTPNotFound``."""
        found = self.request.service(IClarifying).find(self.request.root, self._token)
        if found is None:
            raise HTTPNotFound
        return found

    def _page(self, typed, reasons):
        document, clarification = self._found()
        return {
            'title': _('Đề nghị làm rõ thông tin'), 'noindex': True, 'received': False,
            'asked': clarification, 'asker': find_site(document).title,
            'due': spoken(clarification.due), 'typed': typed, 'reasons': reasons,
            'fields': self._whole(document) if clarification.whole else (),
            'action': self.request.link(self.context, VIEW_NAME, self._token),
            'longest': LONGEST, 'longest_name': LONGEST_NAME}

    def _whole(self, document):
        """Return the filled-in fields of the version that was asked about."""
        versions, holder = self.request.service(IVersions), in_work(document)
        schema = versions.schema_of(holder)
        return [field for field in fields_of(schema, written(schema, versions.values(holder)))
                if field.value and field.kind != FILE]
