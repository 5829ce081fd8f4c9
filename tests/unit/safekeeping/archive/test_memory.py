"""What verifying an archive, and taking something out of it, costs in memory: what one of its
files does, however many there are.
"""
import datetime
import tracemalloc
from types import SimpleNamespace

import pytest
from hanoiportal.content.erasure.interfaces import RESOURCE, Demanded
from hanoiportal.kernel.security.crypto.signing import signing_key
from hanoiportal.safekeeping.archive import members
from hanoiportal.safekeeping.archive.redacting import of_erasure, of_item, redact
from hanoiportal.safekeeping.archive.rows import Noted
from hanoiportal.safekeeping.archive.verifying import verify_folder
from hanoiportal.safekeeping.archive.writer import opened

BEGAN = datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC)
HOST, A_DAY = 'hanoi.gov.vn', 40
FEW, MANY = 4, 40


class Filled:
    """An archive of some ``days``, each with as many events, whose pages all need one style.

    Each event is of an item of its own; they are numbered from 1 on.
    """

    def __init__(self, folder, days):
        self.folder, self.days = folder / 'archive', days
        self.key = signing_key(folder / 'key')
        self._style = None
        for day in range(days):
            self.on_shelf(lambda shelf, day=day: self._fill(shelf, day), day)
        self.on_shelf(lambda shelf: shelf.turn(), days)

    def on_shelf(self, work, day):
        """Return ``work(shelf)`` on that day."""
        now = BEGAN + datetime.timedelta(days=day)
        with opened(self.folder, lambda: self.key, now) as shelf:
            return work(shelf)

    def _fill(self, shelf, day):
        made, noted = [], []
        if self._style is None:
            made.append(_answered('/portal.css', BEGAN, b'body {}'))
            self._style = made[0].id
        for number in range(A_DAY):
            item = day * A_DAY + number + 1
            moment = shelf.now + datetime.timedelta(seconds=number)
            page = _answered(f'/tin/{item}', moment, f'Tin {item}'.encode())
            made.append(page)
            noted.append((Noted(None, f'{item:016x}', page.date, 'published', item, item, 'vi',
                                HOST, f'/tin/{item}', 'd' * 64), [page.id, self._style]))

        def note():
            for each in noted:
                shelf.book.events.add(*each)

        shelf.put(made, note)

    def broken(self):
        """Return what ``verify`` says."""
        return list(verify_folder(self.folder, self.key.public_key()))

    def redact(self):
        """Take the first item out, on the last day; return how many records."""
        return self.on_shelf(lambda shelf: redact(shelf, of_item(1), 'Điều 14'), self.days)

    def erase(self):
        """Take the second item out as of an erasure; return how many records."""
        demanded = Demanded(1, RESOURCE, (2,), '', 'u', 'yeu-cau', '1/PYC', BEGAN)

        def taken(shelf):
            return redact(shelf, of_erasure(demanded, shelf.book.told()), '1/PYC')

        return self.on_shelf(taken, self.days)


def _answered(target, moment, body):
    answer = SimpleNamespace(
        status='200 OK', headers=[('Content-Type', 'text/html')], body=body, mimetype='text/html')
    return members.answered(f'https://{HOST}{target}', members.date_of(moment), answer)


@pytest.fixture(scope='module')
def archives(tmp_path_factory):
    """The same archive with few files and with ten times as many."""
    return [Filled(tmp_path_factory.mktemp('archive'), days) for days in (FEW, MANY)]


@pytest.mark.parametrize('work, given', [
    (Filled.broken, []), (Filled.redact, 1), (Filled.erase, 1)])
def test_ten_times_as_many_events_take_no_more_memory(archives, work, given, tmp_path):
    work(Filled(tmp_path, 1))  # what is loaded once is loaded

    few, many = (_peak(lambda each=each: work(each), given) for each in archives)

    assert many < few * 1.5
    assert [each.broken() for each in archives] == [[], []]


def _peak(work, given):
    """Return the most bytes that were held at a time while ``work()`` was done."""
    tracemalloc.start()
    try:
        assert work() == given
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
