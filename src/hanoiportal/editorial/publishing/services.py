"""Publishing, as plain objects that know nothing of HTTP."""
import datetime
from collections.abc import Callable, Iterator
from typing import cast

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, IItem
from ...base.permissions import PUBLISH, WITHDRAW, Allowed
from ...content.versions.interfaces import IVersions
from ...kernel.tree.content import reasons_against_withdrawing
from ...kernel.tree.events import (
    ObjectPublished,
    PublishedByStep,
    PublishedWith,
    Send,
    Transitioned,
    WorkEnded,
    send,
)
from ...kernel.tree.lookup import find_site, in_work, is_suspended, walk
from ...kernel.tree.resources import Described
from ...kernel.workflow.definitions import MEANINGS, IDefinitions, definition_of
from ...kernel.workflow.interfaces import APPROVED, PUBLIC, PUBLISHED, SCHEDULED
from ...kernel.workflow.records import CARRIED_IN, MAJOR, Approval, Event, Review, review_of
from ..boards.interfaces import IBoards
from ..dependencies.interfaces import IDependencies
from ..suspension.interfaces import PUBLISHING
from .approved import is_approved
from .interfaces import CONSOLIDATED, ERROR, CannotPublish, IPublishing, Verdict

NOT_APPROVED = _('Phiên bản này chưa được Ban Biên tập phê duyệt.')
READY = frozenset({APPROVED, SCHEDULED})
#: The event by which a document has become public.
Published = ObjectPublished | PublishedByStep


@implementer(IPublishing)
class PublishingService:
    """``IPublishing`` for one asker."""

    def __init__(self, registry: Registry, allowed: Allowed, clock: IClock, notify: Send,
                 versions: IVersions, boards: IBoards,
                 dependencies: Callable[[], IDependencies]) -> None:
        self._registry = registry
        self._allowed = allowed
        self._clock = clock
        self._notify = notify
        self._versions = versions
        self._boards = boards
        self._dependencies = dependencies  # asked for by what is published, not what is imported
        self._definitions = registry.getUtility(IDefinitions)

    def reasons_against_publishing(self, document: Described) -> list[str]:
        working_copy = in_work(document)
        reasons = self._blockers_of_kind(document)
        if reasons:
            return reasons
        digest = self._versions.digest(working_copy)
        if working_copy.state not in READY or not self._is_approved(working_copy, digest):
            reasons.append(NOT_APPROVED)
        if working_copy.review is not None and working_copy.review.open_clarifications:
            reasons.append(_('Đang chờ trả lời yêu cầu làm rõ.'))
        if not self._allowed(PUBLISH, working_copy):
            reasons.append(_('Không có quyền xuất bản mục này.'))
        return reasons + self.publish_blockers(document)

    def judge(self, document: Described) -> Verdict:
        return Verdict(self._versions.digest(in_work(document)),
                       tuple(self.publish_blockers(document)))

    def publish(self, document: Described, actor: str, moment: datetime.datetime | None = None,
                verdict: Verdict | None = None, event: Published | None = None) -> None:
        reasons = (self.reasons_against_publishing(document) if verdict is None
                   else self._reasons_by(verdict, document))
        parts = [] if reasons else self._dependencies().of(document)
        reasons += [why for part in parts for why in self._reasons_against_part(part)]
        if reasons:
            raise CannotPublish(dict(enumerate(reasons)))
        self._put_in_place(document, actor, moment, event or ObjectPublished(document, actor))
        for part in parts:
            self._put_in_place(part, actor, None, PublishedWith(part, actor))

    def _reasons_against_part(self, part: Described) -> list[str]:
        """Return what stands against publishing ``part`` with its document."""
        verdict, working_copy = self.judge(part), in_work(part)
        if working_copy.state in READY and self._is_approved(working_copy, verdict.digest):
            return list(verdict.blockers)
        return [_('“${title}” đi cùng bài nhưng chưa được phê duyệt: hãy thu hồi phê duyệt của '
                  'bài và phê duyệt lại.', mapping={'title': working_copy.title})]

    def _reasons_by(self, verdict: Verdict, document: Described) -> list[str]:
        """Return what stands against publishing what ``verdict`` is of."""
        is_approved = self._is_approved(in_work(document), verdict.digest)
        return [*([] if is_approved else [NOT_APPROVED]), *verdict.blockers]

    def _put_in_place(self, document: Described, actor: str, moment: datetime.datetime | None,
                      event: Published) -> None:
        now = self._clock.now()
        if document.working is not None:
            self._notify(WorkEnded(document.working))
        self._versions.put_in_place(document, now, actor)
        review = cast(Review, document.review)  # by which it is approved
        document.approvals, document.concluded = review.approvals, review
        document.expires_at, document.review = review.expires_at, None
        if document.published_at is not None and review.change == MAJOR:
            document.updated_at = now
            document.changes = (*document.changes, (now, review.change_note))
        self._make_public(document, moment, now, event)

    def publish_imported(self, document: Described, actor: str, basis: str,
                         moment: datetime.datetime | None = None) -> None:
        reasons = self._blockers_of_kind(document) + self._blockers_of_type(document)
        if document.state == PUBLISHED:
            reasons.append(_('Mục này đã được xuất bản.'))
        if reasons:
            raise CannotPublish(dict(enumerate(reasons)))
        self._record_import_approval(document, actor, basis)
        self._make_public(
            document, moment, self._clock.now(), ObjectPublished(document, actor))

    def record_import_approval(self, document: Described, actor: str, basis: str) -> None:
        if document.state in PUBLIC and self._versions.is_document(document):
            self._record_import_approval(document, actor, basis)

    def _record_import_approval(self, document: Described, actor: str, basis: str) -> None:
        document.approvals = (Approval(
            actor, self._clock.now(), self._versions.digest(document), CARRIED_IN, basis=basis),)

    def _make_public(self, document: Described, moment: datetime.datetime | None,
                     now: datetime.datetime, event: Published) -> None:
        document.state = PUBLISHED
        document.published_at = moment or document.published_at or now
        document.moved_to = None
        self._notify(event)

    def reasons_against_withdrawing(self, document: Described) -> list[str]:
        reasons = self._blockers_of_kind(document)
        if not reasons and document.state not in PUBLIC:
            reasons.append(_('Mục này chưa được xuất bản.'))
        if not self._allowed(WITHDRAW, document):
            reasons.append(_('Không có quyền gỡ mục này.'))
        return reasons + reasons_against_withdrawing(document, self._registry)

    def withdraw(self, document: Described, actor: str, meaning: str = ERROR, why: str = '',
                 moved_to: Described | None = None) -> None:
        reasons = self.reasons_against_withdrawing(document)
        if meaning == CONSOLIDATED and (moved_to is None or not moved_to.is_public):
            reasons.append(_('Hãy chọn mục đang công khai mà nội dung đã được gộp vào.'))
        if reasons:
            raise CannotPublish(dict(enumerate(reasons)))
        self._take_back(document, actor, meaning, why, moved_to)
        if meaning == ERROR:
            for part in parts_of(document):
                if part.state in PUBLIC:
                    self._take_back(part, actor, meaning, why)
                    if IItem.providedBy(part):  # a file comes back with its document
                        review_of(part).led_by = document.__oid__

    def _take_back(self, document: Described, actor: str, meaning: str, why: str,
                   moved_to: Described | None = None) -> None:
        before, document.state = document.state, MEANINGS[meaning]
        document.moved_to = (
            moved_to.__oid__ if moved_to is not None and meaning == CONSOLIDATED else None)
        document.expires_at = None
        if document.concluded is not None:  # its writer reads there what became of it
            document.concluded.events = (*document.concluded.events, Event(
                self._clock.now(), actor, 'withdraw', before, document.state, why))
        self._notify(Transitioned(document, 'withdraw', actor, before=before,
                                  after=document.state, why=why, meaning=meaning))

    def _is_approved(self, working_copy: Described, digest: str) -> bool:
        return is_approved(
            working_copy.review, digest, definition_of(find_site(working_copy), self._definitions))

    def publish_blockers(self, document: Described) -> list[str]:
        return self._blockers_of_site(document) + self._blockers_of_type(document)

    def _blockers_of_site(self, document: Described) -> list[str]:
        site, now = find_site(document), self._clock.now()
        if not self._boards.is_active(site, now):
            return [_('Trang này chưa có Ban Biên tập đang hoạt động nên không xuất bản được '
                      '(Điều 18 Quy chế).')]
        if is_suspended(site, PUBLISHING):
            return [_('Trang này đang tạm ngừng cung cấp dịch vụ.')]
        return []

    def _blockers_of_kind(self, document: Described) -> list[str]:
        """Return why a place cannot be published: what lies in it has its own states."""
        if self._versions.is_document(document):
            return []
        return [_('Chỉ tin, bài, tài liệu và bản dịch mới được xuất bản hoặc gỡ.')]

    def _blockers_of_type(self, document: Described) -> list[str]:
        """Return what the content type has against publishing the version in work."""
        ask = self._registry.content.metadata(document, 'reasons_against_publishing')
        return ask(in_work(document), self._registry) if ask else []


def parts_of(document: Described) -> Iterator[Described]:
    """Yield what was public with ``document``: its translations, and its files with theirs."""
    for resource in walk(document):
        if resource is not document:
            yield cast('Described', resource)
        yield from getattr(resource, 'translations', {}).values()


def publishing_service(request: Request) -> PublishingService:
    registry = request.registry
    return PublishingService(
        registry, request.has_permission, registry.getUtility(IClock), send(registry),
        request.service(IVersions), request.service(IBoards),
        lambda: request.service(IDependencies))
