"""``IReleases``, as a plain object that knows nothing of HTTP."""
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.permissions import EDIT, NOT_ALLOWED, VIEW, Allowed
from ...content.versions.interfaces import IVersions
from ...kernel.tree.events import Action, Send, send
from ...kernel.tree.lookup import find_portal, find_site, in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import APPROVED, HOLD, IN_WORK, REJECTED
from ...kernel.workflow.interfaces import SCHEDULED as IS_SCHEDULED
from ...kernel.workflow.records import Review
from ..dependencies.interfaces import IDependencies
from ..review.interfaces import CannotPerform, Details, IReviewing
from .interfaces import STEPS, CannotRelease, IReleases
from .resource import SCHEDULED, Release, keep, releases_of

LONGEST, MOST = 200, 100
#: In these a document may join a set.
MAY_JOIN = IN_WORK - {REJECTED, IS_SCHEDULED}


def _whole(why: str, field: str = '') -> CannotRelease:
    return CannotRelease({(0, field): why})


@implementer(IReleases)
class Releases:
    """``IReleases`` for one asker."""

    def __init__(self, allowed: Allowed, clock: IClock, notify: Send, versions: IVersions,
                 reviewing: IReviewing, dependencies: IDependencies) -> None:
        self._allowed = allowed
        self._clock = clock
        self._notify = notify
        self._versions = versions
        self._reviewing = reviewing
        self._dependencies = dependencies

    def may_compose(self, site: ISite) -> bool:
        return bool(self._allowed(EDIT, site))

    def all(self, site: ISite) -> list[Release]:
        return sorted(releases_of(site).values(), key=lambda each: -each.number)

    def find(self, site: ISite, number: int) -> Release | None:
        return releases_of(site).get(number)

    def members(self, site: ISite, release: Release) -> list[Described]:
        return members_of(site, release)

    def create(self, site: ISite, title: str, actor: str) -> Release:
        self._require(site)
        title = title.strip()
        if not title or len(title) > LONGEST:
            raise _whole(_('Đợt phát hành phải có tên, không quá ${max} ký tự.',
                           mapping={'max': LONGEST}), 'title')
        number = max(releases_of(site), default=0) + 1
        release = Release(number, title, actor, self._clock.now())
        keep(site, release)
        self._tell(site, 'create_release', actor, release)
        return release

    def add(self, site: ISite, release: Release, documents: Sequence[Described],
            actor: str) -> None:
        self._require_open(site, release)
        reasons = {(each.__oid__, ''): why for each in documents
                   for why in self._against_joining(site, release, each)}
        if len(release.members) + len(documents) > MOST:
            reasons[0, ''] = _('Nhiều quá ${max} mục.', mapping={'max': MOST})
        if reasons:
            raise CannotRelease(reasons)
        release.members = (*release.members, *(each.__oid__ for each in documents))
        self._tell(site, 'change_release', actor, release)

    def _against_joining(
            self, site: ISite, release: Release, document: Described) -> list[str]:
        if not self._versions.is_document(document) or find_site(document) is not site or (
                not self._allowed(VIEW, in_work(document))):
            return [_('Mục này không thuộc trang này.')]
        if in_work(document).state not in MAY_JOIN:
            return [_('Mục này không có bản đang sửa để phát hành.')]
        if any(document.__oid__ in each.members for each in releases_of(site).values()
               if not each.is_over):
            return [_('Mục này đã ở trong một đợt phát hành.')]
        return []

    def remove(self, site: ISite, release: Release, document: Described, actor: str) -> None:
        self._require_open(site, release)
        if document.__oid__ not in release.members:
            raise _whole(_('Mục này không có trong đợt phát hành.'))
        if release.state == SCHEDULED and in_work(document).state == IS_SCHEDULED:
            raise _whole(_('Đợt phát hành đã hẹn giờ: hủy đợt trước khi bỏ mục ra.'))
        release.members = tuple(
            each for each in release.members if each != document.__oid__)
        self._tell(site, 'change_release', actor, release)

    def reasons_against(self, site: ISite, release: Release, step: str,
                        details: Details | None = None) -> dict[tuple[int, str], str]:
        if release.is_over or step not in STEPS or release.state == SCHEDULED and (
                step != 'publish'):
            return {(0, ''): _('Đợt phát hành không còn ở bước này; hãy tải lại trang.')}
        members = self.members(site, release)
        if not members or len(members) < len(release.members):
            return {(0, ''): _('Đợt phát hành chưa có mục nào, hoặc có mục không còn.')}
        held, members = _held(step, details), self._leading(members)
        return {(each.__oid__, field): why for each in members
                for field, why in self._reviewing.reasons_against(each, step, held).items()}

    def take(self, site: ISite, release: Release, step: str, actor: str,
             details: Details | None = None) -> None:
        details = details or Details()
        reasons = self.reasons_against(site, release, step, details)
        if reasons:
            raise CannotRelease(reasons)
        members = self._leading(self.members(site, release))
        release.members = tuple(each.__oid__ for each in members)
        if step == 'schedule':
            release.publish_at, release.scheduled_by = details.moment, actor
            for document in members:  # so that none is published by itself at that time
                _review(document).release = release.number
        self._perform(members, step, actor, _held(step, details))
        if step == 'approve' and details.then != HOLD and all(
                in_work(each).state == APPROVED for each in members):
            step = 'publish'
            self._perform(members, step, actor, Details())
        if step == 'publish':
            release.published_at = self._clock.now()
        self._tell(site, f'{step}_release', actor, release)

    def _leading(self, members: Sequence[Described]) -> list[Described]:
        """Return ``members`` without those that take the steps of another one in any case."""
        along = {part.__oid__ for each in members for part in self._dependencies.of(each)}
        return [each for each in members if each.__oid__ not in along]

    def _perform(
            self, members: Sequence[Described], step: str, actor: str, details: Details) -> None:
        for document in members:
            try:
                self._reviewing.transition(document, step, actor, details)
            except CannotPerform as refused:
                raise CannotRelease({(document.__oid__, field): why for field, why
                                     in refused.reasons.items()}) from None

    def call_off(self, site: ISite, release: Release, actor: str) -> None:
        self._require_open(site, release)
        waiting = [each for each in self.members(site, release)
                   if in_work(each).state == IS_SCHEDULED
                   and _review(each).release == release.number]
        self._perform(waiting, 'unschedule', actor, Details())
        release.called_off_at, release.publish_at = self._clock.now(), None
        self._tell(site, 'call_off_release', actor, release)

    def _require(self, site: ISite) -> None:
        if not self.may_compose(site):
            raise _whole(NOT_ALLOWED)

    def _require_open(self, site: ISite, release: Release) -> None:
        self._require(site)
        if release.is_over:
            raise _whole(_('Đợt phát hành đã kết thúc.'))

    def _tell(self, site: ISite, action: str, actor: str, release: Release) -> None:
        self._notify(Action(site, action, actor, why=release.title, number=release.number,
                            members=len(release.members)))


def _review(document: Described) -> Review:
    """Return the record of the version in work of ``document``, which has one."""
    return cast(Review, in_work(document).review)


def _held(step: str, details: Details | None) -> Details:
    """Return ``details`` of a step with one member: no approval publishes it alone."""
    details = details or Details()
    return replace(details, then=HOLD) if step == 'approve' else details


def members_of(site: ISite, release: Release) -> list[Described]:
    """Return the documents of ``release`` that are still there."""
    find = find_portal(site).__objectmap__.object_for
    found = [find(oid) for oid in release.members]
    return [each for each in found if each is not None and find_site(each) is site]


def releases_service(request: Request) -> Releases:
    """Return the ``IReleases`` for whoever asks by ``request``."""
    registry = request.registry
    return Releases(request.has_permission, registry.getUtility(IClock), send(registry),
                    request.service(IVersions), request.service(IReviewing),
                    request.service(IDependencies))
