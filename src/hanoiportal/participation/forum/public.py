"""The page of a topic, where who posts is confirmed before, and where readers report a post
(clause 4.2.e).
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.view import view_config

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import VIEW
from ...base.values import Batch
from ...kernel.tree.facts import Fact, day_fact, known, text_fact
from ...kernel.tree.lookup import find_site
from ...shells.public.lists.batches import Paging, bounds
from ...shells.public.replies.reportedhere import remember, was_reported
from ...shells.public.search.params import params_of
from ...web import View, public_view
from ...web.attachments import attachments
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..questions.interfaces import ASKING
from .interfaces import (
    ASKED,
    CLOSED,
    CONFIRMING,
    GROUNDS,
    OPEN,
    PHASE_TITLES,
    REPORTED,
    REPORTING,
    IForumPosts,
    IForumTopic,
    IForumWays,
    PublicPost,
)
from .postform import post_of, threads_of
from .views import ConfirmingSteps

#: What holds where a board writes no rules of its own.
RULES = _(
    'Viết đúng chủ đề, bằng lời lẽ lịch sự; chịu trách nhiệm về nội dung mình viết. Không nêu '
    'thông tin cá nhân của mình hoặc của người khác, không quảng cáo, không đưa đường dẫn ra '
    'ngoài các trang của cơ quan nhà nước. Không được vi phạm Điều 8 Luật An ninh mạng và các quy '
    'định về thông tin trên mạng (Nghị định 147/2024/NĐ-CP). Ý kiến chỉ hiện sau khi Ban Biên tập '
    'phê duyệt; ý kiến không được đăng thì người viết nhận được lý do.')


class ShownPost(NamedTuple):
    """A post as the page shows it.  ``reply``, ``report``: addresses, ``''`` for none."""

    post: PublicPost
    day: str
    reply: str
    report: str


class ForumTopicView(View):
    """What a reader of a topic sees."""

    @public_view(context=IForumTopic, renderer='templates/topic.pt')
    def page(self) -> dict[str, object]:
        """Return the values ``topic.pt`` names."""
        item, text = self.context, self.text
        posts = item.posts
        threads = threads_of(posts)
        start, size = bounds(self.request)
        here = threads[start:start + size]
        return {
            'title': text.title, 'text': text, 'item': item, 'facts': self._facts(),
            'asked': [each for each in text.asked.split('\n') if each.strip()],
            'rules': text.rules or self.request.localizer.translate(RULES),
            'rules_lang': text.language if text.rules else self.request.language.tag,
            'threads': [[self._shown(each) for each in thread] for thread in here],
            'total': len(posts), 'is_closed': item.phase == CLOSED,
            'paging': Paging(Batch(tuple(here), len(threads), start, size),
                             self.request.link(item)),
            'write': self._writing() if self._takes_posts else '', 'unreachable': (
                self.request.link(find_site(item), ASKING)
                if item.phase == OPEN and not self._takes_posts else ''),
            'attachments': attachments(self.request, item)}

    @reify
    def _takes_posts(self) -> bool:
        """Whether the topic is open and posts are taken at all."""
        ways: IForumWays = self.request.registry.getUtility(IForumWays)
        return self.context.phase == OPEN and ways.is_open

    def _facts(self) -> Sequence[Fact]:
        item, tag = self.context, self.request.language.tag
        found: Sequence[Fact] = known([
            text_fact(_('Tình trạng'), PHASE_TITLES[item.phase], None),
            day_fact(_('Ngày mở'), item.opens, tag),
            day_fact(_('Ngày đóng'), item.closed_on, tag)], tag)
        return found

    def _shown(self, post: PublicPost) -> ShownPost:
        day = datetime.date.fromisoformat(post.day)
        may_reply = self._takes_posts and not post.parent
        query = urlencode({REPORTED: post.id})
        return ShownPost(
            post, shown_date(day, self.request.language.tag),
            self._writing(post.id) if may_reply else '',
            f'{self.request.link(self.context, REPORTING)}?{query}')

    def _writing(self, reply_to: str = '') -> str:
        values: Mapping[str, str] = {'topic': str(self.context.__oid__), 'reply_to': reply_to}
        query = urlencode({query: values[name] for name, query in ASKED if values[name]})
        return f'{self.request.link(find_site(self.context), CONFIRMING)}?{query}'


class ConfirmingView(ConfirmingSteps):
    """The way to the form: who posts is confirmed, for a quarter of an hour, in this browser."""

    @view_config(context=ISite, name=CONFIRMING, request_method=('GET', 'HEAD'))
    def show(self) -> Response:
        """Show who is confirmed, or the ways there; or why nobody posts there now."""
        return self.page()

    @view_config(context=ISite, name=CONFIRMING, request_method='POST', require_csrf=False,
                 subpath=True)
    def take(self) -> Response:
        """Take a step of the way, or let the identity go."""
        refuse_foreign(self.request)
        return self.go()


class ReportingView(View):
    """A reader reports a post: a ground, and nothing of the reader."""

    @public_view(context=IForumTopic, name=REPORTING, renderer='templates/reporting.pt',
                 counted=False)
    def show(self) -> dict[str, object]:
        """Show the post and the grounds."""
        return self._values(params_of(self.request, REPORTED))

    @view_config(context=IForumTopic, name=REPORTING, request_method='POST', require_csrf=False,
                 permission=VIEW, renderer='templates/reporting.pt')
    def take(self) -> dict[str, object]:
        """Note the report, once a device."""
        refuse_foreign(self.request)
        refuse_too_many(self.request, 'report')
        self.request.response.headers['Cache-Control'] = 'no-store'
        given = self.request.POST
        public = str(given.get(REPORTED, ''))
        values = self._values(public)
        ground = str(given.get('ground', ''))
        if ground not in GROUNDS:
            return {**values, 'problem': _('Chưa chọn lý do báo cáo.')}
        registry = self.request.registry
        if not was_reported(self.request, public):
            posts: IForumPosts = registry.getAdapter(self.context, IForumPosts)
            posts.report(str(self.context.__oid__), public, ground,
                         registry.getUtility(IClock).now())
            remember(self.request, self.request.response, public)
        return {**values, 'done': True}

    def _values(self, public: str) -> dict[str, object]:
        post = post_of(self.context, public)
        if post is None:
            raise HTTPNotFound
        return {
            'title': _('Báo cáo ý kiến'), 'text': self.text, 'post': post, 'noindex': True,
            'whole': self.request.link(self.context), 'grounds': list(GROUNDS.items()),
            'problem': '', 'done': False, 'field': REPORTED,
            'action': self.request.link(self.context, REPORTING)}
