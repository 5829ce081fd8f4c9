"""``IUploads``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import secrets
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from BTrees.OOBTree import OOBTree
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.settings import ISettings
from ...kernel.inspection.signatures import BadFile
from ...kernel.inspection.upload import clean_filename
from ...kernel.security.interactions import get_or_create
from ...kernel.storage.interfaces import DRAFTS
from .interfaces import (
    KEPT,
    LARGEST_PART,
    MOST,
    MOST_PARTS,
    CannotUpload,
    IUploads,
    Uploaded,
    WrongOffset,
)
from .resource import KEY, Upload

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from persistent.mapping import PersistentMapping
    from pyramid.request import Request


@implementer(IUploads)
class UploadsService:
    """``IUploads``.  ``root``: gives the root mapping of the drafts database.

    ``largest``: bytes of a file.
    """

    def __init__(self, root: Callable[[], PersistentMapping],
                 now: Callable[[], datetime.datetime], largest: int) -> None:
        self._root, self._now, self._largest = root, now, largest

    def begin(self, account: str, filename: str, length: int) -> Uploaded:
        reasons: dict[str, str] = {}
        try:
            filename = clean_filename(filename)
        except BadFile as error:
            reasons['filename'] = error.args[0]
        if not 0 < length <= self._largest:
            reasons['length'] = _('Tệp phải từ 1 byte đến ${largest} MB.',
                                  mapping={'largest': self._largest // 1_048_576})
        if len(self._of(account)) >= MOST:
            reasons[''] = _('Đang có ${max} tệp tải lên chưa dùng; hãy xóa bớt hoặc chờ hết hạn.',
                            mapping={'max': MOST})
        if reasons:
            raise CannotUpload(reasons)
        key = secrets.token_hex(16)
        kept = get_or_create(get_or_create(self._root(), KEY, OOBTree), account, OOBTree)
        made = kept[key] = Upload(filename, length, self._now())
        return _shown(key, made)

    def find(self, account: str, key: str) -> Uploaded | None:
        found = self._live(account, key)
        return None if found is None else _shown(key, found)

    def append(self, account: str, key: str, offset: int, part: BinaryIO) -> Uploaded:
        found = self._there(account, key)
        if offset != found.offset:
            raise WrongOffset(found.offset)
        size = part.seek(0, 2)
        part.seek(0)
        if size > LARGEST_PART or offset + size > found.length:
            raise CannotUpload({'': _('Phần này dài hơn phần còn lại của tệp hoặc quá ${largest} '
                                      'MB.', mapping={'largest': LARGEST_PART // 1_048_576})})
        if found.parts >= MOST_PARTS:
            raise CannotUpload({'': _('Tệp có quá ${max} phần.', mapping={'max': MOST_PARTS})})
        if size:
            found.append(size, part, self._now())
        return _shown(key, found)

    def drop(self, account: str, key: str) -> bool:
        return self._of(account).pop(key, None) is not None

    @contextmanager
    def opened(self, account: str, key: str) -> Iterator[BinaryIO]:
        found = self._there(account, key)
        if found.offset != found.length:
            raise LookupError(key)
        with TemporaryFile() as file:
            found.write_to(file)
            file.seek(0)
            yield file

    def clean(self, before: datetime.datetime) -> int:
        count = 0
        for account, uploads in list(self._root().get(KEY, {}).items()):
            for key in [key for key, each in uploads.items() if each.changed_at < before]:
                del uploads[key]
                count += 1
            if not uploads:
                del self._root()[KEY][account]
        return count

    def _of(self, account: str) -> OOBTree:
        found = self._root().get(KEY, {}).get(account)
        return OOBTree() if found is None else found

    def _live(self, account: str, key: str) -> Upload | None:
        found: Upload | None = self._of(account).get(key)
        return found if found is not None and self._now() < found.changed_at + KEPT else None

    def _there(self, account: str, key: str) -> Upload:
        found = self._live(account, key)
        if found is None:
            raise LookupError(key)
        return found


def _shown(key: str, upload: Upload) -> Uploaded:
    return Uploaded(key, upload.filename, upload.length, upload.offset, upload.changed_at + KEPT)


def uploads_service(request: Request) -> UploadsService:
    """Return the ``IUploads`` over the connection of ``request``."""
    registry = request.registry
    return UploadsService(request.root[DRAFTS].mounted, registry.getUtility(IClock).now,
                          registry.getUtility(ISettings).upload_bytes)
