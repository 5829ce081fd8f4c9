"""The fields of a topic of the forum."""
import datetime
from collections.abc import Mapping

import colander

from ...base.i18n import _
from ...kernel.tree.schema import Schema, day, html, line, paragraph


class ForumTopicSchema(Schema):
    """What is discussed, from when to when, and what came of it."""

    title = line(_('Tên chủ đề'), required=True, group=_('Chủ đề', context='forum'), description=_(
        'Ví dụ: Làm gì để vỉa hè phường ta thông thoáng?'))
    summary = paragraph(_('Giới thiệu ngắn'), required=True)
    body = html(_('Lời mở đầu'), optional=True)
    asked = paragraph(_('Những điều muốn hỏi'), description=_('Mỗi câu hỏi một dòng.'))
    opens = day(_('Ngày mở'), missing=colander.required, group=_('Thời gian, quy tắc'))
    closes = day(_('Ngày đóng'), missing=colander.required, description=_(
        'Ý kiến được nhận đến hết ngày này. Trước đó Ban Biên tập có thể đóng ở thẻ “Diễn đàn”.'))
    rules = paragraph(_('Quy tắc thảo luận'), description=_(
        'Để trống nếu dùng quy tắc chung của Cổng.'))
    conclusion = html(_('Tổng hợp của Ban Biên tập'), group=_('Tổng hợp'), description=_(
        'Viết sau khi chủ đề đã đóng: các ý kiến chính, điều cơ quan tiếp thu và sẽ làm. Không '
        'nêu tên ai.'))

    def validator(self, node: colander.SchemaNode, values: Mapping[str, object]) -> None:
        """Compare the days with each other."""
        opens, closes = values['opens'], values['closes']
        if isinstance(opens, datetime.date) and isinstance(closes, datetime.date) and (
                closes < opens):
            error = colander.Invalid(node)
            error['closes'] = _('Ngày đóng ở trước ngày mở chủ đề.')
            raise error
