"""What is told of subscribers without telling who they are, and what comes back from them."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    from ....base.interfaces import IPortal, ISite
    from ...scheduling.interfaces import IEnvironment
    from . import ISubscriber


class Digest(NamedTuple):
    """A letter of what is new."""

    subject: str
    text: str
    html: str


class WrittenLetter(NamedTuple):
    """A letter that people have written to subscribers.  ``number``: unique, of its figures.

    ``sender``: object id of the site that writes it.  ``items``: object ids of what it points to.
    """

    number: int
    sender: str
    title: str
    text: str
    items: tuple[str, ...]


class ILetters(Interface):
    """Sends letters that people have written, without telling to whom: an adapter of any resource.
    It lies in ``interactions``.  Never commits.
    """

    def last() -> int:
        """Return the highest number of a subscriber, 0 for none."""

    def count(wishes: Collection[tuple[str, str]]) -> int:
        """Return to how many people a letter goes that is for who follows any of ``wishes``."""

    def shown(letter: WrittenLetter, tag: str) -> Digest:
        """Return ``letter`` as a reader in the language ``tag`` gets it.  Its links of the
        subscriber lead nowhere.
        """

    def send(environment: IEnvironment, letter: WrittenLetter,
             wishes: Collection[tuple[str, str]], after: int, until: int, most: int) -> int:
        """Mail ``letter`` in the present transaction to at most ``most`` of those whose numbers
        are above ``after`` and not above ``until``; return the number of the last one, 0 if there
        is none left.
        """

    def figures(number: int) -> Mapping[str, int]:
        """Return how often the letter with that number was sent, came back and made somebody stop:
        ``SENT``, ``RETURNED``, ``STOPPED``.
        """


class IFollowers(Interface):
    """What can be told of those who follow things, without telling who: an adapter of any
    resource.  It lies in ``interactions``; no cached page opens it.
    """

    def name(kind: str, target: str, tag: str) -> str:
        """Return what is followed in the language ``tag``, ``''`` if it is not public."""

    def days() -> int:
        """Return for how long an address that nobody has confirmed is kept."""

    def number(kind: str, target: str) -> int:
        """Return how many people follow that and have confirmed it."""

    def figures(site: ISite) -> Mapping[tuple[str, str], int]:
        """Return the numbers of letters of ``site``, by ``(YYYY-MM, what)``: ``SENT``,
        ``MESSAGES``, ``RETURNED``, ``ENDED``.
        """

    def preview(kind: str, target: str, days: int, tag: str) -> Digest | None:
        """Return the letter that who follows that would get of the last ``days``; ``None`` for
        none.  Its links lead nowhere.
        """


class IReturns(Interface):
    """Addresses that mails to subscribers are returned to, one for each subscriber; a utility.

    What comes back ends what is followed, by the rules of ``subscription_rules.csv``.
    """

    def address(portal: IPortal, subscriber: ISubscriber, letter: int = 0) -> str:
        """Return where mails to ``subscriber`` return to; ``''`` where no mail comes in.

        ``letter``: number of the ``WrittenLetter``, 0 for a digest.
        """

    def is_of(extension: str) -> bool:
        """Return whether ``extension``, in lower case, is formed as that of such an address."""

    def take(environment: IEnvironment, extension: str, content: bytes) -> bool:
        """Note the mail ``content`` that came to the address with that ``extension``, in the
        present transaction; return whether it says that the address is no good.
        """

    def refused(environment: IEnvironment, address: str) -> bool:
        """Note that the mail server took no mail that returns to ``address``, since there is no
        such person; return whether it is one of ours.
        """

    def undelivered(environment: IEnvironment, subscriber: ISubscriber) -> None:
        """Note that nothing reaches the address of ``subscriber``, in the present transaction."""
