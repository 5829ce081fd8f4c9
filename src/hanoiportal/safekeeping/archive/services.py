"""``IArchiving``: following the log, and archiving what it tells of."""
import logging
from contextlib import closing
from datetime import datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from zope.interface import implementer

from ...base.interfaces import IClock, IItem
from ...base.settings import ISettings
from ...kernel.storage import snapshot
from ...kernel.storage.databases import ROOT, content_database
from ...kernel.tree.lookup import path_of, walk
from .capturing import Capturing
from .events import WITHDRAWN, EventLog
from .facts import Facts, is_shown
from .index import FILLED, LOOKED, SEEN, reading
from .interfaces import ArchiveProblem, IArchiving
from .keys import signing
from .retention import read_classes
from .wacz import Exporting, ExportRequest
from .writer import PATIENCE, opened

log = logging.getLogger(__name__)

#: Seconds that the job works at a time, beside the pages that the process answers.
BUDGET = 5
#: Pages owed that a command names.
NAMED = 5
#: Documents after which what was read is let go of.
BATCH = 100


@implementer(IArchiving)
class Archiving:
    """See ``IArchiving``."""

    def __init__(self, registry, clock=monotonic):
        self._registry = registry
        self._settings = registry.getUtility(ISettings)
        self._clock = clock
        self._app, self._trouble = None, ''

    def created(self, event):
        """Subscriber: keep the application that is asked."""
        self._app = event.app

    def follow(self, environment):
        try:
            self._follow(environment)
            self._trouble = ''
        except (ArchiveProblem, OSError) as error:
            if str(error) != self._trouble:  # there is a look every second
                log.error('nothing is archived: %s', error)
            self._trouble = str(error)

    def _follow(self, environment):
        with self._opened() as shelf:
            if shelf is not None:
                until = self._clock() + BUDGET
                self._catch_up(environment, shelf, until)
                capturing = self._capturing(shelf)
                for each in shelf.book.failed_captures.due(shelf.now):
                    if self._is_late(until):
                        break
                    capturing.again(each)

    def capture(self, environment):
        with self._opened(PATIENCE) as shelf:
            self._require(shelf)
            number = self._catch_up(environment, shelf, None)
            return number + self._settle(shelf)

    def fill(self, environment, step):
        with self._opened(PATIENCE) as shelf:
            self._require(shelf)
            number = self._fill(environment, shelf, step)
            shelf.book.put_note(FILLED, self._now().isoformat())
            return number + self._settle(shelf)

    def _settle(self, shelf):
        """Archive every page that is owed; return how many there were.

        Raises ``ArchiveProblem`` if one is still owed.
        """
        number = sum(map(self._capturing(shelf).again, shelf.book.failed_captures.everything()))
        owed = shelf.book.failed_captures.everything()
        if owed:
            named = ', '.join(f'https://{each.noted.host}{each.noted.target} of '
                              f'{each.noted.moment}, object {each.noted.item}'
                              for each in owed[:NAMED])
            raise ArchiveProblem(f'{len(owed)} pages fail and are owed: {named}; '
                                 'the log says why a page fails')
        return number

    def kept(self, document):
        if not self._settings.archive:
            return {}
        try:
            with reading(Path(self._settings.archive)) as book:
                return {each.digest: datetime.fromisoformat(each.moment)
                        for each in book.events.of_document(document.__oid__)}
        except (ArchiveProblem, OSError):  # the alarms tell of it
            return {}

    def package(self, document, digest):
        if digest not in self.kept(document):
            return None
        folder, wanted = Path(self._settings.archive), ExportRequest(
            document=document.__oid__, digest=digest)
        with reading(folder) as book, TemporaryDirectory() as place:
            out = Path(place) / 'version.wacz'
            Exporting(folder, book, self._key(), self._now()).write(wanted, out)
            return open(out, 'rb')  # it is there as long as it is open

    def _opened(self, patience=0):
        if not self._settings.archive:
            raise ArchiveProblem('which folder? Set portal.archive')
        return opened(self._settings.archive, self._key, self._now(), patience)

    def _key(self):
        return signing(self._settings.archive, self._settings.archive_key)

    def _require(self, shelf):
        if shelf is None:
            raise ArchiveProblem(
                f'{self._settings.archive} is being worked on by another process')

    def _now(self):
        return self._registry.getUtility(IClock).now()

    def _catch_up(self, environment, shelf, until):
        """Archive what transactions after the last one seen have done; return how many pages."""
        book, number = shelf.book, 0
        self._begin(environment, book)
        shelf.turn()
        log_of, capturing = self._log(environment), self._capturing(shelf)
        seen = book.note(SEEN)
        with closing(log_of.after(bytes.fromhex(seen))) as transactions:
            for tid, oids in transactions:
                found = log_of.events(tid, oids)
                for is_archived in chain.from_iterable(map(capturing.take, found)):
                    number += is_archived
                    if self._is_late(until):  # the next look passes over what is there
                        book.put_note(SEEN, seen)
                        return number
                seen = tid.hex()
                late = self._is_late(until)
                if found or late:
                    book.put_note(SEEN, seen)
                if late:
                    return number
        with book.at_once():
            book.put_note(SEEN, seen)
            book.put_note(LOOKED, self._now().isoformat())
        return number

    def _is_late(self, until):
        return until is not None and self._clock() > until

    def _begin(self, environment, book):
        """Begin with the present, the first time."""
        if not book.note(SEEN):
            now = environment.in_transaction(
                lambda: snapshot.of(environment.portal._p_jar))
            book.put_note(SEEN, now.hex())

    def _log(self, environment):
        return EventLog(content_database(self._registry),
                   Facts(environment, read_classes(self._settings.data)))

    def _capturing(self, shelf):
        return Capturing(self._app, content_database(self._registry), shelf)

    def _fill(self, environment, shelf, step):
        self._begin(environment, shelf.book)
        events, capturing = self._log(environment), self._capturing(shelf)
        tid = environment.in_transaction(lambda: snapshot.of(environment.portal._p_jar))
        number = 0
        with snapshot.at_once(content_database(self._registry), tid) as connection:
            for count, document in enumerate(_shown(connection), 1):
                event = events.filled(document, tid)
                if not _is_there(shelf.book, event):
                    number += sum(capturing.take(event))
                step(path_of(document))
                if count % BATCH == 0:
                    connection.cacheGC()
                    self._catch_up(environment, shelf, None)
        return number


def _shown(connection):
    """Yield every document that is public."""
    for resource in walk(connection.root()[ROOT]):
        own = (resource,) if IItem.providedBy(resource) else ()
        for document in (*own, *getattr(resource, 'translations', {}).values()):
            if is_shown(document):
                yield document


def _is_there(book, event):
    """Return whether each page of ``event`` was archived last as it is, or is owed so."""
    for tag, host, target in event.pages:
        known = (each.last_of(event.document, tag) for each in (book.events, book.failed_captures))
        last = max(filter(None, known), key=lambda each: each.moment, default=None)
        if last is None or last.kind == WITHDRAWN or (last.host, last.target, last.digest) != (
                host, target, event.said['digest']):
            return False
    return True
