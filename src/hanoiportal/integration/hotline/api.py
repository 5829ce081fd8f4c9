"""Calls by the API: entering one, and reading what there is to tell the caller."""
from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, cast

from ...base.clock import moment_in, parse
from ...base.errors import Refused
from ...base.i18n import _
from ...base.settings import ISettings
from ...kernel.storage.interfaces import INTERACTIONS
from ...kernel.tree.lookup import address_of
from ...participation.cases.interfaces import CLOSED, NAME, PROCESS, PUBLISH, Sender, Submission
from ...participation.intake.interfaces import KINDS, LONGEST, LONGEST_LINE
from ...participation.tracking.interfaces import STATES
from ...shells.api.bodies import BODY
from ...shells.api.endpoints import PATH, Endpoint, Parameter, api_view
from ...shells.api.kinds import NOT_FOUND
from ...shells.api.problems import FieldError, Problem
from ...shells.api.schema import Json, flag, moment, named, text
from ...shells.api.systemkinds import BODY_REFUSALS, INVALID, KEY_USED, REFUSALS
from ...shells.api.systems import ONCE, SystemView
from ...shells.public.page.dates import machine_moment
from .interfaces import CALLS_WRITE, Call, IHotline

if TYPE_CHECKING:
    from pyramid.response import Response

GROUP = _('Cuộc gọi (tài khoản hệ thống)')
_CODE = Parameter('call', {'type': 'string', 'pattern': '^[0-9A-Za-z-]{4,20}$', 'maxLength': 20},
                  _('Mã hồ sơ đã đọc cho người gọi.'), PATH)
_LINE = {'maxLength': LONGEST_LINE}
NEW = named('NewCall', _('Một cuộc gọi.'), {
    'kind': text(_('Loại hồ sơ.'), enum=list(KINDS)),
    'received': moment(_('Lúc nhận cuộc gọi: thời hạn tính từ đó.')),
    'title': text(_('Tóm tắt.'), **_LINE),
    'text': text(_('Nội dung, ghi đúng như người gọi nêu.'), maxLength=LONGEST),
    'field': text(_('Mã lĩnh vực.'), maxLength=60), 'place': text(_('Địa bàn.'), **_LINE),
    'name': text(_('Họ và tên người gọi.'), **_LINE),
    'phone': text(_('Số điện thoại.'), **_LINE),
    'email': text(_('Thư điện tử.'), **_LINE), 'address': text(_('Địa chỉ.'), **_LINE),
    'show_name': flag(_('Người gọi đồng ý hiện tên khi công khai.')),
    'publish': flag(_('Người gọi đồng ý công khai nội dung.'))},
    ('kind', 'received', 'title', 'text'))
CALL = named('Call', _('Một cuộc gọi và những gì đọc được cho người gọi.'), {
    'code': text(_('Mã hồ sơ, đọc cho người gọi.')), 'kind': text(_('Loại hồ sơ.')),
    'received': moment(_('Lúc nhận cuộc gọi.')), 'state': text(_('Tình trạng.')),
    'open': flag(_('Còn đang giải quyết hay không.')),
    'due': text(_('Hạn trả lời (RFC 3339); để trống nếu không còn hạn.')),
    'answer': text(_('Câu trả lời đã được duyệt; để trống nếu chưa có.')),
    'address': text(_('Địa chỉ trên Cổng nếu đã công khai, nếu không thì để trống.')),
    'spoken': text(_('Toàn văn để tổng đài viên đọc.'))})
ENTER = Endpoint(
    'POST', '/calls', 'enterCall', _('Nhập một cuộc gọi thành hồ sơ'), GROUP, CALL, (ONCE,),
    body=NEW, scope=CALLS_WRITE, status=201, problems=(*REFUSALS, *BODY_REFUSALS, KEY_USED))
READ = Endpoint(
    'GET', '/calls/{call}', 'readCall', _('Kết quả của một cuộc gọi'), GROUP, CALL, (_CODE,),
    said=_('Chỉ đọc được hồ sơ mà chính tài khoản này đã nhập.'), scope=CALLS_WRITE,
    problems=REFUSALS)


class CallsView(SystemView):
    """The calls that the account has entered; there are no others here."""

    database = INTERACTIONS

    @cached_property
    def hotline(self) -> IHotline:
        """That of the account."""
        return cast('IHotline', self.request.service(IHotline))

    @api_view(ENTER)
    def enter(self) -> Response:
        """Keep a call."""
        return self.once(self._enter)

    def _enter(self) -> tuple[Json, dict[str, str]]:
        try:
            call = self.hotline.enter(_submission(self.body))
        except Refused as refused:
            reasons = cast('Mapping[str, str]', refused.reasons)
            raise Problem(INVALID, reasons.get('', ''), tuple(
                FieldError(BODY, _FIELDS.get(name, name), why) for name, why in reasons.items()
                if name)) from None
        return self._said(call), {'Location': self.address('calls', call.code)}

    @api_view(READ)
    def read(self) -> Json:
        """Return how one stands."""
        call = self.hotline.find(str(self.asked['call']))
        if call is None:
            raise Problem(NOT_FOUND, _('Tài khoản hệ thống này không có cuộc gọi đó.'))
        return self._said(call)

    def _said(self, call: Call) -> Json:
        say, request = self.request.localizer.translate, self.request
        state = say(STATES[call.state])
        due = '' if call.due is None else say(_('Hạn trả lời: ${moment}.', mapping={
            'moment': moment_in(call.due, request.language.tag)}))
        spoken = [say(_('Hồ sơ ${code}: ${state}.', mapping={'code': call.code, 'state': state})),
                  due, call.answer]
        return {
            'code': call.code, 'kind': call.kind, 'received': machine_moment(call.received),
            'state': state, 'open': call.state not in CLOSED,
            'due': '' if call.due is None else machine_moment(call.due), 'answer': call.answer,
            'address': address_of(
                self.portal, call.item, request.registry.getUtility(ISettings)),
            'spoken': '\n'.join(filter(None, spoken))}


#: Fields of the body by those of the intake.
_FIELDS = {'received_at': 'received'}
_RFC_3339 = re.compile(
    r'\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)', re.ASCII)


def _submission(body: Mapping[str, object]) -> Submission:
    def of(name: str) -> str:
        return str(body.get(name, ''))

    consents = {PROCESS, *(consent for name, consent in (
        ('show_name', NAME), ('publish', PUBLISH)) if body.get(name) is True)}
    return Submission(
        of('kind'), '', of('title'), of('text'), of('field'), of('place'),
        Sender(of('name'), of('address'), of('phone'), of('email')),
        received_at=_moment(of('received')), consents=frozenset(consents))


def _moment(text: str) -> datetime.datetime | None:
    """Return the moment that ``text`` says by RFC 3339, ``None`` for none: a call that was read
    as midnight would have another term.
    """
    try:
        return parse(text) if _RFC_3339.fullmatch(text) else None
    except ValueError:
        return None
