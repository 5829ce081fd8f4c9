"""The register of duties: numbers, keys, the due index."""
import datetime

import pytest
from BTrees.LOBTree import LOBTree, LOTreeSet
from BTrees.OOBTree import OOBTree, OOTreeSet
from hanoiportal.kernel.storage.smalltrees import SmallOOBTree
from hanoiportal.platform.duties.interfaces import REASON, SATISFIED, TRIGGERED, DutyEvent, IDuties
from hanoiportal.platform.duties.resource import (
    KEY,
    DutyRegister,
    number_owed,
    owed_numbers,
)
from hanoiportal.platform.duties.resource import due_of as moment_owed
from hanoiportal.platform.duties.services import Duties
from zope.interface.verify import verifyObject

NOW = datetime.datetime(2026, 11, 24, 3, tzinfo=datetime.timezone.utc)
DAY = datetime.timedelta(days=1)
TERMS = {'13.1.b': 2, '13.1.c2': 5}


def due_of(rule, trigger, known_on):
    return trigger + TERMS[rule] * DAY if rule in TERMS else None


@pytest.fixture
def root():
    return {}


@pytest.fixture
def duties(root):
    return Duties(root, due_of, lambda: NOW)


def triggered(days=0, source='ledger:1'):
    return DutyEvent(TRIGGERED, NOW, at=NOW + days * DAY, source=source)


def satisfied(source='ledger:9'):
    return DutyEvent(SATISFIED, NOW, at=NOW, source=source, subject='7')


def numbers(found):
    return [duty.number for duty in found]


def owed(duties):
    return (numbers(duties.open_duties()),
            numbers(duties.due_between(NOW - 99 * DAY, NOW + 99 * DAY)))


def test_the_register_keeps_its_promise(duties):
    assert verifyObject(IDuties, duties)


def test_looking_at_a_register_that_is_not_there_writes_nothing(duties, root):
    assert numbers(duties.of_site('a')) == numbers(duties.of_key('item:7')) == []
    assert duties.get(1) is None
    assert owed(duties) == ([], [])
    assert duties.reindex() == 0
    assert not root


def test_numbers_count_from_one_and_are_found_by_site_rule_and_key(duties):
    first = duties.open('a', '13.1.b', ['item:7'], triggered())
    second = duties.open('b', '13.1.b', ['item:7'], triggered())
    third = duties.open('a', '13.1.c2', ['item:70'], triggered())

    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert numbers(duties.of_key('item:7')) == [1, 2]
    assert numbers(duties.of_site('a')) == [1, 3]
    assert second.site == 'b'
    assert duties.get(3) is third


def test_the_last_duties_of_a_site_are_read_and_no_others(duties, root):
    for day in range(5):
        duties.open('a', '13.1.b', [f'item:{day}'], triggered(day))
        duties.open('b', '13.1.b', [f'item:{day}'], triggered(day))
    del root[KEY].duties[1], root[KEY].duties[9]

    assert numbers(duties.of_site('a', (9,), 2)) == [5, 7]
    assert numbers(duties.of_site('a', (1, 9))) == [3, 5, 7]
    assert numbers(duties.of_site('c', (), 2)) == []


def test_what_opens_twice_is_one_duty_with_the_keys_of_the_second(duties):
    duties.open('a', '13.1.b', ['item:7', 'document:old'], triggered())
    duty = duties.open('a', '13.1.b', ['item:7', 'document:new'], triggered(1, 'ledger:2'))

    assert duty.number == 1 and len(duty.events) == 2
    assert numbers(duties.of_key('document:new')) == [1]
    assert numbers(duties.of_key('document:old')) == []
    assert duties.open('a', '13.1.b', ['document:new'], triggered(2, 'row:1')).number == 1


def test_the_due_index_follows_what_happens(duties):
    late = duties.open('a', '13.1.c2', ['item:7'], triggered())
    soon = duties.open('b', '13.1.b', ['item:8'], triggered())
    kept = duties.open('b', '13.1.b', ['item:9'], triggered())
    at_once = duties.open('b', '13.1.h', ['item:9'], triggered())
    duties.append(kept, satisfied())

    assert owed(duties) == ([late.number, soon.number, at_once.number],
                            [soon.number, late.number])
    assert numbers(duties.open_duties('b')) == [soon.number, at_once.number]
    assert numbers(duties.due_between(NOW, NOW + 5 * DAY)) == [soon.number]
    assert numbers(duties.due_between(NOW, NOW + 6 * DAY, 'a')) == [late.number]
    duties.append(soon, triggered(9, 'ledger:5'))
    assert owed(duties)[1] == [late.number, soon.number]


def test_what_a_source_has_told_is_not_new(duties):
    duty = duties.open('a', '13.1.b', ['item:7'], triggered())
    reason = DutyEvent(REASON, NOW, text='Mất điện', actor='truong')

    assert duties.append(duty, satisfied()) and not duties.append(duty, satisfied())
    assert duties.append(duty, reason) and duties.append(duty, reason)


def test_reindex_makes_the_due_index_anew(duties, root):
    duties.open('a', '13.1.c2', ['item:7'], triggered())
    duties.append(duties.open('b', '13.1.b', ['item:9'], triggered()), satisfied())
    before = owed(duties)
    root[KEY].forget_dues()

    assert owed(duties) == ([], [])
    assert duties.reindex() == 2
    assert owed(duties) == before


def test_numbers_of_what_is_owed_are_kept_and_counted_anew(duties, root):
    def numbers_owed():
        return [number_owed(root[KEY], site, rule) for site in 'ab' for rule in TERMS]

    for at in range(6):
        duties.open('ab'[at % 2], '13.1.b', [f'item:{at}'], triggered(source=f'ledger:{at}'))
    duties.append(duties.open('b', '13.1.c2', ['item:9'], triggered(source='ledger:9')),
                  satisfied())
    duties.append(duties.get(1), satisfied('ledger:10'))

    assert numbers_owed() == [2, 0, 3, 0] and root[KEY].mend() == 0
    del root[KEY].numbers
    assert numbers_owed() == [2, 0, 3, 0], 'a register of before counts'
    duties.append(duties.get(2), satisfied('ledger:11'))
    assert root[KEY].numbers is not None and numbers_owed() == [2, 0, 2, 0]
    root[KEY].numbers.change(('a', '13.1.b'), 4)
    assert root[KEY].mend() == 1 and numbers_owed() == [2, 0, 2, 0]
    duties.reindex()
    assert numbers_owed() == [2, 0, 2, 0]


def test_nothing_is_written_for_what_the_due_index_knows():
    register = DutyRegister()
    duty = register.add('a', '13.1.b')
    register.note(duty, True, False)
    register.owed.clear()
    register.unexplained.insert(('a', duty.number))

    register.note(duty, False, True)
    assert not register.owed and len(register.unexplained) == 1


def test_a_register_of_before_answers_alike_and_a_reindex_frees_it(duties, root):
    for day in range(20):
        duties.open('a', '13.1.b', [f'item:{day}'], triggered(day))
    register = root[KEY]
    for name, kind in (('owed', OOTreeSet), ('terms', OOBTree), ('termed', LOBTree)):
        setattr(register, name, kind(getattr(register, name)))
    register.owing, register.dues, register.seconds = LOTreeSet(), OOTreeSet(), LOBTree()
    before = owed(duties)

    assert duties.open('a', '13.1.b', ['item:21'], triggered(1)).number == 21
    duties.append(duties.get(21), satisfied())
    assert owed(duties) == before
    duties.reindex()
    assert owed(duties) == before
    assert not {'dues', 'seconds', 'owing'} & set(vars(register))
    assert type(register.terms) is SmallOOBTree


def test_due_moments_are_told_of_what_is_owed_and_known(duties, root):
    known, at_once = (duties.open('a', rule, ['item:7'], triggered())
                      for rule in ('13.1.b', '13.1.h'))
    register = root[KEY]

    assert moment_owed(register, known.number) == (NOW + 2 * DAY).timestamp()
    assert moment_owed(register, at_once.number) is moment_owed(register, 99) is None
    assert list(owed_numbers(register, known.number)) == [at_once.number]
