"""Taking the snapshot, and when; keeping what boards declare.  Nothing here knows of HTTP."""
import datetime
from collections.abc import Mapping
from typing import cast

from persistent import Persistent
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import HANOI, local
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ASSIGN, NOT_ALLOWED, Allowed
from ...base.settings import ISettings
from ...base.text import nfc
from ...discovery.catalog.interfaces import ICatalog
from ...editorial.boards.interfaces import IBoards
from ...editorial.windows.interfaces import IWindows
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import at_path, find_portal, is_listed
from ...kernel.tree.resources import Described
from ...platform.scheduling.interfaces import IEnvironment
from .functions import checked
from .interfaces import METHOD, ICompliance, IComplianceRules, IDeclaring, ISnapshotPart
from .measuring import measured, sites_of, status_of, used_in, visits_in
from .months import months_until, quarter_of
from .probing import IProbing
from .resource import Snapshot, gathered_of, kept_gathered, snapshot_of
from .tables import in_force, method_digest
from .values import (
    ACTIVE,
    MONTHS,
    NO,
    RECENT,
    YES,
    Consent,
    Declaration,
    FunctionFigure,
)
from .writing import Writing

LONGEST_NOTE = 1000
#: Seconds between two runs of the job.
EVERY = 60
#: Minutes of a slot of which at most one look falls, besides those after windows.
SLOT = 15
#: Sites whose functions are checked in one run, so that no run holds up others for long.
AT_ONCE = 5


@implementer(ICompliance)
class Compliance:
    """See ``ICompliance``."""

    def look(self, environment: IEnvironment) -> bool:
        now = environment.clock.now()
        before = gathered_of(environment.portal).looked
        written = environment.in_transaction(lambda: _taken(environment, now, before))
        environment.in_transaction(lambda: _note(environment.portal, now))
        return written

    def check(self, environment: IEnvironment, most: int) -> int:
        today = local(environment.clock.now()).date()
        gathered = gathered_of(environment.portal)
        waiting = [site for site in sites_of(environment.portal) if status_of(site) == ACTIVE
                   and gathered.found(site.__oid__)[0] != today][:most]
        found = {site.__oid__: _checked(environment, site, today) for site in waiting}
        if found:
            environment.in_transaction(lambda: _keep(environment.portal, found, today))
        return len(found)


def _taken(environment: IEnvironment, now: datetime.datetime,
           before: datetime.datetime | None) -> bool:
    """Bring the snapshot up to date; return whether anything was written."""
    portal, today = environment.portal, local(now).date()
    is_first = before is None or local(before).date() != today
    number = MONTHS if is_first else RECENT
    found, snapshot = measured(environment, number), snapshot_of(portal) or Snapshot()
    rules = environment.registry.getUtility(IComplianceRules)
    writing = Writing(snapshot)
    writing.sites(found.sites)
    writing.months(found.months, months_until(today, number))
    quarter, last = quarter_of(today), quarter_of(local(before or now).date())
    active = [each for each in found.sites.values() if each.status == ACTIVE]
    for each in sorted({quarter, last}):
        writing.quarter(each, in_force(rules.indicators, today), active,
                        visits_in(portal, each, today), each != quarter,
                        used_in(environment, each, today))
    for name, part in sorted(environment.registry.getUtilitiesFor(ISnapshotPart)):
        writing.part(name, part.values(environment))
    consent = gathered_of(portal).method
    writing.method('' if consent is None else consent.digest)
    writing.end(now)
    if writing.has_changed and snapshot_of(portal) is None:
        cast(Persistent, portal).compliance = snapshot
    return writing.has_changed


def _note(portal: IPortal, now: datetime.datetime) -> None:
    kept_gathered(portal).looked = now


def _checked(environment: IEnvironment, site: ISite, today: datetime.date) -> tuple[
        FunctionFigure, ...]:
    registry = environment.registry
    probe = registry.getUtility(IProbing).probe(site, registry.getUtility(ISettings).domain)
    rules = registry.getUtility(IComplianceRules)
    return checked(probe, environment.request.service(ICatalog),
                   in_force(rules.functions, today), today)


def _keep(portal: IPortal, found: Mapping[int, tuple[FunctionFigure, ...]],
          today: datetime.date) -> None:
    gathered = kept_gathered(portal)
    for oid, figures in found.items():
        gathered.checked[oid] = today, figures


def follow(environment: IEnvironment) -> None:
    """Job: check some sites, and look at all if it is time."""
    compliance = environment.registry.getUtility(ICompliance)
    compliance.check(environment, AT_ONCE)
    looked, now = gathered_of(environment.portal).looked, environment.clock.now()
    if looked is None or slot(looked) < slot(now) or has_closed(environment, looked, now):
        compliance.look(environment)


def slot(moment: datetime.datetime) -> datetime.datetime:
    """Return the beginning, local, of the quarter of an hour in which the aware ``moment`` lies.
    """
    at = local(moment)
    return at.replace(minute=at.minute - at.minute % SLOT, second=0, microsecond=0)


def has_closed(environment: IEnvironment, since: datetime.datetime,
               now: datetime.datetime) -> bool:
    """Return whether a window of a site has closed after ``since``, up to ``now``, both aware and
    of one quarter of an hour.
    """
    windows, day = environment.registry.getUtility(IWindows), local(now).date()
    return any(
        since < datetime.datetime.combine(day, window.closes, HANOI) <= now
        for site in _one_of_each_kind(environment.portal)
        for window in windows.on(site, day, lambda _day: True))


def _one_of_each_kind(portal: IPortal) -> list[ISite]:
    """Return the portal and a component site: all of a kind have the same windows."""
    return [portal, *list(portal['sites'].values())[:1]]


@implementer(IDeclaring)
class Declaring:
    """See ``IDeclaring``."""

    def __init__(self, registry: Registry, allowed: Allowed, boards: IBoards) -> None:
        self._registry, self._allowed, self._boards = registry, allowed, boards

    def declarations(self, site: ISite) -> Mapping[str, Declaration]:
        return gathered_of(find_portal(site)).of_site(site.__oid__)

    def method(self, portal: IPortal) -> Consent | None:
        return gathered_of(portal).method

    def current_method(self, portal: IPortal) -> str:
        return current_method(portal, self._registry)

    def may_approve_method(self, portal: IPortal, actor: str) -> bool:
        now = self._registry.getUtility(IClock).now()
        return self._boards.is_member(portal, actor, now)

    def approve_method(self, portal: IPortal, digest: str, actor: str) -> None:
        if not self.may_approve_method(portal, actor):
            raise Refused({'': NOT_ALLOWED})
        if not digest or digest != current_method(portal, self._registry):
            raise Refused({'': _('Phương pháp vừa thay đổi: hãy đọc lại rồi phê duyệt.')})
        kept_gathered(portal).method = Consent(
            digest, actor, self._registry.getUtility(IClock).now())
        send(self._registry)(InnerAction(portal, 'approve_method', actor, after=digest))

    def declare(self, site: ISite, code: str, answer: str, note: str, actor: str) -> None:
        if not self._allowed(ASSIGN, site):
            raise Refused({'': NOT_ALLOWED})
        now = self._registry.getUtility(IClock).now()
        rows = in_force(self._registry.getUtility(IComplianceRules).functions, local(now).date())
        if code not in [row.code for row in rows if not row.checker]:
            raise Refused({'': _('Chức năng này không do trang khai báo.')})
        if answer not in (YES, NO):
            raise Refused({'answer': _('Hãy chọn có hoặc chưa có.')})
        if len(note) > LONGEST_NOTE:
            raise Refused({'note': _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_NOTE})})
        kept_gathered(find_portal(site)).declared[site.__oid__, code] = Declaration(
            answer, actor, now, nfc(note.strip()))
        send(self._registry)(InnerAction(
            site, 'declare_function', actor, after=answer, function=code))


def current_method(portal: IPortal, registry: Registry) -> str:
    """Return the digest of the method as its public page and the tables have it now, ``''`` while
    that page is not public.
    """
    found = at_path(portal, METHOD)
    if found is None or not is_listed(found):
        return ''
    return method_digest(cast(Described, found).approvals[0].digest,
                         registry.getUtility(IComplianceRules))


def declaring_service(request: Request) -> Declaring:
    """Return the ``IDeclaring`` for whoever asks by ``request``."""
    return Declaring(request.registry, request.has_permission, request.service(IBoards))
