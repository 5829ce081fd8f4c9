"""Lists of one type, with what is particular to it: questions, consultations, channels."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ....base.i18n import _
from ....participation.consultations.interfaces.drafts import PHASES
from ...api.endpoints import Endpoint, api_view
from ...api.schema import Json, Named, day, named, number, text
from ...api.writing import ApiView
from .lists import PLACES, items_of, list_of, list_parameters, narrowing_of
from .records import ROW, days_of, texts_of, typed_rows

if TYPE_CHECKING:
    from ....types.channel.resource import Channel
    from ....types.consultation.resource import Consultation
    from ....types.question.resource import Question

QUESTION = named('Question', _('Một câu hỏi đã được trả lời.'), {
    **ROW.fields, 'kind': text(_('Loại.')), 'question': text(_('Nội dung câu hỏi.')),
    'field': text(_('Lĩnh vực.')),
    'asked_by': text(_('Người hỏi, chỉ khi người đó đồng ý công khai họ tên.')),
    'answered_by': text(_('Cơ quan trả lời.')), 'received': day(_('Ngày tiếp nhận.')),
    'due': day(_('Hạn trả lời.')), 'answered': day(_('Ngày trả lời.')),
    'standing': text(_('Đúng hạn hay trễ hạn; để trống nếu không có hạn.'))}, ('id',))
CONSULTATION = named('Consultation', _('Một đợt lấy ý kiến dự thảo.'), {
    **ROW.fields, 'phase': text(_('Giai đoạn.'), enum=list(PHASES)),
    'document_kind': text(_('Loại văn bản dự thảo.')),
    'drafting_body': text(_('Cơ quan soạn thảo.')), 'opens': day(_('Ngày mở.')),
    'closes': day(_('Ngày kết thúc.')),
    'comments': number(_('Số ý kiến đã công khai.'))}, ('id',))
CHANNEL = named('Channel', _('Một kênh thông tin chính thức.'), {
    **ROW.fields, 'kind': text(_('Loại kênh.')), 'url': text(_('Địa chỉ trên mạng.')),
    'contact': text(_('Số điện thoại, thư điện tử hoặc tên tài khoản.')),
    'owner_unit': text(_('Cơ quan, đơn vị quản lý.')),
    'permit_number': text(_('Số văn bản cho phép.')),
    'permit_day': day(_('Ngày của văn bản cho phép.')),
    'permit_authority': text(_('Cơ quan cho phép.'))}, ('id',))


def _endpoint(path: str, name: str, summary: str, group: str, of: Named) -> Endpoint:
    return Endpoint('GET', path, name, summary, group, list_of(f'{of.name}List', summary, of),
                    list_parameters(of, *PLACES))


PARTICIPATION = _('Tham gia của người dân')
QUESTIONS = _endpoint('/questions', 'listQuestions', _('Câu hỏi và trả lời đã công khai'),
                      PARTICIPATION, QUESTION)
CONSULTATIONS = _endpoint('/consultations', 'listConsultations', _('Lấy ý kiến dự thảo văn bản'),
                          PARTICIPATION, CONSULTATION)
CHANNELS = _endpoint('/channels', 'listChannels', _('Danh bạ kênh thông tin chính thức'),
                     _('Giám sát'), CHANNEL)


class TypedLists(ApiView):
    """A list for each type."""

    @api_view(QUESTIONS)
    def questions(self) -> Json:
        """Return questions with their days."""
        return self._listed('Question', _question)

    @api_view(CONSULTATIONS)
    def consultations(self) -> Json:
        """Return consultations with their days."""
        return self._listed('Consultation', _consultation)

    @api_view(CHANNELS)
    def channels(self) -> Json:
        """Return channels with the record of their permission."""
        return self._listed('Channel', _channel)

    def _listed(self, type_name: str, facts: Callable[..., Json]) -> Json:
        found = items_of(self, narrowing_of(self, type_name))
        return self.page(typed_rows(self, found.items, facts), found.following,
                         total=found.total)


def _question(item: Question, text_: Question) -> Json:
    return {'question': text_.question,
            **texts_of(item, 'kind', 'field', 'asked_by', 'answered_by', 'standing'),
            **days_of(item, 'received', 'due', 'answered')}


def _consultation(item: Consultation, _text: Consultation) -> Json:
    return {**texts_of(item, 'phase', 'document_kind', 'drafting_body'),
            **days_of(item, 'opens', 'closes'), 'comments': sum(item.comment_counts.values())}


def _channel(item: Channel, _text: Channel) -> Json:
    return {**texts_of(item, 'kind', 'url', 'contact', 'owner_unit', 'permit_number',
                     'permit_authority'), **days_of(item, 'permit_day')}
