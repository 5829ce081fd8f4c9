"""The board is told some hours before the end of a clock, and at its end, once each."""
import datetime
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry

from ...base.clock import moment
from ...base.interfaces import IItem, IResource
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment, Reminder
from .duties import Duty, duty_of


def reminder(registry: Registry) -> Reminder:
    """Return the ``IDue`` of the clocks that run by the rules of ``registry``."""
    def waiting(document: IResource) -> list[tuple[datetime.datetime, datetime.datetime]]:
        duty = duty_of(document, registry) if IItem.providedBy(document) else None
        if duty is None:
            return []
        told = getattr(document, 'press_told', None)
        return [(each, each) for each in (duty.remind_at, duty.due) if told is None or each > told]

    return Reminder('press', waiting, remind)


def remind(environment: IEnvironment, document: Persistent, over: list[datetime.datetime],
           now: datetime.datetime) -> None:
    """Tell the board once of the moments that are ``over``; ``item.press_told`` is the last."""
    duty = cast(Duty, duty_of(document, environment.registry))  # by which it waited
    document.press_told = max(over)
    notifying = environment.request.service(INotifying)
    notifying.notify(
        notifying.board_of(document), document,
        'press_late' if duty.due <= now else 'press_due', note=moment(duty.due))
