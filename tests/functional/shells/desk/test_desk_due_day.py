"""By when a document must be public: told beside the date in its form, and on its record."""
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.platform.duties.following import follow
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.types.legaldocument.rules import NOT_SECRET

SECTION = '/desk/sites/soxaydung/van-ban-hanh-chinh'
ASK = f'{SECTION}/@@due-day'
C1 = ('Phải đăng chậm nhất ngày 03/12/2026 (02 ngày làm việc, Quyết định 4263/QĐ-UBND, '
      'Điều 13 khoản 1 điểm c).')


@pytest.fixture
def document(small_portal, editing, staff, registry, clock):
    """A decision of the site of 1 December 2026, not public; the ledger was followed."""
    site, clock.at = small_portal['sites']['soxaydung'], parse('2026-12-01T09:00')
    item = editing.add(site['van-ban-hanh-chinh'], '12', 'LegalDocument', {
        'title': 'Quyết định', 'summary': 'Về việc', 'number': '12/QĐ-SXD',
        'issued': '2026-12-01', 'kind': 'quyet-dinh-ca-biet', 'issuer': site.owner,
        'signer': 'An', 'signer_position': 'Giám đốc', 'secrecy': NOT_SECRET,
        'full_text': 'Điều 1. Có hiệu lực.'}, staff['soxaydung-editor'].id)
    transaction.commit()
    with opened(registry, 'test') as environment:
        follow(environment)
    transaction.begin()
    return item


def ask(browser, address=ASK, **query):
    return browser.get(address, query).json


@pytest.mark.clause('13.1.c/1')
@pytest.mark.clause('13.1.c/2')
def test_a_date_of_issue_is_answered_with_the_day_and_its_basis(visit, staff, small_portal):
    browser = visit('soxaydung-editor')
    asked = {'type': 'LegalDocument', 'field': 'issued', 'day': '2026-12-01'}

    assert ask(browser, **asked) == {'due': '2026-12-03', 'told': C1}
    own = small_portal['sites']['soxaydung'].owner
    assert ask(browser, **asked, body=own)['due'] == '2026-12-03'
    of_another = ask(browser, **asked, body='Ủy ban nhân dân Thành phố Hà Nội')
    assert of_another['due'] == '2026-12-08'
    assert '05 ngày làm việc' in of_another['told']


@pytest.mark.clause('13.1.d')
@pytest.mark.clause('13.1.f')
@pytest.mark.clause('13.1.g')
def test_each_date_that_starts_a_term_has_its_rule(visit, staff):
    browser = visit('soxaydung-editor')
    found = {(kind, field): ask(browser, type=kind, field=field, day='2026-12-01')['due']
             for kind, field in (('Project', 'approved'), ('Research', 'approved'),
                                 ('Research', 'accepted'), ('Statistics', 'released'))}

    assert found == {
        ('Project', 'approved'): '2026-12-15', ('Research', 'approved'): '2026-12-29',
        ('Research', 'accepted'): '2026-12-29', ('Statistics', 'released'): '2026-12-15'}


def test_anything_else_is_answered_with_nothing_and_who_does_not_work_there_not_at_all(
        visit, staff):
    browser = visit('soxaydung-editor')
    asked = {'type': 'LegalDocument', 'field': 'issued', 'day': '2026-12-01'}
    for wrong in (
            {'day': ''}, {'day': '2026-13-40'}, {'day': '01/12/2026'}, {'day': '9999-12-31'},
            {'day': '0001-01-01'}, {'day': '2090-01-01'}, {'day': '\0'}, {'type': 'NewsItem'},
            {'type': ''}, {'field': 'title'}, {'field': 'x' * 5000}):
        assert ask(browser, **{**asked, **wrong}) == {}, wrong

    assert ask(browser, **asked, body='x' * 5000)['due'] == '2026-12-08'
    assert visit('bavi-editor').get(ASK, asked, status='*').status_int in (403, 404)


def test_the_form_shows_the_day_without_scripts_and_the_record_how_many_are_left(
        visit, document, clock):
    clock.at = parse('2026-12-01T09:00')
    browser = visit('soxaydung-editor')
    form = browser.get(f'{SECTION}/12/@@edit')
    assert [each.get_text() for each in form.html.select('output.due')] == [C1]
    empty = browser.get(f'{SECTION}/@@add?type=LegalDocument')
    assert [each.get_text() for each in empty.html.select('output.due')] == ['']

    badges = {}
    for day in ('01', '03', '05'):
        clock.at = parse(f'2026-12-{day}T09:00')
        page = visit('soxaydung-editor').get(f'{SECTION}/12')
        about = page.html.select_one('a[href*="@@duty?number="]')
        badges[day] = about.get_text(), ' '.join(about['class'])
    assert badges == {
        '01': ('còn 2 ngày để đăng', 'mark'), '03': ('phải đăng trong hôm nay', 'mark warn'),
        '05': ('quá hạn đăng 2 ngày', 'mark warn')}


def test_my_work_marks_what_is_due(visit, document, clock, small_portal, staff, registry):
    clock.at = parse('2026-12-05T09:00')
    rows = visit('soxaydung-editor').get('/desk/').html.select('main tbody tr')

    assert [mark.get_text() for row in rows for mark in row.select('.mark.warn')] == [
        'quá hạn đăng 2 ngày']
