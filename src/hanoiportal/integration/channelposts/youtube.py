"""YouTube: films of items, put there in parts, by an account's refresh token.

https://developers.google.com/youtube/v3/docs/videos (insert, update, delete, list; limits),
…/youtube/v3/guides/using_resumable_upload_protocol and …/youtube/v3/docs/errors.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...base.i18n import _
from ...kernel.tree.schema import Schema, line
from ..deliveries.interfaces import ACCEPTED, Receipt, Settings
from .fields import SECRETS, renewing
from .interfaces.channels import FILM, Channel, ChannelApi, PostCall, PostFigures, Renewal
from .telling import Telling, figures
from .texts import said_with
from .tokens import is_refused, renewed
from .uploading import begun, is_theirs, made, went_on

_API, _OAUTH = 'https://www.googleapis.com', 'https://oauth2.googleapis.com'
_FILMS, _START = '/youtube/v3/videos', (
    '/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status')
#: Its reasons that pass: the quota is that of a day, films that of 24 hours.
_YOUTUBE = Telling('YouTube', 'error.errors.0.reason', {
    'quotaExceeded': 6 * 3600, 'dailyLimitExceeded': 6 * 3600, 'rateLimitExceeded': 600,
    'userRateLimitExceeded': 600, 'uploadLimitExceeded': 24 * 3600, 'backendError': 0},
    is_silent=True)
#: News and politics, as numbered by ``videoCategories.list``.
_CATEGORY, _MISSING = '25', 404
#: Films asked about at once; bytes of a film.
AT_ONCE, LARGEST = 50, 256 * 1024 ** 3


def _said(call: PostCall) -> dict[str, object]:
    """Return the film as it is described; one for later is private until YouTube shows it."""
    said, settings = call.body, call.api.settings
    shown = {'privacyStatus': 'private', 'publishAt': said['at']} if said['at'] else {
        'privacyStatus': 'public'}
    return {'snippet': {
        'title': said['title'], 'description': said_with(said['text'], said['link']),
        'tags': said['tags'].splitlines(), 'categoryId': settings['category'],
        'defaultLanguage': 'vi'},
        'status': {**shown, 'selfDeclaredMadeForKids': False}}


def post(call: PostCall) -> Receipt:
    """Put the film there, go on with that, or describe a film that is there anew."""
    name, session = call.post_name, call.pending
    is_same = call.was_tried('attached')
    if session and is_same and is_theirs(session, call.api.settings):
        return _ended(call, went_on(call, _YOUTUBE))
    if session:  # it was begun for another film, or elsewhere
        if (receipt := _given_up(call)).outcome != ACCEPTED:
            return receipt
        call.note('')
    if name and is_same:
        receipt = _described(call, name)
        if receipt.status != _MISSING:
            return receipt
    elif name and (receipt := _deleted(call, name)).outcome != ACCEPTED:
        return receipt
    return _ended(call, begun(call, _YOUTUBE, call.api.call('POST', _START, _said(call), {
        'X-Upload-Content-Length': str(call.film.size),
        'X-Upload-Content-Type': call.film.mimetype})))


def _ended(call: PostCall, receipt: Receipt) -> Receipt:
    """Let a film that is there say what it shall."""
    is_other = receipt.outcome == ACCEPTED and call.pending and call.is_outdated
    return _described(call, receipt.reference) if receipt.reference and is_other else receipt


def _described(call: PostCall, name: str) -> Receipt:
    answer = call.api.call('PUT', f'{_FILMS}?part=snippet,status', {'id': name, **_said(call)})
    return _YOUTUBE.judged(answer, name)


def _deleted(call: PostCall, name: str) -> Receipt:
    answer = call.api.call('DELETE', _FILMS, {'id': name})
    if answer.status == _MISSING:  # somebody has done so there
        return Receipt(ACCEPTED, answer.status)
    return _YOUTUBE.judged(answer)


def _given_up(call: PostCall) -> Receipt:
    """Delete what the upload that was begun has made."""
    receipt = made(call, _YOUTUBE)
    return _deleted(call, receipt.reference) if receipt.reference else receipt


def remove(call: PostCall) -> Receipt:
    """Delete the film: what the item no longer says is shown nowhere."""
    if call.pending and (receipt := _given_up(call)).outcome != ACCEPTED:
        return receipt
    return _deleted(call, call.post_name) if call.post_name else Receipt(ACCEPTED)


def trial(call: PostCall) -> Receipt:
    """Ask for the channel of the account."""
    return _YOUTUBE.judged(call.api.call('GET', '/youtube/v3/channels', {
        'part': 'id', 'mine': 'true'}))


def counts(api: ChannelApi, names: Sequence[str]) -> Mapping[str, PostFigures]:
    """Return comments and views; of a film without comments YouTube tells no number of them."""
    return figures(names, AT_ONCE, lambda some: api.call('GET', _FILMS, {
        'part': 'statistics', 'id': ','.join(some)}),
        'items', 'statistics.commentCount', 'statistics.viewCount')


def link(name: str, _settings: Settings) -> str:
    """Return where readers see the film."""
    return f'https://www.youtube.com/watch?v={name}'


def renew(api: ChannelApi) -> Renewal:
    """Fetch a new token; the refresh token stays unless the account has set an end to it."""
    return renewed(api, '/token', {
        'client_id': str(api.settings['client_id']), 'client_secret': api.secrets['app_secret']},
        ends='refresh_token_expires_in', is_kept=True)


_WORDS = {
    'YouTube': _('YouTube báo lỗi (mã ${rest})'),
    'YouTube quotaExceeded': _('đã hết hạn mức gọi YouTube trong ngày (mã quotaExceeded)'),
    'YouTube uploadLimitExceeded': _(
        'kênh đã đăng đủ số phim YouTube cho phép trong 24 giờ (mã uploadLimitExceeded)'),
    'YouTube forbidden': _('mã truy cập không có quyền làm việc này trên kênh (mã forbidden)'),
    'YouTube invalidTitle': _('YouTube không nhận tiêu đề này (mã invalidTitle)'),
    'YouTube invalidDescription': _(
        'YouTube không nhận phần mô tả này (mã invalidDescription)'),
    'YouTube invalidPublishAt': _('YouTube không nhận giờ đăng này (mã invalidPublishAt)'),
    'YouTube videoNotFound': _('phim không còn trên kênh (mã videoNotFound)')}
YOUTUBE = Channel(
    'youtube', _('Kênh YouTube'), _(
        'Đưa phim của tin, bài đã được Ban Biên tập phê duyệt lên kênh YouTube của cơ quan và xóa '
        'ở đó khi tin, bài không còn công khai.'), Schema.of(
            client_id=line(_('Mã ứng dụng (client ID)'), required=True, longest=200),
            category=line(_('Mã thể loại phim'), longest=3, missing=_CATEGORY, description=_(
                'Để trống nếu là 25: tin tức và chính trị.')),
            **renewing('YouTube', _API, _OAUTH, 'Google')),
    SECRETS, {'title': 100, 'text': 5000}, is_refused, post, remove, trial,
    counts, _WORDS, link, {'text': 'utf-8'}, '<>', has_link=True, tags=500, takes=(FILM,),
    most_film=LARGEST, header='Authorization', scheme='Bearer ', schedules=True, renew=renew)
