"""What people read of connections: states, outcomes, why something did not arrive."""
from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ...base.clock import moment
from ...base.i18n import _, spoken
from ...platform.http.interfaces import FAILED, WORDS
from .interfaces import (
    ACCEPTED,
    BROKEN,
    ENDED,
    FAILING,
    FIGURES,
    GONE,
    LATER,
    NO_RECEIPT,
    NO_TOKEN,
    NOTHING_NEW,
    OFF,
    PART,
    READ,
    REFUSED,
    SHOWN,
    TRIAL,
    WELL,
    Connection,
    Passage,
    Receiver,
    Try,
)
from .notes import told_by
from .noting import ENDED_THERE, SECRETS_LOST, TOO_MANY_DEAD

if TYPE_CHECKING:
    from pyramid.request import Request

    from ...base.interfaces import ISite

STATES = {
    OFF: _('Đang tắt'), WELL: _('Hoạt động bình thường'), FAILING: _('Lần gửi gần nhất bị lỗi'),
    BROKEN: _('Tạm ngừng gửi vì lỗi liên tiếp')}
OUTCOMES = {
    ACCEPTED: _('Đã nhận'), REFUSED: _('Bị từ chối'), LATER: _('Chưa nhận, sẽ gửi lại'),
    ENDED: _('Bên nhận yêu cầu thôi gửi')}
KINDS = {SHOWN: _('Nội dung công khai'), GONE: _('Nội dung đã gỡ'), TRIAL: _('Gửi thử'),
         FIGURES: _('Số liệu'), READ: _('Đọc dữ liệu')}
READ_OUTCOMES = {ACCEPTED: _('Đã đọc'), LATER: _('Chưa đọc được, sẽ đọc lại')}
#: Why a connection is off: the engine has turned it off, or a person.
WHY_OFF = {
    '': _('người quản trị chưa bật hoặc đã tắt'),
    ENDED_THERE: _('Bên nhận trả lời 410: không nhận thông báo nữa.'),
    TOO_MANY_DEAD: _('Có quá nhiều thông báo không gửi được.'),
    SECRETS_LOST: _('Không mở được khóa bí mật vì khóa của Cổng đã thay. Hãy nhập hoặc tạo lại '
                    'khóa bí mật.')}

#: Why something did not arrive, besides what the client of HTTP says.
NOTES = {NO_RECEIPT: _('trả lời không có phiếu tiếp nhận'),
         NO_TOKEN: _('bên nhận không cấp hoặc không công nhận mã truy cập'),
         NOTHING_NEW: _('không có gì mới để gửi'),
         PART: _('bên nhận đang xử lý, Cổng còn gửi tiếp')}

#: Another system gave a reason that the portal does not know.
THEIR_REASON = _('bên nhận nêu lý do riêng, xem ở trang của kết nối')
THEIR_WORDS = _('bên nhận trả lời: “${words}”')


def is_troubled(connection: Connection) -> bool:
    """Return whether somebody has to look after ``connection``."""
    return connection.state in (FAILING, BROKEN) or bool(connection.dead or connection.why_off)


def card(connection: Connection, receiver: Receiver, is_brief: bool = False,
         ) -> dict[str, object]:
    """Return what people read of how ``connection`` to ``receiver`` stands.  ``is_brief``:
    without words of the other system, which its page has.
    """
    state = STATES[connection.state]
    if connection.state == WELL and connection.last is None:
        state = _('Đang bật, chưa có thông báo nào được nhận')
    elif connection.state == WELL and connection.dead:
        state = _('Đang hoạt động, có thông báo không gửi được')
    return {
        'state': state, 'is_wrong': is_troubled(connection), 'since': moment(connection.since),
        'why': WHY_OFF[connection.why_off] if connection.state == OFF else (
            why(connection.note, receiver=receiver, is_brief=is_brief)
            if is_troubled(connection) else ''),
        'again': moment(connection.again) if connection.state == BROKEN else '',
        'last': moment(connection.last)}


def passages(receiver: Receiver, request: Request, site: ISite,
             connection: Connection | None) -> list[Passage]:
    """Return what the page of ``connection`` tells besides, in the language of ``request``."""
    if connection is None or receiver.told is None:
        return []
    say = partial(spoken, translate=request.localizer.translate, tag=request.language.tag)
    return [Passage(say(title), say(text), tuple(map(say, lines)))
            for title, text, lines in receiver.told(request.registry, site, connection.settings)]


def outcome_of(line: Try) -> str:
    """Return what came of a try, translatable: a trial is not sent again."""
    if line.kind == READ:
        return READ_OUTCOMES[line.outcome]
    if line.kind == TRIAL and line.outcome == LATER:
        return _('Chưa nhận')
    return OUTCOMES[line.outcome]


def enough(receiver: Receiver, connections: Sequence[Connection]) -> str:
    """Return that a site with ``connections`` has as many of ``receiver`` as it may, translatable;
    ``''`` if it has not.
    """
    if sum(each.receiver == receiver.name for each in connections) < receiver.most:
        return ''
    return _('Đã có đủ ${most} kết nối loại này.', mapping={'most': receiver.most})


def replayed(receiver: Receiver, connection: Connection, number: int) -> str:
    """Return what becomes of ``number`` dead letters that somebody wants sent again."""
    if receiver.figures is not None:
        return _('Cổng lập lại ${number} mục theo số liệu, thiết lập hiện tại và gửi ở lần xem số '
                 'liệu tới, khi kết nối đang bật. Mục không còn trong thiết lập thì thôi.',
                 mapping={'number': number})
    said = _('Sẽ gửi lại ${number} thông báo khi kết nối được bật.') if (
        connection.state == OFF) else _('Sẽ gửi lại ${number} thông báo.')
    return _(said, mapping={'number': number})


def sent_all(receiver: Receiver) -> str:
    """Return what becomes of all that somebody wants sent again."""
    return _('Sẽ gửi lại toàn bộ nội dung đang công khai.') if receiver.figures is None else _(
        'Sẽ gửi lại mọi mục hiện có, trừ mục đã qua kỳ gửi.')


def why(note: str, status: int = 0, receiver: Receiver | None = None,
        is_brief: bool = False) -> str:
    """Return why something did not arrive, translatable; ``''`` for nothing to say.  ``is_brief``:
    see ``card``.
    """
    if receiver is not None and (said := told_by(receiver, note)):
        return THEIR_REASON if is_brief and ': ${rest}' in said else said
    if note in WORDS or note in NOTES:
        return WORDS.get(note) or NOTES[note]
    number = str(status or note)
    if number.isdecimal():
        return _(FAILED, mapping={'status': number}) if int(number) >= 300 else ''
    if not note:
        return ''
    return THEIR_REASON if is_brief else _(THEIR_WORDS, mapping={'words': note})
