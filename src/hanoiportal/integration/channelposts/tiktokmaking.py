"""What TikTok makes of a post: it fetches and checks a film for minutes, and says so when asked.

https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status and
…/doc/tiktok-api-v2-video-list.
"""
from __future__ import annotations

from ...base.profiles import text_at
from ..deliveries.interfaces import ACCEPTED, LATER, NO_RECEIPT, PART, REFUSED, Receipt
from .interfaces.channels import PostCall
from .telling import LONGEST_NAME, Telling, lost

_STATUS, _LIST = (
    '/v2/post/publish/status/fetch/', '/v2/video/list/?fields=id,video_description')
_HOUR, _DAY = 3600, 24 * 3600
#: Its codes and the reasons why it made nothing.
TIKTOK_TELLS = Telling('TikTok', 'error.code', {
    'rate_limit_exceeded': 60, 'spam_risk_too_many_posts': _DAY, 'reached_active_user_cap': _DAY,
    'spam_risk_too_many_pending_share': _DAY, 'internal_error': 0, 'internal': _HOUR,
    'video_pull_failed': _HOUR, 'photo_pull_failed': _HOUR}, good='ok')
_COMPLETE, _FAILED = 'PUBLISH_COMPLETE', 'FAILED'
#: Stands before the second at which an answer got lost; seconds for which it is looked for what
#: was made then; seconds between two looks at what is being made; videos that are looked through.
LOST, SEARCHED, LOOK, _LATEST = '?', 900, 30, 20


def made(call: PostCall) -> Receipt:
    """Return the receipt of what is being made: with its name when it is there, without one when
    nothing is made any more.
    """
    if call.pending.startswith(LOST):
        return _found(call)
    answer = call.api.call('POST', _STATUS, {'publish_id': call.pending})
    receipt, state = TIKTOK_TELLS.judged(answer), text_at(answer.said, 'data.status', 50)
    if receipt.outcome != ACCEPTED:
        return receipt
    # The interface writes ``publicaly``.
    name = text_at(answer.said, 'data.publicaly_available_post_id.0', LONGEST_NAME)
    if state == _FAILED:
        reason = text_at(answer.said, 'data.fail_reason', 100)
        call.note('')
        outcome = LATER if reason in TIKTOK_TELLS.pauses else REFUSED
        return TIKTOK_TELLS.said(reason, answer.status, outcome)
    if state == _COMPLETE and name:
        call.note('')
        return receipt._replace(reference=name)
    return Receipt(ACCEPTED if state else LATER, answer.status, PART if state else NO_RECEIPT,
                   LOOK)


def is_nothing(receipt: Receipt) -> bool:
    """Return whether nothing was made, by the receipt of ``made``."""
    return receipt.status == 200 and not receipt.reference and (
        receipt.note.startswith('TikTok') or receipt.outcome == ACCEPTED and not receipt.note)


def _found(call: PostCall) -> Receipt:
    """Look for what was made when an answer got lost; after a while nothing was."""
    receipt, rows = TIKTOK_TELLS.listed(
        call.api.call('POST', _LIST, {'max_count': _LATEST}), 'data.videos')
    if receipt.outcome != ACCEPTED:
        return receipt
    name = lost(call, rows, 'video_description', 'text', is_within=True)
    if name or call.api.now.timestamp() - int(call.pending[1:]) > SEARCHED:
        call.note('')
        return receipt._replace(reference=name)
    return Receipt(LATER, receipt.status, NO_RECEIPT, SEARCHED // 3)
