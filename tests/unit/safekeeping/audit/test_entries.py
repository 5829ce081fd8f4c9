"""Entries: one form of bytes for each, read back as they were written."""
import datetime
import json

import pytest
from hanoiportal.base.clock import UTC
from hanoiportal.safekeeping.audit.entries import LONGEST_NOTE, Entry, read
from hypothesis import given
from hypothesis import strategies as st

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=UTC)
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
texts = st.text(st.characters(codec='utf-8'), max_size=30)
entries = st.builds(
    Entry, who=texts, action=texts, when=st.integers(0, 10**10).map(
        lambda second: EPOCH + datetime.timedelta(seconds=second, microseconds=second % 997)),
    oid=st.integers(1, 2**31 - 1), path=texts, before=texts, after=texts, why=texts,
    details=st.dictionaries(texts.filter(bool), st.one_of(texts, st.integers(), st.booleans())))


@given(entries)
def test_what_is_read_back_says_the_same_in_the_same_bytes(entry):
    line = entry.line()

    assert read(line).line() == line
    assert (read(line).when, read(line).oid) == (entry.when, entry.oid)


def test_an_entry_is_plain_json_with_its_keys_in_order_and_nothing_empty():
    entry = Entry('u1', 'withdraw', NOON, 12, '/tin/a', after='withdrawn', why='đăng nhầm')

    assert entry.line().decode() == (
        '{"after":"withdrawn","deed":"withdraw","oid":12,"path":"/tin/a",'
        '"when":"2026-11-24T05:00:00.000000Z","who":"u1","why":"đăng nhầm"}')


@given(entries, st.data())
def test_a_byte_that_was_changed_is_another_entry_or_none(entry, data):
    line = bytearray(entry.line())
    position = data.draw(st.integers(0, len(line) - 1))
    line[position] ^= data.draw(st.integers(1, 255))

    try:
        found = read(bytes(line))
    except ValueError:
        return
    assert found.line() == bytes(line) != entry.line()


def test_what_is_no_canonical_entry_is_refused():
    for line in (
            b'', b'[]', b'null', b'{}', b'{"who":"u1"}', b'\xff', b'{"when": 3}',
            json.dumps({'who': 'a', 'deed': 'b', 'oid': 1, 'path': '/',
             'when': '2026-11-24T05:00:00.000000Z'}).encode()):
        with pytest.raises(ValueError, match=r'canonical|entry|line|codec'):
            read(line)


def test_a_note_is_kept_to_a_length_that_can_be_read():
    kept = read(Entry('u1', 'edit', NOON, 1, '/', why='đ' * 10_000).line()).why

    assert kept == 'đ' * LONGEST_NOTE + '…'
