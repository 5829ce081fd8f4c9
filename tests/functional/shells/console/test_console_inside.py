"""What administrators see of the insides: databases, indexes, raw objects, mounts."""
import pytest
import transaction
from support.people import log_in

ITEM = '/console/tin-tuc-su-kien/tin-mot'


@pytest.fixture
def item(small_portal, editing):
    made = editing.add(small_portal['tin-tuc-su-kien'], 'tin-mot', 'NewsItem', {
        'title': 'Tin một', 'keywords': 'Cầu Giấy', 'body': '<p>' + 'dài ' * 500 + '</p>'},
        'system')
    transaction.commit()
    return made


def values(page):
    """Return ``{name: value}`` of the lists of values on ``page``."""
    return {name.text: value.text for name, value in zip(
        page.html.select('.values dt'), page.html.select('.values dd'), strict=True)}


def test_the_databases_are_shown_with_what_they_hold(visit):
    page = visit('kiemtra').get('/console/@@databases')

    rows = {row.b.text: [cell.text for cell in row.find_all('td')]
            for row in page.html.select('tbody tr')}
    assert set(rows) == {'content', 'interactions', 'drafts', 'keys'}
    assert int(rows['content'][2]) > 50 and rows['content'][3]


def test_what_each_index_holds_for_an_item_is_shown_and_made_anew(visit, item, small_portal):
    indexes = small_portal.indexes
    browser = visit('vanhanh')
    before = values(browser.get(f'{ITEM}/@@indexed'))
    assert before['type'] == "('NewsItem',)" and before['keywords'] == "('cau giay',)"
    assert before['text'] == 'True' and before['latest'] == '—'
    indexes.unindex(item.__oid__)
    transaction.commit()
    gone = browser.get(f'{ITEM}/@@indexed')
    assert values(gone)['type'] == values(gone)['text'] == values(gone)['month'] == '—'

    button = next(form for form in gone.forms.values() if 'csrf_token' in form.fields
                  and not form.action.endswith('logout'))
    after = values(button.submit().follow())

    assert after == before


def test_a_raw_object_is_shown_shortened_and_without_secrets(visit, item, people):
    page = visit('kiemtra').get(f'{ITEM}/@@object')
    root = visit('kiemtra').get('/console/@@object')

    shown = values(page)
    assert 'NewsItem' in page.text and shown['title'] == "'Tin một'"
    assert len(shown['body']) <= 300
    assert values(root)['local_roles'] == '•••'
    assert people['quantri'].id not in root.text


def test_a_mount_lists_the_keys_of_the_other_database(visit, app, people):
    browser = visit('kiemtra')

    def keys():
        page = browser.get('/console/interactions/@@mounted')
        return page, {tuple(cell.text for cell in row.select('td'))
                      for row in page.html.select('tbody tr')}

    _page, before = keys()

    log_in(app, 'vanhanh', 'Sai-mật-khẩu-1')

    page, after = keys()
    assert ('attempts', 'Attempts') in after - before
    assert 'vanhanh' not in page.html.main.text


def test_what_lies_in_another_database_is_no_page(visit, app, people):
    log_in(app, 'vanhanh', 'Sai-mật-khẩu-1')

    for path in ('/console/interactions/attempts', '/console/interactions/attempts/@@object',
                 '/interactions/attempts'):
        status = visit('kiemtra').get(path, expect_errors=True).status_int
        assert status in (403, 404), path
