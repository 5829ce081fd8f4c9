"""Zalo Official Account: articles, which are made in two steps.

https://developers.zalo.me/docs/official-account/bai-viet.
"""
from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from ...base.i18n import _
from ...base.profiles import number_at, text_at
from ...kernel.tree.schema import Schema, line
from ..deliveries.interfaces import ACCEPTED, LATER, Receipt
from .fields import SECRETS, renewing
from .interfaces.channels import (
    PICTURE,
    Channel,
    ChannelAnswer,
    ChannelApi,
    PostCall,
    PostFigures,
    Renewal,
)
from .telling import LONGEST_NAME, Telling, lost, unclear
from .tokens import renewed

_API, _OAUTH = 'https://openapi.zalo.me', 'https://oauth.zaloapp.com'
_CREATE, _UPDATE, _VERIFY, _REMOVE, _LIST = (
    f'/v2.0/article/{each}' for each in ('create', 'update', 'verify', 'remove', 'getslice'))
#: The token holds no longer.
_ENDED = '-216'
#: Requests or articles are too many for now; what was said is wrong, or not in the package.
_ZALO = Telling('Zalo', 'error', {'-32': 60, '-211': 3600, '-223': 3600}, good='0',
                final=('-201', '-210', '-221', '-224'))
#: Articles that one request lists; pages that are looked through; characters of a link.
PAGE, PAGES, _LINK = 10, 20, 500
#: Seconds that a refresh token lasts: three months.
REFRESH_LASTS = 90 * 24 * 3600


def is_refused(answer: ChannelAnswer) -> bool:
    """Return whether the token is of no use: it says so by a status or by a code."""
    return answer.status == 401 or _ZALO.code_of(answer) == _ENDED


def post(call: PostCall) -> Receipt:
    """Make the article, or change it, and ask for its id."""
    name = call.post_name
    if call.pending:
        receipt = _verified(call, call.pending)
        if receipt.outcome != ACCEPTED or not call.is_outdated:
            return receipt
        name = receipt.reference
    if not name:
        call.begin()
    answer = call.api.call('POST', _UPDATE if name else _CREATE, {
        **_article(call), **({'id': name} if name else {})})
    receipt, pending = _ZALO.judged(answer), text_at(answer.said, 'data.token', 500)
    if receipt.outcome != ACCEPTED:
        return receipt
    if not pending:
        return unclear(answer)
    call.note(pending)
    return _verified(call, pending)


def _verified(call: PostCall, pending: str) -> Receipt:
    """Return the receipt with the id of the article that is made under the name ``pending``."""
    return _ZALO.named(call.api.call('POST', _VERIFY, {'token': pending}), 'data.id')


def _article(call: PostCall) -> dict[str, object]:
    said = call.body
    more = f'<p>{html.escape(said["text"])}</p><p>{html.escape(said["link"])}</p>'
    return {
        'type': 'normal', 'title': said['title'], 'author': call.api.settings['author'],
        'cover': {'cover_type': 'photo', 'photo_url': said['picture'], 'status': 'show'},
        'description': said['text'], 'body': [{'type': 'text', 'content': more}],
        'status': 'show', 'comment': 'show'}


def _page(api: ChannelApi, number: int) -> tuple[Receipt, list[object]]:
    """Return what a page of the list of articles has, and whether it came."""
    return _ZALO.listed(api.call('GET', _LIST, {
        'offset': number * PAGE, 'limit': PAGE, 'type': 'normal'}), 'data.medias')


def find(call: PostCall) -> Receipt:
    """Look for an article that was made, of which the answer got lost."""
    receipt, rows = _page(call.api, 0)
    return receipt._replace(reference=lost(call, rows, 'title', 'title'))


def remove(call: PostCall) -> Receipt:
    """Take the article back; one that is being made has no id yet."""
    name = call.post_name
    if not name:
        receipt = _verified(call, call.pending)
        if receipt.outcome != ACCEPTED:
            return receipt if receipt.outcome == LATER else Receipt(ACCEPTED)
        name = receipt.reference
    return _ZALO.judged(call.api.call('POST', _REMOVE, {'id': name}))


def trial(call: PostCall) -> Receipt:
    """Ask for the account."""
    return _ZALO.judged(call.api.call('GET', '/v2.0/oa/getoa'))


def counts(api: ChannelApi, names: Sequence[str]) -> Mapping[str, PostFigures]:
    """Return the views and where readers see it; the interface tells of no comments."""
    found: dict[str, PostFigures] = {}
    for number in range(PAGES):
        rows = _page(api, number)[1]
        found.update({text_at(row, 'id', LONGEST_NAME): PostFigures(
            views=number_at(row, 'total_view', -1), link=text_at(row, 'link_view', _LINK))
            for row in rows})
        if len(rows) < PAGE:
            break
    return {name: each for name, each in found.items() if name in names}


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
            author=line(_('Tên tác giả hiện ở bài viết'), required=True, longest=50),
            **renewing('Zalo', _API, _OAUTH)),
    SECRETS, {'title': 150, 'text': 300}, is_refused, post, remove, trial, counts, _WORDS,
    find=find, header='access_token', takes=(PICTURE,), most_bytes=1024 * 1024, renew=renew)
