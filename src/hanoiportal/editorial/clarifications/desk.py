"""Làm rõ thông tin: what was asked about a text outside the desk, and asking it (clause 14.1)."""
from dataclasses import dataclass, replace

from ...base.clock import moment, parse
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IItem
from ...base.permissions import REVIEW, VIEW
from ...base.settings import ISettings
from ...content.versions.interfaces import IHistory
from ...kernel.tree.lookup import in_work
from ...kernel.workflow.interfaces import PUBLIC
from ...platform.notifications.interfaces import IPost
from ...shells.desk.frame.document import document_asked
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import REFUSED, DeskView
from ...shells.desk.frame.wording import person
from ...web import desk_view
from ...web.forms.fields import fields_of
from .interfaces import MAIL, IClarifying
from .letters import VIEW_NAME
from .schemas import WAYS, Question, Recorded

NAME, YES = 'clarifications', 'yes'
LINK, RECORD, CANCEL = 'clarification-link', 'record-clarification', 'cancel-clarification'
TEMPLATE = 'templates/clarifications.pt'
ANSWERED, WAITING, TAKEN_BACK, CLOSED = (
    _('đã trả lời'), _('chờ trả lời'), _('đã rút'), _('quá hạn, chưa trả lời'))


@dataclass(frozen=True)
class SentQuestion:
    """One question, as the page shows it."""

    number: int
    to_name: str
    asked_by: str
    asked_at: str
    due: str
    question: str
    status: str
    is_open: bool
    answer: str
    answered_by: str
    answered_at: str
    identity: object
    confirmed_at: str
    way: str
    reference: str
    recorded_by: str
    answer_reference: str


@dataclass(frozen=True)
class QuestionRound:
    """The questions of one round of the work.  ``number``: of the round, from 1.

    ``is_work``: whether the round goes on; ``is_public``: whether its text is public now.
    """

    number: int
    is_work: bool
    is_public: bool
    questions: tuple[SentQuestion, ...]


def has_any(context, request):
    """Return whether there is something to see or to ask about an item."""
    return bool(request.has_permission(REVIEW, in_work(context)) or any(
        review.clarifications for review in request.service(IHistory).rounds(context)))


@menu(NAME, _('Làm rõ'), at=HERE, working_permission=VIEW, context=IItem, order=40,
      shown=has_any)
class Clarifications(DeskView):
    """The questions about a text, by the rounds of the work on it."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self._service = request.service(IClarifying)
        self.document = document_asked(context, request)

    @desk_view(context=IItem, name=NAME, renderer=TEMPLATE)
    def page(self):
        """Show what was asked and, to who may ask, the form."""
        return self._page({}, {})

    @desk_view(context=IItem, name=NAME, working_permission=VIEW, request_method='POST',
               renderer=TEMPLATE)
    def ask(self):
        """Send a question, or record one; or show it again with what is wrong."""
        typed = self._typed(Question())
        typed.update({name: self.request.POST.get(name) == YES for name in ('whole', 'is_body')})
        typed['due'] = str(self.request.POST.get('due', ''))
        try:
            self._service.ask(
                self.document, self.request.authenticated_userid, **{
                    **typed, 'due': _moment(typed['due'])})
        except Refused as refused:
            return self._page(typed, refused.reasons)
        self.flash(_(
            'Đã gửi câu hỏi. Bài chỉ được duyệt tiếp khi có trả lời hoặc khi rút câu hỏi.')
            if typed['way'] == MAIL else _(
            'Đã ghi câu hỏi. Bài chỉ được duyệt tiếp khi có trả lời hoặc khi rút câu hỏi.'))
        return self.see(self.document, NAME)

    @desk_view(context=IItem, name=LINK, working_permission=VIEW, request_method='POST',
               renderer=TEMPLATE)
    def link(self):
        """Make a new link of a question, and show it this once."""
        try:
            token = self._service.new_link(
                self.document, self._number, self.request.authenticated_userid)
        except Refused as refused:
            return self._page({}, {}, problems=refused.reasons.values())
        settings = self.request.registry.getUtility(ISettings)
        return self._page({}, {}, address=f'{settings.city}/{VIEW_NAME}#{token}')

    @desk_view(context=IItem, name=RECORD, working_permission=VIEW, request_method='POST',
               renderer=TEMPLATE)
    def record(self):
        """Keep an answer that came by letter or telephone, or show it again with what is wrong."""
        typed = self._typed(Recorded())
        try:
            self._service.record(
                self.document, self._number, self.request.authenticated_userid, **typed)
        except Refused as refused:
            return self._page({}, {}, problems=[
                why for name, why in refused.reasons.items() if name == ''],
                recording=(self._number, fields_of(Recorded(), typed, refused.reasons)))
        self.flash(_('Đã ghi câu trả lời. Câu trả lời được lưu cùng bài.'))
        return self.see(self.document, NAME)

    @desk_view(context=IItem, name=CANCEL, working_permission=VIEW, request_method='POST')
    def cancel(self):
        """Take a question back."""
        try:
            self._service.cancel(self.document, self._number, self.request.authenticated_userid)
        except Refused as refused:
            self.flash(refused.reasons[''], REFUSED)
        else:
            self.flash(_('Đã rút câu hỏi.'))
        return self.see(self.document, NAME)

    @property
    def _number(self):
        """The number of the question that was sent, 0 for none."""
        number = str(self.request.POST.get('number', ''))
        return int(number) if number.isdecimal() and len(number) < 9 else 0

    def _typed(self, schema):
        return {node.name: str(self.request.POST.get(node.name, '')) for node in schema}

    def _fields(self, typed, reasons):
        """Return the fields of a question: by mail only where mails can be sent."""
        fields = fields_of(Question(), typed, reasons)
        if self.request.registry.getUtility(IPost).is_open:
            return fields
        return [replace(each, choices=each.choices[1:]) if each.name == 'way' else each
                for each in fields if each.name != 'address']

    def _page(self, typed, reasons, address='', problems=(), recording=(0, ())):
        working_copy, against = in_work(self.document), self._service.reasons_against_asking(
            self.document)
        may_review = bool(self.request.has_permission(REVIEW, working_copy))
        return {
            'view': NAME, 'title': _('Làm rõ thông tin'), 'document': self.document,
            'rounds': self._rounds(working_copy),
            'against': against if may_review else [], 'may_ask': not against,
            'may_cancel': may_review, 'fields': self._fields(typed, reasons),
            'may_mail': self.request.registry.getUtility(IPost).is_open, 'address': address,
            'recorded': fields_of(Recorded(), {}), 'recording': recording,
            'typed': typed, 'reasons': reasons,
            'problems': [*problems, *(why for name, why in reasons.items() if name == '')]}

    def _rounds(self, working_copy):
        """Return the ``QuestionRound`` of each round with questions, the latest first."""
        history, document = self.request.service(IHistory), self.document
        sees_who = history.reviews(document)
        return [QuestionRound(
            number, review is working_copy.review,
            review is document.concluded and document.state in PUBLIC,
            tuple(self._asked(each, sees_who) for each in reversed(review.clarifications)))
            for number, review in enumerate(history.rounds(document), 1)
            if review.clarifications][::-1]

    def _asked(self, each, reviews):
        """Return what is shown of ``each``; who was confirmed, only to one who ``reviews``."""
        identity = each.identity if reviews else None
        return SentQuestion(
            each.number, each.to_name, person(self.request.root, each.asked_by),
            moment(each.asked_at), moment(each.due), each.question, _status(each), each.is_open,
            each.answer or '', ', '.join(filter(None, (each.answered_by, each.position))),
            moment(each.answered_at), identity, moment(identity.at) if identity else '',
            dict(WAYS)[each.way] if each.way != MAIL else '', each.reference,
            person(self.request.root, each.recorded_by), each.answer_reference)


def _status(clarification):
    if clarification.answered_at is not None:
        return ANSWERED
    if clarification.cancelled_at is not None:
        return TAKEN_BACK
    return CLOSED if clarification.closed else WAITING


def _moment(text):
    """Return the time that was typed, ``None`` if it is none."""
    try:
        return parse(text)
    except ValueError:
        return None
