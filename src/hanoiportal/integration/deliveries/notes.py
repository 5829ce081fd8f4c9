"""What people read in place of the codes of other systems; the code stands behind."""
from __future__ import annotations

from ...base.i18n import _
from .interfaces import Receiver

#: By what a field means to the portal, see ``Profile``.
_FIELDS = {
    'address': _('bên nhận không chấp nhận địa chỉ (ô ${code})'),
    'case': _('bên nhận không chấp nhận mã hồ sơ (ô ${code})'),
    'code': _('bên nhận không có mã này của trang (ô ${code})'),
    'day': _('bên nhận không chấp nhận ngày này (ô ${code})'),
    'id': _('bên nhận không chấp nhận mã nội dung (ô ${code})'),
    'key': _('bên nhận không chấp nhận mã lần gửi (ô ${code})'),
    'keywords': _('bên nhận không chấp nhận từ khóa (ô ${code})'),
    'kind': _('bên nhận không chấp nhận loại thông báo (ô ${code})'),
    'number': _('bên nhận không chấp nhận số, ký hiệu văn bản (ô ${code})'),
    'pages': _('bên nhận không chấp nhận số lượt xem (ô ${code})'),
    'published': _('bên nhận không chấp nhận ngày đăng, số nội dung đăng (ô ${code})'),
    'reference': _('bên nhận không có mã tiếp nhận này (ô ${code})'),
    'section': _('bên nhận không chấp nhận chuyên mục (ô ${code})'),
    'sender': _('bên nhận không công nhận mã đơn vị gửi (ô ${code})'),
    'site': _('bên nhận không chấp nhận tên đơn vị (ô ${code})'),
    'status': _('bên nhận không chấp nhận trạng thái (ô ${code})'),
    'summary': _('bên nhận không chấp nhận tóm tắt (ô ${code})'),
    'title': _('bên nhận không chấp nhận tiêu đề (ô ${code})'),
    'visits': _('bên nhận không chấp nhận số lượt truy cập (ô ${code})')}
#: What may stand behind a code.
_SIGNS = '\n', ': ', ', ', ' '


def told_by(receiver: Receiver, note: str) -> str:
    """Return what ``note`` of ``receiver`` means, translatable; ``''`` if that is not known."""
    fields = {} if receiver.profile is None else receiver.profile.below('field')
    words = {**{there.rpartition('.')[2]: _FIELDS[name] for name, there in fields.items()
                if there and name in _FIELDS}, **receiver.words}
    for sign in _SIGNS:
        code, _sign, rest = note.partition(sign)
        if code in words:
            return _(words[code], mapping={'code': code, 'rest': rest})
    return ''
