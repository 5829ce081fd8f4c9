"""Drafts by the API: writing, changing, sending them in, and reading the verdict."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, cast

from pyramid.response import Response

from ...base.i18n import _
from ...kernel.tree.lookup import is_listed
from ...shells.api.bodies import BODY, MERGE
from ...shells.api.endpoints import Endpoint, api_view
from ...shells.api.kinds import NOT_FOUND
from ...shells.api.problems import FieldError, Problem
from ...shells.api.schema import Json
from ...shells.api.systemkinds import (
    BODY_REFUSALS,
    CHANGED,
    INVALID,
    KEY_USED,
    NO_CONDITION,
    NOT_NOW,
    REFUSALS,
)
from ...shells.api.systems import IF_MATCH, ONCE, SystemView
from ...shells.api.writing import AFTER, LIMIT, ApiView, limit
from ...web.routing.links import canonical
from ..serviceaccounts.interfaces import DRAFTS_WRITE, FILES_WRITE, SUBMIT
from .interfaces import CannotWrite, ISystemDrafts, NotNow, Stale
from .views import (
    CONTENT_TYPES,
    DRAFT,
    DRAFTS,
    GROUP,
    MADE,
    NEW,
    NEW_FILE,
    NUMBER,
    PATCH,
    SENDING,
    content_types,
    shown,
    shown_short,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...base.interfaces import IResource
    from ...kernel.tree.resources import Described

FILE = 'File'
_WRITING = (*REFUSALS, *BODY_REFUSALS)
TYPES = Endpoint(
    'GET', '/content-types', 'listContentTypes', _('Các loại nội dung và trường của chúng'),
    GROUP, CONTENT_TYPES)
CREATE = Endpoint(
    'POST', '/drafts', 'createDraft', _('Viết một bản nháp'), GROUP, MADE, (ONCE,), body=NEW,
    scope=DRAFTS_WRITE, status=201, problems=(*_WRITING, KEY_USED))
LISTED = Endpoint(
    'GET', '/drafts', 'listDrafts', _('Bản nháp của hệ thống'), GROUP, DRAFTS,
    (limit(), AFTER), scope=DRAFTS_WRITE, problems=REFUSALS)
READ = Endpoint(
    'GET', '/drafts/{draft}', 'readDraft', _('Nội dung, trạng thái và kết quả xét duyệt'), GROUP,
    DRAFT, (NUMBER,), scope=DRAFTS_WRITE, problems=REFUSALS)
CHANGE = Endpoint(
    'PATCH', '/drafts/{draft}', 'changeDraft', _('Sửa bản nháp'), GROUP, MADE,
    (NUMBER, IF_MATCH), body=PATCH, takes=MERGE, scope=DRAFTS_WRITE,
    problems=(*_WRITING, CHANGED, NO_CONDITION, NOT_NOW))
ATTACH = Endpoint(
    'POST', '/drafts/{draft}/files', 'attachFile', _('Thêm tệp vào bản nháp'), GROUP, MADE,
    (NUMBER, ONCE), body=NEW_FILE, scope=FILES_WRITE, status=201,
    problems=(*_WRITING, KEY_USED, NOT_NOW))
SEND = Endpoint(
    'POST', '/drafts/{draft}/submit', 'submitDraft', _('Gửi Ban Biên tập duyệt'), GROUP, MADE,
    (NUMBER, ONCE), body=SENDING, scope=SUBMIT, problems=(*_WRITING, KEY_USED, NOT_NOW))


class ContentTypesView(ApiView):
    """What can be written."""

    @api_view(TYPES)
    def types(self) -> Json:
        """Return the fields of each type of content."""
        return {'items': content_types(self.request)}


class DraftsView(SystemView):
    """The drafts of the account that asks; there are no others here."""

    @cached_property
    def drafts(self) -> ISystemDrafts:
        """Those of the account."""
        return cast('ISystemDrafts', self.request.service(ISystemDrafts))

    @api_view(CREATE)
    def create(self) -> Response:
        """Begin a text."""
        return self.once(self._create)

    def _create(self) -> tuple[Json, dict[str, str]]:
        place = self.drafts.place(str(self.body['place']))
        if place is None:
            raise Problem(INVALID, errors=(
                FieldError(BODY, 'place', _('Không có chuyên mục này ở trang của đơn vị.')),))
        return self._made(lambda: self.drafts.create(
            place, str(self.body['type']), self._fields()))

    @api_view(LISTED)
    def listed(self) -> Json:
        """Return a page of them."""
        start, size = self.after, cast('int', self.asked[LIMIT])
        batch = self.drafts.listed(start, size)
        following = start + size if start + size < batch.total else None
        found = [self.drafts.summary(cast('Described', each)) for each in batch.items]
        return self.page([shown_short(each, self._own(each.item)) for each in found], following)

    @api_view(READ)
    def read(self) -> Json:
        """Return one with its verdict."""
        item = self._item()
        draft = self.drafts.draft(item)
        self.request.response.headers['ETag'] = f'"{draft.etag}"'
        public = canonical(
            self.request, item, self.request.language) if is_listed(item) else ''
        return shown(draft, self._own(item), public, self.request.localizer.translate)

    @api_view(CHANGE)
    def change(self) -> Json:
        """Change fields."""
        item, etags = self._item(), self.etags()
        try:
            with self._refusing():
                self.drafts.change(item, self._fields(), etags)
        except Stale:
            raise Problem(CHANGED) from None
        body, headers = self._said(item)
        self.request.response.headers.update(headers)
        return body

    @api_view(ATTACH)
    def attach(self) -> Response:
        """Put a file into one."""
        item = self._item()
        return self.once(lambda: self._made(lambda: self.drafts.create(
            cast('IResource', item), FILE, self._fields())))

    @api_view(SEND)
    def send(self) -> Response:
        """Send it to those who review it."""
        item = self._item()

        def work() -> tuple[Json, dict[str, str]]:
            with self._refusing():
                self.drafts.submit(item, str(self.body.get('note', '')))
            return self._said(item)

        return self.once(work)

    def _item(self) -> Described:
        found = self.drafts.item(int(str(self.asked['draft'])))
        if found is None:
            raise Problem(NOT_FOUND, _('Tài khoản hệ thống này không có bản nháp đó.'))
        return found

    def _fields(self) -> Mapping[str, object]:
        return cast('Mapping[str, object]', self.body['fields'])

    def _made(self, make: Callable[[], Described]) -> tuple[Json, dict[str, str]]:
        with self._refusing():
            item = make()
        body, headers = self._said(item)
        return body, {**headers, 'Location': self._own(item)}

    def _said(self, item: Described) -> tuple[Json, dict[str, str]]:
        draft = self.drafts.summary(item)
        return shown_short(draft, self._own(item)), {'ETag': f'"{draft.etag}"'}

    def _own(self, item: Described) -> str:
        return self.address('drafts', str(item.__oid__))

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Turn what the service refuses into a ``Problem``."""
        try:
            yield
        except NotNow as refused:
            raise Problem(NOT_NOW, refused.args[0]) from None
        except CannotWrite as refused:
            raise Problem(INVALID, refused.reasons.get('', ''), tuple(
                FieldError(BODY, name, why) for name, why in refused.reasons.items()
                if name)) from None
