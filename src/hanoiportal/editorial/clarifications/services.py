"""``IClarifying``, as a plain object that knows nothing of HTTP."""
import datetime

import colander
from persistent.list import PersistentList
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.permissions import NOT_ALLOWED, REVIEW, Allowed
from ...base.settings import ISettings
from ...content.versions.interfaces import IVersions
from ...kernel.security.authentication.tokens import key_of, new_token
from ...kernel.tree.events import Change, send
from ...kernel.tree.lookup import in_work
from ...kernel.workflow.records import review_of
from ...platform.notifications.interfaces import INotifying, IPost
from .interfaces import MAIL, IClarifying
from .letters import send_question
from .resource import Clarification, document_of, drop_link, keep_link
from .schemas import Answer, Question, Recorded

#: Nobody is asked for an answer later than so.
_LONGEST = datetime.timedelta(days=366)
#: Who answers: somebody without an account.
STRANGER = ''


@implementer(IClarifying)
class Clarifying:
    """``IClarifying`` for one asker."""

    def __init__(self, registry, allowed: Allowed, notify, versions, notifying):
        self._registry = registry
        self._settings = registry.getUtility(ISettings)
        self._allowed = allowed
        self._notify = notify        # callable(event)
        self._versions = versions    # IVersions
        self._notifying = notifying  # INotifying

    def _now(self):
        return self._registry.getUtility(IClock).now()

    def reasons_against_asking(self, document):
        if not self._versions.is_document(document):
            return [_('Ở đây không có gì để hỏi.')]
        if not self._allowed(REVIEW, in_work(document)):
            return [NOT_ALLOWED]
        return []

    def ask(self, document, actor, name, address, question, due, shown='', whole=False,
            way=MAIL, reference='', is_body=False):
        reasons = self.reasons_against_asking(document)
        if reasons:
            raise Refused({'': reasons[0]})
        now = self._now()
        asked = _checked(Question(), {
            'way': way, 'name': name, 'address': address, 'reference': reference,
            'question': question, 'shown': shown},
            _against_due(due, now) | self._against_way(way, address.strip(), reference.strip()))
        review, token = review_of(in_work(document)), new_token()
        clarification = Clarification(
            len(review.clarifications) + 1, actor, now, asked['name'], asked['address'],
            asked['question'], due, due + datetime.timedelta(
                days=self._settings.clarification_days),
            key_of(token), asked['shown'], bool(whole), asked['way'], asked['reference'],
            bool(is_body))
        if not review.clarifications:
            review.clarifications = PersistentList()
        review.clarifications.append(clarification)
        keep_link(document, clarification)
        send_question(document, clarification, token, self._registry, self._settings.city)
        self._tell(document, 'clarify', actor, clarification)
        return clarification

    def _against_way(self, way, address, reference):
        """Return ``{field: reason}`` of what is wrong with how the question is put."""
        if way != MAIL:
            return {} if reference else {
                'reference': _('Hãy ghi số, ngày của văn bản hoặc ngày, giờ gọi.')}
        if not self._registry.getUtility(IPost).is_open:
            return {'way': _('Cổng chưa được nối với máy chủ thư nên chưa gửi thư được.')}
        return {} if address else {'address': _('Hãy nhập thư điện tử của nơi được hỏi.')}

    def _open(self, document, number):
        """Return the open ``Clarification`` of that number to one who may ask."""
        if not self._allowed(REVIEW, in_work(document)):
            raise Refused({'': NOT_ALLOWED})
        clarification = _open_one(document, number)
        if clarification is None:
            raise Refused({'': _('Câu hỏi này không còn chờ trả lời.')})
        return clarification

    def new_link(self, document, number, actor):
        clarification, token = self._open(document, number), new_token()
        if clarification.closes <= self._now():
            raise Refused({'': _('Đã quá hạn trả lời: hãy rút câu hỏi rồi hỏi lại.')})
        drop_link(document, clarification)
        clarification.key = key_of(token)
        keep_link(document, clarification)
        self._tell(document, 'link_clarification', actor, clarification)
        return token

    def record(self, document, number, actor, text, name, position='', reference=''):
        clarification = self._open(document, number)
        given = _checked(Recorded(), {
            'text': text, 'name': name, 'position': position, 'reference': reference})
        clarification.recorded_by = actor
        clarification.answer_reference = given['reference']
        self._keep_answer(document, clarification, given)
        self._tell(document, 'record_clarification', actor, clarification)
        self._notifying.notify(
            {clarification.asked_by} - {actor}, document, 'clarification_answered',
            number=clarification.number)

    def cancel(self, document, number, actor):
        clarification = self._open(document, number)
        clarification.cancelled_at = self._now()
        drop_link(document, clarification)
        self._tell(document, 'cancel_clarification', actor, clarification)

    def find(self, portal, key):
        document = document_of(portal, key)
        clarification = None if document is None else _open_by(document, key)
        if clarification is None or clarification.closes <= self._now():
            return None
        return document, clarification

    def answer(self, portal, key, text, name='', position='', identity=None):
        found = self.find(portal, key)
        if found is None:
            raise LookupError('no open question has that link')
        document, clarification = found
        given = _checked(Answer(), {'text': text, 'name': name, 'position': position})
        clarification.identity = identity
        self._keep_answer(document, clarification, given)
        self._tell(document, 'answer_clarification', STRANGER, clarification)
        self._notifying.notify(
            {clarification.asked_by}, document, 'clarification_answered',
            number=clarification.number)

    def _keep_answer(self, document, clarification, given):
        clarification.answer = given['text']
        clarification.answered_by = given['name']
        clarification.position = given['position']
        clarification.answered_at = self._now()
        drop_link(document, clarification)

    def _tell(self, document, action, actor, clarification):
        """Tell the log whom it was about; what was asked and answered stays with the text."""
        self._notify(Change(document, action, actor, number=clarification.number,
                            to=clarification.to_name))


def _open_one(document, number):
    """Return the open ``Clarification`` of that number, or ``None``."""
    return next((each for each in _open_ones(document) if each.number == number), None)


def _open_by(document, key):
    """Return the open ``Clarification`` whose link has ``key``, or ``None``: a number may be that
    of another one, since the earlier ones of a text may be erased.
    """
    return next((each for each in _open_ones(document) if each.key == key), None)


def _open_ones(document):
    review = in_work(document).review
    return () if review is None else review.open_clarifications


def _checked(schema, values, against=()):
    """Return ``values`` as ``schema`` takes them.

    Raises ``Refused`` with all that is wrong, ``{field: reason}`` of ``against`` included.
    """
    found, asked = dict(against), values
    try:
        asked = schema.deserialize(values)
    except colander.Invalid as error:
        found |= {name: reasons[0] for name, reasons in error.asdict(separator=None).items()}
    if found:
        raise Refused(found)
    return asked


def _against_due(due, now):
    """Return ``{'due': reason}`` of what is wrong with the term, ``{}`` if it is right."""
    if due is None:
        return {'due': _('Hãy nhập ngày, giờ hạn trả lời.')}
    if due <= now:
        return {'due': _('Hạn trả lời phải sau bây giờ.')}
    if due > now + _LONGEST:
        return {'due': _('Hạn trả lời không được quá một năm.')}
    return {}


def clarifying_service(request):
    """Return the ``IClarifying`` for whoever asks by ``request``."""
    registry = request.registry
    return Clarifying(
        registry, request.has_permission, send(registry), request.service(IVersions),
        request.service(INotifying))
