"""Endpoints for systems: whose token a request bears, how often it may ask, and asking twice.

Cookies count for nothing here.  Whatever is wrong with a token, the answer is the same: it is
unknown, over or revoked, of another site, of an account that is suspended, or it comes from
another network (RFC 6750).
"""
from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NoReturn, cast

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.settings import ISettings
from ...integration.idempotency.interfaces import LONGEST_KEY, Answer, IAnswers, OtherRequest
from ...integration.serviceaccounts.interfaces import IBearers, IServiceAccount
from ...kernel.security.authorization.policy import act_as
from ...kernel.storage.interfaces import CONTENT
from ...web.login.throttle import IThrottles, Taken
from ...web.routing.networks import is_within
from .bodies import JSONS, LARGEST, object_in
from .endpoints import HEADER, Endpoint, Parameter
from .headers import begun, open_to_all
from .kinds import BAD_PARAMETER, TOO_MANY
from .problems import FieldError, Problem
from .schema import Json
from .systemkinds import KEY_USED, NO_CONDITION, NO_SCOPE, NO_TLS, NO_TOKEN
from .writing import ApiView

if TYPE_CHECKING:
    from ...kernel.security.authentication.accounts import Account

SCHEME = 'bearer '
#: Names of ``throttle.LIMITS``: of one account, and of what is no token from one network.
OWN, WRONG = 'api-system', 'api-token'
#: Characters of the header that are looked at.
LONGEST = 200
_CHALLENGE = 'Bearer realm="api"'
_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e]{1,100})"')
_KEY = re.compile(rf'"?([\x21\x23-\x7e]{{1,{LONGEST_KEY}}})"?')
ONCE = Parameter('Idempotency-Key', {'type': 'string', 'maxLength': LONGEST_KEY + 2}, _(
    'Khóa do hệ thống đặt: gửi lại cùng khóa và cùng nội dung trong 24 giờ thì nhận lại câu trả '
    'lời cũ.'), HEADER)
IF_MATCH = Parameter('If-Match', {'type': 'string'}, _(
    'ETag của bản nháp mà hệ thống đã đọc.'), HEADER, True)


class SystemView(ApiView):
    """Base of endpoints with a scope.

    ``account``: the service account that asks.  ``body``: the JSON object that is sent.
    """

    #: The database that the endpoint writes.
    database = CONTENT

    def __init__(self, context: ISite, request: Request) -> None:
        self._request = request
        self.account = self._asker(context, request.api_call.endpoint)
        super().__init__(context, request)
        request.response.cache_control = 'no-store'
        self.body: Json = {}
        if self.endpoint.body is not None and self.endpoint.takes in JSONS:
            self.body = object_in(request, self.endpoint)

    def _asker(self, site: ISite, endpoint: Endpoint) -> IServiceAccount:
        """Return who asks; the request acts as that account from now on."""
        request, settings = self._request, self._request.registry.getUtility(ISettings)
        if settings.secure_cookies and request.scheme != 'https':
            raise Problem(NO_TLS)
        bearers: IBearers = request.service(IBearers)
        given = request.headers.get('Authorization', '')[:LONGEST]
        is_bearer = given[:len(SCHEME)].lower() == SCHEME
        found = bearers.bearer(site, given[len(SCHEME):].strip() if is_bearer else '')
        is_near = is_within(request, found[0].ranges if found else ())
        if found is None or not is_near:
            self._unknown()
        account, token = found
        headers = self._counted(account)
        if endpoint.scope not in account.scopes:
            raise Problem(NO_SCOPE, headers={**headers, 'WWW-Authenticate': (
                f'{_CHALLENGE}, error="insufficient_scope", scope="{endpoint.scope}"')})
        act_as(request, cast('Account', account))
        bearers.used(token)
        request.response.headers.update(headers)
        return account

    def _unknown(self) -> NoReturn:
        request = self._request
        throttles = request.registry.getUtility(IThrottles)
        wait = throttles.hit(WRONG, request.remote_addr or '',
                             request.registry.getUtility(IClock).now())
        if wait:
            raise Problem(TOO_MANY, headers={'Retry-After': str(wait)})
        raise Problem(NO_TOKEN, headers={'WWW-Authenticate': _CHALLENGE})

    def _counted(self, account: IServiceAccount) -> dict[str, str]:
        """Count the request; return the headers that say how many there may be."""
        registry = self._request.registry
        taken = registry.getUtility(IThrottles).take(
            OWN, account.id, registry.getUtility(IClock).now())
        headers = _limits_said(taken)
        if taken.wait:
            raise Problem(TOO_MANY, headers={
                **headers, 'Retry-After': str(taken.wait)})
        return headers

    def etags(self) -> frozenset[str]:
        """Return the entity tags of ``If-Match``.  Raises ``Problem`` for a request without it."""
        given = self.request.headers.get(IF_MATCH.name)
        if given is None:
            raise Problem(NO_CONDITION)
        return frozenset(_TAG.findall(given))

    def once(self, work: Callable[[], tuple[Json | None, Mapping[str, str]]]) -> Response:
        """Return the answer of ``work()``, a body and headers; that of the first time for a
        request that is sent again with its ``Idempotency-Key``.
        """
        key, answers = self._key(), self.request.service(IAnswers)
        fingerprint = self._fingerprint() if key else ''
        try:
            found = key and answers.given(self.database, self.account.id, key, fingerprint)
        except OtherRequest:
            raise Problem(KEY_USED, errors=(
                FieldError(HEADER, ONCE.name, _('Khóa này đã dùng cho yêu cầu khác.')),)) from None
        if not found:
            body, headers = work()
            found = Answer(fingerprint, self.endpoint.status, '' if body is None else json.dumps(
                body, ensure_ascii=False), dict(headers))
            if key:
                answers.keep(self.database, self.account.id, key, found)
        return self._answered(found)

    def nothing(self, headers: Mapping[str, str] | None = None) -> Response:
        """Return an answer without a body."""
        response = self.request.response
        response.status_int = 204
        response.headers.update(headers or {})
        del response.content_type
        open_to_all(response)
        return response

    def _answered(self, answer: Answer) -> Response:
        response = begun(self.request, answer.status)
        response.body = answer.body.encode()
        response.headers.update(answer.headers)
        return response

    def _key(self) -> str:
        given = self.request.headers.get(ONCE.name)
        if given is None:
            return ''
        form = _KEY.fullmatch(given)
        if form is None:
            raise Problem(BAD_PARAMETER, errors=(FieldError(HEADER, ONCE.name, _(
                'Khóa gồm từ 1 đến ${max} ký tự ASCII nhìn thấy được.',
                mapping={'max': LONGEST_KEY})),))
        return form.group(1)

    def _fingerprint(self) -> str:
        request = self.request
        asked = f'{request.method} {request.path_qs}\n{request.content_type}\n'
        metadata = request.headers.get('Upload-Length', ''), request.headers.get(
            'Upload-Metadata', '')
        body = request.body if (request.content_length or 0) <= LARGEST else b''
        return hashlib.sha256('\n'.join((asked, *metadata)).encode() + body).hexdigest()


def includeme(config: Configurator) -> None:
    """Let those who bear a token send long texts."""
    for each in JSONS:
        config.add_large_body(each, LARGEST)


def _limits_said(taken: Taken) -> dict[str, str]:
    """Return the fields of draft-ietf-httpapi-ratelimit-headers; none where there is no limit."""
    if not taken.limit.count:
        return {}
    return {'RateLimit-Policy': f'"{OWN}";q={taken.limit.count};w={taken.limit.seconds}',
            'RateLimit': f'"{OWN}";r={taken.left};t={taken.resets}'}
