"""The way of an official to VNeID and back: what their browser keeps meanwhile, sealed (ADR 106).

The server writes nothing until they press the button of the page that they come back to.
"""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pyramid.request import Request
from pyramid.response import Response

from ...base.i18n import ILanguages, _
from ...base.interfaces import IClock
from ...base.settings import ISettings
from ...kernel.security.authentication.ended import end, is_ended
from ...kernel.security.crypto.sealing import ISealing
from ...participation.identities.interfaces import (
    BUSY,
    DECLINED,
    DOWN,
    LOW,
    OVER,
    WRONG,
    ICitizens,
    Unconfirmed,
    Way,
)
from ...web.login.sealedcookies import SealedCookie
from ...web.routing.address import host_name

#: The page to which the provider leads back.
VNEID = 'login-vneid'
#: What somebody is confirmed for.
ENTER, BIND = 'enter', 'bind'
MINUTES = 10
#: They come back from another website, so it cannot be ``Strict``.
_KEPT = SealedCookie('vneid-can-bo', MINUTES, 'Lax')
_WHY = {
    DOWN: _('Lúc này chưa liên lạc được với VNeID. Xin thử lại sau ít phút, hoặc đăng nhập bằng '
            'mật khẩu.'),
    BUSY: _('Đang có nhiều người xác nhận bằng VNeID cùng lúc. Xin thử lại sau một phút.'),
    DECLINED: _('Việc xác nhận tại VNeID chưa được đồng ý.'),
    OVER: _('Lần xác nhận này đã xong, đã quá hạn hoặc được bắt đầu ở trình duyệt khác. Xin bắt '
            'đầu lại.'),
    WRONG: _('Không xác minh được phản hồi từ VNeID. Xin thử lại.'),
    LOW: _('Tài khoản VNeID này chưa đạt mức định danh điện tử cần thiết.')}


def is_offered(request: Request) -> bool:
    """Return whether officials can log in by VNeID at the host of ``request``."""
    settings, citizens = map(request.registry.getUtility, (ISettings, ICitizens))
    host = host_name(request.host)
    return citizens.is_open and (
        host == urlsplit(_start(settings)).hostname or host in settings.development_hosts)


def _start(settings: Any) -> str:
    """Return the start of the addresses at the host where officials come back."""
    return f'https://{settings.desk_name}' if settings.desk_host else str(settings.city)


class OfficialWay:
    """What the browser of ``request`` keeps.

    ``kept``: ``for_what`` of it, ``account`` (an id, or ``''``), ``came`` (the path wanted
    before), ``language`` (the tag of that of the page they left) and the ``Way``; after they have
    come back, in place of the ``Way``, ``name``, ``mark`` and ``once``, or a ``problem``.
    """

    def __init__(self, request: Request) -> None:
        self._request, registry = request, request.registry
        self._citizens: ICitizens = registry.getUtility(ICitizens)
        self._sealing = registry.getUtility(ISealing)
        self._now = registry.getUtility(IClock).now()
        self.kept: Mapping[str, Any] = _KEPT.read(request, self._sealing, self._now)

    @property
    def problem(self) -> str:
        """Why they are not confirmed, or no longer, translatable."""
        return _WHY.get(self.kept.get('problem', OVER), _WHY[OVER])

    @property
    def language(self) -> Any:
        """The ``Language`` in which they left; the provider leads back to one address alone."""
        languages = self._request.registry.getUtility(ILanguages)
        return languages.by_tag.get(self.kept.get('language'), self._request.language)

    def leave(self, for_what: str, account: str, came: str, response: Response) -> str:
        """Return the address of the provider.  Raises ``NotLeft``."""
        start = _start(self._request.registry.getUtility(ISettings))
        try:
            address, way = self._citizens.begin(
                self._now, self._request.language.tag, f'{start}/{VNEID}')
        except Unconfirmed as error:
            raise NotLeft(_WHY[error.code]) from None
        self._keep(response, {
            **vars(way), 'for_what': for_what, 'account': account, 'came': came,
            'language': self._request.language.tag})
        return address

    def arrive(self, said: Mapping[str, str], response: Response) -> None:
        """Learn who they are by what the provider ``said``, once; ``response`` keeps it."""
        if 'state' not in self.kept:
            return
        way = Way.kept_in(self.kept)
        kept = {name: self.kept.get(name, '')
                for name in ('for_what', 'account', 'came', 'language')}
        try:
            identity = self._citizens.finish(way, said, self._now)
        except Unconfirmed as error:
            if error.code == OVER:  # of another way, which must not end this one
                return
            kept['problem'] = error.code
        else:
            kept.update(name=identity.name, once=way.state, mark=self._sealing.mark(
                f'official {identity.pseudonym}'))
        self._keep(response, kept)

    def confirmed(self, for_what: str, account: str = '') -> Mapping[str, Any]:
        """Return what is kept if they are confirmed for just that, else ``{}``."""
        kept = self.kept
        return kept if 'mark' in kept and not is_ended(self._request.root, _used(kept)) and (
            kept['for_what'], kept['account']) == (for_what, account) else {}

    def spend(self, kept: Mapping[str, Any], response: Response) -> None:
        """Let ``kept``, and copies of it, open nothing any more."""
        end(self._request.root, _used(kept), self._now.fromtimestamp(
            kept['until'], self._now.tzinfo), self._now)
        _KEPT.forget(self._request, response, self._sealing)

    def _keep(self, response: Response, kept: Mapping[str, object]) -> None:
        _KEPT.write(self._request, response, self._sealing, self._now, kept)


class NotLeft(Exception):
    """The provider cannot be asked; ``args[0]`` says why, translatable."""


def _used(kept: Mapping[str, Any]) -> str:
    return f'vneid {kept["once"]}'
