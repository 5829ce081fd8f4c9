"""What a PDF or Word document lacks for readers who do not see it, and how it is signed.

Clauses 6.7, 14.2; ISO 14289-1 (PDF/UA).  It was looked at when it came.
"""
from collections.abc import Iterator

from ...base.i18n import _
from .draft import Draft
from .interfaces import ADVICE, ERROR, WARNING, Finding

_SIGNED = {
    'altered': ('signature-altered', ERROR,
                _('Nội dung tệp đã thay đổi sau khi ký số: chữ ký không còn hợp lệ.')),
    'unknown': ('signature-unknown', WARNING, _('Không đọc được chữ ký số của tệp.')),
    'intact': ('signature-untrusted', ADVICE,
               _('Chữ ký số nguyên vẹn, nhưng chứng thư của người ký chưa được Cổng tin cậy.')),
    'none': ('signature-missing', WARNING,
             _('Tệp chưa có chữ ký số; văn bản của cơ quan nhà nước cần đăng bản đã ký số.'))}
#: Attributes of ``media.examined.Examined`` that should be true.
_WANTED = (
    ('tagged', 'pdf-untagged', _('Tệp PDF không có thẻ cấu trúc; hãy xuất lại kèm thẻ.')),
    ('titled', 'pdf-untitled', _('Tệp PDF không có tiêu đề trong thuộc tính.')),
    ('marked', 'pdf-language', _('Tệp PDF không ghi ngôn ngữ.')))


def documents(draft: Draft) -> Iterator[Finding]:
    """Yield what is to be said of the file of ``draft``."""
    fonts = getattr(draft.values.get('file'), 'converted', '')
    if fonts:
        yield Finding('fonts-converted', ADVICE, 'file', _(
            'Chữ trong phông cũ (${fonts}) của tệp đã được Cổng chuyển sang Unicode; hãy mở tệp '
            'xem lại.', mapping={'fonts': fonts}))
    examined = getattr(draft.values.get('file'), 'examined', None)
    if examined is None:
        return
    if examined.scanned:
        yield Finding('pdf-scanned', ERROR, 'file', _(
            'Tệp PDF là bản quét, không có lớp chữ: máy đọc và tìm kiếm không đọc được. Hãy đăng '
            'thêm bản có chữ.'))
    for name, code, message in _WANTED:
        if getattr(examined, name) is False and not examined.scanned:
            yield Finding(code, ADVICE, 'file', message)
    if examined.signature in _SIGNED:
        yield Finding(*_SIGNED[examined.signature][:2], 'file', _SIGNED[examined.signature][2])
