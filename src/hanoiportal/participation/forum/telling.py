"""The board is told that something on a topic waits for it: a job, so that no visitor waits."""
from __future__ import annotations

from functools import partial

from ...kernel.security.authorization.grants import holders_of
from ...kernel.security.authorization.roles import BOARD, RESPONDER
from ...kernel.tree.lookup import find_site
from ...platform.notifications.interfaces import INotifying
from ...platform.scheduling.interfaces import IEnvironment
from .postform import topic_at
from .register import posts_on, read_book
from .resource import TopicPosts

#: Seconds between two looks of the job; kind of the notice.
TELL_EVERY, WAITS = 60, 'forum_waiting'


def tell(environment: IEnvironment) -> None:
    """Job: tell of posts, replies and reports that have come since it was told of some.

    Who has not yet read the notice of a topic gets no second one of it.
    """
    for topic in list(read_book(environment.portal).topics):
        if _has_new(posts_on(environment.portal, topic)):
            environment.in_transaction(partial(_tell, environment, topic))


def _has_new(kept: TopicPosts) -> bool:
    return any(not row.public and not row.is_over
               for row in kept.rows.values(kept.told_post + 1)) or any(
        kept.told_report is None or each.first > kept.told_report
        for each in kept.reports.values())


def _tell(environment: IEnvironment, topic: str) -> None:
    kept, now = posts_on(environment.portal, topic), environment.clock.now()
    item = topic_at(environment.portal, topic)
    if kept.rows:
        kept.told_post = kept.rows.maxKey()
    kept.told_report = max((each.first for each in kept.reports.values()), default=None)
    if item is not None:
        people = holders_of(find_site(item), BOARD | {RESPONDER}, now)
        environment.request.service(INotifying).notify(people, item, WAITS)
