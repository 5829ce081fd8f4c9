"""What the staff may do with a request, as forms of its page in the desk."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...base.i18n import _
from ...web.forms.acts import FormAct
from ...web.forms.fields import CHOICE, DAY, LINE, TEXT, Field
from ..cases.interfaces import OPEN, REOPENED, CaseStanding
from .interfaces import (
    ASKED_THIRD,
    CHARGED,
    CONSENT,
    EXTENDED,
    FAULTY,
    GIVEN,
    INCOMPLETE,
    PAID,
    REGISTERED,
    RESOLUTION,
    AccessRules,
    Entry,
    Form,
)

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Act(FormAct):
    """A form of a request.  ``takes_files``: whether files come along."""

    takes_files: bool = False


@dataclass(frozen=True)
class Known:
    """What the forms are made from.  ``grounds``: grounds of events of the case so far.

    ``values``: what forms say of the case already.  ``missing``: labels of empty fields.
    """

    standing: CaseStanding
    entry: Entry
    rules: AccessRules
    grounds: frozenset[str]
    values: Mapping[str, str]
    missing: Sequence[str]
    may_approve: bool
    refusals: Choices


def acts_of(known: Known) -> list[Act]:
    """Return what may be done, the usual next step first."""
    if known.standing.state not in OPEN:
        return [*_afterwards(known), _lawsuit()]
    return [*_beginning(known), *_time(known), *_answer(known), *_costs(known),
            *_third_party(known), _lawsuit()]


def _text(name: str, title: str, value: str = '', rows: int = 3, required: bool = True) -> Field:
    return Field(name, title, TEXT, value, required, rows=rows)


def _beginning(known: Known) -> Iterable[Act]:
    if REGISTERED not in known.grounds:
        yield Act('register', _('Giao phiếu tiếp nhận'), _('Giao phiếu (mẫu 02)'), is_next=True,
                  hint=_('Người yêu cầu nhận phiếu có số trong sổ theo dõi.'))
    if known.standing.due is None and INCOMPLETE in known.grounds:
        yield Act('complete', _('Yêu cầu đã đủ'), _('Xác nhận đã đủ'), is_next=True, hint=_(
            'Thời hạn tính từ lúc người yêu cầu bổ sung đủ.'))
    else:
        missing = '\n'.join(f'- {label}' for label in known.missing)
        told = f'Đề nghị bổ sung:\n{missing}' if missing else ''
        yield Act('guide', _('Hướng dẫn bổ sung'), _('Gửi hướng dẫn'), (
            _text('text', _('Cần bổ sung gì, cách ghi'), told),), hint=_(
                'Thời hạn chưa tính cho đến khi yêu cầu đủ thông tin (Điều 26).'))


def _time(known: Known) -> Iterable[Act]:
    if not known.may_approve or known.standing.due is None:
        return
    until = Field('until', _('Sẽ trả lời trước hết ngày'), DAY, '', True)
    if EXTENDED not in known.grounds:
        yield Act('set_time', _('Thông tin phức tạp: báo thời hạn'), _('Báo thời hạn'), (
            until, _text('text', _('Vì sao cần thời gian'))))
        yield Act('extend', _('Gia hạn'), _('Gia hạn (mẫu 04)'), (
            until, _text('text', _('Lý do gia hạn'))), hint=_(
                'Một lần, trước khi hết thời hạn, không quá số ngày luật cho phép.'))


def _answer(known: Known) -> Iterable[Act]:
    given, remedies = known.values.get('text', ''), known.values.get('remedies', '')
    yield Act('resolve', _('Cung cấp thông tin'), _('Trình phiếu giải quyết (mẫu 03)'), (
        _text('given', _('Thông tin được cung cấp'), rows=6),
        _text('how', _('Hình thức, thời gian, địa điểm cung cấp'),
              known.values.get('delivery', '')),
        Field('costs', _('Chi phí thực tế in, sao, chụp, gửi và cách thanh toán'), LINE,
              known.values.get('costs', ''))),
        hint=_('Ban Biên tập phê duyệt thì phiếu mới đến người yêu cầu: thư điện tử (nếu có ghi) '
               'kèm liên kết tới trang theo dõi. Tệp kèm theo được tải ở đó bằng mã dùng một '
               'lần.'), takes_files=True,
        is_open=known.standing.state == REOPENED)
    yield Act('refuse', _('Từ chối cung cấp'), _('Trình thông báo từ chối (mẫu 05)'), (
        Field('ground', _('Căn cứ (khoản 1 Điều 28)'), CHOICE, '', True, (
            ('', '—'), *known.refusals)),
        _text('text', _('Thông tin không được cung cấp'), given),
        _text('grounds', _('Giải thích thêm'), required=False),
        _text('remedies', _('Nơi có thể khiếu nại, khởi kiện'), remedies)))


def _third_party(known: Known) -> Iterable[Act]:
    form = known.rules.form(CONSENT)
    yield Act('third', _('Hỏi ý kiến bên thứ ba'), _('Lập văn bản (mẫu 06)'), tuple(
        _blank(form, name) for name in ('third_name', 'third_number', 'third_contact', 'given',
                                        'scope')), hint=_(
            'Khi thông tin thuộc bí mật đời tư, bí mật kinh doanh (Điều 7). Văn bản lưu ở hồ sơ '
            'để gửi bên thứ ba ký.'))
    if ASKED_THIRD in known.grounds:
        yield Act('third_said', _('Ghi ý kiến bên thứ ba'), _('Ghi'), (
            Field('agrees', _('Ý kiến'), CHOICE, 'no', True, (
                ('yes', _('Đồng ý')), ('no', _('Không đồng ý')))),
            _text('text', _('Nội dung, ngày, số văn bản'))))


def _blank(form: Form, name: str) -> Field:
    field = next(each for each in form.fields if each.name == name)
    return Field(name, field.label, TEXT if field.kind == 'doan' else LINE, '',
                 name in ('third_name', 'given'), rows=3)


def _costs(known: Known) -> Iterable[Act]:
    """Yield what is done about costs, open or answered."""
    day = Field('day', _('Ngày'), DAY, '', True)
    if known.standing.state in OPEN and PAID not in known.grounds:
        yield Act('charge', _('Báo chi phí bản giấy'), _('Báo chi phí'), (
            Field('amount', _('Số tiền (đồng)'), LINE, '', True),
            _text('text', _('Cách nộp: nơi nộp, tài khoản, nội dung chuyển khoản'))), hint=_(
                'Chi phí thực tế in, sao, chụp, gửi (Thông tư 46/2018/TT-BTC); báo trước khi '
                'gửi.'))
    if CHARGED in known.grounds and PAID not in known.grounds:
        yield Act('paid', _('Đã nộp chi phí'), _('Ghi nhận'), (
            day, _text('text', _('Số biên lai, chứng từ'), required=False, rows=1)))


def _lawsuit() -> Act:
    return Act('sued', _('Người yêu cầu khởi kiện'), _('Ghi nhận'), (
        Field('day', _('Ngày khởi kiện'), DAY, '', True),
        _text('text', _('Tòa án, số và ngày của văn bản'), rows=1)), hint=_(
            'Ghi vào sổ theo dõi và số liệu hằng năm; chỉ lưu nội bộ.'))


def _afterwards(known: Known) -> Iterable[Act]:
    yield from _costs(known)
    if known.entry.outcome != RESOLUTION:
        return
    if CHARGED not in known.grounds or PAID in known.grounds:
        yield Act('posted', _('Đã gửi bản giấy'), _('Ghi nhận'), (
            Field('day', _('Ngày'), DAY, '', True),
            _text('text', _('Gửi qua đâu, số bưu gửi, hoặc ai nhận'), rows=1)))
    if GIVEN in known.grounds:
        yield Act('new_code', _('Mã nhận thông tin mới'), _('Cấp mã mới'), hint=_(
            'Mã trước không dùng được nữa; mã mới hiện trên trang của người yêu cầu.'))
    if FAULTY in known.grounds and known.standing.due is not None:
        yield Act('correct', _('Đính chính'), _('Gửi đính chính'), (
            _text('text', _('Thông tin đúng')),), takes_files=True, is_next=True)
    else:
        yield Act('faulty', _('Đã cung cấp sai'), _('Ghi nhận, báo người yêu cầu'), (
            _text('text', _('Sai ở đâu')),), hint=_(
                'Từ lúc này phải đính chính trong thời hạn của Điều 32.'))
