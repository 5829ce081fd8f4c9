"""What following without an account promises, and what it asks of features that can be followed.

``config.add_followable('question', _('Câu hỏi và câu trả lời này'), is_question)`` lets people
follow what ``is_question`` is; the form is ``FORM`` below the thing's own address.
"""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

from ....base.i18n import _
from .numbers import Digest, IFollowers, ILetters, IReturns, WrittenLetter

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ....base.interfaces import IPortal, IResource
    from ...ledger.interfaces import Event

#: View of a thing that can be followed; view of every site where one's subscriptions are.
FORM, PAGE = 'dang-ky-theo-doi', 'muc-theo-doi'
#: View of every site where one chooses what to follow; where one types the code that came to a
#: telephone; what a short message leads to, with an end of it.
NEWSLETTER, BY_NUMBER, NEWS_PAGE = 'ban-tin', 'theo-doi-qua-tin-nhan', 'tin-bao'
#: Name, minutes and ``SameSite`` of the cookie of what this browser has opened.
OPENED_COOKIE = 'muc-theo-doi', 120, 'Strict'
#: Below ``PAGE``: what this browser has opened; the end of one click (RFC 8058).
OPENED, STOP = 'cua-toi', 'dung'
#: The field and value of a one-click end (RFC 8058, 3.2).
ONE_CLICK = ('List-Unsubscribe', 'One-Click')
#: What the code is for that a letter asks with; the others are those of ``sealing``.
CONFIRM = 'C'
#: Days between two tellings, 0 for at once.
AT_ONCE, DAILY, WEEKLY = PACES = 0, 1, 7
#: The same in a form: value, days, title.
PACE_ROWS = (('ngay', AT_ONCE, _('Ngay khi có tin mới')),
             ('hang-ngay', DAILY, _('Mỗi ngày một thư, lúc 7 giờ')),
             ('hang-tuan', WEEKLY, _('Mỗi tuần một thư, 7 giờ sáng thứ Hai')))
#: The same of short messages, of which each costs.
MESSAGE_PACES = (('hang-ngay', DAILY, _('Mỗi ngày nhiều nhất một tin, lúc 7 giờ')),
                 ('hang-tuan', WEEKLY, _('Mỗi tuần nhiều nhất một tin, 7 giờ sáng thứ Hai')))
#: The days by what a form sends.
PACE_DAYS = {value: days for value, days, _title in PACE_ROWS}
#: Letters of an address.
LONGEST = 200
#: Letters and short messages with something of a site; failures; subscriptions that ended by them;
#: those that people have ended by the link of a letter.
SENT, MESSAGES, RETURNED, ENDED, STOPPED = 'sent', 'messages', 'returned', 'ended', 'stopped'
#: Channels of what is told: the page «Theo dõi», mail, and short messages.
BY_PAGE, BY_MAIL, BY_MESSAGE = 'page', 'mail', 'message'

#: Whether somebody may follow a thing, given the registry.
Follows = Callable[['IResource', 'Registry'], bool]
#: The object ids, in decimal digits, of what an event of the ledger is news of.
News = Callable[['IPortal', 'Event', 'Registry'], Iterable[str]]
#: Titles of targets that are no resources, by the target, in the language with a tag.
Titles = Callable[['Registry', str], Mapping[str, str]]
#: What somebody wishes to follow: a kind and a target.
Wish = tuple[str, str]


class IFollowable(Interface):
    """A kind of things that can be followed, a utility by its name, added by
    ``config.add_followable``.
    """

    title: str = Attribute('what is followed, translatable')
    is_of: Follows = Attribute('whether it holds of a resource')
    news: News = Attribute('of what an event is news')
    titles: Titles | None = Attribute('of targets that are no resources; ``None`` if they are')
    is_urgent: bool = Attribute('whether it is told at once, in a letter of its own')


class Followed(NamedTuple):
    """Mục theo dõi: what a subscriber follows.  ``number``: among the subscriber's own.

    ``kind``: name of an ``IFollowable``.  ``target``: object id, in decimal digits, or one of its
    ``titles``.  ``asked``,
    ``confirmed``: aware UTC; ``None`` for what nobody has confirmed.  ``since``: number of the
    last event of the ledger that was there before.  ``nonce``: of the letter that asks.
    ``days``: what was wished with it, one of ``PACES``.
    """

    number: int
    kind: str
    target: str
    asked: datetime.datetime
    confirmed: datetime.datetime | None = None
    since: int = 0
    nonce: str = ''
    days: int = AT_ONCE


class Piece(NamedTuple):
    """Something new of what is followed.  ``item``: object id, in decimal digits.  ``event``:
    its number in the ledger.  ``numbers``: of what is followed.  ``is_urgent``: it waits for no
    hour.
    """

    item: str
    event: int
    numbers: tuple[int, ...]
    is_urgent: bool = False


class ISubscriber(Interface):
    """Who follows something."""

    number: int = Attribute('unique, and that of the key')
    language: str = Attribute('BCP 47 tag')
    channel: str = Attribute('name of an ``IChannel``')
    days: int = Attribute('one of ``PACES``')
    followed: tuple[Followed, ...] = Attribute('what is followed, or was asked for')
    told: tuple[Piece, ...] = Attribute('the latest that was told, the newest first')


class IChannel(Interface):
    """A way to tell subscribers, a utility by its name, added by ``config.add_channel``:
    ``title``, translatable; ``takes(address)``, whether it reaches that address; ``is_offered``,
    whether the page «Theo dõi» offers it to those who do not have it;
    ``tell(environment, subscriber, pieces)``, called in the transaction
    of ``interactions`` that notes that they were told: with it, it happens or does not.
    """


class ISubscribers(Interface):
    """What is kept of who follows something; base of ``ISubscriptions``."""

    def get(number: int) -> ISubscriber | None:
        """Return that subscriber, ``None`` if there is none any more."""

    def by_address(address: str) -> ISubscriber | None:
        """Return who has that address, ``None`` for nobody."""

    def by_identity(pseudonym: str) -> list[ISubscriber]:
        """Return the subscribers of a person, by the pseudonym of VNeID."""

    def address(subscriber: ISubscriber) -> str:
        """Return the address of ``subscriber``, ``''`` if its key is destroyed."""

    def code(subscriber: ISubscriber, purpose: str, *parts: str) -> str:
        """Return the code of a link, see ``sealing.code``; ``''`` if the key is destroyed."""

    def short(subscriber: ISubscriber) -> str:
        """Return the short code of what ``subscriber`` was told, ``''`` if the key is destroyed.
        """

    def by_short(code: str) -> ISubscriber | None:
        """Return whose short ``code`` it is, ``None`` for nobody's."""

    def export(subscriber: ISubscriber) -> Mapping[str, object]:
        """Return all that is kept of ``subscriber``, as JSON can say it."""


class ISubscriptions(ISubscribers):
    """The register of who follows what, an adapter of any resource:
    ``registry.getAdapter(resource, ISubscriptions)``.  It lies in ``interactions``; addresses are
    sealed, each with a key of its own.  Never commits.
    """

    def apply(wishes: Sequence[Wish], address: str, language: str, days: int) -> None:
        """Have a letter sent to ``address`` that asks whether to follow: the outbox writes it, so
        this takes as long for every address.  ``days``: one of ``PACES``.
        """

    def remind(address: str) -> None:
        """Have a letter with the link to the page of all subscriptions sent to ``address``, if
        anything is followed there; in the same way.
        """

    def ask(wishes: Sequence[Wish], address: str, language: str, days: int,
            nonce: str) -> tuple[ISubscriber, Sequence[Followed]] | None:
        """Note that ``address`` is asked, by a letter that ``nonce`` names, and return what it
        asks, nothing if all is followed already; ``None`` where too many letters went there today.
        """

    def confirm(code: str) -> ISubscriber | None:
        """Confirm all that the letter with the link ``code`` asks, once, and return of whom;
        ``None`` for what is no link, used or over.
        """

    def follow(wishes: Sequence[Wish], number: str, language: str, days: int) -> ISubscriber:
        """Let the telephone ``number``, which its holder has just confirmed, follow that too, and
        return who has it: told by short messages, every ``days``, daily at most.
        """

    def opened(code: str) -> ISubscriber | None:
        """Return whose page the link ``code`` opens now, ``None`` for nobody's."""

    def choose(subscriber: ISubscriber, channel: str, days: int) -> None:
        """Tell ``subscriber`` by ``channel``, at one of the ``PACES``."""

    def stop(subscriber: ISubscriber, numbers: Sequence[int] = ()) -> None:
        """End what ``subscriber`` follows by ``numbers``, all if there are none.  With the last
        one the address is forgotten: its key is destroyed.
        """

    def stop_by(code: str) -> None:
        """End what the link of one click names, of a written letter what it was sent for; nothing
        for what is no such link.
        """

    def identify(subscriber: ISubscriber, pseudonym: str) -> None:
        """Let ``by_identity`` find ``subscriber``."""


__all__ = [
    'AT_ONCE', 'BY_MAIL', 'BY_MESSAGE', 'BY_NUMBER', 'BY_PAGE', 'CONFIRM', 'DAILY', 'ENDED',
    'FORM', 'LONGEST', 'MESSAGES', 'MESSAGE_PACES', 'NEWSLETTER', 'NEWS_PAGE', 'ONE_CLICK',
    'OPENED', 'OPENED_COOKIE', 'PACES', 'PACE_DAYS', 'PACE_ROWS', 'PAGE', 'RETURNED', 'SENT',
    'STOP', 'WEEKLY', 'Digest', 'Followed', 'Follows', 'IChannel', 'IFollowable',
    'IFollowers', 'ILetters', 'IReturns', 'ISubscriber', 'ISubscribers', 'ISubscriptions',
    'News', 'Piece', 'Titles', 'Wish', 'WrittenLetter',
]
