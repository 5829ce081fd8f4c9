"""The fields of a survey."""
import datetime
from collections.abc import Callable, Mapping

import colander

from ...base.i18n import _
from ...base.questionnaires import results, written
from ...kernel.tree.schema import LONGEST_BODY, Schema, day, html, line, number, paragraph

#: Days for which raw answers may be there after the last day.
MOST_DAYS = 365


class SurveySchema(Schema):
    """A survey: for what, by whom, from when to when; its questions have a page of their own."""

    title = line(_('Tên khảo sát'), required=True, group=_('Khảo sát'))
    summary = paragraph(_('Tóm tắt'), required=True, description=_(
        'Hỏi về việc gì, để làm gì.'))
    surveying_body = line(_('Cơ quan khảo sát'), required=True)
    opens = day(_('Ngày mở'), missing=colander.required, group=_('Thời gian'))
    closes = day(_('Ngày kết thúc'), missing=colander.required, description=_(
        'Câu trả lời được nhận đến hết ngày này.'))
    raw_days = number(_('Xóa câu trả lời gốc sau (ngày)'), most=MOST_DAYS, missing=30,
                      description=_(
        'Số ngày sau ngày kết thúc. Câu trả lời gốc được xóa ngay khi kết quả được công bố, '
        'và chậm nhất là khi hết số ngày này.'))
    body = html(_('Giới thiệu'), group=_('Nội dung'), optional=True, description=_(
        'Các câu hỏi được soạn ở thẻ “Câu hỏi” sau khi lưu.'))
    said = html(_('Tóm tắt các ý kiến bằng lời'), description=_(
        'Viết sau khi khảo sát kết thúc, không nêu thông tin cá nhân của người trả lời.'))
    questions = paragraph(_('Câu hỏi'), longest=LONGEST_BODY, hidden=True, unread=True)
    results = paragraph(_('Số liệu kết quả'), longest=LONGEST_BODY, hidden=True, unread=True)

    def validator(self, node: colander.SchemaNode, values: Mapping[str, object]) -> None:
        """Compare the days; read the questions and the figures."""
        found: dict[str, str] = {}
        opens, closes = values['opens'], values['closes']
        if isinstance(opens, datetime.date) and isinstance(
                closes, datetime.date) and closes < opens:
            found['closes'] = _('Ngày kết thúc ở trước ngày mở khảo sát.')
        if not _is_read(written.read, values['questions']):
            found['questions'] = _('Không đọc được các câu hỏi.')
        if not _is_read(results.read, values['results']):
            found['results'] = _('Không đọc được số liệu kết quả.')
        if found:
            error = colander.Invalid(node)
            for field, why in found.items():
                error[field] = why
            raise error


def _is_read(read: Callable[[str], object], text: object) -> bool:
    try:
        read(str(text))
    except ValueError:
        return False
    return True
