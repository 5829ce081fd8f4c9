"""How a film is put on YouTube: in parts, and on from where it broke off.

https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol and
…/youtube/v3/docs/errors.
"""
from __future__ import annotations

from urllib.parse import urlsplit

from ...base.profiles import text_at
from ..deliveries.interfaces import ACCEPTED, LATER, NO_RECEIPT, PART, REFUSED, Receipt, Settings
from .interfaces.channels import ChannelAnswer, PostCall

#: Its reasons that pass, in seconds: the quota is that of a day, films that of 24 hours.
_SOON = {'quotaExceeded': 6 * 3600, 'dailyLimitExceeded': 6 * 3600, 'rateLimitExceeded': 600,
         'userRateLimitExceeded': 600, 'uploadLimitExceeded': 24 * 3600, 'backendError': 0}
#: Statuses: done; more is wanted; there is no such film; the upload is over.
_DONE, MORE, MISSING, OVER = frozenset({200, 201, 204}), 308, 404, frozenset({404, 410})
#: Bytes put at once, a multiple of 256 KB; seconds that must be left for that.
PIECE, RESERVE = 16 * 256 * 1024, 10
#: Characters of the name of a film, of the address of an upload.
ID, _LONGEST = 20, 4000


def judged(answer: ChannelAnswer, name: str = '') -> Receipt:
    """Return what ``answer`` means; ``name``: of the film, if it was taken."""
    status, reason = answer.status, text_at(answer.said, 'error.errors.0.reason', 100)
    if status in _DONE and 'error' not in answer.said:
        return Receipt(ACCEPTED, status, reference=name)
    if not reason:
        return Receipt(LATER, status, NO_RECEIPT, answer.pause)
    is_later = reason in _SOON or status >= 500 or status == 429
    return Receipt(LATER if is_later else REFUSED, status, f'YouTube {reason}',
                   answer.pause or _SOON.get(reason, 0))


def is_theirs(session: str, settings: Settings) -> bool:
    """Return whether ``session`` is at the machine of the settings: it is shown the token."""
    here, there = urlsplit(str(settings['address'])), urlsplit(session)
    return (here.scheme, here.netloc) == (there.scheme, there.netloc) and (
        session.isascii() and session.isprintable() and ' ' not in session
        and len(session) <= _LONGEST)


def headers_of(call: PostCall, start: int = 0, length: int = 0) -> dict[str, str]:
    """Return the headers of a part; without a length it asks how far the upload is."""
    size = call.film.size
    said = f'{start}-{start + length - 1}' if length else '*'
    return {'Content-Range': f'bytes {said}/{size}', **(
        {'Content-Type': call.film.mimetype} if length else {})}


def put(call: PostCall, session: str, answer: ChannelAnswer) -> Receipt:
    """Put the film from where ``answer`` says on, for as long as there is time; the receipt names
    it when all of it is there.
    """
    at = -1
    while answer.status == MORE:
        last, at = at, _got(answer)
        if at <= last or at >= call.film.size:
            return Receipt(LATER, answer.status, NO_RECEIPT)
        if call.api.left < RESERVE:
            return Receipt(ACCEPTED, answer.status, PART)
        piece = call.part(at, PIECE)
        if not piece:
            return Receipt(LATER, note=NO_RECEIPT)
        answer = call.api.put(session, piece, headers_of(call, at, len(piece)))
    if answer.status in OVER:
        call.note('')
        return Receipt(LATER, answer.status, NO_RECEIPT)
    name = text_at(answer.said, 'id', ID)
    receipt = judged(answer, name)
    is_unnamed = receipt.outcome == ACCEPTED and not name
    return Receipt(LATER, answer.status, NO_RECEIPT) if is_unnamed else receipt


def _got(answer: ChannelAnswer) -> int:
    """Return how many bytes have arrived."""
    last = answer.headers.get('range', '').rpartition('-')[2]
    return int(last) + 1 if last.isdecimal() else 0
