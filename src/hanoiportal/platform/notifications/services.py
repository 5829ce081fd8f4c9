"""``INotifying``, as a plain object that knows nothing of HTTP."""
from dataclasses import dataclass
from operator import itemgetter

import colander
from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.settings import ISettings
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.schema import line
from ...kernel.tree.site import MAIL
from .concerned import board_of
from .interfaces import INotifying, IPost
from .kinds import KINDS, ONCE, RENEWED, STANDING, WAITING
from .letters import letter, link_letter
from .reminded import first_today
from .resource import MOST, inner_notices_of, known_notices, notices_of, wants_mail

_ADDRESS = line(_('Thư điện tử'), longest=200, validator=MAIL)


@dataclass(frozen=True)
class Notification:
    """One thing that somebody was told.  ``moment``: seconds since 1970 UTC; ``oid``: of its
    subject; ``actor``: id of who did it, ``''`` for the portal.  ``is_past``: whether a later one
    tells where the same item stands now.
    """

    number: int
    kind: str
    oid: int
    actor: str
    details: dict[str, object]
    is_read: bool
    is_past: bool = False

    @property
    def moment(self):
        return self.number / 1_000_000

    @property
    def title(self):
        """What has happened, translatable."""
        return KINDS[self.kind].title

    @property
    def view(self):
        """The page of its subject in the desk that it leads to, see ``Kind``."""
        return KINDS[self.kind].view


@implementer(INotifying)
class Notifying:
    """See ``INotifying``."""

    def __init__(self, clock, post, settings):
        self._clock = clock
        self._post = post
        self._settings = settings

    def notify(self, people, subject, kind, actor='', **details):
        accounts = find_portal(subject)['accounts'].by_id
        for identifier in sorted(set(people) - {actor}):
            account = accounts.get(identifier)
            if account is not None and not account.suspended:
                self._tell(account, subject, KINDS[kind].name, actor, details)

    def remind(self, people, subject, kind, **details):
        if not first_today(find_portal(subject), f'{kind}:{subject.__oid__}', self._clock.now(),
                           KINDS[kind].inner):
            return False
        self.notify(people, subject, kind, **details)
        return True

    def _tell(self, account, subject, kind, actor, details):
        notices = (inner_notices_of if KINDS[kind].inner else notices_of)(account)
        if kind in ONCE and notices.waits(subject.__oid__, kind):
            return
        if kind in STANDING or kind in RENEWED:
            notices.settle(subject.__oid__, STANDING if kind in STANDING else {kind})
        number = notices.add(
            self._clock.now(), kind, subject.__oid__, actor, details)
        if account.email and (wants_mail(account) or KINDS[kind].always):
            self._post.send(
                find_portal(subject)._p_jar.transaction_manager, account.email,
                *letter(account, subject, kind, number, self._settings),
                about=(account.__oid__, subject.__oid__))

    def settle(self, people, subject, kinds=()):
        accounts = find_portal(subject)['accounts'].by_id
        for account in filter(None, map(accounts.get, sorted(set(people)))):
            if account.notices is not None:
                account.notices.settle(subject.__oid__, kinds or WAITING)

    def board_of(self, resource):
        return board_of(resource, self._clock.now())

    def unread(self, account, about=None):
        number = sum(notices.unread() for notices in known_notices(account))
        if about is None or not number:
            return number
        return sum(each.oid == about and not each.is_read for each in self.list(account))

    def list(self, account):
        found, standing = [], set()
        for number, entry in sorted((
                (number, entry) for notices in known_notices(account)
                for number, entry in notices.entries.items()), key=itemgetter(0), reverse=True):
            kind, oid, *_more = entry
            found.append(Notification(number, *entry, kind in STANDING and oid in standing))
            if kind in STANDING:
                standing.add(oid)
        return found[:MOST]

    def find(self, account, number):
        return next((Notification(number, *notices.entries[number])
                     for notices in known_notices(account) if number in notices.entries), None)

    def mark_read(self, account, number=None, about=None):
        for each in self.list(account):
            if number in (None, each.number) and about in (None, each.oid):
                for notices in known_notices(account):
                    notices.read(each.number)

    def choose_mail(self, account, address, wanted):
        self.move_mail(account, address)
        notices_of(account).by_mail = wanted

    def address(self, text):
        try:
            return _ADDRESS.deserialize(text)
        except colander.Invalid as error:
            raise Refused({'address': error.messages()[0]}) from None

    def move_mail(self, account, address):
        checked = self.address(address)
        if checked != account.email:
            self.notify({account.id}, find_portal(account), 'mail_changed')
        account.email = checked

    def send_link(self, account, token, until):
        portal = find_portal(account)
        self._post.send(portal._p_jar.transaction_manager, account.email,
                        *link_letter(account, portal, token, until, self._settings),
                        about=(account.__oid__,))


def notifying_service(request):
    """Return the ``INotifying`` of the application of ``request``."""
    return notifying(request.registry)


def notifying(registry):
    """Return the ``INotifying`` of the application with that registry."""
    return Notifying(registry.getUtility(IClock), registry.getUtility(IPost),
                     registry.getUtility(ISettings))
