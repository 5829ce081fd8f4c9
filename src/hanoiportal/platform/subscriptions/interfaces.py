"""What following without an account promises, and what it asks of features that can be followed.

``config.add_followable('question', _('Câu hỏi và câu trả lời này'), is_question)`` lets people
follow what ``is_question`` is; the form is ``FORM`` below the thing's own address.
"""
from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, IResource
    from ..ledger.interfaces import Event

#: View of a thing that can be followed; view of every site where one's subscriptions are.
FORM, PAGE = 'dang-ky-theo-doi', 'muc-theo-doi'
#: Below ``PAGE``: what this browser has opened; the end of one click (RFC 8058).
OPENED, STOP = 'cua-toi', 'dung'
#: The field and value of a one-click end (RFC 8058, 3.2).
ONE_CLICK = ('List-Unsubscribe', 'One-Click')
#: What the code is for that a letter asks with; the others are those of ``sealing``.
CONFIRM = 'C'
#: Channels of what is told: the page «Theo dõi», and mail.  SMS and Zalo are connectors to come.
BY_PAGE, BY_MAIL = 'page', 'mail'

#: Whether somebody may follow a thing, given the registry.
Follows = Callable[['IResource', 'Registry'], bool]
#: The object ids, in decimal digits, of what an event of the ledger is news of.
News = Callable[['IPortal', 'Event'], Iterable[str]]


class IFollowable(Interface):
    """A kind of things that can be followed, a utility by its name, added by
    ``config.add_followable``: ``title``, translatable; ``is_of``, a ``Follows``; ``news``, a
    ``News``.
    """


class Followed(NamedTuple):
    """Mục theo dõi: what a subscriber follows.  ``number``: among the subscriber's own.

    ``kind``: name of an ``IFollowable``.  ``target``: object id, in decimal digits.  ``asked``,
    ``confirmed``: aware UTC; ``None`` for what nobody has confirmed.  ``since``: number of the
    last event of the ledger that was there before.  ``nonce``: of the letter that asks.
    ``is_daily``: what was wished with it.
    """

    number: int
    kind: str
    target: str
    asked: datetime.datetime
    confirmed: datetime.datetime | None = None
    since: int = 0
    nonce: str = ''
    is_daily: bool = False


class Piece(NamedTuple):
    """Something new of what is followed.  ``item``: object id, in decimal digits.  ``event``:
    its number in the ledger.  ``numbers``: of what is followed.
    """

    item: str
    event: int
    numbers: tuple[int, ...]


class ISubscriber(Interface):
    """Who follows something."""

    number: int = Attribute('unique, and that of the key')
    language: str = Attribute('BCP 47 tag')
    channel: str = Attribute('name of an ``IChannel``')
    is_daily: bool = Attribute('told once a day, not at once')
    followed: tuple[Followed, ...] = Attribute('what is followed, or was asked for')
    told: tuple[Piece, ...] = Attribute('the latest that was told, the newest first')


class IChannel(Interface):
    """A way to tell subscribers, a utility by its name, added by ``config.add_channel``:
    ``title``, translatable; ``tell(environment, subscriber, pieces)``, called in the transaction
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

    def export(subscriber: ISubscriber) -> Mapping[str, object]:
        """Return all that is kept of ``subscriber``, as JSON can say it."""


class ISubscriptions(ISubscribers):
    """The register of who follows what, an adapter of any resource:
    ``registry.getAdapter(resource, ISubscriptions)``.  It lies in ``interactions``; addresses are
    sealed, each with a key of its own.  Never commits.
    """

    def apply(kind: str, target: str, address: str, language: str, is_daily: bool) -> None:
        """Have a letter sent to ``address`` that asks whether to follow: the outbox writes it, so
        this takes as long for every address.
        """

    def remind(address: str) -> None:
        """Have a letter with the link to the page of all subscriptions sent to ``address``, if
        anything is followed there; in the same way.
        """

    def ask(kind: str, target: str, address: str, language: str, is_daily: bool,
            nonce: str) -> tuple[ISubscriber, Followed] | None:
        """Note that ``address`` is asked, by a letter that ``nonce`` names; ``None`` where too
        many letters went there today.  What is followed already is returned as it is.
        """

    def confirm(code: str) -> ISubscriber | None:
        """Confirm what the link ``code`` asks, once, and return of whom; ``None`` for what is no
        link, used or over.
        """

    def opened(code: str) -> ISubscriber | None:
        """Return whose page the link ``code`` opens now, ``None`` for nobody's."""

    def choose(subscriber: ISubscriber, channel: str, is_daily: bool) -> None:
        """Tell ``subscriber`` by ``channel``, once a day or at once."""

    def stop(subscriber: ISubscriber, numbers: Sequence[int] = ()) -> None:
        """End what ``subscriber`` follows by ``numbers``, all if there are none.  With the last
        one the address is forgotten: its key is destroyed.
        """

    def stop_by(code: str) -> None:
        """End what the link of one click names; nothing for what is no such link."""

    def identify(subscriber: ISubscriber, pseudonym: str) -> None:
        """Let ``by_identity`` find ``subscriber``."""
