"""The form by which people send texts and documents, with the data that 12.2 asks for."""
from collections.abc import Mapping

from ...base.i18n import _
from ..cases.interfaces import CONTRIBUTION, NAME, RIGHTS
from ..cases.interfaces import PROCESS as CONSENT
from ..questions.interfaces import CHOICE, EMAIL, PHONE, TEXT, CaseField, CaseForm
from .interfaces import SLUG
from .providers import against, provider_of
from .words import CAPTIONS, DETAILS, HOLDER, KIND, LABELS, POSITION, SENDERS

#: Letters of a text: of more, a file is sent.
LONGEST = 30_000
_TITLE = _('Gửi tin, bài, tài liệu')
_INTRO = _('Tin, bài, ảnh, văn bản, tài liệu gửi Ban Biên tập đề nghị đăng trên trang này (Điều '
           '12, Điều 16 Quy chế). Không cần tài khoản; có mã để theo dõi.')
_HELP = (
    _('Viết nội dung vào ô, hoặc gửi kèm tệp Word, OpenDocument, PDF; ảnh gửi tệp ảnh gốc.'),
    _('Ghi đủ thông tin người gửi: tin, bài không rõ xuất xứ không được đăng.'),
    _('Ban Biên tập có thể hỏi lại, biên tập hoặc từ chối; kết quả hiện ở trang theo dõi.'))
FIELDS = (
    CaseField('title', _('Tiêu đề'), required=True),
    CaseField('text', _('Nội dung'), TEXT, longest=LONGEST,
              hint=_('Bỏ trống nếu toàn bộ nội dung nằm trong tệp gửi kèm.')),
    CaseField(CAPTIONS, _('Chú thích ảnh (nếu có ảnh)'), TEXT, longest=DETAILS[CAPTIONS],
              hint=_('Mỗi ảnh một dòng, theo thứ tự tệp: ảnh chụp gì, ở đâu, khi nào.')),
    CaseField(HOLDER, _('Tác giả, chủ sở hữu nội dung, tệp, ảnh'), optional=True,
              hint=_('Bỏ trống nếu chính người gửi là tác giả.')),
    CaseField(KIND, LABELS[KIND], CHOICE, required=True, choices=tuple(SENDERS.items())),
    CaseField('organisation', _('Đơn vị, tổ chức'), autocomplete='organization',
              hint=_('Cá nhân thì bỏ trống.')),
    CaseField('name', _('Họ và tên người gửi'), required=True, autocomplete='name'),
    CaseField(POSITION, _('Chức danh (nếu có)'), autocomplete='organization-title'),
    CaseField('email', _('Địa chỉ thư điện tử'), EMAIL, required=True, autocomplete='email'),
    CaseField('phone', _('Số điện thoại'), PHONE, longest=30, autocomplete='tel',
              hint=_('Cần số điện thoại hoặc địa chỉ liên lạc.')),
    CaseField('address', _('Địa chỉ liên lạc'), autocomplete='street-address'))


def rule(values: Mapping[str, str], has_files: bool) -> Mapping[str, str]:
    """Return what several fields together lack, by field (12.2)."""
    reasons = dict(against(provider_of(values, frozenset({RIGHTS}))))
    if not values['text'] and not has_files:
        reasons['text'] = _('Chưa nhập: Nội dung. Viết vào ô này, hoặc chọn tệp gửi kèm ở dưới.')
    return reasons


FORM = CaseForm(
    SLUG, CONTRIBUTION, _TITLE, _INTRO, FIELDS, _HELP,
    file_kinds=('text', 'sheet', 'image', 'film'), capacities=False, consents=(RIGHTS, NAME),
    needed=(CONSENT, RIGHTS), rule=rule)
