"""Diễn đàn in the desk: how far a topic is, what waits for the board, reports, closing."""
from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...base.permissions import ANSWER, APPROVE_ANSWER
from ...base.text import first_words
from ...kernel.tree.lookup import find_site
from ...shells.desk.frame.menu import HERE, menu
from ...shells.desk.frame.view import DeskView
from ...web import desk_view
from ..batches.interfaces import PAGE, PUBLISHED
from .interfaces import (
    DESK_PAGE,
    GROUNDS,
    OPEN,
    CannotDiscuss,
    IForum,
    IForumPosts,
    IForumTopic,
    PublicPost,
    Report,
)
from .postform import post_of, topic_at

#: The view of the site that leads a case of the inbox to its topic, see ``PostConduct.page``.
ONE = 'forum-post'
#: Published posts that the page shows, the latest ones.
MOST = 20
Values = Mapping[str, object]


class ShownReport(NamedTuple):
    """A report beside its post, ``None`` if that has gone.  ``out``: where it is taken out.
    ``grounds``: titles and numbers.
    """

    public: str
    out: str
    post: PublicPost | None
    first: str
    grounds: list[tuple[str, int]]


def may_moderate(topic: IForumTopic, request: Request) -> bool:
    """Return whether the asker moderates ``topic``: posts are cases of the site."""
    return bool(request.has_permission(ANSWER, find_site(topic)))


def unmoderated(topic: IForumTopic, request: Request) -> int:
    """Return how many posts and reports on ``topic`` wait for somebody."""
    posts: IForumPosts = request.registry.getAdapter(topic, IForumPosts)
    own = str(topic.__oid__)
    return len(posts.waiting(own)) + len(posts.reports(own))


@menu(DESK_PAGE, _('Diễn đàn'), at=HERE, working_permission=ANSWER, context=IForumTopic, order=30,
      shown=may_moderate, count_at=unmoderated)
class ForumPage(DeskView):
    """What waits at one topic."""

    def __init__(self, context: IForumTopic, request: Request) -> None:
        super().__init__(context, request)
        if not may_moderate(context, request):
            raise HTTPNotFound
        self.topic, self.actor = context, str(request.identity.id)
        self.posts: IForumPosts = request.registry.getAdapter(context, IForumPosts)

    @desk_view(context=IForumTopic, name=DESK_PAGE, working_permission=ANSWER,
               renderer='templates/forum.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({})

    @desk_view(context=IForumTopic, name=DESK_PAGE, working_permission=ANSWER,
               request_method='POST', renderer='templates/forum.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Close the topic, or let a reported post stay."""
        act, public = self.request.POST.get('act', ''), self.request.POST.get('public', '')
        forum: IForum = self.request.service(IForum)
        try:
            if act == 'close':
                forum.close(self.topic, self.actor)
                self.flash(_('Đã đóng chủ đề. Có thể viết phần tổng hợp.'))
            else:
                forum.settle(self.topic, public, self.actor)
                self.flash(_('Ý kiến được giữ lại; báo cáo đã giải quyết.'))
        except CannotDiscuss as refused:
            self.request.response.status_int = 422
            return self._page(refused.reasons)
        return self.see(self.context, DESK_PAGE)

    def _page(self, reasons: Mapping[str, str]) -> Values:
        own = str(self.topic.__oid__)
        return {
            'title': _('Diễn đàn'), 'view': DESK_PAGE, 'problems': list(reasons.values()),
            'waiting': len(self.posts.waiting(own)), 'public': len(self.topic.posts),
            'moderating': self.path(self.context, PAGE),
            'reports': [self._report(each) for each in self.posts.reports(own)],
            'posts': [(self._out(each.id), each.name, first_words(each.text, 100))
                      for each in self.topic.posts[:-MOST - 1:-1]],
            'all': self.path(self.context, PUBLISHED),
            'is_open': self.topic.phase == OPEN,
            'may_decide': self.request.has_permission(APPROVE_ANSWER, find_site(self.topic))}

    def _out(self, public: str) -> str:
        """Return the address where the post named ``public`` is taken out."""
        return self.path(self.context, PUBLISHED, public=public)

    def _report(self, report: Report) -> ShownReport:
        return ShownReport(
            report.public, self._out(report.public), post_of(self.topic, report.public),
            moment(report.first),
            [(GROUNDS[ground], number) for ground, number in report.grounds.items()])


class OnePost(DeskView):
    """Where a case of the inbox leads that is a post."""

    @desk_view(context=ISite, name=ONE, working_permission=ANSWER)
    def page(self) -> HTTPSeeOther:
        """Lead to what waits at its topic."""
        posts: IForumPosts = self.request.registry.getAdapter(self.context, IForumPosts)
        number = number_in(self.request.GET.get('number', ''))
        topic = topic_at(self.request.root, posts.topic_of(number))
        if topic is None or find_site(topic) is not self.context:
            raise HTTPNotFound
        return self.see(topic, PAGE)
