"""The log over an undoing in the console: nothing that was told is untold."""
import pytest
import transaction
from hanoiportal.safekeeping.audit.verifying import heads_of, verify
from support.pages import form_with

UNDO = '/console/@@undo'
PATH = '/console/tin-tuc-su-kien/tin-mot'


@pytest.fixture
def item(small_portal, editing):
    made = editing.add(small_portal['tin-tuc-su-kien'], 'tin-mot', 'NewsItem',
                       {'title': 'Tin một'}, 'system')
    transaction.commit()
    return made


def retitle(browser, title):
    form = form_with(browser.get(f'{PATH}/@@properties'), 'title')
    form['title'] = title
    form.submit()


def undo(browser, index=0):
    form_with(browser.get(UNDO).click('Xem thay đổi…', index=index), 'id').submit()
    transaction.begin()


def actions(audit, place, number):
    return [entry.action for entry in audit.entries(place, size=number).items]


def test_what_is_undone_at_once_stays_told_and_so_does_the_undoing(
        visit, item, audit, small_portal, people):
    browser = visit('vanhanh')
    retitle(browser, 'Tin một, sửa nhầm')
    transaction.begin()
    noted = heads_of(small_portal)

    undo(browser)

    assert item.title == 'Tin một'
    assert actions(audit, item, 3) == ['undo', 'edit', 'add']
    assert audit.entries(item).items[0].who == people['vanhanh'].id
    assert verify(small_portal, noted).broken == []


def test_an_undoing_that_is_undone_stays_told_as_well(visit, item, audit, small_portal):
    browser = visit('vanhanh')
    retitle(browser, 'Tin một, bản hai')
    undo(browser)
    undo(browser)

    assert item.title == 'Tin một, bản hai'
    assert actions(audit, item, 4) == ['undo', 'undo', 'edit', 'add']
    assert verify(small_portal).broken == []


def test_many_undoings_one_after_another_leave_the_log_whole(visit, item, audit, small_portal):
    """Over the end of a bucket, too."""
    browser = visit('vanhanh')
    for number in range(20):
        retitle(browser, f'Tin một, bản {number}')
        transaction.begin()
        noted = heads_of(small_portal)
        undo(browser)
        assert item.title == 'Tin một'
        assert verify(small_portal, noted).broken == []

    assert actions(audit, item, 40) == ['undo', 'edit'] * 20


def test_a_transaction_on_which_only_the_log_stands_can_be_undone(
        visit, item, audit, small_portal, editing):
    browser = visit('vanhanh')
    retitle(browser, 'Tin một, sửa nhầm')
    audit.record('look', small_portal['tin-tuc-su-kien'], 'lan')
    transaction.commit()

    undo(browser, index=1)

    assert item.title == 'Tin một'
    assert actions(audit, item, 4) == ['undo', 'look', 'edit', 'add']
    assert verify(small_portal).broken == []
