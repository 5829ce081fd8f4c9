"""On the morning of the day of its review the board is reminded of a page, once (17.1)."""
import datetime

from zope.interface import implementer

from ...base.clock import HANOI, UTC
from ...kernel.workflow.interfaces import PUBLIC
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IDue
from .days import due_of, is_standing

MORNING = datetime.time(8)


@implementer(IDue)
class Reminding:
    """See ``IDue``; ``page.reminded_of`` is the day that the board was reminded of last."""

    kind = 'review'

    def moments(self, document):
        if not is_standing(document) or document.state not in PUBLIC:
            return []
        due = due_of(document)
        if due is None or getattr(document, 'reminded_of', None) == due:
            return []
        return [datetime.datetime.combine(due, MORNING, HANOI).astimezone(UTC)]

    def act(self, environment, document, now):
        if not any(moment <= now for moment in self.moments(document)):
            return False
        document.reminded_of = due_of(document)
        notifying = environment.request.service(INotifying)
        notifying.notify(notifying.board_of(document), document, 'review_due',
                         note=f'{document.reminded_of:%d/%m/%Y}')
        return True

    def failed(self, environment, document, error):
        return True


REMINDING = Reminding()
