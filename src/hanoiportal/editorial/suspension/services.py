"""``ISuspending``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Callable

from persistent import Persistent
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, IResource, ISite
from ...base.permissions import CONFIRM, NOT_ALLOWED, SUSPEND, Allowed
from ...kernel.security.authentication.accounts import Account
from ...kernel.tree.events import SYSTEM, Change, Send, send
from ...kernel.tree.lookup import find_portal, find_site
from ...platform.domains.interfaces import IHostPermits
from ...platform.notifications.interfaces import INotifying
from ..boards.interfaces import ISharing
from .effects import apply, undo
from .interfaces import (
    ACCOUNT,
    CONFIRMED,
    EXPIRED,
    FEATURE,
    LIFTED,
    REPORTED,
    SITE,
    CannotSuspend,
    IFeatures,
    ISuspending,
)
from .resource import Suspension, get_or_create_register, register_of
from .safety import LONGEST_BASIS, against_account, basis_problem, confirm_by, managers_of
from .terms import due_from, due_of

#: Characters of a reason, and of it what a notification to the board tells.
LONGEST_REASON, LONGEST_NOTE = 2000, 200
#: What is suspended, or of what a feature is.
Subject = ISite | Account


@implementer(ISuspending)
class SuspendingService:
    """``ISuspending`` for one asker."""

    def __init__(self, registry: Registry, allowed: Allowed, clock: IClock, notify: Send,
                 notifying: INotifying, asker: str, outranks: Callable[[Account], bool]) -> None:
        self._registry = registry
        self._allowed = allowed
        self._clock = clock
        self._notify = notify
        self._notifying = notifying
        self._asker = asker  # principal id
        self._outranks = outranks  # whether the asker could give every role of an account

    def suspend(self, subject: Subject, actor: str, reason: str,
                until: datetime.datetime | None = None, feature: str = '',
                basis: str = '') -> Suspension:
        now, reason, basis = self._clock.now(), reason.strip(), basis.strip()
        reasons = self._reasons(subject, actor, reason, until, feature, now)
        if isinstance(subject, Account) and (problem := basis_problem(basis)):
            reasons['basis'] = problem
        if reasons:
            raise CannotSuspend(reasons)
        kind = _kind(subject, feature)
        portal, place = find_portal(subject), _place(subject)
        register = get_or_create_register(portal)
        suspension = Suspension(
            portal, register.next_number(), kind, place.__oid__, actor, reason, now,
            due_from(now, portal, self._registry), principal=_principal(subject),
            feature=feature, until=until, basis=basis[:LONGEST_BASIS], confirm_by=(
                self.confirm_by(subject) if isinstance(subject, Account) else None))
        register.add(suspension)
        apply(kind, subject, feature)
        self._tell(f'suspend_{kind}', subject, actor, reason, suspension)
        self._notifying.notify(
            managers_of(place, portal, now), find_site(place), 'suspension_reported', actor,
            number=suspension.number)
        self._tell_board('site_suspended', suspension, actor, reason)
        return suspension

    def _reasons(self, subject: Subject, actor: str, reason: str, until: datetime.datetime | None,
                 feature: str, now: datetime.datetime) -> dict[str, str]:
        if not self._allowed(SUSPEND, subject):
            return {'': NOT_ALLOWED}
        reasons = {}
        if not reason:
            reasons['reason'] = _('Hãy nêu lý do tạm ngừng.')
        elif len(reason) > LONGEST_REASON:
            reasons['reason'] = _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_REASON})
        if until is not None and until <= now:
            reasons['until'] = _('Thời điểm kết thúc phải ở trong tương lai.')
        why = self._against(subject, actor, feature, now)
        return {**reasons, **({'': why} if why else {})}

    def _against(self, subject: Subject, actor: str, feature: str,
                 now: datetime.datetime) -> str | None:
        """Return why ``subject`` itself cannot be suspended, or ``None``."""
        if isinstance(subject, Account):
            return against_account(
                find_portal(subject), subject, actor, now, self.in_force(subject))
        if feature and feature not in self._registry.getUtility(IFeatures):
            return _('Không có tính năng này.')
        if not feature and IPortal.providedBy(subject):
            return _('Không tạm ngừng được toàn bộ Cổng; hãy chọn một tính năng.')
        if self.in_force(subject, feature) is not None:
            return _('Đã tạm ngừng rồi.')
        return None if feature or subject.is_active else _('Đã tạm ngừng rồi.')

    def confirm_by(self, account: Account) -> datetime.datetime | None:
        return confirm_by(
            find_portal(account), account, self._registry, self._clock.now())

    def confirm(self, suspension: Suspension, actor: str, note: str = '') -> None:
        if not self.may_decide(suspension):
            raise CannotSuspend({'': NOT_ALLOWED})
        self._decide(suspension, CONFIRMED, actor, note)
        self._tell('confirm_suspension', subject_of(suspension), actor, note, suspension)

    def lift(self, suspension: Suspension, actor: str, note: str = '') -> None:
        if not self.may_lift(suspension):
            raise CannotSuspend({'': NOT_ALLOWED})
        if why := self._against_working(suspension):
            raise CannotSuspend({'': why})
        self._end(suspension, LIFTED, actor, note)

    def expire(self, suspension: Suspension) -> None:
        if not self._against_working(suspension):
            self._end(suspension, EXPIRED, SYSTEM, '')

    def _against_working(self, suspension: Suspension) -> str:
        """Return why a site may not work again at its host, ``''`` if it may (33.4)."""
        permits: IHostPermits | None = self._registry.queryUtility(IHostPermits)
        site = subject_of(suspension) if suspension.kind == SITE else None
        if site is None or permits is None:
            return ''
        return permits.problem(suspension.portal, str(site.__name__), site)

    def _end(self, suspension: Suspension, state: str, actor: str, note: str) -> None:
        self._decide(suspension, state, actor, note)
        get_or_create_register(suspension.portal).end(suspension, self._clock.now())
        subject = subject_of(suspension)
        if subject is not None:
            undo(suspension.kind, subject, suspension.feature)
        self._tell(f'lift_{suspension.kind}', subject, actor, note, suspension)
        self._tell_board('site_resumed', suspension, actor, note)

    def _decide(self, suspension: Suspension, state: str, actor: str, note: str) -> None:
        suspension.state, suspension.note = state, note.strip()[:LONGEST_REASON]
        suspension.decided_by, suspension.decided_at = actor, self._clock.now()

    def _tell(self, action: str, subject: IResource | None, actor: str, why: str,
              suspension: Suspension) -> None:
        if subject is not None:
            basis = {'basis': suspension.basis} if suspension.basis else {}
            self._notify(Change(subject, action, actor, why=why, number=suspension.number,
                                feature=suspension.feature, **basis))

    def _tell_board(self, kind: str, suspension: Suspension, actor: str, why: str) -> None:
        site = None if suspension.kind == ACCOUNT else subject_of(suspension)
        if site is not None:
            self._notifying.notify(self._notifying.board_of(site), site, kind, actor,
                                   note=why.strip()[:LONGEST_NOTE])

    def may_decide(self, suspension: Suspension) -> bool:
        site = _site_of(suspension)
        return suspension.state == REPORTED and suspension.is_in_force and site is not None and (
            suspension.actor != self._asker) and (
            bool(self._allowed(CONFIRM, site)) or (
                suspension.confirm_by is not None and self._is_over(suspension)))

    def may_lift(self, suspension: Suspension) -> bool:
        site = _site_of(suspension)
        return suspension.is_in_force and site is not None and (
            bool(self._allowed(CONFIRM, site)) or self._is_over(suspension))

    def _is_over(self, suspension: Suspension) -> bool:
        """Return whether the asker may suspend what is suspended, and stands no lower than it."""
        subject = subject_of(suspension)
        if subject is None or not self._allowed(SUSPEND, subject):
            return False
        return not isinstance(subject, Account) or suspension.actor == self._asker or (
            self._outranks(subject))

    def of(self, place: IResource) -> list[Suspension]:
        portal = find_portal(place)
        places = {place.__oid__}
        if place is portal:
            places.add(portal['accounts'].__oid__)
        found = register_of(portal).by_number.values()
        return [each for each in reversed(list(found)) if each.place in places]

    def find(self, portal: IPortal, number: int) -> Suspension | None:
        found: Suspension | None = register_of(portal).by_number.get(number)
        return found

    def last(self, account: Account) -> Suspension | None:
        found = register_of(find_portal(account)).by_number.values()
        return next((each for each in reversed(list(found)) if each.principal == account.id), None)

    def in_force(self, subject: Subject, feature: str = '') -> Suspension | None:
        key = _kind(subject, feature), _place(subject).__oid__, _principal(subject), feature
        active = register_of(find_portal(subject)).active()
        return next((each for each in active if each.key == key), None)

    def is_overdue(self, suspension: Suspension) -> bool:
        return suspension.state == REPORTED and (
            due_of(suspension, self._registry) < self._clock.now())


def _kind(subject: Subject, feature: str) -> str:
    if isinstance(subject, Account):
        return ACCOUNT
    return FEATURE if feature else SITE


def _place(subject: Subject) -> Persistent:
    """Return the site, or for an account the list it stands in."""
    return subject.__parent__ if isinstance(subject, Account) else subject


def _principal(subject: Subject) -> str:
    return subject.id if isinstance(subject, Account) else ''


def _site_of(suspension: Suspension) -> ISite | None:
    """Return the site whose managing body decides, or ``None`` if it is gone."""
    place = suspension.portal.__objectmap__.object_for(suspension.place)
    return None if place is None else find_site(place)


def subject_of(suspension: Suspension) -> Persistent | None:
    """Return the account or site that is suspended, or ``None`` if it is gone."""
    if suspension.kind == ACCOUNT:
        return suspension.portal['accounts'].by_id.get(suspension.principal)
    return suspension.portal.__objectmap__.object_for(suspension.place)


def suspending_service(request: Request) -> SuspendingService:
    registry = request.registry
    return SuspendingService(
        registry, request.has_permission, registry.getUtility(IClock), send(registry),
        request.service(INotifying), getattr(request.identity, 'id', ''),
        lambda account: request.service(ISharing).outranks(account))
