"""TikTok: films and pictures of items, which it fetches from the host of their site itself.

https://developers.tiktok.com/doc/content-posting-api-reference-direct-post, …-photo-post,
…-query-creator-info and …/doc/tiktok-api-v2-video-query.
No post can be changed or deleted by it.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from ...base.i18n import _
from ...base.profiles import text_at
from ...kernel.tree.schema import Schema, line
from ..deliveries.interfaces import ACCEPTED, NO_RECEIPT, PART, REFUSED, Receipt, Settings
from .fields import SECRETS, renewing
from .interfaces.channels import FILM, PICTURE, Channel, ChannelApi, PostCall, PostFigures, Renewal
from .telling import figures
from .texts import said_with
from .tiktokmaking import LOOK, LOST, TIKTOK_TELLS, is_nothing, made
from .tokens import is_refused, renewed

_API = 'https://open.tiktokapis.com'
_CREATOR, _FILM, _PHOTO = (
    f'/v2/post/publish/{each}/' for each in ('creator_info/query', 'video/init', 'content/init'))
_QUERY = '/v2/video/query/?fields=id,comment_count,view_count'
_PUBLIC, _ACCOUNT, _LEVEL = 'PUBLIC_TO_EVERYONE', 'account', 'privacy_level_option_mismatch'
#: Videos counted at once; bytes of a film, of a picture.
AT_ONCE, LARGEST, _PICTURE = 20, 4 * 1024 ** 3, 20 * 1024 ** 2


def post(call: PostCall) -> Receipt:
    """Let TikTok fetch the film or picture.  What stands there with other words is left to a
    person.
    """
    if call.pending:
        receipt = made(call)
        if receipt.outcome != ACCEPTED or receipt.note or receipt.reference and (
                not call.is_outdated):
            return receipt
        if receipt.reference:
            call.leave(receipt.reference)
    elif call.post_name:
        if call.was_tried('title', 'text', 'attached'):
            return Receipt(ACCEPTED, reference=call.post_name)
        call.leave(call.post_name)
    receipt = trial(call)
    return receipt if receipt.outcome != ACCEPTED else _begun(call)


def _begun(call: PostCall) -> Receipt:
    """Ask for the post, and note the name under which it is made."""
    call.note(f'{LOST}{int(call.api.now.timestamp())}')
    answer = call.api.call('POST', _FILM if call.body['film'] else _PHOTO, _said(call))
    receipt = TIKTOK_TELLS.named(answer, 'data.publish_id')
    if receipt.outcome == ACCEPTED:
        call.note(receipt.reference)
        call.begin()
        return Receipt(ACCEPTED, answer.status, PART, LOOK)
    if answer.status < 500 and receipt.note != NO_RECEIPT:
        call.note('')  # it was not taken
    return receipt


def _said(call: PostCall) -> dict[str, object]:
    said = call.body
    text = said_with(said['text'], said['link'])
    if said['film']:
        return {'post_info': {
            'title': f'{said["title"]}\n\n{text}', 'privacy_level': _PUBLIC},
            'source_info': {'source': 'PULL_FROM_URL', 'video_url': said['film']}}
    return {'media_type': 'PHOTO', 'post_mode': 'DIRECT_POST', 'post_info': {
        'title': said['title'], 'description': text, 'privacy_level': _PUBLIC,
        'auto_add_music': False}, 'source_info': {
            'source': 'PULL_FROM_URL', 'photo_cover_index': 0, 'photo_images': [said['picture']]}}


def remove(call: PostCall) -> Receipt:
    """Leave the post to a person, who looks also for what is still being made."""
    names = [call.post_name]
    if call.pending:
        receipt = made(call)
        names.append(receipt.reference or ('' if is_nothing(receipt) else call.pending))
    for name in filter(None, names):
        call.leave(name)
    return Receipt(ACCEPTED)


def trial(call: PostCall) -> Receipt:
    """Ask whose account it is, and whether it may post for everybody."""
    answer = call.api.call('POST', _CREATOR, {})
    receipt, levels = TIKTOK_TELLS.listed(answer, 'data.privacy_level_options')
    is_other = text_at(answer.said, 'data.creator_username', 100) != call.api.settings['account']
    if receipt.outcome == ACCEPTED and (is_other or _PUBLIC not in levels):
        return TIKTOK_TELLS.said(_ACCOUNT if is_other else _LEVEL, answer.status, REFUSED)
    return receipt


def counts(api: ChannelApi, names: Sequence[str]) -> Mapping[str, PostFigures]:
    """Return comments and views."""
    return figures(names, AT_ONCE, lambda some: api.call('POST', _QUERY, {
        'filters': {'video_ids': list(some)}}), 'data.videos', 'comment_count', 'view_count')


def link(name: str, settings: Settings) -> str:
    """Return where readers see the post; of what is being made, the account."""
    account = f'https://www.tiktok.com/@{quote(str(settings["account"]))}'
    return f'{account}/video/{name}' if name.isdecimal() else account


def renew(api: ChannelApi) -> Renewal:
    """Fetch new tokens: one for a day, one for a year."""
    return renewed(api, '/v2/oauth/token/', {
        'client_key': str(api.settings['client_key']), 'client_secret': api.secrets[
            'app_secret']}, ends='refresh_expires_in')


_WORDS = {
    'TikTok': _('TikTok báo lỗi (mã ${rest})'),
    'TikTok account': _('mã truy cập là của tài khoản TikTok khác'),
    'TikTok privacy_level_option_mismatch': _(
        'tài khoản TikTok không được đăng công khai (mã privacy_level_option_mismatch)'),
    'TikTok url_ownership_unverified': _(
        'TikTok chưa xác minh tên miền của trang (mã url_ownership_unverified)'),
    'TikTok unaudited_client_can_only_post_to_private_accounts': _(
        'ứng dụng chưa được TikTok duyệt để đăng công khai (mã '
        'unaudited_client_can_only_post_to_private_accounts)'),
    'TikTok spam_risk_too_many_posts': _(
        'tài khoản đã đăng đủ số bài TikTok cho phép trong 24 giờ (mã spam_risk_too_many_posts)'),
    'TikTok video_pull_failed': _('TikTok không tải được phim từ Cổng (mã video_pull_failed)'),
    'TikTok photo_pull_failed': _('TikTok không tải được ảnh từ Cổng (mã photo_pull_failed)'),
    'TikTok duration_check_failed': _(
        'phim dài quá hoặc ngắn quá mức TikTok cho phép (mã duration_check_failed)')}
TIKTOK = Channel(
    'tiktok', _('Tài khoản TikTok'), _(
        'Đăng phim hoặc ảnh của tin, bài đã được Ban Biên tập phê duyệt lên TikTok. TikTok không '
        'cho Cổng gỡ hay sửa bài: khi phải gỡ, Cổng báo để gỡ bằng tay trên kênh.'), Schema.of(
            account=line(_('Tên tài khoản, không có @'), required=True, longest=50),
            client_key=line(_('Mã ứng dụng (client key)'), required=True, longest=200),
            **renewing('TikTok', _API, _API)),
    SECRETS, {'title': 90, 'text': 2100}, is_refused, post, remove, trial, counts,
    _WORDS, link, {'title': 'utf-16-le', 'text': 'utf-16-le'}, has_link=True,
    takes=(FILM, PICTURE), most_bytes=_PICTURE, most_film=LARGEST,
    film_types=frozenset({'video/mp4'}), header='Authorization', scheme='Bearer ', by_hand=True,
    renew=renew)
