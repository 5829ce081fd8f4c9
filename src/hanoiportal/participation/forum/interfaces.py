"""What the forum promises: topics, and the posts on them (clause 4.2.e; NĐ 147/2024/NĐ-CP).

A post is a case of the kind ``FORUM``; its row in ``interactions`` holds nothing of what was said.
A *topic* is named by the object id of its ``IForumTopic``, in decimal digits.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.i18n import _
from ..batches.interfaces.sources import IPublishesBatches

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: Name of the content type, and of the section that it belongs to.
TYPE, SECTION = 'ForumTopic', 'giao-luu-doi-thoai'
#: Kind of events of the ledger: a topic is in another phase, or posts on it are public.
MOVED = 'forum moved'
#: Phases, in their order: before the first day, people post, nobody does any more.
PREPARING, OPEN, CLOSED = PHASES = ('preparing', 'open', 'closed')
PHASE_TITLES: Mapping[str, str] = {
    PREPARING: _('Sắp mở'), OPEN: _('Đang thảo luận'), CLOSED: _('Đã đóng')}
#: The form by which people post; the view of a site where they are confirmed before; that of a
#: topic where a post is reported; the page of the desk.
FORM, CONFIRMING, REPORTING, DESK_PAGE = 'dien-dan', 'gui-dien-dan', 'bao-y-kien', 'forum'
#: Query fields of the form, and the details of a case that they become; that of the report.
ASKED = (('topic', 'chu-de'), ('reply_to', 'tra-loi'))
REPORTED = 'y-kien'
#: Letters of a post, and of a pen name.
LONGEST_POST, LONGEST_PEN_NAME = 3000, 40
#: By which name a post is shown: as confirmed, or a pen name.
BY_NAME, BY_PEN_NAME = 'name', 'pen'
#: Details of a case: by which name, and the pen name.
SHOWN_AS, PEN_NAME = 'shown_as', 'pen_name'
#: Posts of one person in 24 hours.
MOST_A_DAY = 10
#: Ways of being confirmed: see ``forum_ways.csv``.
VNEID, TELEPHONE, EMAIL = 'vneid', 'telephone', 'email'
#: Grounds of events of a case: its post is public; with the ground behind, it is refused.
PUBLISHED_POST, REFUSED_AS = 'forum-published', 'forum-refused-'
#: Grounds by which a post is refused, or reported.
GROUNDS: Mapping[str, str] = {
    'unlawful': _('Vi phạm pháp luật'), 'insulting': _('Xúc phạm, lời lẽ không phù hợp'),
    'personal': _('Lộ thông tin cá nhân'), 'false': _('Thông tin sai sự thật'),
    'spam': _('Quảng cáo, thư rác'), 'off_topic': _('Ngoài chủ đề')}


class PublicPost(NamedTuple):
    """Ý kiến trên diễn đàn, as anyone reads it.

    ``id``: 12 hexadecimal digits.  ``parent``: id of the post that it replies to, ``''`` for none.
    ``name``: as its writer has chosen.  ``day``: on which it was received, ISO 8601.
    ``place``: its number among the posts of the topic, in the order in which they became public.
    """

    id: str
    parent: str
    text: str
    name: str
    day: str
    place: int = 0


class PostRow(NamedTuple):
    """A row.  ``number``: of the case.  ``reply_to``: id of a public post, or ``''``.

    ``public``: what names it in public, ``''`` while nobody reads it there.  ``is_over``: it was
    refused, withdrawn, taken out or erased, or its writer agrees to it no more.
    """

    number: int
    reply_to: str = ''
    public: str = ''
    is_over: bool = False


class Report(NamedTuple):
    """That readers reported a public post.  ``grounds``: ``{ground: how often}``."""

    public: str
    first: datetime.datetime
    grounds: Mapping[str, int]


class PublicPosts(Protocol):
    """The public posts of one topic.  ``all``: by ``PublicPost.id``."""

    all: Mapping[str, PublicPost]


class IForumTopic(IPublishesBatches):
    """An item that people discuss for a time."""

    opens: datetime.date | None = Attribute('first local day on which people post')
    closes: datetime.date | None = Attribute('last local day on which they do')
    closed_early: datetime.date | None = Attribute(
        'local day on which the board closed it before; set by ``IForum`` alone')
    closed_on: datetime.date | None = Attribute('last local day on which people post')
    phase: str = Attribute('of ``PHASES``; moved by this feature alone')
    state: str = Attribute('of the workflow')
    conclusion: str = Attribute("summary by the board, HTML; ``''`` before it is public")
    posts: Sequence[PublicPost] = Attribute('that are public, in their order')
    public_posts: PublicPosts | None = Attribute(
        'written by what publishes posts, with a ``Change``')


class CannotDiscuss(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable str}``; nothing has changed."""


class IForum(Interface):
    """What a board does with topics and reports of posts, for one asker.  Never commits."""

    def close(topic: IForumTopic, actor: str) -> None:
        """Close it now, for the board.  Raises ``CannotDiscuss``."""

    def settle(topic: IForumTopic, public: str, actor: str) -> None:
        """Let the reports of the post named ``public`` be settled: it stays.  Raises
        ``CannotDiscuss``.
        """


class IForumWays(Interface):
    """Whether posts are taken at all, whatever the topic; a utility.  It asks neither the clock
    nor ``interactions``.
    """

    is_open: bool = Attribute(
        'whether there is a way to be confirmed, now or by mail some day')


class IForumPosts(Interface):
    """The rows of posts, an adapter of any resource.  Never commits."""

    portal: IPortal = Attribute('of which they are')

    def waiting(topic: str) -> Sequence[PostRow]:
        """Return what is neither public nor over, in the order of their numbers."""

    def topic_of(number: int) -> str:
        """Return the topic of the case ``number``, ``''`` if it is no post."""

    def report(topic: str, public: str, ground: str, now: datetime.datetime) -> None:
        """Note that a reader reports a public post, by a ground of ``GROUNDS``; no reader is
        noted.
        """

    def reports(topic: str) -> Sequence[Report]:
        """Return the reports that are not settled, the oldest first."""
