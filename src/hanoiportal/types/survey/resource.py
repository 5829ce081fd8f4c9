"""The persistent survey.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Iterator
from html import escape
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IWorkingVersion
from ...base.questionnaires import results, written
from ...base.questionnaires.mistakes import mistakes
from ...base.questionnaires.questions import Question, Words
from ...kernel.tree import FolderishItem, content_type
from ...participation.surveys.interfaces import PREPARING, Edition, ISurvey
from .schemas import SurveySchema


def searched(document: Persistent) -> str:
    """Return what of a survey, or of a translation, is found in the text index."""
    asked = [question.words.said(document.language).text
             for question in written.read(getattr(document, 'questions', ''))]
    return '\n'.join(filter(None, (
        document.summary, document.body, document.said,
        *(f'<p>{escape(text)}</p>' for text in asked))))


def details(survey: 'Survey') -> Iterator[tuple[str, str]]:
    """Yield what a list of surveys is cut down by."""
    yield 'phase', survey.phase


def against_publishing(survey: 'Survey', _registry: Registry) -> list[str]:
    """Return what stands against asking these questions, then."""
    item = survey
    if IWorkingVersion.providedBy(survey):
        item = cast('Survey', survey.__parent__)
    told = {each.edition for each in results.read(survey.results)}
    if item.cleared and not {each.number for each in item.editions} <= told:
        return [_('Khảo sát đã bị gỡ và câu trả lời gốc đã được xóa khi chưa có kết quả, nên '
                  'không xuất bản lại được: hãy tạo khảo sát mới.')]
    if item.cleared and (survey.opens, survey.closes) != (item.opens, item.closes):
        return [_('Khảo sát đã có kết quả và câu trả lời gốc đã được xóa, nên không mở lại được: '
                  'hãy tạo khảo sát mới.')]
    found = mistakes(written.read(survey.questions))
    return [_('Còn chỗ cần sửa ở thẻ “Câu hỏi”: ${why}', mapping={'why': found[0].why})
            ] if found and found[0].question else [found[0].why] if found else []


@content_type('Survey', _('Khảo sát'), SurveySchema, text=searched, details=details,
              translatable=('title', 'summary', 'body', 'said'),
              reasons_against_publishing=against_publishing,
              example={'opens': '2066-12-01', 'closes': '2066-12-31', 'results': '',
                       'questions': written.written([Question(
                           'q1', 'scale', Words('Hài lòng đến mức nào?', 'How far?'))])})
@implementer(ISurvey)
class Survey(FolderishItem):
    """Khảo sát.  See ``ISurvey`` for its attributes."""

    surveying_body = body = said = questions = results = ''
    raw_days = 30
    phase = PREPARING
    opens: datetime.date | None = None
    closes: datetime.date | None = None
    editions: tuple[Edition, ...] = ()
    suspect = cleared = False

    @property
    def source_agency(self) -> str:
        """The body that a citation names as its source (clause 15.2.a)."""
        return self.surveying_body
