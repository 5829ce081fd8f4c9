"""Forms 01a and 01b as people fill them in on the portal: made of the rows of the law's forms."""
from collections.abc import Iterable, Mapping

from ...base.i18n import _
from ..cases.interfaces import PUBLISH, REQUEST, Contents
from ..questions.interfaces import (
    CHOICE,
    EMAIL,
    LINE,
    LONGEST_TEXT,
    PHONE,
    TEXT,
    CaseField,
    CaseForm,
)
from .interfaces import CITIZEN, THROUGH, Form, FormField

#: Addresses of the forms, by code.
SLUGS = {CITIZEN: 'yeu-cau-thong-tin', THROUGH: 'yeu-cau-thong-tin-to-chuc'}
#: The detail of a case that says which form was filled in.
FORM = 'form'
DELIVERY, OTHER = 'delivery', 'delivery_other'
#: Which fields of a form a portal fills in by itself: whom it goes to, and when it was sent.
_OWN = frozenset({'to', 'day', 'sign'})
_KINDS = {'email': EMAIL, 'phone': PHONE}
_COMPLETED = {'name': 'name', 'email': 'email', 'phone': 'tel', 'address': 'street-address',
              'organisation': 'organization'}
_ENGLISH = _('Yêu cầu viết bằng tiếng Việt (khoản 2 Điều 24 Luật Tiếp cận thông tin).')
_HELP = (
    _('Xem danh mục thông tin đã công khai trước: thông tin đã công khai thì không cần yêu cầu.'),
    _('Ghi rõ tên văn bản, hồ sơ hoặc nội dung cần biết, càng cụ thể càng nhanh.'), _ENGLISH)
_TITLES = {
    'name': _('Họ và tên'), 'representative': _('Người đại diện (nếu có)'),
    'identity_number': _('Số định danh cá nhân, căn cước hoặc hộ chiếu'),
    'address': _('Nơi cư trú, địa chỉ'), 'phone': _('Điện thoại, fax (nếu có)'),
    'email': _('Thư điện tử (nếu có)'), 'organisation': _('Tên tổ chức, đoàn thể, doanh nghiệp'),
    'members': _('Công dân yêu cầu thông qua tổ chức: họ tên; số định danh, căn cước hoặc hộ '
                 'chiếu; nơi cư trú của từng người'),
    'text': _('Thông tin yêu cầu: tên văn bản, hồ sơ, tài liệu hoặc nội dung'),
    'reason': _('Lý do, mục đích')}
_REPRESENTED = {'name': _('Người đại diện theo pháp luật'), 'address': _('Địa chỉ')}
_WAYS = {
    'read': _('Đọc, xem, nghe tại trụ sở'), 'copy': _('Nhận bản sao trên giấy tại trụ sở'),
    'post': _('Nhận qua bưu chính, fax'),
    'network': _('Nhận qua mạng: thư điện tử kèm liên kết, tải về bằng mã dùng một lần'),
    'other': _('Hình thức khác')}

#: Where the code is, for who gives no e-mail address, and where no mails are sent.
_UNMAILED = _('Nhận qua mạng mà không ghi thư điện tử: mở trang theo dõi bằng mã và khóa để lấy '
              'mã tải.')
_NO_MAIL = _('Cổng chưa gửi thư điện tử. Nhận qua mạng: mở trang theo dõi bằng mã và khóa để lấy '
             'mã tải.')

#: What details of a request are called, by name; chosen values by ``name:value``.
LABELS = {**_TITLES, DELIVERY: _('Hình thức nhận thông tin'),
          OTHER: _('Hình thức khác là gì (nếu chọn)'),
          **{f'{DELIVERY}:{each}': title for each, title in _WAYS.items()}}


def case_form(form: Form) -> CaseForm:
    """Return ``form``, one of ``SLUGS``, as the portal offers it.

    Raises ``KeyError`` for a field that nobody has named in words for the public.
    """
    is_own = form.code == CITIZEN
    return CaseForm(
        SLUGS[form.code], REQUEST,
        _('Yêu cầu cung cấp thông tin') if is_own else _(
            'Yêu cầu cung cấp thông tin thông qua tổ chức'),
        _('Xin thông tin mà cơ quan đang giữ và chưa công khai (mẫu 01a).') if is_own else _(
            'Tổ chức, đoàn thể, doanh nghiệp xin thông tin cho thành viên, người lao động của '
            'mình (mẫu 01b).'),
        tuple(_fields(form)), _HELP, asks_topic=True, asks_place=True, own_first=True,
        file_kinds=('text', 'sheet', 'image'), capacities=False, consents=(PUBLISH,),
        has_similar=True)


def _fields(form: Form) -> Iterable[CaseField]:
    """Yield the fields: what is asked for first, then how it is to be given, then who asks."""
    by_name = {field.name: field for field in form.fields}
    choices = [name.partition(':')[2] for name in by_name if name.startswith(f'{DELIVERY}:')]
    yield _field(form, by_name.pop('text'))
    yield _field(form, by_name.pop('reason'))
    yield CaseField(DELIVERY, _('Hình thức nhận thông tin'), CHOICE, required=True,
                    choices=tuple((each, _WAYS[each]) for each in choices),
                    hint=_UNMAILED, unmailed_hint=_NO_MAIL)
    yield CaseField(OTHER, _('Hình thức khác là gì (nếu chọn)'))
    for field in by_name.values():
        if field.name not in _OWN and not field.name.startswith(f'{DELIVERY}:'):
            yield _field(form, field)


def _field(form: Form, field: FormField) -> CaseField:
    kind = TEXT if field.kind == 'doan' else _KINDS.get(field.name, LINE)
    return CaseField(
        field.name, title_of(form, field), kind, required=field.required,
        longest=LONGEST_TEXT if field.kind == 'doan' else 300,
        autocomplete=_COMPLETED.get(field.name, ''))


def title_of(form: Form, field: FormField) -> str:
    """Return what ``field`` of ``form`` is called for the public, translatable."""
    titles = _TITLES if form.code == CITIZEN else {**_TITLES, **_REPRESENTED}
    return titles[field.name]


def form_of(contents: Contents) -> str:
    """Return the code of the form that was filled in: 01b if an organisation asks."""
    return THROUGH if contents.sender.organisation else CITIZEN


def lacking(form: Form, contents: Contents) -> list[FormField]:
    """Return the required fields of ``form`` that ``contents`` leave empty."""
    values = values_of(contents)
    return [field for field in form.fields if field.required and not values.get(field.name)]


def values_of(contents: Contents) -> Mapping[str, str]:
    """Return what was filled in, by names of fields."""
    return {**contents.sender._asdict(), **contents.details, 'text': contents.text}
