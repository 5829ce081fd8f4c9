"""What is known of a stored document, for editors and readers; kept beside its bytes."""
from dataclasses import dataclass

from ...base.i18n import _

#: What readers are told of a signature, by ``Examined.signature``.
_SIGNATURES = {
    'valid': _('Chữ ký số hợp lệ'),
    'intact': _('Có chữ ký số, nội dung nguyên vẹn; chưa kiểm tra được chứng thư của người ký'),
    'altered': _('Chữ ký số không hợp lệ: nội dung đã thay đổi sau khi ký'),
    'unknown': _('Chữ ký số không kiểm tra được'),
    'none': _('Không có chữ ký số')}


@dataclass(frozen=True)
class Examined:
    """What was found when a document came.  Renaming this module needs an upgrade step.

    ``html``: the text of a Word document, cleaned; ``''`` of anything else.
    ``scanned``: pictures of pages, without text.  ``tagged``, ``titled``, ``marked``: whether a
    PDF has tags, a title, a language; ``None`` of all four: not known.
    ``signature``: a key of ``_SIGNATURES``, ``''`` of what cannot be signed.  ``signers``: names.
    """

    html: str = ''
    scanned: bool | None = None
    tagged: bool | None = None
    titled: bool | None = None
    marked: bool | None = None
    signature: str = ''
    signers: tuple[str, ...] = ()

    @property
    def notes(self):
        """What readers must know before they open it: translatable sentences."""
        said = [_('Bản quét: máy đọc màn hình không đọc được; có thể đề nghị cơ quan đăng tải '
                  'cung cấp định dạng khác')] if self.scanned else []
        if self.signature:
            said.append(_SIGNATURES[self.signature])
        if self.signers and self.signature in ('valid', 'intact'):
            said.append(_('Người ký: ${names}', mapping={'names': ', '.join(self.signers)}))
        return said
