"""The versions of an item, and the item as it stood on a day."""
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ....base.clock import end_of, local
from ....base.i18n import _
from ....base.interfaces import IClock
from ....content.versions.interfaces import IPast
from ....kernel.tree.lookup import in_language
from ....types.reference.standins import presented
from ...api.endpoints import PATH, Endpoint, Parameter, api_view
from ...api.kinds import BAD_PARAMETER, GONE_AWAY, ProblemKind
from ...api.problems import FieldError, Problem
from ...api.schema import Json, Named, address, moment, named
from ...api.writing import AFTER, LIMIT, ApiView, fields_of, limit
from ..metadata.item import AboutItem
from ..page.dates import machine_moment
from .items import GROUP, ID, public_item
from .lists import DAY, day_of, list_of, page_of
from .records import ITEM, record_of

if TYPE_CHECKING:
    import datetime

VERSION = named('Version', _('Một phiên bản đã công khai.'), {
    'since': moment(_('Công khai từ thời điểm này.')),
    'until': moment(_('Công khai đến thời điểm này; không có ở phiên bản hiện hành.')),
    'address': address(_('Nội dung của mục ở phiên bản này; không có ở phiên bản đã được thay '
                         'ngay trong ngày.'))}, ('since',))
#: Of the item as it is.
_NOW_ONLY = ('files', 'is_outdated')
PAST = Named('ItemAsOf', {**ITEM, 'properties': {
    name: schema for name, schema in ITEM.fields.items() if name not in _NOW_ONLY}})
ON = Parameter(
    'day', DAY, _('Ngày, theo giờ Hà Nội (YYYY-MM-DD).'), PATH)
#: Nobody could read it then, or nobody knows what it said.
NOT_THEN = ProblemKind('not-then', 404, _('Ngày đó chưa công khai'), _(
    'Vào cuối ngày đó mục này chưa công khai, hoặc nội dung khi đó không còn được lưu.'))

VERSIONS = Endpoint(
    'GET', '/items/{id}/versions', 'listVersions', _('Các phiên bản đã công khai của một mục'),
    GROUP, list_of('VersionList', _('Các phiên bản, mới nhất trước.'), VERSION),
    (ID, limit(), AFTER), problems=(GONE_AWAY,))
AS_OF = Endpoint(
    'GET', '/items/{id}/as-of/{day}', 'readItemAsOf', _('Một mục như vào cuối một ngày'), GROUP,
    PAST, (ID, ON, fields_of(PAST)),
    _('Nội dung mà người đọc xem được vào cuối ngày đó, kể cả văn bản. Phiên bản đã gỡ hoặc đã '
      'xóa thì không có.'), problems=(BAD_PARAMETER, GONE_AWAY, NOT_THEN))


class VersionsView(ApiView):
    """What an item was."""

    @api_view(VERSIONS)
    def versions(self) -> Json:
        """Return the versions of the text in the language that is asked for."""
        item = public_item(self)
        text = in_language(item, self.request.language.tag)
        spans = self.request.service(IPast).spans(text)[::-1]
        found = list[Json]()
        for each in spans:
            version: Json = {'since': machine_moment(each.since)}
            if each.until:
                version['until'] = machine_moment(each.until)
            day = local(each.since).date()
            if not each.until or end_of(day) < each.until:  # else another one ends the day
                version['address'] = self.address(
                    'items', str(item.__oid__), 'as-of', day.isoformat())
            found.append(version)
        start = self.after
        shown = found[start:start + cast('int', self.asked[LIMIT])]
        return page_of(self, shown, len(found), start)

    @api_view(AS_OF)
    def as_of(self) -> Json:
        """Return the item as it stood."""
        item, day = public_item(self), cast('datetime.date', day_of(self.asked, 'day'))
        if day > local(self.request.registry.getUtility(IClock).now()).date():
            raise Problem(BAD_PARAMETER, errors=(  # never kept: only answers of 200 are
                FieldError(PATH, 'day', _('Ngày này chưa đến.')),))
        past = self.request.service(IPast).as_it_was(item, day)
        if past is None:
            raise Problem(NOT_THEN)
        record = record_of(self, AboutItem(presented(past), self.request))
        for name in _NOW_ONLY:
            del record[name]
        self.link_to(cast('str', record['self']), 'latest-version')
        return self.chosen(record)


