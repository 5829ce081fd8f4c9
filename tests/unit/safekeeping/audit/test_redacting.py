"""Entries that name somebody no more, in a chain that proves itself all the same."""
import datetime
from types import SimpleNamespace

import pytest
from hanoiportal.base.clock import UTC
from hanoiportal.base.interfaces import IClock, IContainer
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.safekeeping.audit.entries import Entry, read
from hanoiportal.safekeeping.audit.redacting import TOGETHER, redact
from hanoiportal.safekeeping.audit.resource import BUCKET, Bucket, Log
from hanoiportal.safekeeping.audit.verifying import heads_of, verify
from ZODB.POSException import ConflictError
from zope.interface import implementer

NOON = datetime.datetime(2026, 11, 24, 5, tzinfo=UTC)
LATER = NOON + datetime.timedelta(hours=1)
PLACE, GONE, STAYS = 7, 100, 200
REGISTRY = SimpleNamespace(getUtility=lambda interface: {
    IClock: SimpleNamespace(now=lambda: LATER)}[interface])


def entry(oid, action='rename', when=NOON, **details):
    return Entry('u1', action, when, oid, '/tin/ba-buoi', 'a' * 64, 'ba-buoi', 'vì bà Bưởi',
                 {'to': 'Bà Bưởi', 'number': 3, **details})


@implementer(IContainer)
class Place(dict):
    """What ``at_path`` walks through; there is something at '/tin/ba-buoi'."""


@pytest.fixture
def portal():
    portal, log = Place(tin=Place({'ba-buoi': object()})), Log()
    for number in range(BUCKET + 4):
        log.chain_for(PLACE).append(entry(STAYS if number % 3 else GONE).line())
    portal.deeds = log
    return portal


def entries(portal):
    return [read(line) for _number, _digest, line in portal.deeds.chains[PLACE].lines()]


def test_what_names_it_goes_and_who_did_what_stays(portal):
    redact(portal, Erased(frozenset([GONE])), REGISTRY)

    first = entries(portal)[0]
    assert (first.who, first.action, first.when, first.oid) == ('u1', 'rename', NOON, GONE)
    assert (first.path, first.before, first.after, first.why, first.details) == (
        '', 'a' * 64, '', '', {'number': 3})
    assert entries(portal)[1] == entry(STAYS)
    told = [each for each in entries(portal) if each.action == 'redact_log']
    assert [len(each.details) for each in told] == [7]


def test_no_path_of_others_leads_through_one_at_which_it_was_and_nothing_is_now(portal):
    chain, heads = portal.deeds.chain_for(PLACE), heads_of(portal)
    below, beside = '/tin/ba-buoi/tep', '/tin/ba-buoi-hai'
    for path in (below, beside):
        chain.append(Entry('u1', 'move', LATER, STAYS, path, path, '/tin/moi', 'vì', {
            'to': path, 'number': 3}).line())
    chain.append(Entry('u1', 'move', LATER, GONE, '/tin/khac', '/tin/ba-buoi').line())

    redact(portal, Erased(pasts={GONE: LATER}), REGISTRY)
    assert [each.path for each in entries(portal)[-4:-2]] == [below, beside]
    del portal['tin']['ba-buoi']
    redact(portal, Erased(pasts={GONE: LATER + datetime.timedelta(hours=1)}), REGISTRY)

    found = [each for each in entries(portal) if each.action == 'move']
    assert [(each.path, each.before, each.details) for each in found] == [
        ('', '', {'to': '', 'number': 3}), (beside, beside, {'to': beside, 'number': 3}),
        ('', '', {})]
    assert (found[0].after, found[0].why) == ('/tin/moi', 'vì')
    assert verify(portal, heads).broken == []


def test_the_chain_is_verified_against_heads_of_before_and_other_lines_are_found(portal):
    heads = heads_of(portal)
    redact(portal, Erased(frozenset([GONE])), REGISTRY)
    assert verify(portal, heads).broken == [] and verify(portal).broken == []

    bucket = portal.deeds.chains[PLACE].buckets[0]
    for number in (0, 1):
        whole = bucket.lines
        spoiled = read(whole[number]).line().replace(b'u1', b'u2')
        bucket.lines = (*whole[:number], spoiled, *whole[number + 1:])
        assert [broken.number for broken in verify(portal).broken] == [number]
        bucket.lines = whole


def test_a_redaction_that_no_action_tells_of_is_found(portal):
    redact(portal, Erased(frozenset([GONE])), REGISTRY)
    last = portal.deeds.chains[PLACE].last
    last.lines, last.digests = last.lines[:-1], last.digests[:-1]

    assert [broken.number for broken in verify(portal).broken] == [0]


def test_done_twice_it_writes_nothing_more(portal):
    redact(portal, Erased(frozenset([GONE])), REGISTRY)
    before = entries(portal)

    redact(portal, Erased(frozenset([GONE])), REGISTRY)

    assert entries(portal) == before


def test_of_a_past_only_what_was_told_until_then_goes(portal):
    portal.deeds.chain_for(PLACE).append(entry(GONE, when=LATER).line())

    redact(portal, Erased(pasts={GONE: LATER}), REGISTRY)

    assert entries(portal)[0].path == ''
    assert entry(GONE, when=LATER) in entries(portal)


def test_an_entry_about_a_place_that_names_what_was_in_it_is_redacted(portal):
    portal.deeds.chain_for(PLACE).append(
        entry(PLACE, 'purge_resource', objectid=GONE).line())

    redact(portal, Erased(frozenset([GONE])), REGISTRY)

    [purged] = [each for each in entries(portal) if each.action == 'purge_resource']
    assert (purged.path, purged.details) == ('', {'number': 3, 'objectid': GONE})


def test_many_are_told_of_by_several_actions_of_bounded_length():
    log = Log()
    for _number in range(3 * TOGETHER):
        log.chain_for(PLACE).append(entry(GONE).line())
    portal = Place()
    portal.deeds = log

    redact(portal, Erased(frozenset([GONE])), REGISTRY)

    assert verify(portal).broken == []
    assert [len(each.details) for each in entries(portal)[3 * TOGETHER:]] == [TOGETHER] * 3


def test_a_redaction_and_an_addition_at_once_are_done_one_after_the_other():
    old = Bucket(PLACE, 0, b'0' * 32)
    old.append(entry(GONE).line())
    added, redacted = Bucket(PLACE, 0, b'0' * 32), Bucket(PLACE, 0, b'0' * 32)
    for each in (added, redacted):
        each.lines, each.digests = old.lines, old.digests
    added.append(entry(STAYS).line())
    redacted.lines = (entry(GONE, 'edit').line(),)
    states = [bucket.__getstate__() for bucket in (old, added, redacted)]

    for saved, new in ((1, 2), (2, 1)):
        with pytest.raises(ConflictError):
            old._p_resolveConflict(states[0], states[saved], states[new])
