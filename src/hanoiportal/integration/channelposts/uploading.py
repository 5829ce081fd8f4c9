"""How a film is put to a channel in parts, and on from where it broke off.

A session is an address of the channel's own, to which parts go with their ranges (Google's
resumable upload protocol):
https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol.
"""
from __future__ import annotations

from urllib.parse import urlsplit

from ..deliveries.interfaces import ACCEPTED, LATER, NO_RECEIPT, PART, Receipt, Settings
from .interfaces.channels import ChannelAnswer, PostCall
from .telling import Telling, unclear

#: Statuses: more is wanted; the session is over.
MORE, OVER = 308, frozenset({404, 410})
#: Bytes put at once, a multiple of 256 KB; seconds that must be left for that.
PIECE, RESERVE = 16 * 256 * 1024, 10
#: Characters of the address of a session.
_LONGEST = 4000


def is_theirs(session: str, settings: Settings) -> bool:
    """Return whether ``session`` is at the machine of the settings: it is shown the token."""
    here, there = urlsplit(str(settings['address'])), urlsplit(session)
    return (here.scheme, here.netloc) == (there.scheme, there.netloc) and (
        session.isascii() and session.isprintable() and ' ' not in session
        and len(session) <= _LONGEST)


def begun(call: PostCall, telling: Telling, answer: ChannelAnswer) -> Receipt:
    """Keep the session that ``answer`` opens, and put the film there."""
    session, receipt = answer.headers.get('location', ''), telling.judged(answer)
    if receipt.outcome != ACCEPTED:
        return receipt
    if not is_theirs(session, call.api.settings):
        return unclear(answer)
    call.note(session)
    call.begin()
    return _put(call, telling, session, ChannelAnswer(MORE, {}))


def went_on(call: PostCall, telling: Telling) -> Receipt:
    """Go on with the session that is kept, from where it stands."""
    return _put(call, telling, call.pending, call.api.put(call.pending, b'', _headers(call)))


def made(call: PostCall, telling: Telling) -> Receipt:
    """Return the receipt of what the kept session has made: without a name if it has made nothing,
    since one that is half done shows nothing, and goes by itself.

    A machine that the settings no longer name is shown no token.
    """
    if not is_theirs(call.pending, call.api.settings):
        return Receipt(ACCEPTED)
    size = call.body.get('tried film size', '') or '*'
    answer = call.api.put(call.pending, b'', {'Content-Range': f'bytes */{size}'})
    if answer.status in {MORE, *OVER}:
        return Receipt(ACCEPTED, answer.status)
    return telling.named(answer, 'id')


def _headers(call: PostCall, start: int = 0, length: int = 0) -> dict[str, str]:
    """Return the headers of a part; without a length it asks how far the session is."""
    said = f'{start}-{start + length - 1}' if length else '*'
    return {'Content-Range': f'bytes {said}/{call.film.size}', **(
        {'Content-Type': call.film.mimetype} if length else {})}


def _put(call: PostCall, telling: Telling, session: str, answer: ChannelAnswer) -> Receipt:
    """Put the film from where ``answer`` says on, for as long as there is time; the receipt names
    it when all of it is there.
    """
    at = -1
    while answer.status == MORE:
        last, at = at, _got(answer)
        if at <= last or at >= call.film.size:
            return unclear(answer)
        if call.api.left < RESERVE:
            return Receipt(ACCEPTED, answer.status, PART)
        piece = call.part(at, PIECE)
        if not piece:
            return Receipt(LATER, note=NO_RECEIPT)
        answer = call.api.put(session, piece, _headers(call, at, len(piece)))
    if answer.status in OVER:
        call.note('')
        return unclear(answer)
    return telling.named(answer, 'id')


def _got(answer: ChannelAnswer) -> int:
    """Return how many bytes have arrived."""
    last = answer.headers.get('range', '').rpartition('-')[2]
    return int(last) + 1 if last.isdecimal() else 0
