"""The dumps by the API: which there are, and each as a file.

They are files beside the databases, so no answer is kept by the page cache; each has an ``ETag``
and a day of its own, and a part of it may be asked for.
"""
from __future__ import annotations

from typing import cast

from pyramid.response import Response

from ...base.i18n import _
from ...shells.api.endpoints import NAME, PATH, VERSION, Endpoint, Parameter, api_view
from ...shells.api.headers import open_to_all
from ...shells.api.kinds import NOT_FOUND
from ...shells.api.problems import Problem
from ...shells.api.schema import Json, address, day, many, moment, named, number, text
from ...shells.api.writing import ApiView
from ...shells.public.page.dates import machine_moment
from ...web.files import FileContent
from ...web.files import named as called
from ...web.routing.links import canonical
from .interfaces import MIMETYPE, NEWEST, SUFFIX, Dump, IDumps

GROUP = _('Bản dữ liệu theo ngày')
DUMP = named('Dump', _('Bản dữ liệu của một ngày: mọi mục đang công khai, mỗi dòng một mục.'), {
    'day': day(_('Ngày lập.')), 'made': moment(_('Lúc lập xong.')),
    'address': address(_('Địa chỉ tải về: JSON Lines, nén gzip.')),
    'lines': number(_('Số dòng.')), 'size': number(_('Số byte.')),
    'sha256': text(_('SHA-256 của tệp, 64 chữ số thập lục phân.')),
    'position': text(_('Vị trí để theo tiếp các thay đổi ở /changes sau khi đọc hết tệp.'))})
DUMPS = named('DumpList', _('Các bản dữ liệu đang có, mới nhất trước.'), {
    'newest': address(_('Địa chỉ luôn dẫn đến bản mới nhất.')), 'items': many(DUMP)},
    ('newest', 'items'))
READ = Endpoint(
    'GET', '/dumps', 'readDumps', _('Các bản dữ liệu đang có'), GROUP, DUMPS, (),
    _('Mỗi đêm Cổng lập một tệp chứa mọi mục đang công khai, như “/items/{id}” trả về bằng tiếng '
      'Việt. Mục bị gỡ được bỏ khỏi mọi tệp trong khoảng mười phút; vì vậy SHA-256 của tệp cũ có '
      'thể đổi. Các tệp ở tên miền của Cổng Thành phố.'))
FILE = Endpoint(
    'GET', '/dumps/{name}', 'readDump', _('Một bản dữ liệu'), GROUP, None,
    (Parameter('name', {
        'type': 'string', 'maxLength': 30,
        'pattern': r'^([0-9]{4}-[0-9]{2}-[0-9]{2}|moi-nhat)\.jsonl\.gz$'},
        _('Ngày và đuôi .jsonl.gz; “moi-nhat.jsonl.gz” là bản mới nhất.'), PATH),),
    _('Tệp gzip; giải nén được các dòng JSON. Có ETag, Last-Modified; tải tiếp được từ giữa bằng '
      'tiêu đề Range.'), gives=MIMETYPE)


class DumpsView(ApiView):
    """The dumps, of the whole portal; their files are at the city's host alone."""

    @api_view(READ, cacheable=False)
    def dumps(self) -> Json:
        """Return which there are, at a component site, too."""
        response = self.request.response
        response.headers['Cache-Control'] = 'public, no-cache'
        return {'newest': self._at_city(NEWEST + SUFFIX),
                'items': [self._said(each) for each in self._dumps.dumps()]}

    @api_view(FILE, cacheable=False)
    def file(self) -> Response:
        """Return one of them, a part of it, or 304."""
        if self.context is not self.portal:
            raise Problem(NOT_FOUND)
        found = self._dumps.opened(cast('str', self.asked['name']))
        if found is None:
            raise Problem(NOT_FOUND)
        dump, file = found
        response = Response(
            app_iter=FileContent(file), content_type=MIMETYPE, content_length=dump.size,
            conditional_response=True)
        open_to_all(response)
        response.headers.update({
            'Accept-Ranges': 'bytes', 'Cache-Control': 'public, no-cache',
            'Content-Disposition': called('attachment', f'hanoi-{dump.name}')})
        response.etag, response.last_modified = dump.sha256, dump.made
        return response

    @property
    def _dumps(self) -> IDumps:
        return cast('IDumps', self.request.registry.getUtility(IDumps))

    def _at_city(self, name: str) -> str:
        return canonical(
            self.request, self.portal, self.request.language, NAME, VERSION, 'dumps', name)

    def _said(self, dump: Dump) -> Json:
        return {'day': dump.day.isoformat(), 'made': machine_moment(dump.made),
                'address': self._at_city(dump.name), 'lines': dump.items,
                'size': dump.size, 'sha256': dump.sha256, 'position': dump.position}
