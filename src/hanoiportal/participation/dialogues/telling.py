"""Those who answer are told that a dialogue which takes questions has new ones: a job, so that
nobody who asks waits.
"""
from __future__ import annotations

from functools import partial

from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import RESPONDER
from ...kernel.tree.lookup import find_site
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import ASKING, RUNNING
from .register import dialogue_at, questions_to, read_book

#: Seconds between two looks of the job; kind of the notice.
TELL_EVERY, WAITS = 60, 'dialogue_waiting'


def tell(environment: IEnvironment) -> None:
    """Job: tell of the questions that have come since it told of some.  Who has not yet read the
    notice of a dialogue gets no second one of it.
    """
    for dialogue in list(read_book(environment.portal).dialogues):
        kept = questions_to(environment.portal, dialogue)
        if kept.rows and kept.rows.maxKey() > kept.told_question:
            environment.in_transaction(partial(_tell, environment, dialogue))


def _tell(environment: IEnvironment, dialogue: str) -> None:
    kept = questions_to(environment.portal, dialogue)
    kept.told_question = kept.rows.maxKey()
    item = dialogue_at(environment.portal, dialogue)
    if item is not None and item.phase in (ASKING, RUNNING):
        people = holders_of(find_site(item), frozenset({RESPONDER}), environment.clock.now())
        environment.request.service(INotifying).notify(people, item, WAITS)
