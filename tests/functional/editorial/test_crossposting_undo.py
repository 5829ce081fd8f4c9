"""Undoing what the boards of two sites did with an item of one of them (12.1, 14.1)."""
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.editorial.crossposting.interfaces import ACCEPTED, WAITING
from hanoiportal.platform.ledger.interfaces import CROSSPOSTED, WITHDRAWN, ILedger
from support.crossposting import CHECKS, accepted, corrected

HERE = '/tin-tuc-su-kien/cho-hoa-ngay-tet'


@pytest.fixture
def clock_at():
    return parse('2026-11-24T10:00')


@pytest.fixture
def proposal(crossing, item, small_portal):
    editor = crossing('bavi-editor')
    made = editor.sending.propose(item, small_portal, 'Tin chung', None, editor.id)
    transaction.commit()
    return made


@pytest.fixture
def reference(crossing, proposal, small_portal):
    return accepted(crossing, proposal, small_portal['tin-tuc-su-kien'])


def test_what_was_accepted_and_undone_is_carried_no_longer_until_it_is_accepted_again(
        app, crossing, reference, proposal, undone, registry, small_portal):
    city = str(small_portal.__oid__)
    assert 'Đã hoàn tác' in undone()

    assert app.get(HERE, status=404) and 'cho-hoa' not in app.get('/tin-tuc-su-kien').text
    assert 'cho-hoa' not in app.get('/tin-tuc-su-kien/feed.json').text
    assert proposal.state == WAITING
    ledger = registry.getAdapter(small_portal, ILedger)
    told = [event.kind for event in ledger.since(0) if event.site == city and event.item]
    assert told == [CROSSPOSTED, WITHDRAWN]
    accepted(crossing, proposal, small_portal['tin-tuc-su-kien'])
    assert proposal.state == ACCEPTED and 'Chợ hoa' in app.get(HERE)


def test_no_undoing_of_that_brings_it_back(app, reference, undone):
    undone()
    assert 'chỉ Ban Biên tập' in undone()
    assert app.get(HERE, status=404)


def test_a_recall_is_undone_by_no_operator(app, at_work, item, reference, undone):
    member = at_work('bavi-member')
    member.publishing.withdraw(item, member.id, why='Sai')
    transaction.commit()
    assert 'chỉ Ban Biên tập' in undone()
    assert app.get(HERE, status=410)


def test_an_undone_acceptance_of_a_correction_shows_what_was_approved_before(
        app, at_work, crossing, item, reference, undone):
    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title='Chợ hoa Tết')
    board = crossing('hanoi-member')
    board.renewing.take(reference, board.renewing.current(reference), CHECKS, board.id)
    transaction.commit()
    undone()
    page = app.get(HERE)
    assert page.html.h1.text == 'Chợ hoa ngày Tết' and 'Nguồn đã đính chính' in page
