"""A day before its deadline a question is called to mind; when its link closes the asker hears."""
import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from ...base.interfaces import IResource
from ...kernel.tree.lookup import in_work
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment, Reminder
from .letters import send_reminder
from .resource import Clarification, drop_link

DAY = datetime.timedelta(days=1)
#: What is done with a question: callable(environment, document, question, now), and the question.
Step = tuple[Callable[..., None], Clarification]


def waiting(document: IResource) -> Iterator[tuple[datetime.datetime, Step]]:
    """Yield what is still to be done with each open question, and when, aware UTC: of one that was
    put less than a day before its deadline nobody is reminded.
    """
    review = in_work(document).review
    asked = review.open_clarifications if review is not None else ()
    for clarification in cast('Iterable[Clarification]', asked):
        before = clarification.due - DAY
        if not clarification.reminded and before > clarification.asked_at:
            yield before, (_remind, clarification)
        if not clarification.closed:
            yield clarification.closes, (_close, clarification)


def remind(environment: IEnvironment, document: IResource, steps: list[Step],
           now: datetime.datetime) -> None:
    """Do the ``steps`` in their order."""
    for do, clarification in steps:
        do(environment, document, clarification, now)


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


REMINDING = Reminder('clarification', waiting, remind)
