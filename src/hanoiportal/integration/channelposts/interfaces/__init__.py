"""What posts on channels promise to their callers.  Moments are aware UTC.

A *channel* is a kind of account elsewhere, such as a Facebook Page; a site has at most one of each
kind.  A *post* is what a site says there of one of its items.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ....base.errors import Refused
from ....base.i18n import _
from .channels import Channel

if TYPE_CHECKING:
    from ....base.interfaces import IItem, IPortal, ISite
    from ....base.values import Alarm
    from ....kernel.tree.resources import Described

#: States of a post: it waits for the board; the board has sent it back; its time has not come;
#: it is being posted; the channel does not take it; it stands there; the item has changed since;
#: it is being taken back; a person has to do that; gone.
WAITING, SENT_BACK, SCHEDULED, SENDING, REFUSED, POSTED, STALE, LEAVING, BY_HAND, RECALLED = (
    'waiting', 'sent back', 'scheduled', 'sending', 'refused', 'posted', 'stale', 'leaving',
    'by hand', 'recalled')
STATES = {
    WAITING: _('Chờ Ban Biên tập phê duyệt'), SENT_BACK: _('Ban Biên tập trả lại'),
    SCHEDULED: _('Đã duyệt, chờ đến giờ đăng'), SENDING: _('Đã duyệt, đang gửi lên kênh'),
    REFUSED: _('Kênh từ chối, Cổng không tự gửi lại'),
    POSTED: _('Đã đăng trên kênh'), STALE: _('Tin, bài đã thay đổi, chờ phê duyệt lại'),
    LEAVING: _('Đang gỡ khỏi kênh'),
    BY_HAND: _('Kênh không cho Cổng gỡ, chờ người gỡ trên kênh'), RECALLED: _('Đã gỡ khỏi kênh')}
#: Why a post was recalled: a person did; its item is public no longer.
BY_PERSON, BY_ITEM = 'person', 'item'
#: Days before its end from which on people are told that a token ends.
TOLD_BEFORE = 14
#: Characters of a reason.
LONGEST_REASON = 500


class PostText(NamedTuple):
    """What a post says.  ``attached``: object id of what goes along, the image of the item, or the
    item itself for its film; 0 for nothing.  ``attached_digest``: SHA-256 of the file.  ``at``:
    when it shall appear, ``None`` for at once.  ``version``: digest of the version of the item
    that it is about.
    """

    title: str
    text: str
    attached: int
    attached_digest: str
    at: datetime.datetime | None
    version: str


class Counts(NamedTuple):
    """What a channel says of a post.  -1 and ``''`` for what it does not tell.  ``at``: when it
    said so.  ``link``: where readers see it.
    """

    comments: int
    views: int
    at: datetime.datetime
    link: str = ''


class StandingPost(NamedTuple):
    """A post that the channel lets only people take away.  ``item``: object id of its item.

    ``link``: where it is.  ``since``: when it was to go.
    """

    item: str
    link: str
    since: datetime.datetime


class TokenTimes(NamedTuple):
    """What is known of the tokens of a connection.  ``ends``: when people must give a new one,
    ``None`` for never or not known.  ``is_refused``: whether the channel refuses it now.
    ``renewing``: until when somebody fetches new ones.  ``looked``: the day of the last look.

    A tree compares its values to resolve a conflict; they have an order, whatever it is.

    >>> TokenTimes() < TokenTimes(looked=datetime.date(2026, 11, 30))
    True
    """

    ends: datetime.datetime | None = None
    is_refused: bool = False
    renewing: datetime.datetime | None = None
    looked: datetime.date | None = None

    def __lt__(self, other: object) -> bool:
        return repr(self) < repr(other)


class CannotPost(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed.

    Fields are ``title``, ``text``, ``picture``, ``at`` and ``reason``, behind the name of the
    channel and a dot where there are several.
    """


class IChannels(Interface):
    """``{name: Channel}`` of this process, as a utility."""


class PostView(NamedTuple):
    """A post as people look at it.

    ``work``: what waits or was sent back; ``approved``: what the board approved last.  ``digest``:
    of ``work``.  ``authors``, ``approvals``: ids of accounts.  ``reason``: why it was sent back or
    recalled.  ``trouble``: why it has not arrived yet, ``''`` for nothing.  ``link``: where
    readers see it, from ``posted_at`` on; ``''`` if it is not there or that is not known.
    """

    channel: Channel
    connection: str
    is_on: bool
    state: str
    work: PostText | None
    approved: PostText | None
    digest: str
    authors: tuple[str, ...]
    approvals: tuple[str, ...]
    reason: str
    trouble: str
    counts: Counts | None
    approved_by: tuple[str, ...] = ()
    approved_at: datetime.datetime | None = None
    posted_at: datetime.datetime | None = None
    link: str = ''


class IChannelPosts(Interface):
    """Writes and approves posts, for one asker.  Writes ``interactions`` alone; never commits.

    The verbs raise ``CannotPost`` and send an ``InnerAction``; ``actor`` is an account's id.
    """

    def channels(item: IItem) -> list[Channel]:
        """Return the channels that the site of ``item`` is connected with."""

    def unfit(item: Described, channel: Channel) -> str:
        """Return why ``item`` cannot be posted there, translatable; ``''`` if it can."""

    def proposed(item: Described, channel: Channel) -> PostText:
        """Return the post that would be written of ``item`` at first."""

    def post(item: Described, channel: Channel) -> PostView | None:
        """Return the post of ``item`` there, ``None`` if none was ever written."""

    def posts(site: ISite) -> list[tuple[Described, PostView]]:
        """Return the posts of ``site`` whose items are there, the latest written first."""

    def standing(site: ISite) -> list[tuple[str, str, StandingPost]]:
        """Return channel, name and what is known of the posts that a person has to take away."""

    def confirm(site: ISite, channel: str, name: str, actor: str) -> None:
        """Note that ``actor`` has taken such a post away at the channel."""

    def write(item: Described, given: Mapping[str, Mapping[str, str]],
              at: datetime.datetime | None, actor: str) -> None:
        """Put posts before the board: ``{channel: {field: text}}``, all or none."""

    def against(item: Described, channel: Channel, actor: str) -> str:
        """Return what stands against that ``actor`` approves the post, ``''`` for nothing."""

    def approve(item: Described, channel: Channel, digest: str, actor: str) -> bool:
        """Approve what waits, if its digest is this; return whether it was the last approval."""

    def send_back(item: Described, channel: Channel, digest: str, reason: str,
                  actor: str) -> None:
        """Send back what waits."""

    def recall(item: Described, channel: Channel, reason: str, actor: str) -> None:
        """Take the post back from the channel; whoever may write or approve may do so."""


class ChannelTask(NamedTuple):
    """What somebody has to do for posts.  ``title``: translatable.  ``subject``: item or site, at
    whose ``page`` it is done; ``number``: of posts.
    """

    title: str
    subject: IItem | ISite
    page: str
    number: int


class IChannelTasks(Interface):
    """An adapter of a request."""

    def found() -> list[ChannelTask]:
        """Return what the asker has to do: posts that were sent back to them, posts of their
        sites that people have to take away.
        """


class IChannelAlarms(Interface):
    """A utility."""

    def found(portal: IPortal) -> list[Alarm]:
        """Return what is wrong with the tokens of channels, and which posts people have to take
        away.
        """
