"""Tệp đính kèm: files put into a document, in its form and on its record.

Each is a document of its own kind, and takes the steps of the one that it stands in.  A plain form
sends several at once; ``uploads.js`` sends them one by one, and shows how far each has come.
"""
from pathlib import PurePath
from typing import BinaryIO, Protocol

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import IItem, IResource
from ....content.recyclebin.interfaces import IRecycling
from ....content.versions.interfaces import IEditing
from ....web import desk_view
from ....web.forms.fields import ATTACHED
from ..frame.links import desk_path
from ..frame.view import REFUSED, DeskView
from ..frame.wording import title_of
from .filecard import ADD_FILES, DROP, MOVE, holds_files, may_add_files

#: What a script says that sends a form: it is told where to go, and sends files by themselves.
BY_SCRIPT, GO, TO = 'X-Sent-By-Script', 'X-Go-To', 'X-Files-To'
MOST = 20
_FILE = 'File'


class Sent(Protocol):
    """A file as WebOb has it of a form.  ``file``: binary."""

    filename: str
    file: BinaryIO


def sent_files(request: Request, name: str = ATTACHED) -> list[Sent]:
    """Return each file that the field ``name`` of the form brings."""
    return [each for each in request.POST.getall(name) if hasattr(each, 'filename')]


def put_files(request: Request, item: IResource,
              files: list[Sent]) -> dict[str, str]:
    """Put ``files`` into ``item``; return ``{name of a file: why it was refused}``."""
    refused = {}
    for each in files[:MOST]:
        try:
            request.service(IEditing).add(item, '', *_made_of(each), request.identity.id)
        except Refused as problem:
            refused[each.filename] = next(iter(problem.reasons.values()))
    refused.update((each.filename, _('Mỗi lần gửi tối đa ${max} tệp.', mapping={'max': MOST}))
                   for each in files[MOST:])
    return refused


def _made_of(sent):
    """Return the type and the values of what is made of a file that was sent: a scan to download
    too, since nobody has said yet what a picture shows (clause 6.7).
    """
    name = PurePath(sent.filename.replace('\\', '/')).name
    title = PurePath(name).stem.replace('_', ' ').strip()[:500] or name
    return _FILE, {'title': title, 'file': sent}


def tell_refused(view: DeskView, refused: dict[str, str]) -> None:
    """Say on the next page which files were refused, and why."""
    say = view.request.localizer.translate
    for name, why in refused.items():
        view.flash(f'{name}: {say(why)}', REFUSED)


def onwards(request: Request, response: Response, item: IResource) -> Response:
    """Return ``response``, which leads on from a form that was saved; a script that has sent it
    is told where to, and where it may send the files of ``item``.
    """
    if BY_SCRIPT not in request.headers:
        return response
    told = Response(content_type='text/html', charset='utf-8')
    told.headers[GO] = response.location
    if holds_files(item):
        told.headers[TO] = desk_path(request, item, ADD_FILES)
    return told


class Files(DeskView):
    """What the card does."""

    def __init__(self, context, request):
        super().__init__(context, request)
        if not holds_files(context):
            raise HTTPNotFound
        if not may_add_files(request, context):
            raise HTTPForbidden

    @desk_view(context=IItem, name=ADD_FILES, request_method='POST', working_permission=None)
    def add(self):
        """Take the files that were sent."""
        sent = sent_files(self.request)
        refused = put_files(self.request, self.context, sent)
        if BY_SCRIPT in self.request.headers:
            say = self.request.localizer.translate
            return Response(json_body=[say(why) for why in refused.values()])
        tell_refused(self, refused)
        if len(sent) > len(refused):
            self.flash(_('Đã thêm ${number} tệp.', mapping={
                'number': len(sent) - len(refused)}))
        elif not sent:
            self.flash(_('Chưa chọn tệp nào.'), REFUSED)
        return self.see(self.context)

    @desk_view(context=IItem, name=MOVE, request_method='POST', working_permission=None)
    def move(self):
        """Exchange a file with the one before or after it."""
        names, form = list(self.context.keys()), self.request.POST
        if form.get('file') in names:
            at = names.index(form['file'])
            to = at - 1 if form.get('to') == 'up' else at + 1
            if 0 <= to < len(names):
                names[at], names[to] = names[to], names[at]
                self._try(lambda actor: self.request.service(IEditing).arrange(
                    self.context, names, actor))
        return self.see(self.context)

    @desk_view(context=IItem, name=DROP, request_method='POST', working_permission=None)
    def drop(self):
        """Put a file into the recycle bin."""
        item = self.context.get(self.request.POST.get('file', ''))
        if item is not None and self._try(lambda actor: self.request.service(
                IRecycling).discard(item, actor)):
            self.flash(_('Đã bỏ “${title}” vào thùng rác.', mapping={'title': title_of(item)}))
        return self.see(self.context)

    def _try(self, action):
        try:
            action(self.request.identity.id)
        except Refused as refused:
            self.flash(next(iter(refused.reasons.values())), REFUSED)
            return False
        return True
