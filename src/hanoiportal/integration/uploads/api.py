"""Uploads by the API: the core protocol of tus 1.0, creation, termination and expiration."""
from __future__ import annotations

import base64
import binascii
from email.utils import format_datetime
from typing import cast

from pyramid.response import Response

from ...base.i18n import _
from ...kernel.storage.interfaces import DRAFTS
from ...shells.api.endpoints import HEADER, PATH, Endpoint, Parameter, api_view
from ...shells.api.kinds import BAD_PARAMETER, NOT_FOUND, TOO_LARGE
from ...shells.api.problems import FieldError, Problem
from ...shells.api.schema import Json, flag, moment, named, number, text
from ...shells.api.systemkinds import CHANGED, INVALID, REFUSALS, WRONG_OFFSET, WRONG_TYPE
from ...shells.api.systems import ONCE, SystemView
from ...shells.public.page.dates import machine_moment
from ..serviceaccounts.interfaces import FILES_WRITE
from .interfaces import LARGEST_PART, STREAM, CannotUpload, IUploads, Uploaded, WrongOffset

GROUP = _('Tệp tải lên (tài khoản hệ thống)')
VERSION = '1.0.0'
_KEY = Parameter('upload', {'type': 'string', 'pattern': '^[0-9a-f]{32}$', 'maxLength': 32},
                 _('Mã của tệp tải lên.'), PATH)
_NUMBER = {'type': 'integer', 'minimum': 0, 'maximum': 10 ** 9}
LENGTH = Parameter('Upload-Length', _NUMBER, _('Số byte của cả tệp.'), HEADER, True)
OFFSET = Parameter('Upload-Offset', _NUMBER, _('Vị trí mà phần này bắt đầu.'), HEADER, True)
METADATA = Parameter('Upload-Metadata', {'type': 'string', 'maxLength': 2000}, _(
    'Tên tệp: “filename”, dấu cách, rồi tên tệp mã hóa base64.'), HEADER, True)
UPLOAD = named('Upload', _('Một tệp đang tải lên hoặc đã tải lên đủ.'), {
    'id': text(_('Mã của tệp tải lên.')), 'filename': text(_('Tên tệp.')),
    'length': number(_('Số byte của cả tệp.')), 'offset': number(_('Số byte đã nhận.')),
    'complete': flag(_('Đã nhận đủ hay chưa.')), 'expires': moment(_('Lúc hết hạn.'))})
BEGIN = Endpoint(
    'POST', '/uploads', 'createUpload', _('Bắt đầu tải một tệp lên'), GROUP, UPLOAD,
    (LENGTH, METADATA, ONCE), scope=FILES_WRITE, status=201, problems=(*REFUSALS, INVALID))
STATE = Endpoint(
    'GET', '/uploads/{upload}', 'readUpload', _('Đã nhận được bao nhiêu byte'), GROUP, UPLOAD,
    (_KEY,), scope=FILES_WRITE, problems=REFUSALS)
PART = Endpoint(
    'PATCH', '/uploads/{upload}', 'sendPart', _('Gửi phần tiếp theo của tệp'), GROUP, None,
    (_KEY, OFFSET), body={'type': 'string', 'format': 'binary'}, takes=STREAM, status=204,
    scope=FILES_WRITE, problems=(*REFUSALS, WRONG_OFFSET, WRONG_TYPE, INVALID, TOO_LARGE))
DROP = Endpoint(
    'DELETE', '/uploads/{upload}', 'deleteUpload', _('Bỏ tệp tải lên'), GROUP, None, (_KEY,),
    scope=FILES_WRITE, status=204, problems=REFUSALS)


class UploadsView(SystemView):
    """Files that come in parts, one after the other."""

    database = DRAFTS

    @property
    def uploads(self) -> IUploads:
        """The uploads of all accounts."""
        return cast('IUploads', self.request.service(IUploads))

    @api_view(BEGIN)
    def begin(self) -> Response:
        """Begin a file."""
        self._check_version()
        return self.once(self._begin)

    def _begin(self) -> tuple[Json, dict[str, str]]:
        length, filename = self._number(LENGTH), self._filename()
        try:
            made = self.uploads.begin(self.account.id, filename, length)
        except CannotUpload as refused:
            raise Problem(INVALID, errors=tuple(
                FieldError(HEADER, _HEADERS.get(name, ''), why)
                for name, why in refused.reasons.items())) from None
        return _said(made), {**_headers(made), 'Location': self.address('uploads', made.id)}

    @api_view(STATE)
    def state(self) -> Json:
        """Return how much of it is there."""
        found = self.uploads.find(self.account.id, str(self.asked['upload']))
        if found is None:
            raise Problem(NOT_FOUND, NO_UPLOAD)
        self.request.response.headers.update(_headers(found))
        return _said(found)

    @api_view(PART)
    def part(self) -> Response:
        """Add a part; what is there already need not be sent again."""
        self._check_version()
        request, key = self.request, str(self.asked['upload'])
        if request.content_type != STREAM:
            raise Problem(WRONG_TYPE)
        if (request.content_length or 0) > LARGEST_PART:
            raise Problem(TOO_LARGE)
        try:
            found = self.uploads.append(
                self.account.id, key, self._number(OFFSET), request.body_file_seekable)
        except WrongOffset as wrong:
            raise Problem(WRONG_OFFSET, headers={
                'Upload-Offset': str(wrong.args[0]), 'Tus-Resumable': VERSION}) from None
        except LookupError:
            raise Problem(NOT_FOUND, NO_UPLOAD) from None
        except CannotUpload as refused:
            raise Problem(INVALID, refused.reasons['']) from None
        return self.nothing(_headers(found))

    @api_view(DROP)
    def drop(self) -> Response:
        """Forget it."""
        if not self.uploads.drop(self.account.id, str(self.asked['upload'])):
            raise Problem(NOT_FOUND, NO_UPLOAD)
        return self.nothing()

    def _check_version(self) -> None:
        """Refuse another version of the protocol; a client that names none means this one."""
        if self.request.headers.get('Tus-Resumable', VERSION) != VERSION:
            raise Problem(CHANGED, _('Chỉ nhận tus 1.0.0.'), headers={'Tus-Version': VERSION})

    def _number(self, parameter: Parameter) -> int:
        given = self.request.headers.get(parameter.name, '')
        if not (given.isascii() and given.isdigit() and len(given) < 10):
            raise Problem(BAD_PARAMETER, errors=(
                FieldError(HEADER, parameter.name, _('Cần ghi một số nguyên.')),))
        return int(given)

    def _filename(self) -> str:
        for pair in self.request.headers.get(METADATA.name, '')[:2000].split(','):
            name, _blank, value = pair.strip().partition(' ')
            if name == 'filename':
                try:
                    return base64.b64decode(value.strip(), validate=True).decode()
                except (binascii.Error, ValueError):
                    break
        raise Problem(BAD_PARAMETER, errors=(FieldError(HEADER, METADATA.name, _(
            'Cần ghi “filename” và tên tệp (UTF-8) mã hóa base64.')),))


NO_UPLOAD = _('Tài khoản hệ thống này không có tệp tải lên đó.')
_HEADERS = {'filename': METADATA.name, 'length': LENGTH.name}


def _said(upload: Uploaded) -> Json:
    return {'id': upload.id, 'filename': upload.filename, 'length': upload.length,
            'offset': upload.offset, 'complete': upload.is_whole,
            'expires': machine_moment(upload.until)}


def _headers(upload: Uploaded) -> dict[str, str]:
    return {'Tus-Resumable': VERSION, 'Upload-Offset': str(upload.offset),
            'Upload-Length': str(upload.length),
            'Upload-Expires': format_datetime(upload.until, usegmt=True)}
