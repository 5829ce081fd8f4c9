"""The public page of a question and its answer."""
from pyramid.request import Request

from ...base.i18n import _
from ...kernel.tree.englishnames import EnglishNames, body_fact
from ...kernel.tree.facts import Fact, choice_fact, day_fact, known, text_fact
from ...kernel.tree.lookup import listed_at
from ...kernel.tree.names import CONTENT
from ...web import View, public_view
from .resource import IN_TIME, KINDS, Question


class QuestionView(View):
    """What a reader sees of a question."""

    @public_view(context=Question, renderer='templates/view.pt')
    def page(self) -> dict[str, object]:
        """Return the values ``view.pt`` names."""
        item, text = self.context, self.text
        return {'title': text.title, 'text': text, 'item': item,
                'recorded': recorded(self.request, item),
                'asked': [each for each in text.question.split('\n') if each.strip()],
                'facts': facts(item, self.english_names, self.request.language.tag)}


def late(question: Question) -> str:
    """Return in words whether it was answered in time, translatable; ``''`` if no day was due."""
    if not question.standing:
        return ''
    if question.standing == IN_TIME:
        return _('Đúng hạn')
    return _('Trễ hạn ${days} ngày', mapping={'days': question.days_late})


def facts(question: Question, names: EnglishNames, tag: str) -> list[Fact]:
    """Return the ``Fact`` list of what is known of ``question``, for the language ``tag``."""
    return known([
        choice_fact(_('Loại'), question.kind, KINDS),
        body_fact(_('Lĩnh vực'), question.field, names, tag),
        text_fact(_('Người hỏi'), question.asked_by),
        day_fact(_('Ngày tiếp nhận'), question.received, tag),
        body_fact(_('Cơ quan trả lời'), question.answered_by, names, tag),
        day_fact(_('Ngày trả lời'), question.answered, tag),
        day_fact(_('Hạn trả lời'), question.due, tag),
        text_fact(_('Thời hạn'), late(question), None),
    ], tag)


def recorded(request: Request, question: Question) -> tuple[str, str, str] | None:
    """Return title of the event where ``question`` was answered, its address, and that of the
    moment of its recording, ``''`` if the portal has none; ``None`` if it was no such event.
    """
    event = listed_at(question, question.dialogue) if question.dialogue else None
    if event is None:
        return None
    at = ''
    if getattr(event, 'recording', None) is not None:
        at = f'{request.link(event, CONTENT)}#t={question.recorded_at}'
    return event.title, request.link(event), at
