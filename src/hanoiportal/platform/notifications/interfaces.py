"""What notifications promise to the features that have something to tell."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Attribute, Interface, implementer

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from transaction import TransactionManager

    from ...base.interfaces import IResource
    from ...kernel.security.authentication.accounts import Account
    from ..scheduling.interfaces import IEnvironment
    from .services import Notification

#: Details: object ids of the other site that something comes from, and of its item.
SITE, ITEM = 'site', 'item'


class IPost(Interface):
    """Writes mails that leave when the transaction has committed; a utility."""

    is_open: bool = Attribute('whether a mail server is named in the settings')

    def send(
            transactions: TransactionManager, address: str, subject: str, text: str,
            about: Collection[int] = (), token: str = '',
            headers: Mapping[str, str] | None = None, html: str = '', returns: str = '') -> None:
        """Let a mail to ``address`` go out with the present transaction of ``transactions``.

        ``transactions``: the transaction manager of the connection that is written to.
        ``text``: plain text, lines of any length.  ``about``: object ids of what it speaks of.
        ``token``: of an effect of the outbox; the Message-ID is made of it, so that a mail which
        goes out again after a crash is known as the same.  ``headers``: further ones, such as
        ``Reply-To``.  ``html``: the same as HTML, for whoever reads that.  ``returns``: address
        that it returns to, if it cannot be delivered; that of the sender, if none is given.
        A transaction that is given up sends nothing; one that commits sends each mail once, as
        soon as the server takes it.  Does nothing when the post is not open.
        """


class IReturned(Interface):
    """Takes note of mails with an address of their own to return to; a utility."""

    def refused(environment: IEnvironment, address: str) -> bool:
        """Note that the mail server took no mail that returns to ``address``, since there is no
        such person; return whether it is known, so that the mail need not be kept.
        """


class INotifying(Interface):
    """Tells people what concerns them, in the desk and by mail.  Never commits."""

    def notify(
            people: Iterable[str], subject: IResource, kind: str, actor: str = '',
            **details: str | int) -> None:
        """Tell each of ``people``, ids of accounts, but for ``actor`` who did it.

        ``subject``: the resource that it is about.  ``kind``: name of a row of ``kinds.KINDS``.
        ``details``: short ``str`` or ``int``, shown in the desk and in no mail; see ``SITE`` and
        ``ITEM``.  Unknown and suspended accounts are passed over.
        """

    def remind(people: Iterable[str], subject: IResource, kind: str, **details: str | int) -> bool:
        """Do the same at most once on each day of Hanoi for one subject and kind.

        Returns whether it was done.
        """

    def settle(people: Iterable[str], subject: IResource, kinds: Collection[str] = ()) -> None:
        """Mark as read, for each of ``people``, what was told them in ``kinds`` of ``subject``,
        unless given what waits for them with it: a step was taken.
        """

    def board_of(resource: IResource) -> Collection[str]:
        """Return the ids of the accounts on the board of the site that ``resource`` is in."""

    def unread(account: Account, about: int | None = None) -> int:
        """Return how many notifications ``account`` has not read, of the resource with the object
        id ``about`` or in all; where there are none, reads one or two records.
        """

    def list(account: Account) -> Sequence[Notification]:
        """Return the ``Notification`` of everything that ``account`` was told, newest first."""

    def find(account: Account, number: int) -> Notification | None:
        """Return that ``Notification`` of ``account``, or ``None``."""

    def mark_read(
            account: Account, number: int | None = None, about: int | None = None) -> None:
        """Mark one notification of ``account`` as read, or all of the resource with the object
        id ``about``; all there are if neither is given.
        """

    def choose_mail(account: Account, address: str, wanted: bool) -> None:
        """Let the mails of ``account`` go to ``address`` from now on, or write none.

        Raises ``errors.Refused`` if that is no address.
        """

    def address(text: str) -> str:
        """Return ``text`` as an address of mail, ``''`` for none.

        Raises ``errors.Refused`` if it is no address.
        """

    def move_mail(account: Account, address: str) -> None:
        """Let the mails of ``account`` go to ``address`` from now on, ``''`` for nowhere.

        The old address is told, also of who wants no mails.
        Raises ``errors.Refused`` if that is no address.
        """

    def send_link(account: Account, token: str, until: datetime.datetime) -> None:
        """Mail the owner of ``account`` the link with ``token`` that sets a password.

        ``until``: when it opens nothing any more, aware ``datetime``.
        """


class IMailing(Interface):
    """Mails what is no notice: a list of what is due.  Never commits."""

    def mail(person: str, place: IResource, subject: str, words: Mapping[str, str],
             lines: Sequence[tuple[str, Mapping[str, object]]]) -> None:
        """Mail ``lines`` to the account with the id ``person``, if it wants mails; no notice.

        ``place``: the site whose desk the mail leads to.  ``subject``: translatable, with
        ``words`` and ``site`` put in; so is each line, with words of its own.  They hold no word
        of what is not public.
        """


class INotificationRequested(Interface):
    """Something that people are to be told of, sent by features where nobody asks for services.

    The attributes are the arguments of ``INotifying.notify``; ``object`` is its subject.
    """

    object: IResource = Attribute('the resource that it is about')
    people: Collection[str] = Attribute('ids of accounts')
    kind: str = Attribute('name of a row of ``kinds.KINDS``')
    actor: str = Attribute('principal id of who did it')
    details: dict[str, str | int] = Attribute('short, by name')


@implementer(INotificationRequested)
class NotificationRequested:
    """See ``INotificationRequested``."""

    def __init__(
            self, object: IResource, people: Collection[str], kind: str, actor: str = '',
            **details: str | int) -> None:
        self.object = object
        self.people = people
        self.kind = kind
        self.actor = actor
        self.details = details


class IStepOver(Interface):
    """What waited for the staff with a resource is done, where nobody asks for services and no
    step of the workflow tells it.
    """

    object: IResource = Attribute('the resource')
    kind: str = Attribute("of the notices that are over; ``''`` for all that waits for staff")


@implementer(IStepOver)
class StepOver:
    """See ``IStepOver``."""

    def __init__(self, object: IResource, kind: str = '') -> None:
        self.object = object
        self.kind = kind
