"""What the inbox, ledgers of drafts, assignments and cross-posting count where it changes is what
there is, in old books too.
"""
import datetime
from collections import Counter
from contextlib import suppress
from random import Random

import pytest
from hanoiportal.editorial.assignments.interfaces import (
    ACCEPTED,
    CANCELLED,
    DECLINED,
    GIVEN,
    AssignmentEvent,
    Plan,
)
from hanoiportal.editorial.assignments.resource import AssignmentBook
from hanoiportal.editorial.crossposting import interfaces as crossposting
from hanoiportal.editorial.crossposting.resource import CrosspostBook, KeptProposal
from hanoiportal.participation.consultations.anchoring import Anchor
from hanoiportal.participation.consultations.interfaces.comments import OUTCOMES, Comment
from hanoiportal.participation.consultations.resource import LOST, OUTCOME, DraftComments
from hanoiportal.participation.inbox.resource import COUNTED, InboxBook, numbers_at
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError, UndoError

NOW = datetime.datetime(2026, 11, 30, 3, tzinfo=datetime.timezone.utc)
SITES = ('1', '2')


@pytest.fixture(params=(1, 2))
def chance(request):
    return Random(request.param)


def inbox(chance, book):
    for _step in range(200):
        inbox_step(chance, book)
    book.end(SITES, 7)


def inbox_step(chance, book):
    what, site, number = chance.choice(COUNTED), chance.choice(SITES), chance.randrange(20)
    chance.choice((book.put, book.drop))(what, site, number)


def inbox_numbers(book):
    return ({(what, site): book.number(what, site) for what in COUNTED for site in SITES},
            {(what, site): len(numbers_at(getattr(book, what), site))
             for what in COUNTED for site in SITES})


def ledger(chance, book):
    for _step in range(200):
        ledger_step(chance, book)


def ledger_step(chance, book):
    number = chance.randrange(30)
    book.put(Comment(number, Anchor(), Anchor(), '', chance.choice(('', 'gone')), number,
                     chance.choice(('', *OUTCOMES))))


def ledger_numbers(book):
    rows = list(book.rows.values())
    said = {(OUTCOME, each): [row.outcome for row in rows].count(each) for each in ('', *OUTCOMES)}
    return ({key: book.counted()[key] for key in (*said, (LOST, ''))},
            {**said, (LOST, ''): sum(bool(row.lost) for row in rows)})


@pytest.mark.parametrize(('kind', 'story', 'numbers'), [
    (InboxBook, inbox, inbox_numbers), (DraftComments, ledger, ledger_numbers)])
def test_numbers_follow_every_story(chance, kind, story, numbers):
    book = kind()
    story(chance, book)

    kept, right = numbers(book)
    assert kept == right and any(right.values()) and book.mend() == 0
    del book.numbers
    assert numbers(book) == (right, right), 'a book of before counts'
    story(chance, book)
    kept, right = numbers(book)
    assert kept == right and book.numbers is not None
    key = next(iter(book.numbers.lengths))
    book.numbers.change(key, 3)
    assert numbers(book)[0] != right and book.mend() == 1 and numbers(book) == (right, right)


def test_assignments_of_a_person_are_open_until_they_are_over(chance):
    book = AssignmentBook()
    for _number in range(40):
        made = book.add('1', Plan(chance.choice('ab'), 'Họp', 'NewsItem', '5', NOW), 'head')
        book.note(made, AssignmentEvent(GIVEN, NOW, 'head'))
        if chance.random() < 0.8:
            book.note(made, AssignmentEvent(
                chance.choice((ACCEPTED, DECLINED, CANCELLED)), NOW, 'a'))
        if chance.random() < 0.2:
            book.change(made, Plan(chance.choice('ab'), 'Họp', 'NewsItem', '5', NOW), 'head')
            book.note(made, AssignmentEvent(GIVEN, NOW, 'head'))
    right = sorted(book.look())

    assert list(book.open) == right and 0 < len(right) < 40
    book.follow(book.assignments[right[0][1]], False)
    assert list(book.open) == right[1:]
    del book.open
    assert len(list(book.open_of('a'))) == len(list(book.of_person('a'))), 'a book of before'
    book.note(made, AssignmentEvent(CANCELLED, NOW, 'head'))
    assert list(book.open) == sorted(book.look())


def test_proposals_wait_for_a_site_until_it_decides_or_asks(chance):
    book = CrosspostBook()
    kinds = [*crossposting.OPEN, crossposting.REFUSED, crossposting.ACCEPTED, crossposting.ENDED]
    for number in range(1, 40):
        made = KeptProposal(number, 'proposed', 5, '9', chance.choice((*SITES, '')), 'u', 'vì',
                            None, '', NOW)
        book.add(made)
        for kind in chance.choices(kinds, k=chance.randrange(3)):
            book.note(made, crossposting.ProposalEvent(kind, NOW, 'u'))

    def numbers():
        return {site: book.number_waiting(site) for site in SITES}

    right = {site: sum(each.state in crossposting.OPEN and each.state != crossposting.ASKED
                       for each in book.numbered(book.received, site)) for site in SITES}
    assert numbers() == right and all(right.values())
    del book.waiting
    assert numbers() == right, 'a book of before looks at all'
    book.note(made, crossposting.ProposalEvent(made.state, NOW, 'u'))
    assert book.waiting is not None and numbers() == right


def test_numbers_hold_when_two_write_at_once_and_when_what_one_did_is_undone(chance, tmp_path):
    database = DB(FileStorage(str(tmp_path / 'kept.fs')))
    managers = [TransactionManager(), TransactionManager()]
    roots = [database.open(manager).root() for manager in managers]
    stories = {'inbox': (InboxBook(), inbox_step), 'ledger': (DraftComments(), ledger_step)}
    with managers[0]:
        roots[0].update({name: book for name, (book, _step) in stories.items()})
    happened = Counter()
    for turn in range(100):
        for manager, root in zip(managers, roots, strict=True):
            manager.begin()
            for name, (_book, step) in stories.items():
                step(chance, root[name])
        for manager in managers:
            with suppress(ConflictError):
                manager.commit()
                happened['both' if manager is managers[1] else 'first'] += 1
            manager.abort()
        if turn % 9 == 0:
            with suppress(UndoError):
                database.undo(database.undoLog(0, 2)[-1]['id'], managers[0].begin())
                managers[0].commit()
                happened['undone'] += 1
            managers[0].abort()
        assert [roots[0][name].mend() for name in stories] == [0, 0]
    database.close()
    assert min(happened['both'], happened['undone']) > 4
