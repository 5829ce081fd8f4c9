"""Devices by the API: the server of an app registers one, and takes it away."""
from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, cast

from ...base.errors import Refused
from ...base.i18n import _
from ...kernel.storage.interfaces import INTERACTIONS
from ...kernel.tree.lookup import site_of
from ...shells.api.bodies import BODY
from ...shells.api.endpoints import PATH, Endpoint, Parameter, api_view
from ...shells.api.kinds import NOT_FOUND
from ...shells.api.problems import FieldError, Problem
from ...shells.api.schema import Json, named, text
from ...shells.api.systemkinds import BODY_REFUSALS, INVALID, KEY_USED, REFUSALS
from ...shells.api.systems import ONCE, SystemView
from .interfaces import CASE, DEVICES_WRITE, KINDS, LONGEST, SUBSCRIPTION, IAppDevices

if TYPE_CHECKING:
    from pyramid.response import Response

GROUP = _('Thiết bị nhận tin đẩy (tài khoản hệ thống)')
_NUMBER = Parameter('device', {'type': 'string', 'pattern': '^[0-9a-f]{32}$', 'maxLength': 32},
                    _('Mã đăng ký đã nhận khi đăng ký thiết bị.'), PATH)
_LINE = {'maxLength': 200}
NEW = named('NewDevice', _('Một thiết bị và nội dung mà thiết bị được báo.'), {
    'device': text(_('Mã thiết bị do ứng dụng đặt, dùng với dịch vụ tin đẩy của ứng dụng.'),
                   maxLength=LONGEST),
    'about': text(_('Được báo về một hồ sơ, hay về các mục đang theo dõi.'), enum=list(KINDS)),
    'case': text(_('Mã hồ sơ, khi báo về hồ sơ.'), **_LINE),
    'secret': text(_('Khóa của hồ sơ, khi báo về hồ sơ.'), **_LINE),
    'subscription': text(_('Mã ở cuối đường dẫn tới trang theo dõi trong thư, khi báo về các mục '
                           'đang theo dõi.'), **_LINE)}, ('device', 'about'))
DEVICE = named('Device', _('Một thiết bị đã đăng ký.'), {
    'id': text(_('Mã đăng ký, dùng để hủy.')), 'about': text(_('Nội dung được báo.'))})
REGISTER = Endpoint(
    'POST', '/devices', 'registerDevice', _('Đăng ký một thiết bị nhận tin đẩy'), GROUP, DEVICE,
    (ONCE,), body=NEW, scope=DEVICES_WRITE, status=201,
    problems=(*REFUSALS, *BODY_REFUSALS, KEY_USED))
REMOVE = Endpoint(
    'DELETE', '/devices/{device}', 'removeDevice', _('Hủy đăng ký một thiết bị'), GROUP, None,
    (_NUMBER,), said=_('Chỉ hủy được thiết bị mà chính tài khoản này đã đăng ký.'),
    scope=DEVICES_WRITE, status=204, problems=REFUSALS)


class DevicesView(SystemView):
    """The devices that the account has registered; there are no others here."""

    database = INTERACTIONS

    @cached_property
    def _devices(self) -> IAppDevices:
        return cast('IAppDevices', self.request.registry.getAdapter(self.portal, IAppDevices))

    @api_view(REGISTER)
    def register(self) -> Response:
        """Register a device."""
        return self.once(self._register)

    def _register(self) -> tuple[Json, dict[str, str]]:
        def of(name: str) -> str:
            return str(self.body.get(name, ''))

        devices, account, about = self._devices, self.account, of('about')
        try:
            if about == CASE:
                number = devices.register_case(
                    account.id, site_of(self.portal, str(account.site)), of('device'), of('case'),
                    of('secret'))
            elif about == SUBSCRIPTION:
                number = devices.register_subscription(
                    account.id, of('device'), of('subscription'))
            else:
                raise Refused({'about': _('Hãy chọn một giá trị trong danh sách.')})
        except Refused as refused:
            reasons = cast('Mapping[str, str]', refused.reasons)
            raise Problem(INVALID, reasons.get('', ''), tuple(
                FieldError(BODY, name, why) for name, why in reasons.items() if name)) from None
        return {'id': number, 'about': about}, {}

    @api_view(REMOVE)
    def remove(self) -> Response:
        """Take a device away."""
        if not self._devices.remove(self.account.id, str(self.asked['device'])):
            raise Problem(NOT_FOUND, _('Tài khoản hệ thống này không có thiết bị đó.'))
        return self.nothing()
