"""The folder of a twin: its book forgets what was taken from it."""
import sqlite3
from contextlib import closing

from hanoiportal.safekeeping.twin.mirrorstore import BOOK, PAGES, opened
from support.byte_search import traces

PAGE = '/tin-tuc-su-kien/ba-zquynhan-{}'


def test_what_was_taken_from_the_book_stands_in_no_byte_of_it_any_more(tmp_path):
    with opened(tmp_path) as shelf:
        for number in range(200):
            shelf.write('hanoi.gov.vn', PAGE.format(number), number, f'a{number}', '', b'')
    with closing(sqlite3.connect(tmp_path / BOOK)) as book, book:
        book.execute('PRAGMA secure_delete = OFF')  # as SQLite is built elsewhere
        book.execute('DELETE FROM page')
    assert traces(tmp_path, ['zquynhan'])

    with opened(tmp_path) as shelf:
        shelf.compact()

    assert traces(tmp_path, ['zquynhan']) == {}


def test_a_page_that_a_killed_process_left_unfinished_goes_too(tmp_path):
    with opened(tmp_path) as shelf:
        shelf.write('hanoi.gov.vn', '/a', 1, 'hanoi.gov.vn/a/index.html', '', b'a')
    left = tmp_path / PAGES / 'hanoi.gov.vn/ba-zquynhan/.index.html.part'
    left.parent.mkdir()
    left.write_bytes(b'zquynhan')

    with opened(tmp_path) as shelf:
        shelf.compact()

    assert [path.name for path in (tmp_path / PAGES).rglob('*') if path.is_file()] == [
        'index.html']


def test_what_waits_is_there_until_it_is_done_whoever_is_killed_before(tmp_path):
    with opened(tmp_path) as shelf:
        shelf.wait([('hanoi.gov.vn', '/a', 1)], 1)
        number, *page = shelf.next()

    with opened(tmp_path) as shelf:
        assert shelf.next() == (number, *page) == (number, 'hanoi.gov.vn', '/a', 1, 1)
        shelf.done(number)
        assert shelf.next() is None
