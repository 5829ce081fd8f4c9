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
from .interfaces import IClarifying
from .letters import send_question
from .resource import Clarification, document_of, drop_link, keep_link
from .schemas import Answer, Question

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
        if not self._registry.getUtility(IPost).is_open:
            return [_('Cổng chưa được nối với máy chủ thư nên chưa gửi câu hỏi được.')]
        return []

    def ask(self, document, actor, name, address, question, due, shown='', whole=False):
        reasons = self.reasons_against_asking(document)
        if reasons:
            raise Refused({'': reasons[0]})
        now = self._now()
        asked = _checked(Question(), {
            'name': name, 'address': address, 'question': question, 'shown': shown},
            _against_due(due, now))
        review, token = review_of(in_work(document)), new_token()
        clarification = Clarification(
            len(review.clarifications) + 1, actor, now, asked['name'], asked['address'],
            asked['question'], due, due + datetime.timedelta(
                days=self._settings.clarification_days),
            key_of(token), asked['shown'], bool(whole))
        if not review.clarifications:
            review.clarifications = PersistentList()
        review.clarifications.append(clarification)
        keep_link(document, clarification)
        send_question(document, clarification, token, self._registry, self._settings.city)
        self._tell(document, 'clarify', actor, clarification)
        return clarification

    def cancel(self, document, number, actor):
        if not self._allowed(REVIEW, in_work(document)):
            raise Refused({'': NOT_ALLOWED})
        clarification = _open_one(document, number)
        if clarification is None:
            raise Refused({'': _('Câu hỏi này không còn chờ trả lời.')})
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
        clarification.answer = given['text']
        clarification.answered_by = given['name']
        clarification.position = given['position']
        clarification.identity = identity
        clarification.answered_at = self._now()
        drop_link(document, clarification)
        self._tell(document, 'answer_clarification', STRANGER, clarification)
        self._notifying.notify(
            {clarification.asked_by}, document, 'clarification_answered',
            number=clarification.number)

    def _tell(self, document, deed, actor, clarification):
        """Tell the log whom it was about; what was asked and answered stays with the text."""
        self._notify(Change(document, deed, actor, number=clarification.number,
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
