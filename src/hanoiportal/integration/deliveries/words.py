"""What people read of connections: states, outcomes, why something did not arrive."""
from __future__ import annotations

from ...base.i18n import _
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
    OFF,
    REFUSED,
    SHOWN,
    TRIAL,
    WELL,
)
from .noting import ENDED_THERE, SECRETS_LOST, TOO_MANY_DEAD

STATES = {
    OFF: _('Đang tắt'), WELL: _('Hoạt động bình thường'), FAILING: _('Lần gửi gần nhất bị lỗi'),
    BROKEN: _('Tạm ngừng gửi vì lỗi liên tiếp')}
OUTCOMES = {
    ACCEPTED: _('Đã nhận'), REFUSED: _('Bị từ chối'), LATER: _('Chưa nhận, sẽ gửi lại'),
    ENDED: _('Bên nhận yêu cầu thôi gửi')}
KINDS = {SHOWN: _('Nội dung công khai'), GONE: _('Nội dung đã gỡ'), TRIAL: _('Gửi thử'),
         FIGURES: _('Số liệu')}
#: Why the engine has turned a connection off.
WHY_OFF = {
    ENDED_THERE: _('Bên nhận trả lời 410: không nhận thông báo nữa.'),
    TOO_MANY_DEAD: _('Có quá nhiều thông báo không gửi được.'),
    SECRETS_LOST: _('Không mở được khóa bí mật vì khóa của Cổng đã thay. Hãy nhập hoặc tạo lại '
                    'khóa bí mật.')}

#: Why something did not arrive, besides what the client of HTTP says.
NOTES = {NO_RECEIPT: _('trả lời không có phiếu tiếp nhận'),
         NO_TOKEN: _('bên nhận không cấp hoặc không công nhận mã truy cập')}


def why(note: str, status: int = 0) -> str:
    """Return why something did not arrive, translatable; ``''`` for nothing to say."""
    if note in WORDS or note in NOTES:
        return WORDS.get(note) or NOTES[note]
    number = str(status or note)
    if number.isdecimal():
        return _(FAILED, mapping={'status': number}) if int(number) >= 300 else ''
    return note
