"""A day before its deadline a question is called to mind; when its link closes the asker hears."""
import datetime

from zope.interface import implementer

from ...kernel.tree.lookup import in_work
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IDue
from .letters import send_reminder
from .resource import drop_link

DAY = datetime.timedelta(days=1)


@implementer(IDue)
class Reminding:
    """See ``IDue``: of questions that were put less than a day before, nobody is reminded."""

    kind = 'clarification'

    def moments(self, document):
        return [moment for each in _open(document) for moment, _do in _waiting(each)]

    def act(self, environment, document, now):
        due = [(do, each) for each in _open(document) for moment, do in _waiting(each)
               if moment <= now]
        for do, clarification in due:
            do(environment, document, clarification, now)
        return bool(due)

    def failed(self, environment, document, error):
        return True


def _open(document):
    review = in_work(document).review
    return review.open_clarifications if review is not None else ()


def _waiting(clarification):
    """Yield ``(moment, what is done then)`` of an open question."""
    before = clarification.due - DAY
    if not clarification.reminded and before > clarification.asked_at:
        yield before, _remind
    if not clarification.closed:
        yield clarification.closes, _close


def _remind(environment, document, clarification, now):
    clarification.reminded = True
    if now < clarification.due:
        send_reminder(document, clarification, environment.registry)
    _tell_asker(environment, document, clarification, 'clarification_due')


def _close(environment, document, clarification, now):
    clarification.closed = True
    drop_link(document, clarification)
    _tell_asker(environment, document, clarification, 'clarification_unanswered')


def _tell_asker(environment, document, clarification, kind):
    environment.request.service(INotifying).notify(
        {clarification.asked_by}, document, kind, number=clarification.number)


REMINDING = Reminding()
