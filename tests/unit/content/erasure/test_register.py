"""The register of erasures: what it says, as a file too, and how two are brought together."""
import datetime
import json
from types import SimpleNamespace

import pytest
from hanoiportal.base.clock import UTC
from hanoiportal.base.settings import ISettings
from hanoiportal.content.erasure.erasers import Erasers
from hanoiportal.content.erasure.gone import gone_of, older_texts
from hanoiportal.content.erasure.interfaces import (
    ACCOUNT,
    PAST,
    RESOURCE,
    CannotErase,
    Demanded,
    IErasers,
    Record,
    Step,
)
from hanoiportal.content.erasure.keeping import document, keep, keep_beside, read, written
from hanoiportal.content.erasure.merging import merge, recall, together
from hanoiportal.content.erasure.pointofnoreturn import begin
from hanoiportal.content.erasure.resource import Withheld, erasures_of, register_of
from hanoiportal.content.erasure.rules import Rules, read_rules
from hanoiportal.content.recyclebin.interfaces import RESOURCES
from pyramid.registry import Registry
from servers import CONFIG

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=UTC)
HOUR = datetime.timedelta(hours=1)


SECOND = Step('u2', NOON + HOUR)


def demanded(number=1, kind=RESOURCE, oids=(4, 5), at=NOON, account='', **more):
    return Demanded(number, kind, oids, account, 'u1', 'yeu-cau', '15/PYC', at, **more)


def record(*args, steps=(), **more):
    """Return the ``Record`` of a demand; ``steps``: confirmed, recalled, begun_at."""
    return Record(demanded(*args, **more), *steps)


@pytest.fixture
def portal():
    return SimpleNamespace(__objectmap__=SimpleNamespace(object_for={}.get))


@pytest.fixture
def told():
    """What the withholding of ``registry`` was told."""
    return []


@pytest.fixture
def registry(told):
    def withhold(_portal, gone, _registry):
        told.append(('withhold', gone.oids))
        return sorted(gone.oids)

    registry, erasers = Registry('test'), Erasers()
    erasers.add_withholding(
        'all', withhold, lambda _portal, kept, _registry: told.append(('give back', kept)))
    registry.registerUtility(erasers, IErasers)
    return registry


def test_the_file_says_what_the_register_says(portal, registry):
    entries = [record(), record(2, PAST, (9,), texts_since={9: NOON}),
               record(3, ACCOUNT, (11,), account='u77', steps=[SECOND]),
               record(4, oids=(12,), steps=[SECOND, Step('u3', NOON)]),
               record(5, oids=(13,), steps=[SECOND, None, NOON])]
    merge(portal, entries, registry)

    assert read(written(portal)) == entries
    assert [each.state for each in erasures_of(portal)] == [
        'demanded', 'demanded', 'confirmed', 'recalled', 'begun']


def test_what_a_file_from_before_second_persons_says_was_final(portal):
    said = json.loads(document([record()]))
    for name in ('confirmed', 'recalled', 'begun_at'):
        del said['entries'][0][name]

    [found] = read(json.dumps({**said, 'form': 1}).encode())

    assert (found.demanded, found.state) == (demanded(), 'begun')


@pytest.mark.parametrize('content', [
    b'', b'[]', b'{}', b'{"form": 3, "entries": []}', b'{"form": 1, "entries": [{}]}',
    b'{"form": 2, "entries": [{}]}',
    b'{"form": 1, "entries": null}'])
def test_a_file_of_another_form_is_no_register(content):
    with pytest.raises(ValueError):  # noqa: PT011  whatever JSON says of it
        read(content)


def test_it_is_written_when_there_is_something_new_and_not_before(portal, registry, tmp_path):
    path = tmp_path / 'erasures.json'
    keep(path, portal)
    assert not path.exists()

    merge(portal, [record()], registry)
    keep(path, portal)
    inode = path.stat().st_ino
    keep(path, portal)

    assert read(path.read_bytes()) == [record()] and path.stat().st_ino == inode


def test_what_the_file_alone_says_is_demanded_again_and_a_broken_file_is_written_anew(
        portal, registry, tmp_path):
    path = tmp_path / 'erasures.json'
    registry.registerUtility(SimpleNamespace(erasure_register=path), ISettings)
    environment = SimpleNamespace(
        portal=portal, registry=registry, in_transaction=lambda work: work())
    both = [record(), record(2, oids=(8,))]
    merge(portal, both[:1], registry)
    path.write_bytes(document(both))

    keep_beside(environment)
    assert [each.record for each in erasures_of(portal)] == both
    assert read(path.read_bytes()) == both

    path.write_bytes(b'{')
    keep_beside(environment)
    assert read(path.read_bytes()) == both and path.stat().st_mode & 0o77 == 0


def test_what_was_called_back_and_cannot_be_given_back_waits_again_and_stops_nothing_else(
        portal, registry, told, tmp_path, caplog):
    def give_back(_portal, _kept, _registry):
        raise CannotErase({'': 'taken'})

    registry.getUtility(IErasers).add_withholding('name', lambda *_asked: [1], give_back)
    path = tmp_path / 'erasures.json'
    registry.registerUtility(SimpleNamespace(erasure_register=path), ISettings)
    merge(portal, [record(steps=[SECOND])], registry)
    path.write_bytes(document([record(steps=[SECOND, SECOND]), record(2, oids=(8,))]))
    environment = SimpleNamespace(
        portal=portal, registry=registry, in_transaction=lambda work: work())

    keep_beside(environment)

    assert [each.state for each in erasures_of(portal)] == ['demanded', 'demanded']
    assert erasures_of(portal)[0].withheld is not None
    assert 'erasure 1 was called back' in caplog.text
    assert read(path.read_bytes()) == [record(), record(2, oids=(8,))]


def test_what_is_there_is_not_taken_in_again_and_a_number_that_is_taken_gives_way(
        portal, registry):
    assert merge(portal, [record()], registry) == 1
    both = [record(), record(1, oids=(8,), at=NOON + HOUR)]

    assert (merge(portal, both, registry), merge(portal, both, registry)) == (1, 0)
    assert [(each.demanded.number, each.demanded.oids) for each in erasures_of(portal)] == [
        (1, (4, 5)), (2, (8,))]


#: How far one erasure can be, each later than the one before.
FAR = [record(), record(steps=[SECOND]), record(steps=[SECOND, Step('u3', NOON)]),
       record(steps=[SECOND, None, NOON])]


@pytest.mark.parametrize(('here', 'there'), [(a, b) for a in range(4) for b in range(4)])
def test_of_two_registers_the_one_that_knows_more_counts(portal, registry, told, here, there):
    merge(portal, [FAR[here]], registry)
    del told[:]

    number = merge(portal, [FAR[there]], registry)

    [erasure] = erasures_of(portal)
    assert (erasure.record, number) == (FAR[max(here, there)], there > here)
    assert together([FAR[here]], [FAR[there]]) == [FAR[max(here, there)]]
    assert told == {(0, 2): [('give back', [4, 5])], (1, 2): [('give back', [4, 5])],
                    (2, 3): [('withhold', {4, 5})]}.get((here, there), [])
    assert (erasure.withheld is None) == (erasure.state == 'recalled')


def test_what_begins_keeps_nothing_and_takes_along_what_is_of_it_alone(portal, registry):
    merge(portal, [
        record(oids=(4, 9), steps=[SECOND]), record(2, PAST, (9,)), record(3, oids=(6,)),
        record(4, oids=(7,)), record(5, ACCOUNT, (11,), account='u7')], registry)
    bin_of_it, elsewhere = (SimpleNamespace(site=SimpleNamespace(__oid__=oid)) for oid in (9, 8))
    erasures = erasures_of(portal)
    for each, entry in zip(erasures[2:4], (bin_of_it, elsewhere), strict=True):
        each.withheld = Withheld({RESOURCES: [entry]})

    begun = begin(portal, NOON)

    assert [each.demanded.number for each in begun] == [1, 2, 3]
    assert [each.confirmed for each in begun] == [SECOND] * 3
    assert [each.withheld for each in begun] == [None] * 3
    assert [each.state for each in erasures] == ['begun'] * 3 + ['demanded'] * 2
    assert begin(portal, NOON + HOUR) == erasures[:3]
    assert erasures[0].begun_at == NOON


def test_what_is_called_back_is_given_back_and_keeps_who_did_it(portal, registry, told):
    merge(portal, [record()], registry)
    [erasure] = erasures_of(portal)

    recall(portal, erasure, SECOND, registry)

    assert told[1:] == [('give back', [4, 5])]
    assert (erasure.state, erasure.recalled, erasure.withheld) == ('recalled', SECOND, None)
    assert begin(portal, NOON) == []


def test_what_is_gone_is_told_by_kind_and_moment():
    gone = gone_of([record(), record(2, PAST, (9,)), record(3, ACCOUNT, (11,), account='u7'),
                    record(4, PAST, (9,), at=NOON - HOUR)])

    assert gone.resources == {4, 5} and gone.accounts == {'u7': 11}
    assert gone.tells(4, NOON + HOUR) and gone.tells(11, NOON + HOUR)
    assert gone.tells(9, NOON - HOUR) and not gone.tells(9, NOON) and not gone.tells(12, NOON)


@pytest.mark.parametrize(('modified', 'older'), [
    (NOON, 0), (NOON - HOUR, 1), (NOON + HOUR, 0), (None, 0)])
def test_a_text_older_than_the_one_that_stays_is_found(portal, modified, older):
    item = SimpleNamespace(__oid__=9, modified_at=modified, created_at=modified)
    portal.__objectmap__ = SimpleNamespace(object_for={9: item}.get)
    erasures = [record(1, PAST, (9, 10), texts_since={9: NOON, 10: NOON})]

    assert older_texts(portal, erasures) == [item] * older


def test_how_far_it_is_follows_from_what_was_done(portal):
    erasure = register_of(portal).add(demanded())
    states = [erasure.state]
    for name, value in (('confirmed', SECOND), ('begun_at', NOON), ('in_database_at', NOON),
                        ('done_at', NOON)):
        setattr(erasure, name, value)
        states.append(erasure.state)

    assert states == ['demanded', 'confirmed', 'begun', 'in database', 'done']


@pytest.mark.parametrize(('day', 'law'), [('2024-05-01', '13/2023'), ('2026-05-01', '91/2025')])
def test_bases_and_terms_are_those_of_the_day(day, law):
    rules = read_rules(CONFIG / 'hanoi')
    moment = datetime.datetime.fromisoformat(day).replace(tzinfo=UTC)

    assert len(rules.bases(moment.date())) == 5
    assert all(law in basis.law for basis in rules.bases(moment.date()))
    assert rules.due(demanded(at=moment)) == moment + 72 * HOUR


def test_a_table_without_a_term_is_refused():
    with pytest.raises(ValueError, match='no database'):
        Rules([], [])


def test_an_empty_register_is_the_same_file_every_time(portal):
    assert written(portal) == document([])
