"""Kết nối in the desk: which systems a site tells, how that goes, what can be done about it."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...base.permissions import DESK
from ...kernel.tree.lookup import item_of
from ...shells.desk.frame.menu import REPORTING, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import place_title
from ...web import desk_view
from ...web.forms.fields import Field, fields_of
from .interfaces import (
    ACCEPTED,
    FIGURES,
    CannotConnect,
    DeadLetter,
    IDeliveries,
    IReceivers,
    Receiver,
    Try,
)
from .listed import SITE, STATE, TROUBLED, Listed, elsewhere, troubled_in
from .reading import may_connect
from .words import KINDS, card, enough, outcome_of, passages, replayed, sent_all, why

if TYPE_CHECKING:
    from ...base.interfaces import IResource

ALL, ONE = 'connections', 'connection'
OF_SITES = _('Kết nối của các trang thành phần')
#: Stands before the names of the fields of a receiver.
PREFIX = 's.'
#: What a template is given.
Values = Mapping[str, object]
_SHOWN_DEAD = 30
_PERSONAL = _('Tin gửi riêng một người')
_KEEPS = _('Để trống: giữ giá trị đang dùng.')


def _service(request: Request) -> IDeliveries:
    found: IDeliveries = request.service(IDeliveries)
    return found


def may_set_up(site: ISite, request: Request) -> bool:
    """Return whether the asker may set up any connection at ``site``."""
    return may_connect(site, request.registry.getUtility(IReceivers), request.has_permission)


def troubled(site: ISite, request: Request) -> int:
    """Return how many connections that are listed at ``site`` do not work."""
    return troubled_in(_service(request), site)


@menu(ALL, _('Kết nối hệ thống khác'), at=REPORTING, permission=DESK, order=65, count_at=troubled,
      shown=may_set_up)
class Connections(DeskView):
    """All connections of a site that the asker may look after."""

    @desk_view(context=ISite, name=ALL, renderer='templates/connections.pt')
    def page(self) -> Values:
        """Return what ``connections.pt`` names."""
        service = _service(self.request)
        receivers = service.receivers(self.context)
        if not receivers:
            raise HTTPNotFound
        connections, given = service.connections(self.context), self.request.GET
        title = _('Kết nối hệ thống khác: ${site}', mapping={'site': self._title(self.context)})
        listed = Listed(
            self.request.registry.getUtility(IReceivers),
            lambda site, number: self.path(site, ONE, number=number), self._title)
        sites, rows = listed.of_sites(elsewhere(service, self.context), given)
        return {
            'title': title, 'connections': connections, 'sites': sites,
            'asked': given.get(SITE), 'is_troubled': given.get(STATE) == TROUBLED,
            'here': self.path(self.context, ALL),
            'groups': [(title, False, listed.own(connections, self.context)),
                       *([(OF_SITES, True, rows)] if sites else [])],
            'receivers': [(each.title, each.hint, self.path(
                self.context, ONE, receiver=each.name), enough(each, connections))
                for each in receivers]}

    def _title(self, site: ISite) -> str:
        return place_title(self.request, site)


class ConnectionPage(DeskView):
    """One connection, or the form of a new one."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self._service = _service(request)
        given = {**request.GET, **request.POST}
        number = str(given.get('number', ''))
        try:
            self._connection = self._service.connection(
                context, number_in(number)) if number else None
            self._receiver: Receiver = self._service.receiver(
                context, self._connection.receiver if self._connection
                else str(given.get('receiver', '')))
        except LookupError:
            raise HTTPNotFound from None

    @desk_view(context=ISite, name=ONE, renderer='templates/connection.pt')
    def page(self) -> Values:
        """Show the connection."""
        full = '' if self._connection else enough(
            self._receiver, self._service.connections(self.context))
        return self._shown({'': full} if full else {}, {})

    @desk_view(context=ISite, name=ONE, request_method='POST', renderer='templates/connection.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Set it up, change it, or do something with it; secrets are shown in the answer alone."""
        act, _colon, which = str(self.request.POST.get('act', '')).partition(':')
        try:
            if self._connection is None:
                return self._add()
            if act in ('all', 'renew', 'remove') and 'sure' not in self.request.POST:
                raise CannotConnect({'': _('Hãy đánh dấu vào ô xác nhận.')})
            if act == 'renew':
                return self._shown({}, self._service.renew(
                    self.context, self._connection.number, self.request.identity.id,
                    'lost' in self.request.POST))
            said = self._done(act, which, self._connection.number)
        except CannotConnect as refused:
            self.request.response.status_int = 422
            return self._shown(refused.reasons, {})
        self.flash(said)
        if act == 'remove':
            return self.see(self.context, ALL)
        return self.see(self.context, ONE, number=self._connection.number)

    def _add(self) -> Values | HTTPSeeOther:
        named = str(self.request.POST.get('title', '')).strip()
        if any(each.title == named and each.receiver == self._receiver.name
               for each in self._service.connections(self.context)):
            raise CannotConnect({'title': _('Đã có kết nối loại này với tên ấy. Nếu vừa thêm, hãy '
                                            'mở kết nối đó trong danh sách.')})
        self._connection, secrets = self._service.add(
            self.context, self._receiver.name, str(self.request.POST.get('title', '')),
            self._given(), self.request.identity.id)
        if secrets:
            return self._shown({}, secrets, is_new=True)
        self.flash(_('Đã lưu thiết lập. Kết nối đang tắt. Hãy gửi thử, rồi bật.'))
        return self.see(self.context, ONE, number=self._connection.number)

    def _done(self, act: str, which: str, number: int) -> str:
        """Do what was asked; return what the next page says."""
        place, actor, service = (self.context, number), self.request.identity.id, self._service
        if act == 'change':
            service.change(*place, str(self.request.POST.get('title', '')), self._given(), actor)
            return _('Đã lưu thiết lập.')
        if act in ('on', 'off'):
            service.switch(*place, act == 'on', actor)
            return _('Đã bật kết nối.') if act == 'on' else _('Đã tắt kết nối.')
        if act == 'try':
            service.try_out(*place, actor)
            return _('Cổng đang gửi thử. Xem kết quả trong nhật ký gửi sau vài giây.')
        if act == 'replay':
            sent = service.replay(*place, number_in(which) if which else None, actor)
            return replayed(self._receiver, service.connection(*place), sent)
        if act == 'all':
            service.send_all(*place, actor)
            return sent_all(self._receiver)
        if act == 'remove':
            service.remove(*place, actor)
            return _('Đã xóa kết nối.')
        raise HTTPNotFound

    def _given(self) -> dict[str, str]:
        form = self.request.POST
        return {node.name: str(form[PREFIX + node.name]) for node in self._receiver.schema
                if PREFIX + node.name in form}

    def _shown(self, reasons: Mapping[str, str], secrets: Mapping[str, str],
               is_new: bool = False) -> Values:
        """Return the page; ``reasons``: what is wrong; ``secrets``: those that were just made."""
        self.request.response.headers['Cache-Control'] = 'no-store'
        kept, form = self._connection, self.request.POST
        fields = self._fields(reasons)
        known = {field.name.removeprefix(PREFIX) for field in fields} | {'title'}
        return {
            'title': kept.title if kept else self._receiver.title, 'connection': kept,
            'receiver': self._receiver, 'fields': fields,
            'card': card(kept, self._receiver) if kept else {},
            'passages': passages(self._receiver, self.request, self.context, kept),
            'is_of_figures': self._receiver.figures is not None,
            'name': str(form.get('title', kept.title if kept else '')),
            'name_error': reasons.get('title', ''),
            'problems': [text for name, text in reasons.items() if name not in known],
            'secrets': list(secrets.values()), 'is_new': is_new,
            'tries': [self._try(each) for each in self._log()],
            'dead': [self._dead(each) for each in self._service.dead_letters(
                self.context, kept.number, _SHOWN_DEAD)] if kept else []}

    def _fields(self, reasons: Mapping[str, str]) -> list[Field]:
        settings = {} if self._connection is None else self._connection.settings
        values = {node.name: _text(node.serialize(settings[node.name]))
                  for node in self._receiver.schema if settings.get(node.name) is not None}
        if reasons and (given := self._given()):
            values = given
        found = []
        for field in fields_of(self._receiver.schema, values, reasons):
            is_kept = field.name in self._receiver.secrets and self._connection is not None
            found.append(replace(
                field, name=PREFIX + field.name, required=field.required and not is_kept,
                value='' if field.name in self._receiver.secrets else field.value,
                hint=_KEEPS if is_kept else field.hint))
        return found

    def _log(self) -> list[Try]:
        return [] if self._connection is None else self._service.tries(
            self.context, self._connection.number)

    def _try(self, each: Try) -> Values:
        return {'at': moment(each.at), 'kind': KINDS[each.kind], 'item': self._item(each),
                'key': each.key, 'tries': each.tries, 'outcome': outcome_of(each),
                'is_good': each.outcome == ACCEPTED,
                'why': why(each.note, each.status, self._receiver) or each.status or ''}

    def _dead(self, each: DeadLetter) -> Values:
        return {'sequence': each.sequence, 'item': self._item(each), 'tries': each.tries,
                'at': moment(each.made), 'why': why(each.note, receiver=self._receiver)}

    def _item(self, each: Try | DeadLetter) -> tuple[str, str | None]:
        """Return the title and the address of an item; those of what is gone are not told.
        Figures have a name alone, which is not shown if it is about somebody.
        """
        if each.kind == FIGURES:
            return _PERSONAL if self._receiver.is_personal else each.item, None
        found = item_of(self.request.root, each.item) if each.item else None
        if found is None or not found.is_public:
            return '', ''
        resource: IResource = found
        return found.title, self.path(resource)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ''
