"""The persistent topic of the forum.  Renaming this module needs an upgrade step."""
import datetime
from collections.abc import Iterator
from html import escape
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry
from zope.interface import implementer

from ...base.i18n import DEFAULT, _
from ...base.interfaces import IWorkingVersion
from ...kernel.tree import FolderishItem, content_type
from ...participation.forum.interfaces import (
    CLOSED,
    PREPARING,
    TYPE,
    IForumTopic,
    PublicPost,
    PublicPosts,
)
from .schemas import ForumTopicSchema


def searched(document: Persistent) -> str:
    """Return what of a topic, or of a translation, is found in the text index; what people say
    stands with the original, in Vietnamese.
    """
    said = [f'<p>{escape(each.text)}</p>' for each in document.posts] if (
        document.language == DEFAULT) else []
    return '\n'.join(filter(None, (
        document.summary, document.body, escape(document.asked), document.conclusion, *said)))


def details(topic: 'ForumTopic') -> Iterator[tuple[str, str]]:
    """Yield what a list of topics is cut down by."""
    yield 'phase', topic.phase


def against_publishing(topic: 'ForumTopic', _registry: Registry) -> list[str]:
    """Return what stands against publishing ``topic``: a summary before it is closed."""
    item = topic
    if IWorkingVersion.providedBy(topic):
        item = cast('ForumTopic', topic.__parent__)
    if topic.conclusion and item.phase != CLOSED:
        return [_('Chỉ đăng phần tổng hợp sau khi chủ đề đã đóng.')]
    return []


def public_comments(topic: 'ForumTopic') -> int:
    """Return how many posts are public."""
    return 0 if topic.public_posts is None else len(topic.public_posts.all)


@content_type(TYPE, _('Chủ đề diễn đàn'), ForumTopicSchema, text=searched,
              translatable=('title', 'summary', 'body', 'asked', 'rules', 'conclusion'),
              details=details, reasons_against_publishing=against_publishing,
              public_comments=public_comments,
              example={'opens': '2066-12-01', 'closes': '2066-12-31', 'conclusion': ''})
@implementer(IForumTopic)
class ForumTopic(FolderishItem):
    """Chủ đề diễn đàn.  See ``IForumTopic`` for its attributes.

    ``body``: HTML.  ``asked``: a question a line.  ``rules``: ``''`` for those of the portal.
    Its children are files.
    """

    body = asked = rules = conclusion = ''
    phase = PREPARING
    opens: datetime.date | None = None
    closes: datetime.date | None = None
    closed_early: datetime.date | None = None
    public_posts: PublicPosts | None = None

    @property
    def posts(self) -> tuple[PublicPost, ...]:
        """See ``IForumTopic``."""
        found = self.public_posts
        return () if found is None else tuple(
            sorted(found.all.values(), key=lambda each: each.place))

    @property
    def closed_on(self) -> datetime.date | None:
        """The last local day on which people post, ``None`` if there is none."""
        return self.closed_early or self.closes
