"""Whom the drafting body's board is told: that a consultation ends soon, and what is owed then."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import cast

from ...base.clock import start_of
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import PUBLISHED
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment, Reminder
from .interfaces.drafts import OPEN, SUMMING, IConsultation

#: Days before the close at which the board is reminded, and after it for the summary; 8 o'clock.
BEFORE, AFTER = (7, 1), (0, 15)
MORNING = datetime.timedelta(hours=8)
DAY = datetime.timedelta(days=1)


def waiting(document: Described) -> Iterator[tuple[datetime.datetime, str]]:
    """Yield ``(moment, name)`` of the reminders of ``document`` that were not sent, aware UTC."""
    if IConsultation.providedBy(document) and document.state == PUBLISHED:
        yield from _planned(cast(IConsultation, document))


def _planned(document: IConsultation) -> Iterator[tuple[datetime.datetime, str]]:
    opens, closes = document.opens, document.closes
    if opens is None or closes is None:
        return
    planned = {
        OPEN: [(closes - days * DAY, f'{closes}-{days}') for days in BEFORE],
        SUMMING: [(closes + (1 + days) * DAY, f'{closes}+{days}') for days in AFTER],
    }.get(document.phase, [])
    for day, name in planned:
        if name not in document.reminded and day > opens:
            yield start_of(day) + MORNING, name


def remind(environment: IEnvironment, document: Described, names: list[str],
           now: datetime.datetime) -> None:
    """Tell the board, once for all ``names`` that are due."""
    consultation = cast(IConsultation, document)
    consultation.reminded = (*consultation.reminded, *names)
    kind = 'consultation_closing' if consultation.phase == OPEN else 'consultation_summary'
    notifying = environment.request.service(INotifying)
    notifying.remind(notifying.board_of(document), document, kind)


REMINDING = Reminder('consultation reminder', waiting, remind)
