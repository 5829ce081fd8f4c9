"""What the register of domain names promises, and what is found out about their hosts.

A *name* is a label below the city's domain, such as ``bavi``, or the whole name of a host outside
of it, which has a dot.  Sites are named by their object ids as text.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.i18n import _

if TYPE_CHECKING:
    from ...base.interfaces import IPortal, ISite
    from ...platform.http.interfaces import Deadline
    from ...platform.scheduling.interfaces import IEnvironment

#: What happens to a name; all but ``CARRIED`` by people.
ASKED, FAVOURED, OPPOSED, GRANTED = 'asked', 'favoured', 'opposed', 'granted'
REFUSED, REVOKED, WITHDRAWN, CARRIED = 'refused', 'revoked', 'withdrawn', 'carried'
#: States of a name, which is that of the last event; ``CARRIED`` is ``GRANTED``.
STATES: Mapping[str, str] = {
    ASKED: _('Chờ ý kiến'), FAVOURED: _('Đã có ý kiến đồng ý, chờ cấp'),
    OPPOSED: _('Có ý kiến không đồng ý'), GRANTED: _('Đã cấp'),
    REFUSED: _('Bị từ chối'), REVOKED: _('Đã thu hồi'),
    WITHDRAWN: _('Cơ quan đã rút đề nghị')}
#: States in which nobody else can ask for the name.
OPEN = frozenset({ASKED, FAVOURED, OPPOSED})
HELD = OPEN | {GRANTED}
#: Characters of a text.
LONGEST = 2000

#: What is looked at of a host.
IPV6, IPV4, TLS, REDIRECT, HSTS, DNSSEC = CHECKS = (
    'ipv6', 'ipv4', 'tls', 'redirect', 'hsts', 'dnssec')
#: What is found: all is well; nobody could tell; there is no record; no host of that name; no
#: answer; an address inside a network; a certificate of another name, that has ended, of nobody
#: whom browsers trust; something is missing.
FINE, UNKNOWN, NO_RECORD, NO_NAME, NO_ANSWER, INSIDE = (
    'fine', 'unknown', 'record', 'name', 'answer', 'inside')
OTHER_NAME, ENDED, UNTRUSTED, MISSING = 'other', 'ended', 'untrusted', 'missing'
#: Days before the end of a certificate at which administrators are warned, once each.
WARNED = (30, 14, 3)


class CannotRegister(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class DomainEvent(NamedTuple):
    """Something that happened to a name.

    ``moment``: aware UTC.  ``actor``: principal id, ``''`` for nobody.  ``site``: whose staff
    asked, ``''`` for none.  ``holder``: the body that asked, with the event that says it.
    ``paper``: number and day of a document.  ``day``: local day of an opinion, ``None`` for none.
    """

    kind: str
    moment: datetime.datetime
    actor: str
    site: str = ''
    holder: str = ''
    text: str = ''
    paper: str = ''
    day: datetime.date | None = None


@dataclass(frozen=True)
class DomainName:
    """Tên miền: one name with all that happened to it, the earliest first.

    ``host``: its whole name.
    """

    name: str
    host: str
    events: tuple[DomainEvent, ...]

    @property
    def state(self) -> str:
        """One of ``STATES``."""
        last = self.events[-1].kind
        return GRANTED if last == CARRIED else last

    @property
    def asked(self) -> DomainEvent:
        """The last event by which a body came to have the name, or asked for it."""
        return next(each for each in reversed(self.events) if each.kind in (ASKED, CARRIED))

    @property
    def is_outside(self) -> bool:
        """Whether the host is outside of the city's domain."""
        return '.' in self.name


class DomainWish(NamedTuple):
    """What a body asks for.  ``paper``: number and day of its document to the committee (33.4)."""

    name: str
    holder: str
    purpose: str
    paper: str


class CommitteeOpinion(NamedTuple):
    """Ý kiến của Ủy ban nhân dân Thành phố.  ``day``: local, ``None`` if it was left out."""

    favours: bool
    paper: str
    day: datetime.date | None
    text: str = ''


class IDecidedNames(Interface):
    """The names that sites have by Decision 4263, a utility."""

    names: Mapping[str, DomainEvent] = Attribute('by name, each with its ``CARRIED`` event')


class IDomains(Interface):
    """The register, for one asker.  Writes ``interactions`` alone, and never commits.

    What changes raises ``CannotRegister``; ``LookupError`` for a name that is not there.
    """

    def may_ask(place: ISite) -> bool:
        """Tell whether the asker may ask for a name for the body of ``place``; at the portal: for
        one that has no site.
        """

    def may_decide() -> bool:
        """Tell whether the asker handles the requests, as the office of the committee."""

    def names() -> list[DomainName]:
        """Return every name, those that wait first, then by the alphabet."""

    def of_site(site: ISite) -> list[DomainName]:
        """Return the names that the staff of ``site`` asked for, and that it stands at."""

    def find(name: str) -> DomainName:
        """Return the name."""

    def suggestions(body: str, typed: str = '') -> list[str]:
        """Return names by clause 5.2 for ``body`` that are free, at most four."""

    def ask(place: ISite, wish: DomainWish, actor: str) -> DomainName:
        """Ask for a name."""

    def withdraw(place: ISite, name: str, actor: str) -> None:
        """Let a request of ``place`` be none."""

    def give_opinion(name: str, opinion: CommitteeOpinion, actor: str) -> None:
        """Note the opinion of the committee; a later one takes its place."""

    def grant(name: str, actor: str) -> None:
        """Let a site stand there; the opinion must be favourable."""

    def refuse(name: str, why: str, actor: str) -> None:
        """Refuse the request."""

    def revoke(name: str, why: str, paper: str, actor: str) -> None:
        """Take the name back; no site may work there."""


class Looked(NamedTuple):
    """What a look at a host brought.  ``found``: by ``CHECKS``.  ``ends``: of its certificate,
    aware UTC, ``None`` if none was seen.
    """

    found: Mapping[str, str]
    ends: datetime.datetime | None = None


class IHostLook(Interface):
    """Looks at hosts from outside, a utility."""

    def look(host: str, deadline: Deadline) -> Looked:
        """Ask for the addresses of ``host``, then its servers; it takes no longer than
        ``deadline``, and a second.
        """


class HostState(NamedTuple):
    """How a host stood.  ``asked``: when the last look began; ``looked``: when one ended, aware
    UTC, ``None`` if none did.  ``found``: as ``Looked``; ``since``: from when each is so.
    ``warned``: the days of ``WARNED`` that the end of the certificate was told at, 0 for none.
    """

    asked: datetime.datetime
    looked: datetime.datetime | None = None
    found: Mapping[str, str] = {}
    since: Mapping[str, datetime.datetime] = {}
    ends: datetime.datetime | None = None
    warned: int = 0


class IDomainWatch(Interface):
    """What was found out about the hosts of names, a utility.  Never commits."""

    def hosts(portal: IPortal) -> Sequence[str]:
        """Return every host that is looked at: of the portal, and of each name that is granted."""

    def state(portal: IPortal, host: str) -> HostState | None:
        """Return how ``host`` stood, ``None`` if nobody has looked."""

    def keep(environment: IEnvironment, found: Sequence[tuple[str, Looked]]) -> None:
        """Keep what looks at hosts brought; warn administrators of certificates that end soon."""
