"""The persistent question.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Iterator
from html import escape

from persistent import Persistent
from pyramid.registry import Registry

from ...base.i18n import _
from ...base.text import fold
from ...kernel.tree import Item, content_type
from ...kernel.tree.schema import Schema, choice, day, html, line, number, paragraph
from .linkeddata import linked_data

#: Characters of a question, the most that the public text of one may have.
LONGEST_QUESTION = 20_000
KINDS = (
    ('question', _('Câu hỏi')),
    ('reflection', _('Phản ánh, kiến nghị')),
    ('suggestion', _('Góp ý xây dựng Thủ đô')),
    ('comment', _('Góp ý về quy chế')),
)
IN_TIME, LATE = 'dung-han', 'tre-han'


class QuestionSchema(Schema):
    """What the public reads of a question and its answer."""

    title = line(_('Tiêu đề'), required=True)
    kind = choice(_('Loại'), KINDS)
    question = paragraph(_('Nội dung câu hỏi'), longest=LONGEST_QUESTION)
    body = html(_('Nội dung trả lời'))
    field = line(_('Lĩnh vực'), longest=200)
    asked_by = line(_('Người hỏi'), longest=200, description=_(
        'Chỉ ghi khi người hỏi đã đồng ý công khai họ tên.'))
    answered_by = line(_('Cơ quan trả lời'))
    received = day(_('Ngày tiếp nhận'))
    due = day(_('Hạn trả lời'))
    answered = day(_('Ngày trả lời'))
    dialogue = line(_('Đường dẫn của buổi trực tuyến'), description=_(
        'Của câu hỏi đã trả lời tại buổi giao lưu, đối thoại, họp báo trực tuyến.'))
    recorded_at = number(_('Giây thứ mấy của bản ghi'))


def against_publishing(question: 'Question', registry: Registry) -> list[str]:
    """Return what is still to be filled in before ``question`` may be published."""
    missing = [] if question.question else [_('Chưa có nội dung câu hỏi.')]
    if not question.body:
        missing.append(_('Chưa có nội dung trả lời.'))
    if not question.answered_by:
        missing.append(_('Chưa nêu cơ quan trả lời.'))
    if question.answered is None:
        missing.append(_('Chưa nêu ngày trả lời.'))
    return missing


def searched(document: Persistent) -> str:
    """Return question and answer as HTML."""
    asked = escape(document.question).replace('\n', '<br>')
    return f'<p>{asked}</p>\n{document.body}'


def details(question: 'Question') -> Iterator[tuple[str, str]]:
    """Yield what a list of questions is cut down by."""
    yield 'kind', question.kind
    yield 'body', question.answered_by
    yield 'field', question.field
    yield 'asked', fold(question.asked_by)
    if question.answered is not None:
        yield 'answered', question.answered.isoformat()
        yield 'year', str(question.answered.year)
    if question.standing:
        yield 'standing', question.standing


@content_type('Question', _('Câu hỏi đã trả lời'), QuestionSchema,
              translatable=('title', 'question', 'body'),
              reasons_against_publishing=against_publishing, text=searched, details=details,
              linked_data=linked_data)
class Question(Item):
    """Câu hỏi đã trả lời.  ``kind``: a key of ``KINDS``.  ``body``: the answer, HTML.

    ``received``, ``due``, ``answered``: local ``date`` or ``None``.  ``asked_by``: ``''`` for
    who wants no name shown.  ``token``: of the effect that made it, random; only
    ``interactions`` knows of which case.
    """

    question = body = field = asked_by = answered_by = token = ''
    dialogue = ''
    recorded_at = 0
    kind = 'question'
    received: datetime.date | None = None
    due: datetime.date | None = None
    answered: datetime.date | None = None

    @property
    def source_agency(self) -> str:
        """The body that a citation names as its source (clause 15.2.a)."""
        return self.answered_by

    @property
    def standing(self) -> str:
        """``IN_TIME`` or ``LATE``, ``''`` where no day was due."""
        if self.answered is None or self.due is None:
            return ''
        return LATE if self.answered > self.due else IN_TIME

    @property
    def days_late(self) -> int:
        """Calendar days after the due day; 0 for what was in time."""
        if self.standing != LATE or self.answered is None or self.due is None:
            return 0
        return (self.answered - self.due).days
