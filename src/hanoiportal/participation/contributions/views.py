"""What the staff may do with a contribution, as forms of its page in the desk."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...base.i18n import _
from ...web.forms.acts import FormAct
from ...web.forms.fields import CHOICE, LINE, TEXT, Field
from ..cases.interfaces import OPEN, CaseStanding, FileNote
from .interfaces import (
    FILE,
    LABELS,
    NOTHING,
    PICTURE,
    SENDERS,
    USE_TITLES,
    WORDS,
    DraftMade,
    InformationProvider,
)
from .providers import MISSING
from .reading import READ
from .words import HOLDER, KIND, POSITION

Choices = Sequence[tuple[str, str]]
NONE = ('', '—')
_ASKED = 'Đề nghị Ông/Bà bổ sung (khoản 2 Điều 12 Quy chế): '


@dataclass(frozen=True)
class KnownContribution:
    """What the forms are made from.

    ``missing``: names of data of 12.2 that lack.  ``targets``: sections and types.  ``files``:
    index, note and name of each.  ``captions``: what the sender says of pictures, in their order.
    ``grounds``: of 14.3.
    """

    standing: CaseStanding
    provider: InformationProvider | None
    missing: Sequence[str]
    draft: DraftMade | None
    targets: Choices
    files: Sequence[tuple[int, FileNote, str]]
    captions: Sequence[str]
    grounds: Choices
    may_refuse: bool

    @property
    def lacks(self) -> list[str]:
        """What lacks, in words."""
        return [MISSING[name] for name in self.missing]

    @property
    def lacks_draft(self) -> bool:
        """Whether there is no draft, and none is being made."""
        return self.draft is None or not (self.draft.is_waiting or self.draft.item)

    @property
    def may_draft(self) -> bool:
        """Whether a draft can be made, and there is none."""
        return bool(self.targets) and not self.missing and self.lacks_draft

    @property
    def is_open(self) -> bool:
        """Whether anything may still be done with it."""
        return self.standing.state in OPEN and self.provider is not None

    @property
    def is_for_writers(self) -> bool:
        """Whether somebody else makes the draft that there is none of."""
        return self.is_open and not self.targets and self.lacks_draft


def acts_of(known: KnownContribution) -> list[FormAct]:
    """Return what may be done, the usual next step first."""
    if known.provider is None or not known.is_open:
        return []
    return [*_first(known), _ask(known), _complete(known.provider, bool(known.missing)),
            *_refuse(known)]


def _first(known: KnownContribution) -> Iterable[FormAct]:
    if known.may_draft:
        yield FormAct('make', _('Tạo bản nháp'), _('Tạo bản nháp'), (
            Field('target', _('Chuyên mục và loại'), CHOICE, known.targets[0][0], True,
                  tuple(known.targets)), *_files(known)), is_next=True, hint=_(
                'Nội dung, ảnh và tệp được đưa vào bản nháp; nguồn và người gửi được ghi lại. Bản '
                'nháp đi các bước như mọi bài: người tạo không tự phê duyệt.'))


def _files(known: KnownContribution) -> Iterable[Field]:
    """Yield what becomes of each file; that of a picture with what the sender says of it."""
    captions = iter(known.captions)
    for index, note, name in known.files:
        is_picture = note.media_type.startswith('image/')
        said = next(captions, '') if is_picture else ''
        uses = [PICTURE] if is_picture else [WORDS] if note.media_type in READ else []
        usual = NOTHING if note.held else FILE if is_picture and not said else [*uses, FILE][0]
        yield Field(f'use{index}', _('Tệp ${number}: ${name}', mapping={
            'number': str(index + 1), 'name': name}), CHOICE, usual, True,
            tuple((each, USE_TITLES[each]) for each in (*uses, FILE, NOTHING)))
        if is_picture:
            yield Field(f'said{index}', _(
                'Ảnh ${number} chụp gì (lời mô tả thay cho ảnh)', mapping={
                    'number': str(index + 1)}), LINE, said)


def _ask(known: KnownContribution) -> FormAct:
    lacks = f'{_ASKED}{", ".join(map(str, known.lacks))}.' if known.missing else ''
    return FormAct('ask', _('Hỏi lại người gửi'), _('Gửi câu hỏi'), (
        Field('text', _('Cần bổ sung, làm rõ điều gì'), TEXT, lacks, True, rows=4),), hint=_(
            'Người gửi trả lời ở trang theo dõi hoặc bằng thư; câu trả lời hiện trong hồ sơ.'),
        is_next=bool(known.missing))


def _complete(provider: InformationProvider, is_open: bool) -> FormAct:
    titles = {
        'organisation': _('Đơn vị, tổ chức'), 'name': _('Họ và tên người gửi'),
        'position': LABELS[POSITION], 'email': _('Địa chỉ thư điện tử'),
        'phone': _('Số điện thoại'), 'address': _('Địa chỉ liên lạc'),
        'holder': LABELS[HOLDER]}
    return FormAct('complete', _('Ghi thông tin người gửi'), _('Ghi'), (
        Field('kind', LABELS[KIND], CHOICE, provider.kind, True, (NONE, *SENDERS.items())),
        *(Field(name, title, LINE, getattr(provider, name)) for name, title in titles.items()),
        Field('rights', _('Người gửi xác nhận có quyền gửi đăng'), CHOICE, provider.rights, False,
              (('', _('Chưa')), ('yes', _('Có'))))), hint=_(
                'Theo khoản 2 Điều 12 Quy chế; cần số điện thoại hoặc địa chỉ liên lạc.'),
        is_open=is_open)


def _refuse(known: KnownContribution) -> Iterable[FormAct]:
    if known.may_refuse:
        yield FormAct('refuse', _('Từ chối đăng'), _('Từ chối, báo người gửi'), (
            Field('ground', _('Căn cứ (khoản 3 Điều 14 Quy chế)'), CHOICE, '', True, (
                NONE, *known.grounds)),
            Field('text', _('Giải thích thêm cho người gửi'), TEXT, '', rows=3)))
