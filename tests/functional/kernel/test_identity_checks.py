"""Factors are taken away of somebody of whom it was made sure who they are (ASVS 5.0, 6.4.4)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.kernel.security.authentication.identity import IIdentityChecks, NotChecked
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.services import AuditService
from support.second_factors import form_of

PAGE = '/console/accounts/vanhanh/@@account'
LETTER = 'Công văn 12/UBND-VP ngày 26/11/2026'


@pytest.fixture
def page(visit, enrol):
    """The page of an account with a second factor, as another administrator sees it."""
    enrol('vanhanh')
    return visit('quantri').get(PAGE)


@pytest.fixture
def told(registry, small_portal, people):
    """``told()``: the entries of the log about the account."""
    def entries():
        transaction.begin()
        return AuditService(registry, lambda *asked: True).entries(
            small_portal['accounts'], 0, 50, LogQuery(oid=people['vanhanh'].__oid__)).items

    return entries


def send(page, check='', reference=''):
    form = page.forms[form_of(page, 'reference')]
    form['check'], form['reference'] = check, reference
    return form.submit(expect_errors=True)


def test_the_ways_are_those_of_the_table(page):
    form = page.forms[form_of(page, 'reference')]

    assert [value for value, _chosen, _title in form['check'].options] == [
        '', 'in_person', 'official_letter', 'signed_request']
    assert 'VNeID' in page.text and 'không ghi số căn cước' in page.text


def test_how_it_was_made_sure_is_kept_in_the_log_and_shown(page, told, visit, people):
    answer = send(page, 'official_letter', f'  {LETTER}  ')

    assert answer.status_int == 303
    transaction.begin()
    assert not people['vanhanh'].has_second_factor
    [entry] = [each for each in told() if each.action == 'reset_second_factor']
    assert entry.who == people['quantri'].id
    assert entry.why == f'Văn bản của thủ trưởng đơn vị, có số, ngày: {LETTER}'
    done = visit('quantri').get(PAGE).html.select('.outcomes li')[0]
    assert 'Đặt lại yếu tố thứ hai' in done.text and LETTER in done.text
    assert 'Người quantri' in done.text


def test_without_it_nothing_is_taken_and_what_was_typed_stays(page, told, people):
    for check, reference, wrong in (
            ('', LETTER, ['check']), ('by_phone', LETTER, ['check']),
            ('in_person', ' - ', ['reference']), ('in_person', 'x' * 201, ['reference']),
            ('', '', ['check', 'reference'])):
        form = page.forms[form_of(page, 'reference')]
        form['check'].force_value(check)
        form['reference'] = reference
        again = form.submit(status=422)

        assert [each['id'] for each in again.html.select('.field .error')] == [
            f'e-{name}' for name in wrong], check
        kept = again.forms[form_of(again, 'reference')]
        assert kept['reference'].value == reference, check
        assert kept['check'].value == (check if check == 'in_person' else '')
        transaction.begin()
        assert people['vanhanh'].has_second_factor, check
        assert 'reset_second_factor' not in [each.action for each in told()], check


def test_the_number_of_an_identity_card_is_refused(page, told):
    for number in (
            '001203004567', 'CCCD 001 203 004 567.', 'số:001203004567)', '12345678901 2'):
        again = send(page, 'in_person', number)

        assert again.status_int == 422, number
        assert 'Không ghi số căn cước' in again.html.find(id='e-reference').text, number
        assert not [each for each in told() if number in each.why]


def test_what_was_done_to_others_is_not_shown(page, visit, people):
    send(page, 'in_person', LETTER)

    other = visit('quantri').get('/console/accounts/kiemtra/@@account')

    assert LETTER not in other.text


def test_a_way_holds_on_its_days(registry):
    checks = registry.getUtility(IIdentityChecks)

    assert [each.name for each in checks.on(parse('2024-07-01'))] == [
        'in_person', 'signed_request']
    with pytest.raises(NotChecked):
        checks.said('official_letter', LETTER, parse('2025-08-16') - datetime.timedelta(days=1))
    assert LETTER in checks.said('official_letter', LETTER, parse('2025-08-16'))


@pytest.mark.parametrize('text', ['1234567890123', '27.11.2026 0305', '0305 ngày 27112026'])
def test_dates_and_longer_numbers_are_no_number_of_a_card(registry, text):
    checks = registry.getUtility(IIdentityChecks)

    assert text in checks.said('in_person', text, parse('2026-11-27'))
