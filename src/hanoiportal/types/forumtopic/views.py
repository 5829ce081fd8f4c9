"""The public page of a topic: what is asked, what people said, and what came of it."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from ...base.clock import shown_date
from ...base.i18n import _
from ...base.values import Batch
from ...kernel.tree.facts import Fact, day_fact, known, text_fact
from ...kernel.tree.lookup import find_site
from ...participation.forum.interfaces import (
    ASKED,
    CLOSED,
    CONFIRMING,
    OPEN,
    PREPARING,
    REPORTED,
    REPORTING,
    PublicPost,
)
from ...shells.public.lists.batches import Paging, bounds
from ...web import View, public_view
from ...web.attachments import attachments
from .resource import ForumTopic
from .schemas import RULES

PHASE_TITLES = {PREPARING: _('Sắp mở'), OPEN: _('Đang thảo luận'), CLOSED: _('Đã đóng')}


class ShownPost(NamedTuple):
    """A post as the page shows it.  ``reply``, ``report``: addresses, ``''`` for none."""

    post: PublicPost
    day: str
    reply: str
    report: str


class ForumTopicView(View):
    """What a reader of a topic sees."""

    @public_view(context=ForumTopic, renderer='templates/view.pt')
    def page(self) -> dict[str, object]:
        """Return the values ``view.pt`` names."""
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
            'write': self._writing() if item.phase == OPEN else '',
            'attachments': attachments(self.request, item)}

    def _facts(self) -> Sequence[Fact]:
        item, tag = self.context, self.request.language.tag
        found: Sequence[Fact] = known([
            text_fact(_('Tình trạng'), PHASE_TITLES[item.phase], None),
            day_fact(_('Ngày mở'), item.opens, tag),
            day_fact(_('Ngày đóng'), item.closed_on, tag)], tag)
        return found

    def _shown(self, post: PublicPost) -> ShownPost:
        day = datetime.date.fromisoformat(post.day)
        may_reply = self.context.phase == OPEN and not post.parent
        query = urlencode({REPORTED: post.id})
        return ShownPost(
            post, shown_date(day, self.request.language.tag),
            self._writing(post.id) if may_reply else '',
            f'{self.request.link(self.context, REPORTING)}?{query}')

    def _writing(self, reply_to: str = '') -> str:
        values: Mapping[str, str] = {'topic': str(self.context.__oid__), 'reply_to': reply_to}
        query = urlencode({query: values[name] for name, query in ASKED if values[name]})
        return f'{self.request.link(find_site(self.context), CONFIRMING)}?{query}'


def threads_of(posts: Sequence[PublicPost]) -> list[list[PublicPost]]:
    """Return ``posts``, in their order, as threads: each with the replies to it.

    A reply to a post that has gone begins a thread of its own.
    """
    found: dict[str, list[PublicPost]] = {each.id: [each] for each in posts if not each.parent}
    for each in posts:
        if each.parent:
            found.setdefault(each.parent if each.parent in found else each.id, []).append(each)
    return list(found.values())
