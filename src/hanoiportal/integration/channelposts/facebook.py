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
from ...kernel.tree.schema import Schema, line
from ..deliveries.interfaces import ACCEPTED, Receipt, Settings
from .calling import TOKEN
from .fields import address
from .interfaces.channels import (
    Channel,
    ChannelAnswer,
    ChannelApi,
    NoAccess,
    PostCall,
    PostFigures,
)
from .telling import Telling, figures, lost

NAME, _API, _VERSION = 'facebook', 'https://graph.facebook.com', 'v25.0'
#: The token holds no longer; there is no such thing: a code and its subcode.
_ENDED, _MISSING = frozenset({'102', '190'}), ('100', '33')
#: It is unwell; there are too many requests, or the account is blocked for a while.
_FACEBOOK = Telling('Facebook', 'error.code', {
    '1': 0, '2': 0, '1609005': 0, '4': 3600, '17': 3600, '32': 3600, '341': 3600,
    '368': 4 * 3600, '613': 3600})
#: Characters of a post; posts that are looked through; posts in one request for figures.
MOST, LATEST, AT_ONCE = 63_206, 50, 50


def is_refused(answer: ChannelAnswer) -> bool:
    """Return whether the token is of no use."""
    return _FACEBOOK.code_of(answer) in _ENDED


def _at(api: ChannelApi, path: str) -> str:
    return f'/{api.settings["version"]}/{path}'


def post(call: PostCall) -> Receipt:
    """Post the text with its link, or correct the text."""
    api, said = call.api, call.body
    if call.post_name:
        answer = api.call('POST', _at(api, call.post_name), {'message': said['text']})
        return _FACEBOOK.judged(answer, call.post_name)
    call.begin()
    return _FACEBOOK.named(api.call('POST', _at(api, f'{api.settings["page"]}/feed'), {
        'message': said['text'], 'link': said['link']}), 'id')


def find(call: PostCall) -> Receipt:
    """Look for a post that was made, of which the answer got lost."""
    receipt, rows = _FACEBOOK.listed(call.api.call(
        'GET', _at(call.api, f'{call.api.settings["page"]}/feed'), {
            'fields': 'id,message', 'limit': LATEST}), 'data')
    return receipt._replace(reference=lost(call, rows, 'message', 'text'))


def remove(call: PostCall) -> Receipt:
    """Take the post back; somebody may have done so at Facebook."""
    answer = call.api.call('DELETE', _at(call.api, call.post_name))
    said = _FACEBOOK.code_of(answer), text_at(answer.said, 'error.error_subcode', 10)
    return Receipt(ACCEPTED, answer.status) if said == _MISSING else _FACEBOOK.judged(answer)


def trial(call: PostCall) -> Receipt:
    """Ask for the page."""
    api = call.api
    return _FACEBOOK.judged(api.call('GET', _at(api, str(api.settings['page'])), {
        'fields': 'id,name'}))


def counts(api: ChannelApi, names: Sequence[str]) -> Mapping[str, PostFigures]:
    """Return the comments of each post; nobody's name and nothing of them is asked for."""
    return figures(names, AT_ONCE, lambda some: api.call('GET', _at(api, ''), {
        'ids': ','.join(some), 'fields': 'comments.summary(true).limit(0)'}),
        '', 'comments.summary.total_count')


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
            address=address('Facebook', _API),
            version=line(_('Phiên bản API'), longest=10, missing=_VERSION, description=_(
                'Để trống nếu là phiên bản của Cổng.'))),
    (TOKEN,), {'text': MOST}, is_refused, post, remove, trial, counts, _WORDS, link, find=find,
    ends=ends)
