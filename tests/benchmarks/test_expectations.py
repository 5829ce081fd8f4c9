"""No page is measured that does not show what its row says."""
import shutil
from contextlib import nullcontext

import pytest

import benchmarks.bench
from benchmarks.bench import programs, public, reading, serving, slowest
from benchmarks.bench.expectations import (
    NO_BODY,
    BadLoad,
    Page,
    UnexpectedPage,
    check,
    heading,
    items,
    total,
    words,
)
from benchmarks.bench.load import Paired, Rate

ROW = 'latest 2 of 9, anew'
SECTIONS = {'nhieu': 50, 'vua': 22}
RATE = Rate(100, 2, 100)


class Shows:
    """A server of which each page is ``html``; ``times``: seconds of CPU time by path."""

    def __init__(self, html, status=200, times=()):
        self._html, self._status, self._times, self._used = html, status, dict(times), 0

    def get(self, path, **headers):
        """Return what ``serving.Server.get`` does."""
        self._used += self._times.get(path, 0.001)
        return self._status, {'Content-Type': 'text/html'}, self._html.encode()

    def thread_time(self):
        """Return the seconds of CPU time that all pages have taken."""
        return self._used


class Checked(Paired):
    """Checks pages, and loads none."""

    def __init__(self):
        super().__init__(None, 2)

    def load(self, server, page):
        """Return rates of nothing."""
        check(server, page)
        return RATE, RATE

    def load_once(self, server, pages, folder):
        """Likewise."""
        return self.load(server, pages[0])

    def by_turns(self, row, load_page, turns=0):
        """Load for each turn, without the bare page."""
        for _turn in range(self.seconds):
            load_page()
        return RATE, RATE


LIST = '<h1>Tin &amp; bài</h1> <b class="number">9</b> <a href="/x/tin-000001">Một</a>'


def test_a_page_that_shows_what_its_row_says_may_be_measured():
    page = Page(ROW, '/x', (heading('Tin & bài'), items(2), total(9), words('Một')))

    check(Shows(f'{LIST} <a href="/x/tin-000002#:~:text=a">Hai</a>'), page)
    check(Shows('', 304), Page(ROW, '/x', (NO_BODY,), 304))


@pytest.mark.parametrize(('shown', 'part', 'fault'), [
    ('<h1>Không tìm thấy trang</h1>', heading('Tin tức'), '0 × heading «Tin tức», not 1'),
    ('Chưa có tin nào', items(20), '0 × link to an item, not 20'),
    (LIST * 2, items(2), '1 × link to an item, not 2'),
    (LIST, total(10), '0 × total of 10, not 1'),
    (LIST, NO_BODY, '1 × body, not 0')])
def test_a_page_without_what_its_row_says_is_an_error_that_names_the_row(shown, part, fault):
    with pytest.raises(UnexpectedPage) as raised:
        check(Shows(shown), Page(ROW, '/x', (part,)))

    assert str(raised.value) == f'«{ROW}»: /x shows {fault}'


def test_an_error_page_and_a_row_that_promises_nothing_are_errors():
    with pytest.raises(UnexpectedPage, match='answers 404, not 200'):
        check(Shows('', 404), Page(ROW, '/x', (words('a'),)))
    with pytest.raises(UnexpectedPage, match='promises no part'):
        check(Shows('a'), Page(ROW, '/x', ()))


def test_the_bench_ends_with_the_error_and_prints_no_table(monkeypatch, capsys):
    monkeypatch.setattr(benchmarks.bench, 'measure', lambda *_: Checked().load(
        Shows('Chưa có tin nào'), public.home('home page, anew')))

    assert benchmarks.bench.main([]) == 2
    out, error = capsys.readouterr()
    assert (out, error.split(':')[:2]) == ('', ['bench', ' «home page, anew»'])


def test_pages_that_nobody_has_requested_are_not_requested_twice(monkeypatch, tmp_path):
    monkeypatch.setattr('benchmarks.bench.load.load', lambda *_: Rate(100, 2, 3))
    pages = [Page(ROW, f'/{number}', (words('a'),)) for number in range(212)]

    with pytest.raises(BadLoad, match=f'«{ROW}»: 3 requests for 2 pages: some came twice'):
        Paired(Shows(''), 1).load_once(Shows('a'), pages, tmp_path)


def test_the_slowest_address_is_found_by_what_it_costs():
    server = Shows('<a href="/a">1</a><a href="/b">2</a>', times={'/b': 0.009})

    assert slowest.row(server, 'a portal', Checked()).what.startswith(
        'slowest public address of a portal, anew (/b, of ')


@pytest.fixture(scope='module')
def full(tmp_path_factory):
    """``(folder with a portal of the corpus, its ``Content``)``."""
    return public.tenth(tmp_path_factory.mktemp('bench') / 'var', SECTIONS)


@pytest.fixture(scope='module')
def served(full):
    """The same portal, served for all tests that change nothing."""
    with serving.portal(full[0], serving.CACHE) as server:
        yield server


def test_the_pages_of_the_corpus_show_what_their_rows_say(full, served, monkeypatch):
    monkeypatch.setattr(serving, 'portal', lambda *_: nullcontext(served))
    var, content = full

    rows = public.measure(var, content, Checked())
    feeds = public.measure_city([full, full], Checked())
    read = programs.measure(var, content, Checked())

    assert len([row for row in (*rows, *feeds) if row.cost is not None]) == 14
    assert len([row for row in read if row.cost is not None]) == 4


@pytest.mark.parametrize('path', ['/rss', '/sites/vua', '/sites/vua/tin-tuc?page=2'])
def test_a_page_of_the_portal_that_shows_something_else_is_refused(full, served, path):
    for page in (public.feed(full[1], ROW), public.home(ROW),
                 public.section(full[1], '/sites/vua/tin-tuc', ROW)):
        with pytest.raises(UnexpectedPage, match=f'«{ROW}»: '):
            check(served, page._replace(path=path))


def test_an_item_is_published_each_second_while_readers_read(full, monkeypatch, tmp_path):
    var = shutil.copytree(
        full[0], tmp_path / 'var', ignore=shutil.ignore_patterns('*.lock', '*.sock'))
    monkeypatch.setattr(reading, 'load', lambda *_: RATE)

    desk, readers = reading.measure(var, full[1], Checked())

    assert desk.what == 'desk: contents of a section of 50 items'
    assert readers.what == '92 pages with the page cache, an item published each second'
