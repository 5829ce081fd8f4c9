"""What is typed into the three forms: of who asks, answers, and writes an answer down."""
from ...base.i18n import _
from ...kernel.tree.schema import Schema, choice, line, paragraph
from ...kernel.tree.site import MAIL as MAIL_ADDRESS
from .interfaces import CALL, LETTER, LONGEST, LONGEST_NAME, LONGEST_SHOWN, MAIL

WAYS = ((MAIL, _('Cổng gửi thư điện tử')), (LETTER, _('Đã hỏi bằng văn bản')),
        (CALL, _('Đã hỏi qua điện thoại, gặp trực tiếp')))


class Question(Schema):
    """A question to somebody outside."""

    way = choice(_('Cách hỏi'), WAYS)
    name = line(_('Người hoặc đơn vị được hỏi'), required=True, longest=LONGEST_NAME)
    address = line(_('Thư điện tử'), longest=LONGEST_NAME, validator=MAIL_ADDRESS,
                   description=_('Khi hỏi qua thư điện tử.'))
    reference = line(_('Số, ngày của văn bản hoặc ngày, giờ gọi'), longest=LONGEST_NAME,
                     description=_('Khi hỏi bằng văn bản hoặc điện thoại.'))
    question = paragraph(_('Câu hỏi'), required=True, longest=LONGEST)
    shown = paragraph(_('Đoạn văn bản cho người được hỏi xem'), longest=LONGEST_SHOWN)


class Answer(Schema):
    """The answer of whoever has the link."""

    text = paragraph(_('Trả lời'), required=True, longest=LONGEST)
    name = line(_('Họ và tên'), longest=LONGEST_NAME)
    position = line(_('Chức vụ, đơn vị'), longest=LONGEST_NAME)


class Recorded(Schema):
    """An answer that came by letter or telephone."""

    text = paragraph(_('Nội dung trả lời'), required=True, longest=LONGEST)
    name = line(_('Người trả lời'), required=True, longest=LONGEST_NAME)
    position = line(_('Chức vụ, đơn vị'), longest=LONGEST_NAME)
    reference = line(_('Số, ngày của văn bản hoặc ngày, giờ gọi'), required=True,
                     longest=LONGEST_NAME)
