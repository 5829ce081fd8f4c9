"""What TikTok says of a post that it is making.

https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status and
…/doc/tiktok-api-v2-video-list.
"""
from __future__ import annotations

from ...base.profiles import text_at
from ..deliveries.interfaces import ACCEPTED, LATER, NO_RECEIPT, PART, REFUSED, Receipt
from .interfaces.channels import ChannelAnswer, PostCall

_STATUS, _LIST = (
    '/v2/post/publish/status/fetch/', '/v2/video/list/?fields=id,video_description')
_GOOD, _HOUR, _DAY = 'ok', 3600, 24 * 3600
#: Its codes and reasons that pass, in seconds.
_SOON = {'rate_limit_exceeded': 60, 'spam_risk_too_many_posts': _DAY,
         'reached_active_user_cap': _DAY, 'spam_risk_too_many_pending_share': _DAY,
         'internal_error': 0, 'internal': _HOUR, 'video_pull_failed': _HOUR,
         'photo_pull_failed': _HOUR}
_COMPLETE, _FAILED = 'PUBLISH_COMPLETE', 'FAILED'
#: Stands before the second at which an answer got lost; seconds for which it is looked for what
#: was made then; seconds between two looks at what is being made; videos that are looked through.
LOST, SEARCHED, LOOK, _LATEST = '?', 900, 30, 20
ID = 40


def _code(answer: ChannelAnswer) -> str:
    return text_at(answer.said, 'error.code', 100)


def judged(answer: ChannelAnswer, name: str = '') -> Receipt:
    """Return what ``answer`` means; ``name``: of the post, if there is one."""
    code, status = _code(answer), answer.status
    if status == 200 and code == _GOOD:
        return Receipt(ACCEPTED, status, reference=name)
    if not code or code == _GOOD:
        return Receipt(LATER, status, NO_RECEIPT, answer.pause)
    is_later = code in _SOON or status >= 500 or status == 429
    return Receipt(LATER if is_later else REFUSED, status, f'TikTok {code}',
                   answer.pause or _SOON.get(code, 0))


def made(call: PostCall) -> Receipt:
    """Return the receipt of what is being made: with its name when it is there, without one when
    nothing is made any more.
    """
    if call.pending.startswith(LOST):
        return _found(call)
    answer = call.api.call('POST', _STATUS, {'publish_id': call.pending})
    receipt, state = judged(answer), text_at(answer.said, 'data.status', 50)
    if receipt.outcome != ACCEPTED:
        return receipt
    # The interface writes ``publicaly``.
    name = text_at(answer.said, 'data.publicaly_available_post_id.0', ID)
    if state == _FAILED:
        reason = text_at(answer.said, 'data.fail_reason', 100)
        call.note('')
        return Receipt(LATER if reason in _SOON else REFUSED, answer.status, f'TikTok {reason}',
                       _SOON.get(reason, 0))
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
    answer = call.api.call('POST', _LIST, {'max_count': _LATEST})
    receipt, rows = judged(answer), answer.said.get('data')
    rows = rows.get('videos') if isinstance(rows, dict) else None
    if receipt.outcome == ACCEPTED and not isinstance(rows, list):
        return Receipt(LATER, answer.status, NO_RECEIPT)
    if receipt.outcome != ACCEPTED or not isinstance(rows, list):
        return receipt
    texts, others = call.sought('text'), call.others()
    name = next((found for each in rows if any(
        text in text_at(each, 'video_description', 4000) for text in texts)
        and (found := text_at(each, 'id', ID)) not in others | {call.post_name}), '')
    if name or call.api.now.timestamp() - int(call.pending[1:]) > SEARCHED:
        call.note('')
        return receipt._replace(reference=name)
    return Receipt(LATER, answer.status, NO_RECEIPT, SEARCHED // 3)
