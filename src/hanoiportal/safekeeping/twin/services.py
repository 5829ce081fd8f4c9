"""``ITwinning``: asking the application for its pages and keeping what it answers."""
from contextlib import contextmanager
from functools import partial
from time import monotonic

from zope.interface import implementer

from ...base.clock import moment
from ...base.interfaces import IClock, IItem
from ...base.settings import ISettings
from ...base.text.needed import needed
from ...kernel.storage import snapshot
from .forms import copied, digest, file_of, led_on
from .interfaces import ITwinning
from .mirrorstore import opened
from .places import (
    ALL_PAGES,
    HOMES,
    MOST_URGENT,
    SECTIONS,
    Places,
    changed_since,
    is_on_every_page,
    urgency,
)
from .visiting import ask

#: Seconds that the job works at a time, beside the pages that the process answers.
BUDGET = 5
#: Up to which transaction the twin follows, noted in it.
SEEN = 'seen'
#: When the last look at every page began that has ended, noted in it.
WHOLE = 'whole'
_FAILED = (500, 502, 504)
_MARK = (
    '<p class="notice wide" role="note" lang="vi"><strong>Bản sao chỉ đọc của Cổng, nội dung lúc '
    '{moment}.</strong> Tìm kiếm và biểu mẫu tạm thời không dùng được. <span lang="en">A '
    'read-only copy as of {moment}; search and forms are not available.</span></p>')


@contextmanager
def _alone(folder):
    """Give the ``Shelf`` in ``folder``.  Raises ``BlockingIOError`` while another has it."""
    with opened(folder) as shelf:
        if shelf is None:
            raise BlockingIOError(f'{folder} is being worked on by another process')
        yield shelf


@implementer(ITwinning)
class Twinning:
    """See ``ITwinning``."""

    def __init__(self, registry, clock=monotonic):
        self._registry = registry
        self._clock = clock
        self._app = None

    def created(self, event):
        """Subscriber: keep the application that is asked."""
        self._app = event.app

    def follow(self, environment, folder=None):
        with opened(folder or self._registry.getUtility(ISettings).twin) as shelf:
            if shelf is None:
                return 0, 0
            environment.in_transaction(lambda: self._catch_up(environment, shelf))
            return self._work(environment, shelf, until=self._clock() + BUDGET)

    def forget(self, environment, folder, oids, since):
        with _alone(folder) as shelf:
            if shelf.note(WHOLE) < _stamp(since):
                self._bring_whole(environment, shelf)
            environment.in_transaction(lambda: self._catch_up(environment, shelf))
            for oid in oids:
                shelf.wait(shelf.of(oid), MOST_URGENT)
            self._work(environment, shelf)
            shelf.compact()

    def make(self, environment, folder, progress=None):
        with _alone(folder) as shelf:
            return self._bring_whole(environment, shelf, progress)

    def _bring_whole(self, environment, shelf, progress=None):
        """Look at every page; note when that began, once it has ended."""
        began = _stamp(environment.clock.now())
        shelf.put_note(SEEN, '')
        environment.in_transaction(lambda: self._catch_up(environment, shelf))
        done = self._work(environment, shelf, progress=progress)
        shelf.put_note(WHOLE, began)
        return done

    def _catch_up(self, environment, shelf):
        """Put what has changed since the last time into the queue."""
        connection = environment.portal._p_jar
        now, seen = snapshot.of(connection), shelf.note(SEEN)
        if seen == now.hex():
            return
        places = Places(environment)
        if not seen:
            shelf.wait(places.everything(), 0)
            shelf.wait(shelf.all(), 0)
        else:
            found = map(places.found, changed_since(connection, bytes.fromhex(seen)))
            for thing in found:
                self._queue(places, shelf, thing)
        shelf.put_note(SEEN, now.hex())

    def _queue(self, places, shelf, resource):
        if resource is None:
            return
        known = shelf.of(getattr(resource, '__oid__', None))
        stands = places.stands(resource)
        urgent = urgency(resource, bool(known)) if stands else MOST_URGENT
        shelf.wait(known, urgent)
        if not stands:
            return
        if is_on_every_page(resource):
            shelf.wait(places.homes(), HOMES)
        if IItem.providedBy(resource):  # its files, of which it may have others now
            for host, target, _oid in list(places.of(resource)):
                shelf.wait(shelf.below(host, target), urgent)
        shelf.wait(places.changed_by(resource), urgent)

    def _work(self, environment, shelf, until=None, progress=None):
        """Look at what waits; a killed process leaves in the queue what it was at,
        ``TRIES`` times.
        """
        written = removed = 0
        while (until is None or self._clock() < until) and (entry := shelf.next()):
            number, *page, urgent = entry
            shelf.begin(number)
            if page[1] == ALL_PAGES:
                shelf.wait(environment.in_transaction(
                    partial(_pages_of_site, environment, page[-1])), urgent)
                shelf.done(number)
                continue
            try:
                done = self._copy(shelf, *page)
            except Exception:  # it is not to keep the others waiting again and again
                shelf.done(number)
                raise
            shelf.done(number)
            written, removed = written + (done > 0), removed + (done < 0)
            if progress is not None and (written + removed) % 50 == 0:
                progress(len(shelf))
        return written, removed

    def _copy(self, shelf, host, target, oid):
        """Bring one copy up to date: return 1 if it was written, -1 if removed, 0 otherwise."""
        answer = ask(self._app, host, target)
        if answer.status in _FAILED:  # it may be the database: what is there stays
            return 0
        file = None if answer.body is None else file_of(host, target, answer.mimetype)
        if file is None:
            gone = shelf.drop(host, target)
            shelf.wait(shelf.below(host, target), MOST_URGENT)
            return -int(gone)
        body = answer.body
        if answer.mimetype == 'text/html':
            body = led_on(body, lambda link: ask(self._app, host, link).location)
        said = digest(body)
        if answer.mimetype == 'text/html':
            body = copied(body, self._mark())
        for asset in needed(body, answer.mimetype, target):
            if (host, asset) not in shelf:
                shelf.wait([(host, asset, oid if '?' in asset else None)], SECTIONS)
        return int(shelf.write(host, target, oid, file, said, body))

    def _mark(self):
        now = self._registry.getUtility(IClock).now()
        return _MARK.format(moment=moment(now)).encode()


def _pages_of_site(environment, oid):
    return list(Places(environment).of_site(oid))


def _stamp(moment):
    """Return the aware UTC ``moment`` as it is noted; such texts sort as their moments do."""
    return moment.isoformat(timespec='microseconds')
