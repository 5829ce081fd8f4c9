"""What people and machines are told when the archive lags behind (clause 13.3.a)."""
from datetime import datetime, timedelta
from pathlib import Path

from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock
from ...base.settings import ISettings
from ...base.values import Alarm
from ...kernel.storage import snapshot
from ...kernel.storage.databases import content_database
from .index import FILLED, LOOKED, SEEN, reading
from .interfaces import ArchiveProblem, IArchiveAlarms
from .keys import is_missing

#: How long what is published may wait to be archived.
LATEST = timedelta(minutes=15)


@implementer(IArchiveAlarms)
class ArchiveAlarms:
    """Reads the book of the archive each time it is asked."""

    def __init__(self, registry):
        self._registry = registry
        self._settings = registry.getUtility(ISettings)

    def found(self):
        """Return what is wrong; nothing where there is to be no archive."""
        if not self._settings.archive:
            return []
        folder, key = Path(self._settings.archive), self._settings.archive_key
        try:
            with reading(folder) as book:
                return [*_without_key(folder, key), *self._wrong(book)]
        except OSError:
            return [Alarm(_('Chưa có kho lưu trữ các phiên bản đã xuất bản.'), 'no archive')]
        except ArchiveProblem as error:
            return [Alarm(_('Không đọc được sổ của kho lưu trữ.'), str(error))]

    def _wrong(self, book):
        if not book.note(FILLED):
            yield Alarm(_('Kho lưu trữ chưa nhận những gì đã công khai từ trước.'),
                        'what was public before is not archived: run archive all')
        minutes = self._minutes_behind(book)
        if minutes >= LATEST.total_seconds() // 60:
            yield Alarm(_('Việc lưu trữ các phiên bản đã xuất bản chậm ${minutes} phút.',
                          mapping={'minutes': minutes}),
                        f'the archive is {minutes} minutes behind')
        owed = book.failed_captures.everything()
        if owed:
            yield Alarm(_('Có ${number} trang đã công khai chưa lưu trữ được vì bị lỗi.',
                          mapping={'number': len(owed)}),
                        f'pages owed: {len(owed)}, since {min(each.since for each in owed)}')

    def _minutes_behind(self, book):
        """Return since how many minutes not everything is archived."""
        latest = snapshot.latest(content_database(self._registry))
        looked = book.note(LOOKED) or book.note(FILLED)
        if latest is None or latest.hex() <= book.note(SEEN) or not looked:
            return 0
        now = self._registry.getUtility(IClock).now()
        return int((now - datetime.fromisoformat(looked)).total_seconds() // 60)


def _without_key(folder, key):
    if is_missing(folder, key):
        yield Alarm(_('Mất khoá ký của kho lưu trữ.'), 'the key that signs is missing')


def check(registry, portal):
    """Health check: return what is wrong on one line, or ``''``; ``portal`` is not looked at."""
    return '; '.join(each.line for each in registry.getUtility(IArchiveAlarms).found())
