"""The fields of the form by which the staff enters a case."""
from collections.abc import Mapping
from dataclasses import replace

from pyramid.request import Request

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.text import first_words
from ...web.forms.fields import CHOICE, LINE, MINUTE, TEXT, Field
from ..cases.interfaces import DISC, SELF, ICaseKinds
from ..consultations.interfaces.drafts import IConsultation
from ..contributions.interfaces import CAPTIONS, HOLDER, KIND, LABELS, POSITION, SENDERS
from ..inbox.interfaces import CAPACITIES
from ..inbox.interfaces import CHANNELS as CHANNEL_WORDS
from ..questions.interfaces import ICaseTopics
from .interfaces import BY_STAFF, CHANNELS


def fields_of_case(request: Request, form: Mapping[str, str],
                   reasons: Mapping[str, str]) -> list[Field]:
    """Return the fields with what was typed into ``form`` and what is wrong."""
    found = [*_about(request), *_sender()]
    return [replace(each, value=str(form.get(each.name, each.value)),
                    error=reasons.get(each.name, '')) for each in found]


def fields_of_comment(request: Request, draft: IConsultation, form: Mapping[str, str],
                      reasons: Mapping[str, str]) -> list[Field]:
    """Return the fields of a comment on ``draft`` that came in otherwise."""
    now = request.registry.getUtility(IClock).now()
    found = [
        Field('channel', _('Nhận qua'), CHOICE, CHANNELS[0], True, tuple(
            (name, CHANNEL_WORDS[name]) for name in CHANNELS)),
        Field('meeting', _('Hội nghị, cuộc họp'), LINE, '',
              hint=_('Tên và ngày, nếu ý kiến được nêu tại hội nghị.')),
        Field('received_at', _('Ngày, giờ nhận'), MINUTE, f'{local(now):%Y-%m-%dT%H:%M}', True),
        Field('provision', _('Góp ý về'), CHOICE, '', False, (
            ('', _('Toàn bộ dự thảo')), *((each.id, each.heading) for each in draft.provisions))),
        Field('quotation', _('Đoạn được góp ý'), LINE, '',
              hint=_('Chép đúng đoạn trong điều khoản; để trống nếu góp ý về cả điều khoản.')),
        Field('text', _('Nội dung, ghi đúng như người gửi nêu'), TEXT, '', True, rows=8),
        *_sender()]
    return [replace(each, value=str(form.get(each.name, each.value)),
                    error=reasons.get(each.name, '')) for each in found]


def fields_of_contribution(request: Request, form: Mapping[str, str],
                           reasons: Mapping[str, str]) -> list[Field]:
    """Return the fields of a text or document that came in otherwise, with the data of 12.2."""
    now = request.registry.getUtility(IClock).now()
    ways = (DISC, *(name for name in CHANNELS if name != DISC))
    found = [
        Field('channel', _('Nhận qua'), CHOICE, DISC, True, tuple(
            (name, CHANNEL_WORDS[name]) for name in ways)),
        Field('received_at', _('Ngày, giờ nhận'), MINUTE, f'{local(now):%Y-%m-%dT%H:%M}', True,
              hint=_('Thời điểm nhận thật, ghi trên phiếu tiếp nhận.')),
        Field('title', _('Tiêu đề'), LINE, '', True),
        Field('text', _('Nội dung'), TEXT, '', rows=8,
              hint=_('Bỏ trống nếu toàn bộ nội dung nằm trong tệp gửi kèm.')),
        Field(CAPTIONS, LABELS[CAPTIONS], TEXT, '', rows=2,
              hint=_('Mỗi ảnh một dòng, theo thứ tự tệp: ảnh chụp gì, ở đâu, khi nào.')),
        Field(HOLDER, LABELS[HOLDER], LINE, ''),
        Field(KIND, LABELS[KIND], CHOICE, '', False, (('', '—'), *SENDERS.items()),
              group=_('Người gửi')),
        Field('organisation', _('Đơn vị, tổ chức'), LINE, ''),
        Field('name', _('Họ và tên người gửi'), LINE, ''),
        Field(POSITION, LABELS[POSITION], LINE, ''),
        Field('email', _('Địa chỉ thư điện tử'), LINE, ''),
        Field('phone', _('Số điện thoại'), LINE, ''),
        Field('address', _('Địa chỉ liên lạc'), LINE, '')]
    return [replace(each, value=str(form.get(each.name, each.value)),
                    error=reasons.get(each.name, '')) for each in found]


def beginning(text: str) -> str:
    """Return the first words of ``text`` as its title."""
    return first_words(' '.join(text.split()))


def _about(request: Request) -> list[Field]:
    registry, tag = request.registry, request.language.tag
    now, kinds = registry.getUtility(IClock).now(), registry.getUtility(ICaseKinds)
    topics = registry.getUtility(ICaseTopics).values()
    return [
        Field('kind', _('Loại'), CHOICE, BY_STAFF[0], True, tuple(
            (name, kinds.at(name, now).title_in(tag)) for name in BY_STAFF)),
        Field('channel', _('Nhận qua'), CHOICE, CHANNELS[0], True, tuple(
            (name, CHANNEL_WORDS[name]) for name in CHANNELS)),
        Field('received_at', _('Ngày, giờ nhận'), MINUTE, f'{local(now):%Y-%m-%dT%H:%M}', True,
              hint=_('Thời điểm nhận thật: thời hạn tính từ đó.')),
        Field('title', _('Tóm tắt'), LINE, '', True),
        Field('text', _('Nội dung, ghi đúng như người gửi nêu'), TEXT, '', True, rows=8),
        Field('field', _('Lĩnh vực'), CHOICE, '', False, (
            ('', '—'), *((each.code, each.title_in(tag)) for each in topics))),
        Field('place', _('Địa bàn'), LINE, '')]


def _sender() -> list[Field]:
    return [
        Field('name', _('Họ và tên'), LINE, '', group=_('Người gửi')),
        Field('phone', _('Điện thoại'), LINE, ''), Field('email', _('Thư điện tử'), LINE, ''),
        Field('address', _('Địa chỉ'), LINE, ''),
        Field('capacity', _('Tư cách'), CHOICE, SELF, False, tuple(CAPACITIES.items())),
        Field('on_behalf_of', _('Thay cho'), LINE, '', hint=_('Khi gửi thay người khác.')),
        Field('organisation', _('Tổ chức'), LINE, '', hint=_('Khi gửi cho tổ chức.'))]
