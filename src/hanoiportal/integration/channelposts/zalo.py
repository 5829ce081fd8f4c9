"""Zalo Official Account: articles, made in two steps, and tokens that are used up.

https://developers.zalo.me/docs/official-account/bai-viet and …/bat-dau/xac-thuc-va-uy-quyen.
"""
from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from ...base.i18n import _
from ...base.profiles import text_at
from ...kernel.tree.schema import Schema, line, web_address
from ...platform.http.interfaces import NO_ANSWER, NoAnswer
from ..deliveries.interfaces import ACCEPTED, LATER, NO_RECEIPT, REFUSED, Receipt
from .calling import REFRESH
from .interfaces.channels import Channel, ChannelAnswer, ChannelApi, NoAccess, PostCall, Renewal

NAME = 'zalo'
_API, _OAUTH, _PERMISSION = (
    'https://openapi.zalo.me', 'https://oauth.zaloapp.com', '/v4/oa/access_token')
_CREATE, _UPDATE, _VERIFY, _REMOVE, _LIST, _ACCOUNT = (
    '/v2.0/article/create', '/v2.0/article/update', '/v2.0/article/verify',
    '/v2.0/article/remove', '/v2.0/article/getslice', '/v2.0/oa/getoa')
#: Its codes: the token holds no longer; the article is being made; requests or articles are too
#: many for now; what was said is wrong, or not in the package of the account.
TOKEN_ENDED, IN_WORK = -216, -214
_SOON, _NEVER = {-32: 60, -211: 3600, -223: 3600}, frozenset({-201, -210, -221, -224})
#: Articles that one request lists; pages that are looked through; seconds that a refresh token
#: lasts (three months), of which the answer says nothing.
PAGE, PAGES, REFRESH_LASTS = 10, 20, 90 * 24 * 3600
_ID = 100


def _code(answer: ChannelAnswer) -> int:
    code = answer.said.get('error')
    return code if isinstance(code, int) else 1 if answer.said else 2


def is_refused(answer: ChannelAnswer) -> bool:
    """Return whether the token is of no use: it says so by a status or by a code."""
    return answer.status == 401 or _code(answer) == TOKEN_ENDED


def _data(answer: ChannelAnswer) -> Mapping[str, object]:
    found = answer.said.get('data')
    return found if isinstance(found, dict) else {}


def _judged(answer: ChannelAnswer, name: str = '') -> Receipt:
    code = _code(answer)
    if answer.status == 200 and code == 0:
        return Receipt(ACCEPTED, answer.status, reference=name)
    if not answer.said:
        return Receipt(LATER, answer.status, NO_RECEIPT, answer.pause)
    outcome = REFUSED if code in _NEVER else LATER
    return Receipt(outcome, answer.status, f'Zalo {code}', answer.pause or _SOON.get(code, 0))


def post(call: PostCall) -> Receipt:
    """Make the article, or change it, and ask for its id."""
    pending = call.pending
    if not pending:
        name = call.post_name or (_found(call) if call.is_again else '')
        answer = call.api.call('POST', _UPDATE if name else _CREATE, {
            **_article(call), **({'id': name} if name else {})})
        receipt = _judged(answer)
        pending = text_at(_data(answer), 'token', 500)
        if receipt.outcome != ACCEPTED or not pending:
            return receipt if receipt.outcome != ACCEPTED else Receipt(
                LATER, answer.status, NO_RECEIPT)
        call.note(pending)
    answer = call.api.call('POST', _VERIFY, {'token': pending})
    name = text_at(_data(answer), 'id', _ID)
    receipt = _judged(answer, name)
    if receipt.outcome == ACCEPTED and not name:
        return Receipt(LATER, answer.status, NO_RECEIPT, 5)
    if receipt.outcome in (ACCEPTED, REFUSED):
        call.note('')
    return receipt


def _article(call: PostCall) -> dict[str, object]:
    said = call.body
    more = f'<p>{html.escape(said["text"])}</p><p>{html.escape(said["link"])}</p>'
    return {
        'type': 'normal', 'title': said['title'], 'author': call.api.settings['author'],
        'cover': {'cover_type': 'photo', 'photo_url': said['picture'], 'status': 'show'},
        'description': said['text'], 'body': [{'type': 'text', 'content': more}],
        'status': 'show', 'comment': 'show'}


def _listed(api: ChannelApi, pages: int) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []
    for page in range(pages):
        answer = api.call('GET', _LIST, {
            'offset': page * PAGE, 'limit': PAGE, 'type': 'normal'})
        medias = _data(answer).get('medias')
        rows = [each for each in medias if isinstance(each, dict)] if isinstance(
            medias, list) else []
        found += rows
        if len(rows) < PAGE:
            break
    return found


def _found(call: PostCall) -> str:
    """Return the id of an article that was made, of which the answer got lost."""
    title = call.body['title']
    return next((text_at(each, 'id', _ID) for each in _listed(call.api, 1)
                 if title and each.get('title') == title), '')


def remove(call: PostCall) -> Receipt:
    """Take the article back."""
    name = call.post_name
    if not name and call.pending:
        name = text_at(_data(call.api.call('POST', _VERIFY, {'token': call.pending})), 'id', _ID)
    name = name or _found(call)
    if not name:
        return Receipt(ACCEPTED)
    return _judged(call.api.call('POST', _REMOVE, {'id': name}))


def trial(call: PostCall) -> Receipt:
    """Ask for the account."""
    return _judged(call.api.call('GET', _ACCOUNT))


def counts(api: ChannelApi, names: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Return the views; the interface tells of no comments."""
    return {name: (-1, views) for each in _listed(api, PAGES)
            if (name := text_at(each, 'id', _ID)) in names
            and isinstance(views := each.get('total_view'), int)}


def renew(api: ChannelApi) -> Renewal:
    """Fetch new tokens; the old refresh token is used up by that."""
    answer = api.form(str(api.settings['oauth']).rstrip('/') + _PERMISSION, {
        'refresh_token': api.secrets[REFRESH], 'app_id': str(api.settings['app_id']),
        'grant_type': 'refresh_token'}, {'secret_key': api.secrets['app_secret']})
    access, refresh, lasts = (text_at(answer.said, name, 4096) for name in (
        'access_token', 'refresh_token', 'expires_in'))
    if not answer.said:
        raise NoAnswer(NO_ANSWER)
    if not access or not refresh:
        raise NoAccess
    return Renewal(access, refresh, int(lasts) if lasts.isdecimal() else 3600, REFRESH_LASTS)


ZALO = Channel(
    NAME, _('Zalo Official Account'), _(
        'Đăng bài viết đã được Ban Biên tập phê duyệt lên Zalo OA của trang và gỡ khi tin, bài '
        'không còn công khai.'), Schema.of(
            app_id=line(_('Mã ứng dụng (app_id)'), required=True, longest=100),
            app_secret=line(_('Khóa bí mật của ứng dụng'), required=True, longest=500),
            refresh=line(_('Refresh token'), required=True, longest=4096),
            author=line(_('Tên tác giả hiện ở bài viết'), required=True, longest=50),
            address=web_address(_('Địa chỉ API'), missing=_API, description=_(
                'Để trống nếu là địa chỉ của Zalo.')),
            oauth=web_address(_('Địa chỉ cấp mã truy cập'), missing=_OAUTH, description=_(
                'Để trống nếu là địa chỉ của Zalo.'))),
    ('app_secret', REFRESH), {'title': 150, 'text': 300}, is_refused, post, remove, trial, counts,
    header='access_token', needs_picture=True, most_bytes=1024 * 1024, renew=renew)
