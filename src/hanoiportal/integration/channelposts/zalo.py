"""Zalo Official Account: articles, which are made in two steps.

https://developers.zalo.me/docs/official-account/bai-viet.
"""
from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from ...base.i18n import _
from ...base.profiles import text_at
from ...kernel.tree.schema import Schema, line, web_address
from ..deliveries.interfaces import ACCEPTED, LATER, NO_RECEIPT, REFUSED, Receipt
from .calling import REFRESH
from .interfaces.channels import (
    PICTURE,
    Channel,
    ChannelAnswer,
    ChannelApi,
    PostCall,
    PostFigures,
    Renewal,
)
from .tokens import renewed

_API, _OAUTH = 'https://openapi.zalo.me', 'https://oauth.zaloapp.com'
_CREATE, _UPDATE, _VERIFY, _REMOVE, _LIST = (
    f'/v2.0/article/{each}' for each in ('create', 'update', 'verify', 'remove', 'getslice'))
#: Its codes: the token holds no longer; the article is being made; requests or articles are too
#: many for now; what was said is wrong, or not in the package of the account.
TOKEN_ENDED, IN_WORK = -216, -214
_SOON, _NEVER = {-32: 60, -211: 3600, -223: 3600}, frozenset({-201, -210, -221, -224})
#: Articles that one request lists; pages that are looked through.
PAGE, PAGES = 10, 20
_ID, _LINK = 100, 500
#: Seconds that a refresh token lasts: three months.
REFRESH_LASTS = 90 * 24 * 3600


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
    name = call.post_name
    if call.pending:
        receipt = _verified(call, call.pending)
        if receipt.outcome != ACCEPTED or not call.is_outdated:
            return _noted(call, receipt)
        name = receipt.reference
    elif not name and call.is_again:
        found = _found(call)
        if found.outcome != ACCEPTED:
            return found
        name = found.reference
    if not name:
        call.begin()
    answer = call.api.call('POST', _UPDATE if name else _CREATE, {
        **_article(call), **({'id': name} if name else {})})
    receipt, pending = _judged(answer), text_at(_data(answer), 'token', 500)
    if receipt.outcome != ACCEPTED:
        return receipt
    if not pending:
        return Receipt(LATER, answer.status, NO_RECEIPT)
    call.note(pending)
    return _noted(call, _verified(call, pending))


def _verified(call: PostCall, pending: str) -> Receipt:
    """Return the receipt with the id of the article that is made under the name ``pending``."""
    answer = call.api.call('POST', _VERIFY, {'token': pending})
    name = text_at(_data(answer), 'id', _ID)
    receipt = _judged(answer, name)
    if receipt.outcome == ACCEPTED and not name:
        return Receipt(LATER, answer.status, NO_RECEIPT)
    return receipt


def _noted(call: PostCall, receipt: Receipt) -> Receipt:
    """Return ``receipt``; with its end nothing is being made any more."""
    if receipt.outcome != LATER:
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


def _listed(api: ChannelApi) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []
    for page in range(PAGES):
        found += _page(api, page)[1]
        if len(found) < (page + 1) * PAGE:
            break
    return found


def _page(api: ChannelApi, number: int) -> tuple[Receipt, list[Mapping[str, object]]]:
    """Return what a page of the list of articles has, and whether it came."""
    answer = api.call('GET', _LIST, {'offset': number * PAGE, 'limit': PAGE, 'type': 'normal'})
    rows = _data(answer).get('medias')
    return _judged(answer), [each for each in (rows if isinstance(rows, list) else [])
                             if isinstance(each, dict)]


def _found(call: PostCall) -> Receipt:
    """Return the receipt of an article that was made, of which the answer got lost; without an id
    if there is none, and another outcome if the account does not tell.
    """
    receipt, rows = _page(call.api, 0)
    titles, others = call.sought('title'), call.others()
    return receipt._replace(reference=next((
        name for each in rows if each.get('title') in titles
        and (name := text_at(each, 'id', _ID)) not in others), ''))


def remove(call: PostCall) -> Receipt:
    """Take the article back."""
    name, waits = call.post_name, Receipt(ACCEPTED)
    if not name and call.pending:
        receipt = _verified(call, call.pending)
        name, waits = receipt.reference, receipt if receipt.outcome == LATER else waits
    if not name:
        found = _found(call)
        if found.outcome != ACCEPTED:
            return found
        name = found.reference
    return _judged(call.api.call('POST', _REMOVE, {'id': name})) if name else waits


def trial(call: PostCall) -> Receipt:
    """Ask for the account."""
    return _judged(call.api.call('GET', '/v2.0/oa/getoa'))


def counts(api: ChannelApi, names: Sequence[str]) -> Mapping[str, PostFigures]:
    """Return the views and where readers see it; the interface tells of no comments."""
    return {name: PostFigures(views=views, link=_web_link(text_at(each, 'link_view', _LINK)))
            for each in _listed(api) if (name := text_at(each, 'id', _ID)) in names
            and isinstance(views := each.get('total_view'), int)}


def _web_link(told: str) -> str:
    """Return the address that Zalo has ``told``, ``''`` for what editors must not follow."""
    return told if told.startswith('https://') else ''


def renew(api: ChannelApi) -> Renewal:
    """Fetch new tokens; the answer does not say how long the refresh token lasts."""
    return renewed(
        api, '/v4/oa/access_token', {'app_id': str(api.settings['app_id'])},
        lasts=REFRESH_LASTS, headers={'secret_key': api.secrets['app_secret']})


_WORDS = {
    'Zalo': _('Zalo báo lỗi (mã ${rest})'),
    'Zalo -201': _('Zalo báo bài viết có nội dung không hợp lệ (mã -201)'),
    'Zalo -210': _('Zalo báo bài viết có nội dung không hợp lệ (mã -210)'),
    'Zalo -221': _('Zalo OA chưa được xác thực (mã -221)'),
    'Zalo -224': _('gói dịch vụ của Zalo OA không có quyền đăng bài (mã -224)'),
    'Zalo -32': _('Zalo báo đã gọi quá nhiều lần (mã -32)'),
    'Zalo -211': _('Zalo báo đã hết số bài được đăng (mã -211)'),
    'Zalo -223': _('Zalo báo đã hết số bài được đăng (mã -223)'),
    'Zalo -214': _('Zalo đang xử lý bài viết (mã -214)')}
ZALO = Channel(
    'zalo', _('Zalo Official Account'), _(
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
    _WORDS, header='access_token', takes=(PICTURE,), most_bytes=1024 * 1024, renew=renew)
