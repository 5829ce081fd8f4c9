"""The board is told some hours before the end of a clock, and at its end, once each."""
from zope.interface import implementer

from ...base.clock import moment
from ...base.interfaces import IItem
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IDue
from .duties import duty_of


@implementer(IDue)
class Reminding:
    """See ``IDue``; ``item.press_told`` is the last of the moments that the board was told at."""

    kind = 'press'

    def __init__(self, registry):
        self._registry = registry

    def moments(self, document):
        duty = duty_of(document, self._registry) if IItem.providedBy(document) else None
        if duty is None:
            return []
        told = getattr(document, 'press_told', None)
        return [each for each in (duty.remind_at, duty.due) if told is None or each > told]

    def act(self, environment, document, now):
        over = [each for each in self.moments(document) if each <= now]
        if not over:
            return False
        duty = duty_of(document, self._registry)
        document.press_told = max(over)
        notifying = environment.request.service(INotifying)
        notifying.notify(
            notifying.board_of(document), document,
            'press_late' if duty.due <= now else 'press_due', note=moment(duty.due))
        return True

    def failed(self, environment, document, error):
        return True
