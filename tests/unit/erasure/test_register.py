"""The register of erasures: what it says, as a file too, and how two are brought together."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.clock import UTC
from hanoiportal.erasure.gone import gone_of, older_texts
from hanoiportal.erasure.interfaces import ACCOUNT, PAST, RESOURCE, Demanded
from hanoiportal.erasure.keeping import document, keep, keep_beside, read, written
from hanoiportal.erasure.resource import erasures_of, merge, register_of
from hanoiportal.erasure.rules import Rules, read_rules
from hanoiportal.settings import ISettings
from pyramid.registry import Registry
from servers import CONFIG

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=UTC)
HOUR = datetime.timedelta(hours=1)


def demanded(number=1, kind=RESOURCE, oids=(4, 5), at=NOON, account='', **more):
    return Demanded(number, kind, oids, account, 'u1', 'yeu-cau', '15/PYC', at, **more)


@pytest.fixture
def portal():
    return SimpleNamespace()


def test_the_file_says_what_the_register_says(portal):
    entries = [demanded(), demanded(2, PAST, (9,), texts_since={9: NOON}),
               demanded(3, ACCOUNT, (11,), account='u77')]
    merge(portal, entries)

    assert read(written(portal)) == entries


@pytest.mark.parametrize('content', [
    b'', b'[]', b'{}', b'{"form": 2, "entries": []}', b'{"form": 1, "entries": [{}]}',
    b'{"form": 1, "entries": null}'])
def test_a_file_of_another_form_is_no_register(content):
    with pytest.raises(ValueError):  # noqa: PT011  whatever JSON says of it
        read(content)


def test_it_is_written_when_there_is_something_new_and_not_before(portal, tmp_path):
    path = tmp_path / 'erasures.json'
    keep(path, portal)
    assert not path.exists()

    merge(portal, [demanded()])
    keep(path, portal)
    inode = path.stat().st_ino
    keep(path, portal)

    assert read(path.read_bytes()) == [demanded()] and path.stat().st_ino == inode


def test_what_the_file_alone_says_is_demanded_again_and_a_broken_file_is_written_anew(
        portal, tmp_path):
    path = tmp_path / 'erasures.json'
    registry = Registry('test')
    registry.registerUtility(SimpleNamespace(erasure_register=path), ISettings)
    environment = SimpleNamespace(
        portal=portal, registry=registry, in_transaction=lambda work: work())
    both = [demanded(), demanded(2, oids=(8,))]
    merge(portal, both[:1])
    path.write_bytes(document(both))

    keep_beside(environment)
    assert [each.demanded for each in erasures_of(portal)] == both
    assert read(path.read_bytes()) == both

    path.write_bytes(b'{')
    keep_beside(environment)
    assert read(path.read_bytes()) == both and path.stat().st_mode & 0o77 == 0


def test_what_is_there_is_not_taken_in_again_and_a_number_that_is_taken_gives_way(portal):
    assert merge(portal, [demanded()]) == 1
    other = demanded(1, oids=(8,), at=NOON + HOUR)

    assert (merge(portal, [demanded(), other]), merge(portal, [demanded(), other])) == (1, 0)
    assert [(each.demanded.number, each.demanded.oids) for each in erasures_of(portal)] == [
        (1, (4, 5)), (2, (8,))]


def test_what_is_gone_is_told_by_kind_and_moment(portal):
    merge(portal, [demanded(), demanded(2, PAST, (9,)), demanded(3, ACCOUNT, (11,), account='u7')])

    gone = gone_of(erasures_of(portal))

    assert gone.resources == {4, 5} and gone.accounts == {'u7': 11}
    assert gone.tells(4, NOON + HOUR) and gone.tells(11, NOON + HOUR)
    assert gone.tells(9, NOON - HOUR) and not gone.tells(9, NOON) and not gone.tells(12, NOON)


@pytest.mark.parametrize(('modified', 'older'), [
    (NOON, 0), (NOON - HOUR, 1), (NOON + HOUR, 0), (None, 0)])
def test_a_text_older_than_the_one_that_stays_is_found(portal, modified, older):
    item = SimpleNamespace(__oid__=9, modified_at=modified, created_at=modified)
    portal.__objectmap__ = SimpleNamespace(object_for={9: item}.get)
    merge(portal, [demanded(1, PAST, (9, 10), texts_since={9: NOON, 10: NOON})])

    assert older_texts(portal, erasures_of(portal)) == [item] * older


def test_how_far_it_is_follows_from_what_was_done(portal):
    merge(portal, [demanded()])
    [erasure] = register_of(portal).entries.values()
    states = [erasure.state]
    erasure.in_database_at = NOON
    states.append(erasure.state)
    erasure.done_at = NOON

    assert [*states, erasure.state] == ['demanded', 'in database', 'done']


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
