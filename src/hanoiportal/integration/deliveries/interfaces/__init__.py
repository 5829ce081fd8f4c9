"""What the delivery engine promises to receivers, and what it asks of them (ADR 91).

``config.add_receiver`` declares a receiver.  A *connection* is one that somebody has set up at a
site, with its settings and secrets; it is off until then.
"""
from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ....base.errors import Refused
from ....base.permissions import CONNECT
from ....base.profiles import Profile
from ....platform.http.interfaces import HttpAnswer
from .records import Connection as Connection
from .records import DeadLetter as DeadLetter
from .records import Try as Try

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ....base.interfaces import IItem, IPortal, ISite
    from ....kernel.tree.schema import Schema
    from ....platform.scheduling.interfaces import IEnvironment

#: Kinds of deliveries: the item is public, as it is told; a copy of it is to be dropped; somebody
#: tries the connection out; figures, such as those of a day, which are of no item.  ``READ``
#: stands in the log alone: what the other system has was asked for.
SHOWN, GONE, TRIAL, FIGURES, READ = 'shown', 'gone', 'trial', 'figures', 'read'
#: Outcomes of a try.  It has arrived; it is refused for good; another try may succeed; nobody is
#: to send there any more.
ACCEPTED, REFUSED, LATER, ENDED = 'accepted', 'refused', 'later', 'ended'
#: States of a connection: off; it works; its last tries failed; too many did, so it rests.
OFF, WELL, FAILING, BROKEN = 'off', 'well', 'failing', 'broken'
#: Characters of what a receipt tells and of a name that another system gives.
LONGEST = 200
#: Stands behind the name of a renewed secret, which holds for ``OVERLAP`` seconds more.
FORMER, OVERLAP = '.former', 24 * 60 * 60
#: Notes of a try: what came back is no receipt; the other system gave no token; there was nothing
#: to be sent; the other system has a part of it, or makes something of it.
NO_RECEIPT, NO_TOKEN, NOTHING_NEW, PART = 'no receipt', 'token', 'nothing new', 'part'
#: Settings of a connection: what its schema makes of what was typed, without the secrets.
Settings = Mapping[str, object]
#: What is sent; its receiver knows how.  It can be pickled.
Body = Mapping[str, object] | bytes


class Receipt(NamedTuple):
    """What came of a try.

    ``outcome``: one of the above.  ``status``: of HTTP, 0 if there was no answer.  ``note``: why,
    for who looks after the connection: short, nothing of the body and nothing secret.
    ``pause``: seconds that the other system asks to wait.  ``reference``: its own name of the
    item, which the next delivery of it brings back.
    """

    outcome: str
    status: int = 0
    note: str = ''
    pause: int = 0
    reference: str = ''


class Delivery(NamedTuple):
    """One thing to tell one connection.

    ``key``: the same at every try, also after a crash and when it is sent again.  ``kind``: one of
    the above.  ``item``: object id in decimal digits, ``''`` for a trial, the name of figures.
    ``number``: of the change.  ``as_of``: position of the changes when the body was made.
    ``made``: when it was noted, aware UTC.  ``tries``: with this one.  ``site``: object id.
    ``reference``: of the last receipt for the item.
    """

    key: str
    kind: str
    item: str
    number: int
    as_of: str
    made: datetime.datetime
    tries: int
    connection: int
    site: str
    settings: Settings
    secrets: Mapping[str, str]
    reference: str = ''
    body: Body = b''


class Passage(NamedTuple):
    """What the page of a connection tells besides.  All is translatable."""

    title: str
    text: str
    lines: tuple[str, ...] = ()


#: Whether a connection with these settings is told of a public item.
Wants = Callable[['IEnvironment', 'IItem', Settings], bool]
#: Makes the body in a transaction that writes nothing.  The item is ``None`` unless the kind is
#: ``SHOWN``.  Figures without a body are not sent.
Tell = Callable[['IEnvironment', 'IItem | None', Delivery], Body]
#: Sends it, outside of any transaction, in 20 s at most.  An answer of HTTP is judged by its
#: status, and by its profile if there is one; what is raised is as ``LATER``.
Send = Callable[['IEnvironment', Delivery], Receipt | HttpAnswer]
#: All figures to tell now, by names (ASCII, no spaces, nothing of a person): a text that changes
#: when they do.  Reads alone.
Counted = Callable[['IEnvironment', Settings], Mapping[str, str]]


#: What the page of a connection of the site with these settings tells besides.
Told = Callable[['Registry', 'ISite', Settings], Sequence[Passage]]


@dataclass(frozen=True)
class Receiver:
    """A kind of connections.

    ``name``: unique, stored.  ``title``, ``hint``: translatable.  ``schema``: of the settings;
    one called ``sections`` has those of the site alone.
    ``send``: ``None`` for who takes JSON at the setting ``address``, of what is gone at the
    setting ``recall`` if there is one, by the secret ``token``; an empty body is not sent.
    ``wants``: ``None`` for all that is public at its site.  ``secrets``: names of its fields that
    are kept sealed and shown to nobody.
    ``generated``: ``{name: makes it}`` of secrets that the portal makes, seen once; a former
    one is among the secrets of a delivery for a day.  ``permission``: needed at the site.
    ``is_of_city``: whether only the city portal has such connections, which then are told of all
    sites; else a site has its own, which are told of it alone.
    ``is_local``: whether the city's own one is told of no other site either.
    ``most``: connections of a site.  ``figures``: of who is told of figures in place of items;
    ``tells_ends``: also of those that there are no more; ``is_personal``: whether their names say
    whom they are about, so that nobody is shown them.
    ``profile``: where answers say the outcome, and the receipt if it names a place for that.
    ``wrong``: what is wrong with settings besides the schema, ``{field: translatable}``.
    ``words``: what people read in place of a note, or of what stands before its first colon or
    blank; ``${rest}`` is what stands behind.
    ``told``: what its page tells besides.
    """

    name: str
    title: str
    schema: Schema
    tell: Tell
    send: Send | None = None
    wants: Wants | None = None
    secrets: tuple[str, ...] = ()
    generated: Mapping[str, Callable[[], str]] | None = None
    permission: str = CONNECT
    is_of_city: bool = True
    is_local: bool = False
    most: int = 1
    hint: str = ''
    wrong: Callable[[Settings, ISite, Registry], Mapping[str, str]] | None = None
    figures: Counted | None = None
    profile: Profile | None = None
    tells_ends: bool = False
    is_personal: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    told: Told | None = None


class IReceivers(Interface):
    """``{name: Receiver}`` of this process, as a utility."""


class ICourier(Interface):
    """Delivers in a thread of its own, one at a time; a utility."""
    def wait(seconds: float) -> bool:
        """Return whether nothing is being delivered, after ``seconds`` at the latest."""


class CannotConnect(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable}``; nothing has changed."""


class IReadConnections(Interface):
    """The connections of a site, for one asker, as they are looked at.

    Verbs raise ``LookupError`` for a receiver or connection that is not there, is another site's,
    or that the asker may not look after.
    """

    def receivers(site: ISite) -> list[Receiver]:
        """Return the receivers that the asker may set up at ``site``, by title."""

    def receiver(site: ISite, name: str) -> Receiver:
        """Return that receiver."""

    def connections(site: ISite) -> list[Connection]:
        """Return its connections, oldest first; those of sites that are gone are the portal's."""

    def elsewhere(portal: IPortal) -> list[tuple[Connection, ISite]]:
        """Return the connections of all component sites, each with its site, oldest first."""

    def connection(site: ISite, number: int) -> Connection:
        """Return that connection."""

    def tries(site: ISite, number: int, start: int = 0, size: int = 50) -> list[Try]:
        """Return the latest tries, the latest first."""

    def dead_letters(site: ISite, number: int, size: int = 50) -> list[DeadLetter]:
        """Return the dead letters, the oldest first."""


class IDeliveries(IReadConnections):
    """As above.  Writes ``interactions`` alone; never commits.  Raises ``CannotConnect``."""
    def add(site: ISite, name: str, title: str, given: Mapping[str, str],
            actor: str) -> tuple[Connection, Mapping[str, str]]:
        """Set a connection up, turned off; return it with the secrets that were generated."""

    def change(site: ISite, number: int, title: str, given: Mapping[str, str],
               actor: str) -> Connection:
        """Change the settings; a secret that is left empty stays, unless it would go elsewhere."""

    def renew(site: ISite, number: int, actor: str, is_lost: bool = False) -> Mapping[str, str]:
        """Generate the secrets anew, return them; unless lost, the old ones hold a day longer."""

    def switch(site: ISite, number: int, is_on: bool, actor: str) -> None:
        """Turn it on, from now on, or off: what waits then waits on."""

    def remove(site: ISite, number: int, actor: str) -> None:
        """Forget the connection with its secrets, deliveries and log."""

    def try_out(site: ISite, number: int, actor: str) -> None:
        """Have a trial sent, also while the connection is off."""

    def replay(site: ISite, number: int, sequence: int | None, actor: str) -> int:
        """Have a dead letter sent again, all of them for ``None``; return how many."""

    def send_all(site: ISite, number: int, actor: str) -> None:
        """Have all that is public sent again, and what is gone told again."""
