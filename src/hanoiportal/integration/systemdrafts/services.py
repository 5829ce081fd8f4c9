"""``ISystemDrafts``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IContainer, IItem
from ...base.permissions import ADD, EDIT, VIEW, Allowed
from ...content.versions.interfaces import IEditing, IHistory, IVersions
from ...discovery.catalog.interfaces import IWorkCatalog, Wanted
from ...editorial.checks.interfaces import IChecks
from ...editorial.dependencies.interfaces import ALONG
from ...editorial.review.interfaces import CannotPerform, Details, IReviewing
from ...kernel.tree.content import bound_schema, types_of
from ...kernel.tree.lookup import at_path, find_portal, find_site, in_work, site_of
from ...kernel.workflow.interfaces import DRAFT, IN_WORK, REJECTED
from ..uploads.interfaces import IUploads
from .interfaces import CannotWrite, Draft, ISystemDrafts, NotNow, Stale, Summary, Taken
from .values import given, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...base.interfaces import IResource, ISite
    from ...base.values import Batch
    from ...kernel.tree.resources import Described

SUBMIT, REOPEN = 'submit', 'reopen'
#: Findings that a draft is shown with; characters of a note.
MOST_FINDINGS, LONGEST_NOTE = 100, 2000


@implementer(ISystemDrafts)
class SystemDrafts:
    """``ISystemDrafts`` of ``account``, the id of who asks, at ``site``."""

    def __init__(self, account: str, site: ISite, registry: Registry, allowed: Allowed,
                 service: Callable[[type], object]) -> None:
        self._account, self._site = account, site
        self._registry, self._allowed = registry, allowed
        self._editing = cast('IEditing', service(IEditing))
        self._reviewing = cast('IReviewing', service(IReviewing))
        self._versions = cast('IVersions', service(IVersions))
        self._history = cast('IHistory', service(IHistory))
        self._checks = cast('IChecks', service(IChecks))
        self._uploads = cast('IUploads', service(IUploads))
        self._catalog = cast('IWorkCatalog', service(IWorkCatalog))

    def place(self, path: str) -> IResource | None:
        found = at_path(self._site, path) if len(path) <= _LONGEST_PATH else None
        if not IContainer.providedBy(found) or IItem.providedBy(found) or found is self._site:
            return None
        return found if find_site(found) is self._site and self._allowed(ADD, found) else None

    def item(self, number: int) -> Described | None:
        found = find_portal(self._site).__objectmap__.object_for(number)
        is_own = getattr(found, 'created_by', None) == self._account
        if not (is_own and IItem.providedBy(found)) or find_site(found) is not self._site:
            return None
        own = cast('Described', found)
        return own if self._allowed(VIEW, in_work(own)) else None

    def listed(self, start: int, size: int) -> Batch:
        return self._catalog.work(Wanted(
            place=self._site, author=self._account, not_flags=(ALONG,)), start, size)

    def summary(self, item: Described) -> Summary:
        working_copy = in_work(item)
        return Summary(
            item, self._registry.content.typeof(item), working_copy.state, self._etag(item),
            shown(self._versions.schema_of(item), working_copy))

    def draft(self, item: Described) -> Draft:
        rounds = self._history.rounds(item)
        steps = tuple(Taken(each.moment, each.transition, each.note, each.ground)
                      for each in (rounds[-1].events if rounds else ()))
        return Draft(
            **vars(self.summary(item)), steps=steps, findings=self._findings(item))

    def _findings(self, item: Described) -> tuple[tuple[str, str, str], ...]:
        if in_work(item).state not in IN_WORK:
            return ()
        return tuple((each.field, each.severity, each.message)
                     for each in self._checks.findings(item)[:MOST_FINDINGS])

    def _etag(self, item: Described) -> str:
        working_copy = in_work(item)
        return f'{self._versions.digest(working_copy)[:32]}-{working_copy.state}'

    def create(self, place: IResource, type_name: str,
               fields: Mapping[str, object]) -> Described:
        if type_name not in types_of(self._registry) or (
                type_name not in getattr(place, 'allowed_types', ())):
            raise CannotWrite({'type': _('Loại “${type}” không được đăng ở đây.',
                                         mapping={'type': type_name[:60]})})
        if IItem.providedBy(place):
            self._require_open(cast('Described', place))
        schema = bound_schema(type_name, self._registry)
        with ExitStack() as stack:
            values = given(schema, fields, self._opened, stack)
            return cast('Described', self._try(lambda: self._editing.add(
                place, '', type_name, values, self._account)))

    def change(self, item: Described, fields: Mapping[str, object],
               etags: Collection[str]) -> None:
        if self._etag(item) not in etags:
            raise Stale
        self._require_open(item)
        with ExitStack() as stack:
            values = given(self._versions.schema_of(item), fields, self._opened, stack)
            self._try(lambda: self._editing.edit(item, values, self._account))

    def _require_open(self, item: Described) -> None:
        if not self._allowed(EDIT, in_work(item)):
            raise NotNow(_('Bài đã được gửi hoặc đã xuất bản: hệ thống chỉ sửa được bản nháp và '
                           'bài bị từ chối hoặc trả lại.'))

    def submit(self, item: Described, note: str) -> None:
        if in_work(item).state not in (DRAFT, REJECTED):
            raise NotNow(_('Bài đã được gửi hoặc đã xuất bản.'))
        blocking = self._checks.blocking(in_work(item))
        if blocking:
            raise CannotWrite({f'fields/{each.field}' if each.field else '': each.message
                               for each in blocking})
        steps = (REOPEN, SUBMIT) if in_work(item).state == REJECTED else (SUBMIT,)
        try:
            for step in steps:
                self._reviewing.transition(
                    item, step, self._account, Details(note=note[:LONGEST_NOTE]))
        except CannotPerform as refused:
            raise CannotWrite(refused.reasons) from None

    def _opened(self, id: str) -> tuple[str, AbstractContextManager[BinaryIO]]:
        found = self._uploads.find(self._account, id)
        if found is None or not found.is_whole:
            raise LookupError(id)
        return found.filename, self._uploads.opened(self._account, id)

    @staticmethod
    def _try(work: Callable[[], object]) -> object:
        try:
            return work()
        except Refused as refused:
            raise CannotWrite({_pointed(name): why
                               for name, why in refused.reasons.items()}) from None


_LONGEST_PATH = 1000


def _pointed(name: str) -> str:
    """Return the path in the JSON of the field ``name``, ``''`` for the whole."""
    return f'fields/{name.replace(".", "/")}' if name else ''


def system_drafts_service(request: Request) -> SystemDrafts:
    """Return the ``ISystemDrafts`` of the service account that ``request`` acts as."""
    portal = find_portal(request.root)
    account = portal['accounts'].by_id[request.authenticated_userid]
    return SystemDrafts(
        account.id, site_of(portal, str(account.site)), request.registry,
        request.has_permission, request.service)
