"""Verifying: whatever is changed in a log is found, and the first entry that is wrong is named."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.base.clock import UTC
from hanoiportal.safekeeping.audit.entries import Entry
from hanoiportal.safekeeping.audit.resource import BUCKET, Log, follow
from hanoiportal.safekeeping.audit.verifying import BadHeads, heads_of, read_heads, verify, written

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=UTC)
ENTRIES = BUCKET + 4
PLACE = 7


class Portal(dict):
    """What holds the log, and under a name of its own the database with the inner one."""


@pytest.fixture
def portal():
    """A portal whose log has one chain of two buckets, and one of another place; the inner log has
    a chain of the same place.
    """
    log, inner = Log(), Log()
    for number in range(ENTRIES):
        entry = Entry(f'u{number}', 'edit', NOON, 100 + number, '/tin/a', 'a' * 64, 'b' * 64,
                      'vì có sai sót', {'number': number})
        log.chain_for(PLACE).append(entry.line())
    log.chain_for(9).append(Entry('u1', 'add', NOON, 1, '/').line())
    inner.chain_for(PLACE).append(Entry('u1', 'register_add', NOON, PLACE, '/').line())
    portal = Portal(interactions=SimpleNamespace(mounted=lambda: {'deeds': inner}))
    portal.deeds = log
    return portal


def test_the_chains_of_the_inner_log_are_verified_as_well(portal):
    known = read_heads(written(heads_of(portal), NOON))
    chain = portal['interactions'].mounted()['deeds'].chains[PLACE]
    chain.buckets[0].lines = (chain.buckets[0].lines[0].replace(b'u1', b'u2'),)

    assert [(found.database, found.place) for found in verify(portal, known).broken] == [
        ('interactions', PLACE)]
    del portal['interactions'].mounted()['deeds'].chains[PLACE]
    assert [(found.database, found.place) for found in verify(portal, known).broken] == [
        ('interactions', PLACE)]


def broken(portal, known=()):
    return [(found.place, found.number) for found in verify(portal, known).broken]


def bucket_of(portal, number):
    buckets = portal.deeds.chains[PLACE].buckets
    return buckets[buckets.maxKey(number)]


def changed(values, position, value):
    return (*values[:position], value, *values[position + 1:])


def test_a_log_that_nobody_touched_is_as_it_was_written(portal):
    report = verify(portal, heads_of(portal))

    assert (report.entries, report.broken) == (ENTRIES + 2, [])
    assert report.heads == heads_of(portal)


@pytest.mark.parametrize('number', [0, 5, BUCKET - 1, BUCKET, ENTRIES - 1])
def test_a_change_of_any_byte_of_an_entry_is_found_and_named(portal, number):
    bucket = bucket_of(portal, number)
    lines, digests = bucket.lines, bucket.digests
    position = number - bucket.start
    for part, values in (('lines', lines), ('digests', digests)):
        whole = values[position]
        for byte in range(len(whole)):
            spoiled = bytearray(whole)
            spoiled[byte] ^= 0x20
            setattr(bucket, part, changed(values, position, bytes(spoiled)))

            assert broken(portal) == [(PLACE, number)], (part, byte)
        setattr(bucket, part, values)
    assert broken(portal) == []


@pytest.mark.parametrize('number', [0, 5, BUCKET])
def test_an_entry_written_anew_with_its_own_digest_breaks_the_next(portal, number):
    bucket = bucket_of(portal, number)
    position = number - bucket.start
    before = bucket.previous if position == 0 else bucket.digests[position - 1]
    line = Entry('u666', 'edit', NOON, 1, '/').line()
    bucket.lines = changed(bucket.lines, position, line)
    bucket.digests = changed(bucket.digests, position, follow(before, number, line))

    assert broken(portal) == [(PLACE, number + 1)]


def test_an_entry_taken_out_is_found(portal):
    bucket = bucket_of(portal, 3)
    bucket.lines = bucket.lines[:3] + bucket.lines[4:]
    bucket.digests = bucket.digests[:3] + bucket.digests[4:]

    assert broken(portal) == [(PLACE, 3)]


def test_two_entries_in_each_other_s_place_are_found(portal):
    bucket = bucket_of(portal, 3)
    for part in ('lines', 'digests'):
        values = list(getattr(bucket, part))
        values[3], values[4] = values[4], values[3]
        setattr(bucket, part, tuple(values))

    assert broken(portal) == [(PLACE, 3)]


@pytest.mark.parametrize(('attribute', 'value'), [
    ('start', 1), ('place', 8), ('previous', b'\0' * 32), ('sealed', False), ('digests', ()),
    ('lines', 5)])
def test_a_bucket_that_was_changed_around_its_entries_is_found(portal, attribute, value):
    setattr(bucket_of(portal, 0), attribute, value)

    assert broken(portal) == [(PLACE, 0)]


def test_a_bucket_taken_out_is_found(portal):
    del portal.deeds.chains[PLACE].buckets[0]

    assert broken(portal) == [(PLACE, 0)]


def test_a_chain_in_another_s_place_is_found(portal):
    chains = portal.deeds.chains
    one, other = chains[PLACE], chains[9]
    chains[PLACE], chains[9] = other, one

    assert broken(portal) == [(PLACE, 0), (9, 0)]


def cut(portal, keep):
    """Cut the chain off after ``keep`` entries, as somebody who knows its form would."""
    chain, kept = portal.deeds.chains[PLACE], []
    kept = [line for _number, _digest, line in chain.lines()][:keep]
    del portal.deeds.chains[PLACE]
    for line in kept:
        portal.deeds.chain_for(PLACE).append(line)


@pytest.mark.parametrize('keep', [0, 1, BUCKET, ENTRIES - 1])
def test_an_end_cut_off_is_found_by_who_noted_the_heads(portal, keep):
    noted = heads_of(portal)
    cut(portal, keep)

    assert broken(portal) == []
    assert broken(portal, noted) == [(PLACE, keep)]


def test_a_whole_log_written_anew_is_found_by_who_noted_the_heads(portal):
    noted = heads_of(portal)
    cut(portal, ENTRIES - 1)
    portal.deeds.chain_for(PLACE).append(Entry('u1', 'look', NOON, 1, '/').line())

    assert broken(portal) == []
    assert broken(portal, noted) == [(PLACE, ENTRIES - 1)]


def test_a_log_thrown_away_is_found_by_who_noted_the_heads(portal):
    noted = heads_of(portal)
    portal.deeds = None

    assert broken(portal, noted) == [(PLACE, 0), (9, 0)]


def test_what_was_added_since_is_no_break(portal):
    noted = heads_of(portal)
    portal.deeds.chain_for(PLACE).append(Entry('u1', 'look', NOON, 1, '/').line())

    assert broken(portal, noted) == []


def test_the_file_of_heads_says_what_it_was_given(portal):
    heads = heads_of(portal)

    assert read_heads(written(heads, NOON)) == heads


def test_a_file_of_heads_that_was_changed_is_refused(portal):
    text = written(heads_of(portal), NOON)
    for position, sign in enumerate(text[:-1]):
        spoiled = text[:position] + chr(ord(sign) ^ 1) + text[position + 1:]
        with pytest.raises((BadHeads, ValueError), match='file'):
            read_heads(spoiled)
