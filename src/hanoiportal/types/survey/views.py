"""The public page of a survey: how to answer, and the figures that the board has approved."""
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.numbers import grouped
from ...base.questionnaires import results, written
from ...base.questionnaires.figures import LEAST_ANSWERS
from ...base.questionnaires.results import EditionResults
from ...base.questionnaires.tables import METHOD, POPULATIONS, Table, tables
from ...kernel.tree.englishnames import body_fact
from ...kernel.tree.facts import day_fact, known
from ...participation.surveys.interfaces import ANSWERING, CLOSED, CSV, OPEN, PREPARING
from ...web import View, public_view
from ...web.attachments import attachments
from .resource import Survey


class EditionShown(NamedTuple):
    """The figures of an edition as they are shown."""

    number: int
    period: tuple[str, str]
    verified: str
    unverified: str
    suspect: bool
    tables: Sequence[Table]


class SurveyView(View):
    """What a reader of a survey sees."""

    @public_view(context=Survey, renderer='templates/view.pt')
    def page(self) -> dict[str, object]:
        """Return the values ``view.pt`` names."""
        item, text, tag = self.context, self.text, self.request.language.tag
        return {
            'title': text.title, 'text': text, 'item': item, 'tag': tag,
            'facts': known([
                body_fact(_('Cơ quan khảo sát'), item.surveying_body, self.english_names, tag),
                day_fact(_('Ngày mở'), item.opens, tag),
                day_fact(_('Ngày kết thúc'), item.closes, tag)], tag),
            'standing': standing(item, tag), 'is_open': item.phase == OPEN,
            'answer': self.request.link(item, ANSWERING), 'suspect': item.suspect,
            'questions': len(written.read(item.questions)),
            'editions': [self._shown(each) for each in results.read(item.results)],
            'method': METHOD, 'least_answers': LEAST_ANSWERS,
            'populations': POPULATIONS, 'csv': self.request.link(item, CSV),
            'attachments': attachments(  # type: ignore[no-untyped-call]  # of the web kit
                self.request, item)}

    def _shown(self, each: EditionResults) -> EditionShown:
        tag = self.request.language.tag
        return EditionShown(
            each.edition, (shown_date(each.opened, tag), shown_date(each.closed, tag)),
            grouped(each.verified.number, tag), grouped(each.unverified.number, tag),
            each.suspect, tuple(tables(each, tag)))


def standing(item: Survey, tag: str) -> str:
    """Return in a sentence until when people may answer, or could; translatable."""
    if item.opens is None or item.closes is None:
        return ''
    last = item.editions[-1].closed if item.editions and item.phase == CLOSED else None
    days = {'opens': shown_date(item.opens, tag),
            'closes': shown_date(min(last or item.closes, item.closes), tag)}
    if item.phase == PREPARING:
        return _('Nhận câu trả lời từ ngày ${opens} đến hết ngày ${closes}.', mapping=days)
    if item.phase == OPEN:
        return _('Câu trả lời được nhận đến hết ngày ${closes}.', mapping=days)
    return _('Khảo sát đã kết thúc: câu trả lời được nhận đến hết ngày ${closes}.', mapping=days)
