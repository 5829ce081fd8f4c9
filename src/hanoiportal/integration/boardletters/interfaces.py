"""What letters of boards promise to their callers.  Moments are aware UTC."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ...platform.subscriptions.interfaces import Digest

#: States of a letter: it waits for the board; the board has sent it back; its time has not come;
#: it goes out; it went to everybody; it was taken back before.
WAITING, SENT_BACK, SCHEDULED, SENDING, GONE, RECALLED = (
    'waiting', 'sent back', 'scheduled', 'sending', 'gone', 'recalled')
STATES = {
    WAITING: _('Chờ Ban Biên tập phê duyệt'), SENT_BACK: _('Ban Biên tập trả lại'),
    SCHEDULED: _('Đã duyệt, chờ đến giờ gửi'), SENDING: _('Đang gửi'), GONE: _('Đã gửi xong'),
    RECALLED: _('Đã thu hồi trước khi gửi')}
#: Characters of title, text and reason; items of a letter.
LONGEST_TITLE, LONGEST_TEXT, LONGEST_REASON, MOST_ITEMS = 150, 5000, 500, 20


class LetterText(NamedTuple):
    """What a letter says, and to whom.

    ``items``: object ids of what it points to; ``versions``: digests of what they show.
    ``wishes``: what its readers follow, ``kind:target``.  ``at``: when it goes, ``None`` for at
    once.
    """

    title: str
    text: str
    items: tuple[str, ...]
    versions: tuple[str, ...]
    wishes: tuple[str, ...]
    at: datetime.datetime | None


class LetterView(NamedTuple):
    """A letter as people look at it.

    ``said``: what waits, was sent back or approved.  ``digest``: of it.  ``authors``,
    ``approvals``: ids of accounts.  ``reason``: why it was sent back or recalled, or waits again.
    ``figures``: see ``ILetters``.
    """

    number: int
    state: str
    said: LetterText
    digest: str
    authors: tuple[str, ...]
    approvals: tuple[str, ...]
    reason: str
    figures: Mapping[str, int]


class CannotMailLetter(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed.

    Fields are ``title``, ``text``, ``items``, ``wishes``, ``at`` and ``reason``.
    """


class IBoardLetters(Interface):
    """Writes and approves letters of a site, for one asker.  Writes ``interactions`` alone; never
    commits.

    The verbs raise ``CannotMailLetter`` and send an ``InnerAction``; ``actor`` is an account's id.
    """

    def letters(site: ISite) -> Sequence[LetterView]:
        """Return the letters of ``site``, the latest first."""

    def letter(site: ISite, number: int) -> LetterView | None:
        """Return that letter of ``site``, ``None`` if it has none."""

    def readers(site: ISite, number: int) -> int:
        """Return to how many people that letter goes now, which takes a look at each of them."""

    def shown(site: ISite, number: int, tag: str) -> Digest | None:
        """Return that letter as readers in the language ``tag`` get it."""

    def versions(items: Sequence[str]) -> tuple[str, ...]:
        """Return the digests of what ``items`` show in public, ``''`` for what is not public."""

    def write(site: ISite, number: int, said: LetterText, actor: str) -> int:
        """Put a letter before the board, in place of the one with that number, which waits or was
        sent back; a new one for 0.  Return its number.
        """

    def against(site: ISite, number: int, actor: str) -> str:
        """Return what stands against that ``actor`` approves it, ``''`` for nothing."""

    def approve(site: ISite, number: int, digest: str, actor: str) -> bool:
        """Approve what waits, if its digest is this; return whether it was the last approval."""

    def send_back(site: ISite, number: int, digest: str, reason: str, actor: str) -> None:
        """Send back what waits."""

    def recall(site: ISite, number: int, reason: str, actor: str) -> None:
        """Take a letter back that is not being sent yet; whoever may write or approve may."""
