"""Tự động lưu: what ``autosave.js`` sends and asks, every few seconds and on leaving.

Only the ``drafts`` database is written here, and only for the asker.
"""
from pyramid.csrf import get_csrf_token
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPForbidden,
    HTTPNotFound,
    HTTPSeeOther,
)

from ....base.clock import local
from ....base.i18n import DEFAULT, ILanguages, _
from ....base.interfaces import IContainer, IItem
from ....content.drafts.interfaces import (
    BEHIND,
    FORBIDDEN,
    SAVED,
    TOO_LARGE,
    TOO_MANY,
    IDrafts,
    NotKept,
    Work,
)
from ....content.locking.interfaces import ILocking
from ....kernel.tree.content import types_of
from ....web import desk_view
from ..frame.view import DeskView
from .keystrokes import Malformed, read
from .writing import AUTOSAVE, DISCARD, MARK, TAKE_OVER, address_of, page_of

#: Statuses of what is not kept; anything else that is wrong is a 400.
STATUSES = {BEHIND: 409, SAVED: 409, TOO_LARGE: 413, TOO_MANY: 429}


def work_of(context, request):
    """Return the ``Work`` that the query of ``request`` means at ``context``.

    Raises ``HTTPNotFound`` for a language or type that the portal has not.
    """
    language = request.GET.get('language', DEFAULT)
    type_name = request.GET.get('type', '')
    known = request.registry.getUtility(ILanguages).by_tag
    if language not in known or type_name and type_name not in types_of(request.registry):
        raise HTTPNotFound
    return Work(context, language, type_name)


class Autosave(DeskView):
    """What a page with a form sends on its own."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.work = work_of(context, request)
        self.drafts = request.service(IDrafts)
        self.locking = request.service(ILocking)
        if not self.drafts.may_write(self.work):
            raise HTTPForbidden

    @desk_view(context=IItem, name=AUTOSAVE, renderer='json')
    @desk_view(context=IContainer, name=AUTOSAVE, renderer='json')
    def token(self):
        """Say who is logged in now, and the token of the session: it is another one after each
        log-in.
        """
        return {'person': self.request.identity.id, 'token': get_csrf_token(self.request)}

    @desk_view(context=IItem, name=AUTOSAVE, request_method='POST', renderer='json')
    @desk_view(context=IContainer, name=AUTOSAVE, request_method='POST', renderer='json')
    def keep(self):
        """Keep what was typed, note that the person is there, and say who else is."""
        try:
            sent = read(self.request.body)
            kept = self.drafts.keep(self.work, sent.mark, sent.given, sent.base, sent.after)
        except Malformed:
            raise HTTPBadRequest from None
        except NotKept as error:
            return self._not_kept(error.code)
        self._note(sent)
        at = '' if kept.saved_at is None else f'{local(kept.saved_at):%H:%M:%S}'
        return {'revision': kept.revision, 'at': at, **self._company()}

    def _not_kept(self, code):
        if code == FORBIDDEN:
            raise HTTPForbidden
        self.request.response.status_int = STATUSES.get(code, 400)
        return {'problem': code}

    def _note(self, sent):
        """Note who is at the work; what is new has no others."""
        if self.work.type_name:
            return
        if sent.leaving:
            self.locking.leave(self.work)
            return
        self.locking.enter(self.work)
        if sent.taking:
            self.locking.take_over(self.work)
        elif sent.given and not self.locking.taken_by(self.work):
            self.locking.hold(self.work)

    def _company(self):
        return {
            'others': [
                {'name': each.name, 'holds': each.holds, 'since': f'{local(each.since):%H:%M}'}
                for each in self.locking.others(self.work)],
            'takenBy': self.locking.taken_by(self.work)}

    @desk_view(context=IItem, name=DISCARD, request_method='POST')
    @desk_view(context=IContainer, name=DISCARD, request_method='POST')
    def discard(self):
        """Throw a draft away."""
        try:
            self.drafts.drop(self.work.key, self.request.POST.get(MARK, ''))
        except NotKept:
            raise HTTPBadRequest from None
        self.flash(_('Đã bỏ bản lưu tự động.'))
        return self._back()

    @desk_view(context=IItem, name=TAKE_OVER, request_method='POST')
    @desk_view(context=IContainer, name=TAKE_OVER, request_method='POST')
    def take_over(self):
        """Hold the work from now on; who held it is told."""
        self.locking.enter(self.work)
        self.locking.take_over(self.work)
        self.flash(_('Đã tiếp quản bài này; người đang giữ sẽ được thông báo.'))
        return self._back()

    def _back(self):
        return HTTPSeeOther(address_of(self.request, self.work, page_of(self.work)))
