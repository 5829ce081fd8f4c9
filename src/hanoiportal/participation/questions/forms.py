"""The forms of the portal itself, and the directive by which others are added."""
from pyramid.config import Configurator

from ...base.i18n import _
from ..cases.interfaces import (
    COMMENT,
    CORRECTION,
    NAME,
    ORGANISATION,
    OTHER,
    PUBLISH,
    QUESTION,
    REFLECTION,
    SUGGESTION,
)
from .interfaces import (
    ADDRESS,
    EMAIL,
    LONGEST_TEXT,
    MISTAKE,
    PHONE,
    TEXT,
    CaseField,
    CaseForm,
    ICaseForms,
)

DOCUMENTS, PHOTOS = ('text', 'sheet', 'image'), ('image', 'text', 'film')
_EMAIL = CaseField(
    'email', _('Thư điện tử'), EMAIL, optional=True, autocomplete='email',
    hint=_('Để nhận mã theo dõi và tin báo khi có trả lời. Không có thư điện tử vẫn gửi được.'),
    unmailed_hint=_('Để cơ quan liên hệ khi cần. Không có thư điện tử vẫn gửi được.'))
_PHONE = CaseField('phone', _('Điện thoại'), PHONE, longest=30, optional=True,
                   autocomplete='tel')
_FOR_OTHERS = (
    CaseField('on_behalf_of', _('Họ và tên người được gửi thay'), required=True, capacity=OTHER),
    CaseField('organisation', _('Tên tổ chức, doanh nghiệp'), required=True,
              capacity=ORGANISATION, autocomplete='organization'))


def text_field(title: str, hint: str = '') -> CaseField:
    """Return the field of what is written."""
    return CaseField('text', title, TEXT, required=True, longest=LONGEST_TEXT, hint=hint)


def people(name_needed: bool = False) -> tuple[CaseField, ...]:
    """Return the fields of who sends; ``name_needed``: whether the name must be given."""
    name = CaseField('name', _('Họ và tên'), required=name_needed, optional=not name_needed,
                     autocomplete='name')
    return (*_FOR_OTHERS, name, _PHONE, _EMAIL)


_KEEP = _('Không cần tài khoản. Sau khi gửi, Cổng đưa một mã và một khóa để theo dõi. Hãy giữ cả '
          'hai.')
_HELP = (_('Viết như đang nói chuyện: việc gì, ở đâu, khi nào, muốn cơ quan làm gì.'), _KEEP)
OWN = (
    CaseForm(
        'cau-hoi', QUESTION, _('Gửi câu hỏi'),
        _('Hỏi về chính sách, thủ tục, công việc của các cơ quan thành phố, xã, phường.'),
        (text_field(_('Câu hỏi')), *people()), _HELP, asks_topic=True, asks_place=True,
        file_kinds=DOCUMENTS, consents=(PUBLISH, NAME), has_similar=True),
    CaseForm(
        'phan-anh', REFLECTION, _('Phản ánh, kiến nghị về quy định hành chính'),
        _('Quy định hoặc thủ tục gây khó khăn, mâu thuẫn, không còn hợp lý; cách giải quyết chậm '
          'trễ, sai quy định (Nghị định 20/2008/NĐ-CP).'),
        (text_field(_('Nội dung phản ánh, kiến nghị')),
         CaseField('where', _('Xảy ra ở đâu'), optional=True,
                   hint=_('Số nhà, đường, thôn, hoặc tên cơ quan.')),
         *people(name_needed=True),
         CaseField('address', _('Địa chỉ liên hệ'), optional=True,
                   autocomplete='street-address')),
        (*_HELP, _('Có thể kèm ảnh. Vị trí chụp ghi trong ảnh được xóa trước khi lưu.')),
        asks_topic=True, asks_place=True, file_kinds=PHOTOS, consents=(PUBLISH, NAME),
        has_similar=True),
    CaseForm(
        'gop-y', SUGGESTION, _('Góp ý xây dựng Thủ đô'),
        _('Ý kiến, sáng kiến để Thủ đô tốt hơn.'),
        (text_field(_('Nội dung góp ý')), *people()), _HELP, asks_topic=True,
        file_kinds=DOCUMENTS, consents=(PUBLISH, NAME), to_city=True),
    CaseForm(
        'gop-y-quy-che', COMMENT, _('Góp ý về Quy chế hoạt động của Cổng'),
        _('Khó khăn khi thực hiện Quy chế kèm theo Quyết định 4263/QĐ-UBND, hoặc điều cần sửa '
          '(Điều 35.2).'),
        (CaseField('article', _('Điều, khoản'), longest=40, optional=True),
         text_field(_('Nội dung góp ý')), *people()), _HELP,
        file_kinds=DOCUMENTS, consents=(PUBLISH, NAME), to_city=True),
    CaseForm(
        MISTAKE, CORRECTION, _('Báo sai sót của một trang'),
        _('Thông tin trên trang không đúng, không đầy đủ, hoặc trang bị lỗi. Cơ quan đăng trang '
          'kiểm tra và trả lời trong 15 ngày (Luật Tiếp cận thông tin, Điều 22).'),
        (CaseField('about', _('Địa chỉ trang có sai sót'), ADDRESS, required=True, longest=500),
         text_field(_('Sai ở đâu, đúng phải là gì')), *people()),
        (_('Chép lại câu, số hoặc tên bị sai, rồi viết thế nào mới đúng. Có giấy tờ hoặc ảnh chụp '
           'thì gửi kèm.'), _KEEP),
        file_kinds=DOCUMENTS))


def add_case_form(config: Configurator, form: CaseForm) -> None:
    """Directive: offer ``form`` at each site."""
    def register() -> None:
        forms = config.registry.queryUtility(ICaseForms)
        if forms is None:
            forms = {}
            config.registry.registerUtility(forms, ICaseForms)
        forms[form.slug] = form

    config.action(('case-form', form.slug), register)
