"""What is typed into the two forms: of who asks, and of who answers."""
from ...base.i18n import _
from ...kernel.tree.schema import Schema, line, paragraph
from ...kernel.tree.site import MAIL
from .interfaces import LONGEST, LONGEST_NAME, LONGEST_SHOWN


class Question(Schema):
    """A question to somebody outside."""

    name = line(_('Người hoặc đơn vị được hỏi'), required=True, longest=LONGEST_NAME)
    address = line(_('Thư điện tử'), required=True, longest=LONGEST_NAME, validator=MAIL)
    question = paragraph(_('Câu hỏi'), required=True, longest=LONGEST)
    shown = paragraph(_('Đoạn văn bản cho người được hỏi xem'), longest=LONGEST_SHOWN)


class Answer(Schema):
    """The answer of whoever has the link."""

    text = paragraph(_('Trả lời'), required=True, longest=LONGEST)
    name = line(_('Họ và tên'), longest=LONGEST_NAME)
    position = line(_('Chức vụ, đơn vị'), longest=LONGEST_NAME)
