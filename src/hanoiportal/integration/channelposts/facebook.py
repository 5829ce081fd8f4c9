"""Facebook Page: posts with a link, by a Page access token that people give.

https://developers.facebook.com/docs/pages-api/posts,
…/docs/graph-api/guides/error-handling and …/docs/graph-api/reference/debug_token.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from ...base.clock import UTC
from ...base.i18n import _
from ...base.profiles import text_at
from ...kernel.tree.schema import Schema, line, web_address
from ..deliveries.interfaces import ACCEPTED, LATER, NO_RECEIPT, REFUSED, Receipt, Settings
from .calling import TOKEN
from .interfaces.channels import (
    Channel,
    ChannelAnswer,
    ChannelApi,
    NoAccess,
    PostCall,
    PostFigures,
)

NAME, _API, _VERSION = 'facebook', 'https://graph.facebook.com', 'v25.0'
#: Its codes: the token holds no longer; it is there already; there is no such thing, with the
#: subcode; there are too many requests or the account is blocked for a while, in seconds.
_ENDED, DUPLICATE, _INVALID, _MISSING = frozenset({102, 190}), 506, 100, 33
_SOON = {4: 3600, 17: 3600, 32: 3600, 341: 3600, 368: 4 * 3600, 613: 3600}
_PASSING = frozenset({1, 2, 1609005, *_SOON})
#: Characters of a post; posts that are looked through; posts in one request for figures.
MOST, LATEST, AT_ONCE = 63_206, 50, 50
_ID = 100


def _error(answer: ChannelAnswer) -> Mapping[str, object]:
    found = answer.said.get('error')
    return found if isinstance(found, dict) else {}


def is_refused(answer: ChannelAnswer) -> bool:
    """Return whether the token is of no use."""
    return _error(answer).get('code') in _ENDED


def _judged(answer: ChannelAnswer, name: str = '') -> Receipt:
    error, status = _error(answer), answer.status
    code = error.get('code')
    if status == 200 and not error and answer.said:
        return Receipt(ACCEPTED, status, reference=name)
    if not isinstance(code, int):
        return Receipt(LATER, status, NO_RECEIPT, answer.pause)
    is_later = code in _PASSING or status >= 500
    return Receipt(LATER if is_later else REFUSED, status, f'Facebook {code}',
                   answer.pause or _SOON.get(code, 0))


def _at(api: ChannelApi, path: str) -> str:
    return f'/{api.settings["version"]}/{path}'


def post(call: PostCall) -> Receipt:
    """Post the text with its link, or correct the text."""
    api, page, said = call.api, call.api.settings['page'], call.body
    if call.post_name:
        return _corrected(call, Receipt(ACCEPTED, reference=call.post_name))
    if call.is_again:
        found = _found(call)
        if found.outcome != ACCEPTED or found.reference:
            return _corrected(call, found)
    call.begin()
    answer = api.call('POST', _at(api, f'{page}/feed'), {
        'message': said['text'], 'link': said['link']})
    name = text_at(answer.said, 'id', _ID)
    receipt = _judged(answer, name)
    if receipt.outcome == ACCEPTED and not name:
        return Receipt(LATER, answer.status, NO_RECEIPT)
    return receipt


def _corrected(call: PostCall, found: Receipt) -> Receipt:
    """Let the post that was ``found`` say the text, and return what came of it."""
    if found.outcome != ACCEPTED:
        return found
    answer = call.api.call(
        'POST', _at(call.api, found.reference), {'message': call.body['text']})
    return _judged(answer, found.reference)


def _found(call: PostCall) -> Receipt:
    """Return the receipt of a post that was made, of which the answer got lost; without an id if
    there is none, and another outcome if the page does not tell.
    """
    answer = call.api.call('GET', _at(call.api, f'{call.api.settings["page"]}/feed'), {
        'fields': 'id,message', 'limit': LATEST})
    receipt, rows = _judged(answer), answer.said.get('data')
    if receipt.outcome != ACCEPTED:
        return receipt
    if not isinstance(rows, list):
        return Receipt(LATER, answer.status, NO_RECEIPT)
    texts, others = call.sought('text'), call.others()
    return receipt._replace(reference=next((
        name for each in rows if isinstance(each, dict) and each.get('message') in texts
        and (name := text_at(each, 'id', _ID)) not in others), ''))


def remove(call: PostCall) -> Receipt:
    """Take the post back; somebody may have done so at Facebook."""
    name = call.post_name
    if not name:
        found = _found(call)
        if found.outcome != ACCEPTED or not found.reference:
            return found
        name = found.reference
    answer = call.api.call('DELETE', _at(call.api, name))
    error = _error(answer)
    if (error.get('code'), error.get('error_subcode')) == (_INVALID, _MISSING):
        return Receipt(ACCEPTED, answer.status)
    return _judged(answer)


def trial(call: PostCall) -> Receipt:
    """Ask for the page."""
    api = call.api
    return _judged(api.call('GET', _at(api, str(api.settings['page'])), {'fields': 'id,name'}))


def counts(api: ChannelApi, names: Sequence[str]) -> Mapping[str, PostFigures]:
    """Return the comments of each post; nobody's name and nothing of them is asked for."""
    found = {}
    for at in range(0, len(names), AT_ONCE):
        answer = api.call('GET', _at(api, ''), {
            'ids': ','.join(names[at:at + AT_ONCE]), 'fields': 'comments.summary(true).limit(0)'})
        for name in names[at:at + AT_ONCE]:
            number = text_at(answer.said.get(name), 'comments.summary.total_count', 9)
            if number.isdecimal():
                found[name] = PostFigures(int(number))
    return found


def ends(api: ChannelApi) -> datetime.datetime | None:
    """Return when the token, or what it may read, ends; ``None`` for never."""
    answer = api.call('GET', _at(api, 'debug_token'), {'input_token': api.secrets[TOKEN]})
    data = answer.said.get('data')
    if isinstance(data, dict) and data.get('is_valid') is False:
        raise NoAccess
    moments = [int(text) for name in ('expires_at', 'data_access_expires_at')
               if (text := text_at(data, name, 12)).isdecimal() and int(text)]
    return datetime.datetime.fromtimestamp(min(moments), UTC) if moments else None


def link(name: str, _settings: Settings) -> str:
    """Return where readers see the post."""
    return f'https://www.facebook.com/{name}'


_WORDS = {
    'Facebook': _('Facebook báo lỗi (mã ${rest})'),
    'Facebook 4': _('Facebook báo đã gọi quá nhiều lần (mã 4)'),
    'Facebook 100': _('Facebook báo bài đăng có nội dung không hợp lệ (mã 100)'),
    'Facebook 200': _('mã truy cập không có quyền đăng lên trang Facebook (mã 200)'),
    'Facebook 368': _('Facebook tạm chặn trang vì nghi vi phạm chính sách (mã 368)'),
    'Facebook 506': _('Facebook đã có bài đăng giống hệt ngay trước đó (mã 506)'),
    'Facebook 1609005': _('Facebook không mở được địa chỉ của tin, bài (mã 1609005)')}
FACEBOOK = Channel(
    NAME, _('Trang Facebook'), _(
        'Đăng bài đã được Ban Biên tập phê duyệt lên trang Facebook của cơ quan và gỡ khi tin, '
        'bài không còn công khai.'), Schema.of(
            page=line(_('Mã trang (page id)'), required=True, longest=50),
            token=line(_('Page access token'), required=True, longest=1000),
            address=web_address(_('Địa chỉ API'), missing=_API, description=_(
                'Để trống nếu là địa chỉ của Facebook.')),
            version=line(_('Phiên bản API'), longest=10, missing=_VERSION, description=_(
                'Để trống nếu là phiên bản của Cổng.'))),
    (TOKEN,), {'text': MOST}, is_refused, post, remove, trial, counts, _WORDS, link, ends=ends)
