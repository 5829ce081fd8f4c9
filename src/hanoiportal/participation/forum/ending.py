"""Posts of a topic that has closed come to their end, so that their years of retention begin.

What waits for the board is left to it: it ends once it is public or refused.  When the topic
itself was withdrawn or deleted, all of it ends.
"""
from __future__ import annotations

from functools import partial

from ...base.i18n import _, said_in
from ...kernel.tree.events import SYSTEM
from ...kernel.tree.lookup import in_language
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import ANSWERED, FORUM, OPEN, Case, ICases
from .interfaces import CLOSED
from .postform import topic_at
from .register import posts_on, read_book

#: Seconds between two looks of the job.
END_EVERY = 600
#: What a writer is told, in the language of the case.
_STAYS = _('Chủ đề “${title}” đã đóng. Ý kiến vẫn được đăng ở trang chủ đề và không rút ở đây '
           'được nữa; muốn gỡ, xin gửi yêu cầu về dữ liệu cá nhân.')
_GONE = _('Chủ đề “${title}” đã đóng. Ý kiến không còn trên trang chủ đề.')
_WITHDRAWN = _('Chủ đề của ý kiến đã được gỡ khỏi Cổng. Ý kiến không còn trên Cổng.')


def end_posts(environment: IEnvironment) -> None:
    """Job: end each post of a closed topic that is public, or no more, and all of a topic that has
    gone; a second time nothing is left to end.
    """
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    topic_of = read_book(environment.portal).topic_of
    for row in cases.inbox(None, states=OPEN, kind=FORUM, size=10**9).rows:
        topic = topic_of.get(row.number, '')
        if _has_ended(environment, topic, row.number):
            environment.in_transaction(partial(_end, environment, topic, row.number))


def _has_ended(environment: IEnvironment, topic: str, number: int) -> bool:
    """Return whether ``topic`` has gone, or is closed and the case ``number`` decided."""
    item = topic_at(environment.portal, topic)
    row = posts_on(environment.portal, topic).rows.get(number)
    if row is None or item is None or not item.is_public:
        return row is not None
    return item.phase == CLOSED and (bool(row.public) or row.is_over)


def _end(environment: IEnvironment, topic: str, number: int) -> None:
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.get(number)
    if case is not None:
        cases.append(case, ANSWERED, actor=SYSTEM, site=case.site, source=f'closed:{topic}',
                     text=_told(environment, topic, case))


def _told(environment: IEnvironment, topic: str, case: Case) -> str:
    item = topic_at(environment.portal, topic)
    say = said_in(environment.registry, case.language)
    if item is None or not item.is_public:
        return say(_WITHDRAWN)
    is_public = bool(posts_on(environment.portal, topic).rows[case.number].public)
    return say(_STAYS if is_public else _GONE, title=in_language(item, case.language).title)
