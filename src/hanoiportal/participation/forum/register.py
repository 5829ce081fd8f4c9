"""``IForumPosts``, and what the book keeps when a post comes in or something happens to it."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal, IResource
from ...kernel.security.interactions import empty, get_or_create, interactions_of, kept_or_new
from ...kernel.tree.lookup import find_portal
from ..batches.interfaces import IPublicTexts
from ..cases.interfaces import (
    ANSWERED,
    CLOSED,
    ERASED,
    FORUM,
    PUBLISH,
    PUBLISH_ENDED,
    Case,
    CaseEvent,
    ICases,
)
from .interfaces import IForumPosts, PostRow, Report
from .postform import topic_at
from .resource import KEY, ForumBook, TopicPosts


class PostCame(Protocol):
    """A ``CaseReceived`` as it is heard."""

    portal: IPortal
    case: Case


class PostWent(PostCame, Protocol):
    """A ``CaseChanged`` as it is heard."""

    event: CaseEvent


@implementer(IForumPosts)
class ForumPosts:
    """See ``IForumPosts``."""

    def __init__(self, resource: IResource) -> None:
        self.portal = find_portal(resource)

    def waiting(self, topic: str) -> Sequence[PostRow]:
        """See ``IForumPosts``."""
        return [each for each in posts_on(self.portal, topic).rows.values()
                if not each.public and not each.is_over]

    def topic_of(self, number: int) -> str:
        """See ``IForumPosts``."""
        return str(read_book(self.portal).topic_of.get(number, ''))

    def report(self, topic: str, public: str, ground: str, now: datetime.datetime) -> None:
        """See ``IForumPosts``."""
        reports = get_or_create(book_of(self.portal).topics, topic, TopicPosts).reports
        before = reports.get(public) or Report(public, now, {})
        reports[public] = before._replace(grounds={
            **before.grounds, ground: before.grounds.get(ground, 0) + 1})

    def reports(self, topic: str) -> Sequence[Report]:
        """See ``IForumPosts``."""
        return sorted(posts_on(self.portal, topic).reports.values(), key=lambda each: each.first)


def read_book(portal: IPortal) -> ForumBook:
    """Return the book, an empty one that is kept nowhere if there is none."""
    return kept_or_new(portal, KEY, ForumBook)


def topics_with_posts(portal: IPortal) -> Mapping[str, TopicPosts]:
    """Return what is kept of each topic, by its object id."""
    return cast('Mapping[str, TopicPosts]', read_book(portal).topics)


def posts_on(portal: IPortal, topic: str) -> TopicPosts:
    """Return what is kept of the posts on ``topic``; if there are none, what is kept nowhere."""
    return read_book(portal).topics.get(topic) or empty(TopicPosts)


def book_of(portal: IPortal) -> ForumBook:
    """Return the book, for writing."""
    found: ForumBook = get_or_create(interactions_of(portal), KEY, ForumBook)
    return found


def enter(registry: Registry, event: PostCame) -> None:
    """Give a post that came in its row."""
    if event.case.kind == FORUM:
        cases: ICases = registry.getAdapter(event.portal, ICases)
        contents = cases.open(event.case)
        if contents is not None:
            put_in(event.portal, event.case.number, contents.details)


def put_in(portal: IPortal, number: int, details: Mapping[str, str],
           is_over: bool = False) -> None:
    """Let the case ``number`` be a post on the topic that its ``details`` name."""
    topic = details.get('topic', '')
    if topic_at(portal, topic) is None:
        return
    book = book_of(portal)
    get_or_create(book.topics, topic, TopicPosts).rows[number] = PostRow(
        number, details.get('reply_to', ''), is_over=is_over)
    book.topic_of[number] = topic


def follow(registry: Registry, event: PostWent) -> None:
    """Let the row of a post know what ``event`` makes of it."""
    number, kind = event.case.number, event.event.kind
    is_end = kind in (*CLOSED, ERASED) or event.event.ground == PUBLISH_ENDED
    if event.case.kind != FORUM or not is_end:
        return
    topic = read_book(event.portal).topic_of.get(number, '')
    rows = posts_on(event.portal, topic).rows
    if number not in rows:
        return
    row = rows[number]
    if kind == ANSWERED and row.public:  # it stays public when the topic has come to its end
        return
    rows[number] = row._replace(public='', is_over=True)
    if row.public:
        registry.getUtility(IPublicTexts).take_out(event.portal, topic, row.public)


class PostState:
    """``IPublicState`` of posts."""

    given = PUBLISH
    words = _('Khi gửi đã đồng ý công khai ý kiến trên diễn đàn. Có thể thôi đồng ý cho đến khi ý '
              'kiến được đăng; khi đó ý kiến không được xem xét đăng nữa.')

    def is_public(self, cases: ICases, case: Case) -> bool:
        """See ``IPublicState``."""
        topic = ForumPosts(cases.portal).topic_of(case.number)
        row = posts_on(cases.portal, topic).rows.get(case.number)
        return row is not None and bool(row.public)
