"""``/nhan-thong-tin``: what a resolution gives, by a code that opens once (article 30)."""
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyramid.renderers import render_to_response
from pyramid.response import Response
from pyramid.view import view_config

from ...base.i18n import _
from ...base.interfaces import ISite
from ...shells.public.replies.codes import HEADERS
from ...web import View
from ...web.files import named
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..cases.interfaces import Attachment
from .interfaces import IDelivering

COLLECTING, FIELD = 'nhan-thong-tin', 'ma'


class CollectingView(View):
    """Asks for the code; a right one gives the file, or all files as a ZIP, and is spent."""

    @view_config(context=ISite, name=COLLECTING, request_method=('GET', 'HEAD'))
    def page(self) -> Response:
        """Show the form."""
        return self._asking(wrong=False)

    @view_config(context=ISite, name=COLLECTING, request_method='POST', require_csrf=False)
    def collect(self) -> Response:
        """Give what the code opens; all that opens nothing is answered alike."""
        refuse_foreign(self.request)
        refuse_too_many(self.request, 'code')
        code = self.request.POST.get(FIELD, '')
        service: IDelivering = self.request.service(IDelivering)
        found = service.collect(code) if isinstance(code, str) else None
        return self._asking(wrong=True) if found is None else _sent(found)

    def _asking(self, wrong: bool) -> Response:
        self.request.response.headers.update(HEADERS)
        if wrong:
            self.request.response.status_int = 404
        return render_to_response('templates/collect.pt', {
            'title': _('Nhận thông tin'), 'noindex': True, 'wrong': wrong, 'field': FIELD,
            'action': self.request.link(self.context, COLLECTING)}, self.request,
            response=self.request.response)


def _sent(files: Sequence[Attachment]) -> Response:
    if len(files) == 1:
        file, = files
        name, content, kind = file.filename, file.content, file.media_type
    else:
        name, content, kind = 'thong-tin.zip', _zipped(files), 'application/zip'
    response = Response(content, content_type=kind, charset=None)
    response.headers.update({**HEADERS, 'Content-Disposition': named('attachment', name)})
    return response


def _zipped(files: Sequence[Attachment]) -> bytes:
    out = BytesIO()
    with ZipFile(out, 'w', ZIP_DEFLATED) as archive:
        for number, file in enumerate(files, 1):
            archive.writestr(ZipInfo(f'{number}-{file.filename}'), file.content)
    return out.getvalue()
