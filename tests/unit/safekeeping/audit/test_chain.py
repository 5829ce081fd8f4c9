"""The chains: what is added stays, in order, and two who add at once both do."""
import pytest
from hanoiportal.safekeeping.audit.resource import BUCKET, Bucket, Chain, beginning, follow
from hypothesis import given
from hypothesis import strategies as st
from ZODB.POSException import ConflictError

lines = st.lists(st.binary(max_size=12), max_size=3 * BUCKET)


def chain_of(lines, place=7):
    chain = Chain(place)
    for line in lines:
        chain.append(line)
    return chain


def state(lines, sealed=False):
    bucket = Bucket(7, 0, beginning(7))
    for line in lines:
        bucket.append(line)
    bucket.sealed = sealed
    return bucket.__getstate__()


def resolved(old, saved, new):
    found = Bucket(7, 0, b'')._p_resolveConflict(old, saved, new)
    bucket = Bucket(7, 0, b'')
    bucket.__setstate__(found)
    assert all(digest == follow(before, number, line) for number, (digest, before, line) in
               enumerate(zip(bucket.digests, (beginning(7), *bucket.digests), bucket.lines,
                             strict=False)))
    return list(bucket.lines)


@given(lines)
def test_a_chain_gives_back_what_was_added_in_order(added):
    chain = chain_of(added)

    assert [line for _number, _digest, line in chain.lines()] == added
    assert [number for number, _digest, _line in chain.lines()] == list(range(len(added)))
    assert chain.count == len(added)


@given(lines, st.integers(0, 3 * BUCKET))
def test_a_chain_can_be_read_from_any_number_on(added, start):
    assert [line for _number, _digest, line in chain_of(added).lines(start)] == added[start:]


@given(lines, lines)
def test_two_chains_have_one_head_only_if_every_byte_is_the_same(one, other):
    assert (chain_of(one).head == chain_of(other).head) == (one == other)


def test_a_chain_of_another_place_has_another_head():
    assert chain_of([b'a'], place=7).head != chain_of([b'a'], place=8).head


def test_two_transactions_that_add_at_once_both_stand_in_the_log():
    assert resolved(state([b'a']), state([b'a', b'b']), state([b'a', b'c'])) == [b'a', b'b', b'c']


def test_what_is_undone_stays_in_the_log():
    """Undoing the addition of ``b`` after ``c`` came: ZODB asks with these three states."""
    assert resolved(state([b'a', b'b']), state([b'a', b'b', b'c']), state([b'a'])) == [
        b'a', b'b', b'c']


def test_an_undoing_that_is_undone_adds_nothing_twice():
    assert resolved(state([b'a']), state([b'a', b'b', b'u']), state([b'a', b'b'])) == [
        b'a', b'b', b'u']


@pytest.mark.parametrize(('saved', 'new'), [
    (state([b'a'], sealed=True), state([b'a', b'b'])),
    (state([b'a', b'b']), state([b'a'], sealed=True)),
])
def test_who_meets_the_end_of_a_bucket_has_to_begin_again(saved, new):
    with pytest.raises(ConflictError):
        Bucket(7, 0, b'')._p_resolveConflict(state([b'a']), saved, new)
