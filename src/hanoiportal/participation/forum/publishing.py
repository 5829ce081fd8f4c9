"""What of posts may be public, for ``participation.batches`` (clauses 4.2.e, 15.1.f)."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import cast

from pyramid.registry import Registry
from zope.interface import implementer

from ...base.clock import local
from ...base.i18n import _, said_in
from ...base.text import first_words
from ...kernel.tree.events import SYSTEM, Change, InnerAction, send
from ...kernel.tree.lookup import find_portal, in_language
from ..batches.interfaces import SENT_BACK, IPublicTexts
from ..batches.interfaces.sources import (
    MOST_IN_BATCH,
    Batch,
    BatchActions,
    IRefusing,
    IWritingSource,
    SaidText,
    Told,
    WritingActions,
)
from ..cases.interfaces import ANSWERED, FORUM, NOTE, PUBLISH, Case, Contents, ICases
from ..identities.interfaces import BY_TELEPHONE
from ..publication.interfaces import PublicText
from .interfaces import (
    BY_NAME,
    DESK_PAGE,
    GROUNDS,
    PEN_NAME,
    PUBLISHED_POST,
    REFUSED_AS,
    SHOWN_AS,
    IForumTopic,
    PostRow,
    PublicPost,
)
from .postform import post_of
from .register import posts_on
from .resource import TopicPosts, TopicPublicPosts

#: What is said to the log when a batch is public.
PUBLISHED_POSTS = 'publish_posts'
#: What a sender is told, in the language of the case.
_PUBLIC = _('Ý kiến đã được Ban Biên tập phê duyệt và hiện ở chủ đề “${title}”.')
_REFUSED = _('Ý kiến không được đăng. Lý do: ${ground}.')


@implementer(IRefusing)
class PostRefusing:
    """See ``IRefusing``: of the posts on one topic."""

    grounds = tuple(GROUNDS.items())

    def __init__(self, registry: Registry, topic: IForumTopic) -> None:
        self._registry, self._topic = registry, topic

    def refuse(self, case: Case, ground: str, text: str, actor: str) -> None:
        """See ``IRefusing``."""
        say = said_in(self._registry, case.language)
        told = ' '.join(filter(None, (
            say(_REFUSED, ground=say(GROUNDS[ground]).lower()), text)))
        cases: ICases = self._registry.getAdapter(self._topic, ICases)
        cases.append(case, ANSWERED, text=told, actor=actor, site=case.site,
                     ground=f'{REFUSED_AS}{ground}')
        send(self._registry)(InnerAction(
            self._topic, 'refuse_post', actor, number=case.number, ground=ground))


class PublishedPosts:
    """What of ``IWritingSource`` is in ``content``: the public posts on one topic."""

    actions = BatchActions('propose_posts', 'approve_posts', 'send_posts_back', 'withdraw_post')
    writing = WritingActions('draft_post', 'conceal_in_post')

    def __init__(self, registry: Registry, topic: IForumTopic) -> None:
        self._registry, self._topic = registry, topic

    def published(self) -> Mapping[str, SaidText]:
        """See ``IWritingSource``."""
        return {each.id: each for each in self._topic.posts}

    def rewrite(self, said: SaidText, texts: Mapping[str, str]) -> None:
        """See ``IWritingSource``."""
        found = cast(TopicPublicPosts, self._topic.public_posts)
        found.all[said.id] = found.all[said.id]._replace(**texts)
        send(self._registry)(Change(self._topic, self.writing.conceal, SYSTEM))

    def remove(self, said: SaidText) -> None:
        """See ``IWritingSource``: replies to it stay."""
        del cast(TopicPublicPosts, self._topic.public_posts).all[said.id]
        send(self._registry)(Change(self._topic, self.actions.withdraw, SYSTEM))

    def write(self, made: Mapping[int, SaidText], batch: Batch, now: datetime.datetime) -> None:
        """See ``IWritingSource``."""
        found = cast(TopicPublicPosts | None, self._topic.public_posts)
        if found is None:
            found = self._topic.public_posts = TopicPublicPosts()
        for each in made.values():
            found.last += 1
            found.all[each.id] = cast(PublicPost, each)._replace(place=found.last)
        found.approvals += batch.approved(now)
        send(self._registry)(Change(
            self._topic, PUBLISHED_POSTS, batch.approvals[-1], count=len(made)))


@implementer(IWritingSource)
class PostSource(PublishedPosts):
    """See ``IWritingSource``: of the posts on one topic."""

    title = _('Kiểm duyệt ý kiến diễn đàn')
    about = _('Diễn đàn'), DESK_PAGE
    reason_title = ''
    spoken = ('text', 'name')
    passing: Sequence[str] = ()
    kept_as, most, notice = 'public post', MOST_IN_BATCH, 'batch_sent_back'

    def __init__(self, registry: Registry, topic: IForumTopic) -> None:
        super().__init__(registry, topic)
        self._portal, self._own = find_portal(topic), str(topic.__oid__)
        self._cases: ICases = registry.getAdapter(topic, ICases)

    def waiting(self) -> Sequence[Case]:
        """See ``IWritingSource``.  A reply to a post that is gone waits too: staff refuses it."""
        found = [self._cases.get(row.number) for row in self.kept.rows.values()
                 if not row.public and not row.is_over]
        return [case for case in found if case is not None and self._agrees(case)]

    def _agrees(self, case: Case) -> bool:
        contents = self._cases.open(case)
        return contents is not None and PUBLISH in contents.consents

    def name(self, contents: Contents) -> str:
        """See ``IWritingSource``: as its writer has chosen, a pen name or what VNeID says."""
        identity = contents.identity
        if contents.details.get(SHOWN_AS) == BY_NAME and identity is not None and (
                identity.level != BY_TELEPHONE):
            return identity.name
        return contents.details.get(PEN_NAME, '')

    def facts(self, case: Case, contents: Contents) -> Sequence[tuple[str, str]]:
        """See ``IWritingSource``."""
        identity = contents.identity
        if identity is None:
            who = _('Người viết chưa được xác nhận, chỉ có thư điện tử'), contents.sender.email
        elif identity.level == BY_TELEPHONE:
            who = _('Người viết (đã xác nhận bằng số điện thoại)'), identity.name
        else:
            who = _('Người viết (đã xác nhận bằng VNeID)'), identity.name
        reply_to = contents.details.get('reply_to', '')
        if not reply_to:
            return [who]
        post = post_of(self._topic, reply_to)
        return [who, (_('Trả lời ý kiến'), f'{post.name}: {first_words(post.text, 160)}'
                      if post is not None else _('ý kiến này không còn trên diễn đàn'))]

    def made(self, read: Mapping[int, tuple[Case, Contents, PublicText]],
             ) -> Mapping[int, SaidText]:
        """See ``IWritingSource``.  A reply to a post that has gone is left out."""
        found: dict[int, SaidText] = {}
        for number, (case, contents, text) in read.items():
            reply_to = contents.details.get('reply_to', '')
            if not self.kept.rows[number].is_over and (
                    not reply_to or post_of(self._topic, reply_to) is not None):
                found[number] = PublicPost(text.title, reply_to, text.question, text.name,
                                           local(case.received).date().isoformat())
        return found

    def told(self, said: SaidText) -> Told:
        """See ``IWritingSource``."""
        each = cast(PublicPost, said)
        post = post_of(self._topic, each.parent)
        place = '' if post is None else f'→ {post.name}: {first_words(post.text)}'
        return Told(place, each.text, each.name, each.day)

    def take_back(self, number: int) -> None:
        """See ``IWritingSource``."""
        rows, reports = self.kept.rows, self.kept.reports
        public = rows[number].public
        rows[number] = rows[number]._replace(public='', is_over=True)
        self._registry.getUtility(IPublicTexts).take_out(self._portal, self._own, public)
        if public in reports:
            del reports[public]

    def put_back(self, case: Case, why: str) -> None:
        """See ``IWritingSource``."""
        self._cases.keep(case, SENT_BACK, why)

    def note(self, made: Mapping[int, SaidText], batch: Batch) -> None:
        """See ``IWritingSource``: the row knows it, and its writer is told."""
        for number, each in made.items():
            row: PostRow = self.kept.rows[number]
            if row.public:
                continue
            self.kept.rows[number] = row._replace(public=each.id)
            case = self._cases.get(number)
            if case is not None and case.kind == FORUM:
                title = in_language(self._topic, case.language).title
                self._cases.append(
                    case, NOTE, text=said_in(self._registry, case.language)(_PUBLIC, title=title),
                    ground=PUBLISHED_POST, site=case.site)

    @property
    def kept(self) -> TopicPosts:
        """See ``IWritingSource``."""
        return posts_on(self._portal, self._own)
