"""Contents, properties, translations, state and history of what stands in the tree."""
import pytest
import transaction
from hanoiportal.shells.console.contents import SIZE, children
from hanoiportal.shells.console.removing import COUNTED
from support.pages import form_with, token_of
from webtest import Upload

SECTION = '/console/tin-tuc-su-kien'
ITEM = f'{SECTION}/tin-mot'
BODY = '<p>Nội dung thứ nhất</p>'
PDF = b'%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'
HOSTILE = '<img src=x onerror=alert(1)>'


@pytest.fixture
def item(small_portal, editing):
    made = editing.add(small_portal['tin-tuc-su-kien'], 'tin-mot', 'NewsItem',
                       {'title': 'Tin một', 'body': BODY}, 'system')
    transaction.commit()
    return made


@pytest.fixture
def operator(visit, item):
    return visit('vanhanh')


def titles(page):
    return [link.text for link in page.html.select('a.title')]


def test_children_are_listed_page_by_page(operator, small_portal, editing):
    section = small_portal['tin-tuc-su-kien']
    for number in range(SIZE + 1):
        editing.add(section, f'a-{number:03}', 'NewsItem', {'title': f'Tin số {number}'}, 'system')
    transaction.commit()

    first = operator.get(f'{SECTION}/@@contents')
    second = first.click('Trang sau →')

    assert titles(first)[0] == 'Tin số 0' and len(titles(first)) == SIZE
    assert titles(second) == [f'Tin số {SIZE}', 'Tin một']
    assert first.html.find(class_='about').text.split()[1:] == [str(SIZE + 2), 'mục']
    for typed in ('0', '-1', 'x', '9' * 20, '٣', ''):
        assert titles(operator.get(f'{SECTION}/@@contents', {'page': typed}))[0] == 'Tin số 0'


def test_no_child_is_loaded_but_those_shown(small_portal, editing):
    section = small_portal['tin-tuc-su-kien']
    for number in range(2 * SIZE):
        editing.add(section, f'a-{number:03}', 'NewsItem', {'title': 'Tin'}, 'system')
    transaction.commit()
    section._p_jar.cacheMinimize()

    shown = children(section, SIZE, SIZE)
    assert [child.title for child in shown] == ['Tin'] * SIZE

    loaded = [child for child in section.values() if child._p_changed is not None]
    assert len(loaded) == SIZE


def test_an_item_is_added_through_the_form_of_its_type(operator, small_portal, people):
    page = operator.get(f'{SECTION}/@@add', {'type': 'NewsItem'})
    form = form_with(page, 'title')
    form['title'], form['body'], form['keywords'] = 'Tin hai', BODY, 'cầu; đường'
    added = form.submit().follow().follow()

    transaction.begin()
    item = small_portal['tin-tuc-su-kien']['tin-hai']
    assert (item.title, item.body, item.keywords) == ('Tin hai', BODY, ('cầu', 'đường'))
    assert (item.created_by, item.state) == (people['vanhanh'].id, 'draft')
    assert 'Đã thêm “Tin hai”.' in added.html.find(class_='flash').text


def test_a_refused_form_comes_back_with_all_that_was_typed(operator, small_portal):
    form = form_with(operator.get(f'{SECTION}/@@add', {'type': 'NewsItem'}), 'title')
    form['name'], form['body'], form['author'] = 'Tên Sai', '<script>x</script>', 'Lê Lợi'
    page = form.submit(expect_errors=True)

    assert page.status_int == 422
    again = form_with(page, 'title')
    assert again['author'].value == 'Lê Lợi' and again['name'].value == 'Tên Sai'
    assert again['body'].value == '<script>x</script>'
    assert page.html.find(id='e-title') and page.html.find(id='e-body')
    assert page.html.find(id='f-title')['aria-describedby'] == 'e-title'
    assert len(small_portal['tin-tuc-su-kien']) == 1


def test_a_name_that_cannot_stand_in_an_address_is_said_beside_it(operator):
    form = form_with(operator.get(f'{SECTION}/@@add', {'type': 'NewsItem'}), 'title')
    form['name'], form['title'] = 'tin-mot', 'Tin hai'

    page = form.submit(expect_errors=True)

    assert 'tin-mot' in page.html.find(id='e-name').text


def test_only_what_may_stand_in_a_place_is_offered(operator):
    portal = operator.get('/console/@@add')
    sites = operator.get('/console/sites/@@add')

    assert [link['href'] for link in portal.html.select('.choices a')] == [
        '?type=Section', '?type=HomePage']
    assert form_with(sites, 'type')['type'].value == 'ComponentSite'
    token = form_with(sites, 'type')['csrf_token'].value
    answer = operator.post('/console/sites/@@add', {
        'csrf_token': token, 'type': 'Portal', 'title': 'Cổng thứ hai'})
    assert answer.status_int == 200 and 'Cổng thứ hai' not in operator.get(
        '/console/sites/@@contents').text


def test_a_new_site_needs_a_host_name_of_clause_five(operator, small_portal):
    form = form_with(operator.get('/console/sites/@@add'), 'title')
    for field in ('title', 'owner', 'managing_body', 'operating_unit'):
        form[field] = 'Ủy ban nhân dân xã Thử'
    form['name'] = 'www'

    assert form.submit(expect_errors=True).html.find(id='e-name')
    assert 'www' not in small_portal['sites']


def test_renaming_changes_the_address_and_keeps_everything_else(operator, small_portal, item):
    number = item.__oid__
    form = form_with(operator.get(f'{SECTION}/@@contents').click('Đổi tên'), 'new')
    form['new'] = 'tin-nhat'
    form.submit().follow()

    transaction.begin()
    section = small_portal['tin-tuc-su-kien']
    assert list(section) == ['tin-nhat'] and section['tin-nhat'].__oid__ == number
    assert small_portal.__objectmap__.object_for(number) is section['tin-nhat']
    assert section['tin-nhat'].title == 'Tin một'


def test_a_name_that_is_taken_or_malformed_renames_nothing(operator, small_portal, editing):
    editing.add(small_portal['tin-tuc-su-kien'], 'tin-hai', 'NewsItem', {'title': 'Hai'}, 'system')
    transaction.commit()
    form = form_with(operator.get(f'{SECTION}/@@rename', {'name': 'tin-mot'}), 'new')

    for form['new'] in ('tin-hai', 'Tên', '', 'a/b', '..', 'a' * 200):
        assert form.submit(expect_errors=True).html.find(id='e-new')
    transaction.begin()
    assert sorted(small_portal['tin-tuc-su-kien']) == ['tin-hai', 'tin-mot']


def test_deleting_says_first_what_goes_and_how_many(operator, small_portal):
    page = operator.get('/console/@@delete', {'name': 'tin-tuc-su-kien'})

    assert page.html.find(class_='notice').b.text == '2'
    assert [cell.text for cell in page.html.select('td.name')] == [
        '/tin-tuc-su-kien', '/tin-tuc-su-kien/tin-mot']
    assert 'tin-tuc-su-kien' in small_portal
    form_with(page, 'name').submit().follow()
    transaction.begin()
    assert 'tin-tuc-su-kien' not in small_portal


def test_several_are_chosen_with_ticks(operator, small_portal, editing):
    editing.add(small_portal['tin-tuc-su-kien'], 'tin-hai', 'NewsItem', {'title': 'Hai'}, 'system')
    transaction.commit()
    form = form_with(operator.get(f'{SECTION}/@@contents'), 'name')
    for box in form.fields['name']:
        box.checked = True

    form_with(form.submit(), 'name').submit()

    transaction.begin()
    assert list(small_portal['tin-tuc-su-kien']) == []


def test_a_link_alone_deletes_nothing_and_nothing_chosen_is_said(operator, small_portal):
    operator.get(f'{SECTION}/@@delete', {'name': 'tin-mot'})
    none = operator.get(f'{SECTION}/@@delete').follow()

    assert 'tin-mot' in small_portal['tin-tuc-su-kien']
    assert 'Chưa chọn' in none.html.find(class_='flash').text
    assert COUNTED >= 1000


def test_the_parts_of_a_portal_stay(visit, small_portal):
    browser = visit('quantri')
    token = token_of(browser.get('/console/@@contents'))

    for name in ('sites', 'accounts', 'interactions', 'drafts'):
        for view in ('delete', 'rename'):
            for ask in (browser.get, browser.post):
                answer = ask(f'/console/@@{view}', {
                    'name': name, 'new': 'khac', 'csrf_token': token}, expect_errors=True)
                assert answer.status_int == 404, name
        transaction.begin()
        assert name in small_portal


def test_fields_are_changed_with_the_reason_kept(operator, item, people):
    form = form_with(operator.get(f'{ITEM}/@@properties'), 'title')
    form['title'], form['console-note'] = 'Tin một, sửa', 'Theo ý kiến phòng'
    form.submit().follow()

    transaction.begin()
    assert item.title == 'Tin một, sửa' and item.body == BODY
    [version] = item.history
    assert version.values['title'] == 'Tin một'
    assert (version.actor, version.note) == (people['vanhanh'].id, 'Theo ý kiến phòng')


def test_saving_without_a_change_writes_no_version(operator, item):
    form = form_with(operator.get(f'{ITEM}/@@properties'), 'title')

    page = form.submit().follow()

    transaction.begin()
    assert len(item.history) == 0
    assert 'Không có gì thay đổi.' in page.html.find(class_='flash').text


def test_an_edit_that_is_refused_loses_nothing(operator, item):
    form = form_with(operator.get(f'{ITEM}/@@properties'), 'title')
    form['title'], form['summary'] = '', 'Một tóm tắt dài, gõ mất nhiều công'

    page = form.submit(expect_errors=True)

    assert page.status_int == 422 and page.html.find(id='e-title')
    assert form_with(page, 'title')['summary'].value == 'Một tóm tắt dài, gõ mất nhiều công'
    transaction.begin()
    assert item.title == 'Tin một'


def test_a_text_begins_with_the_line_it_began_with(operator, item, editing):
    editing.edit(item, {'summary': 'hai dòng\ndòng sau'}, 'system')
    transaction.commit()

    form = form_with(operator.get(f'{ITEM}/@@properties'), 'title')

    assert form['summary'].value == 'hai dòng\ndòng sau'


def test_a_title_that_fills_the_cookie_is_cut_in_the_flash_alone(operator, small_portal):
    form = form_with(operator.get(f'{SECTION}/@@add', {'type': 'NewsItem'}), 'title')
    form['title'], form['name'] = 'Ữ' * 500, 'dai'

    page = form.submit().follow().follow()

    transaction.begin()
    assert small_portal['tin-tuc-su-kien']['dai'].title == 'Ữ' * 500
    assert 'Ữ' * 60 in page.html.find(class_='flash').text


def test_a_translation_is_written_and_stays_a_draft(operator, item):
    assert operator.get(f'{ITEM}/@@translations').html.find_all('tr')[1].find(lang='en')
    form = form_with(operator.get(f'{ITEM}/@@translation', {'language': 'en'}), 'title')
    form['title'], form['body'] = 'News one', '<p>The first</p>'
    page = form.submit().follow()

    transaction.begin()
    assert (item.translations['en'].title, item.translations['en'].state) == ('News one', 'draft')
    assert page.html.main.find(class_='state').text == 'Bản nháp'
    assert 'Chưa có phê duyệt nào' in page.html.main.text


def test_a_public_translation_is_changed_in_a_version_that_waits_for_the_board(
        operator, item, editing, publishing):
    publishing.publish(editing.translate(item, 'en', {'title': 'News one'}, 'system'), 'system')
    transaction.commit()
    form = form_with(operator.get(f'{ITEM}/@@translation', {'language': 'en'}), 'title')
    form['title'] = 'News one, corrected'
    page = form.submit().follow()

    transaction.begin()
    english = item.translations['en']
    assert (english.title, english.state) == ('News one', 'published')
    assert (english.working.title, english.working.state) == ('News one, corrected', 'draft')
    assert form_with(page, 'title')['title'].value == 'News one, corrected'


def test_a_translation_without_a_title_comes_back_with_what_was_typed(operator, item):
    form = form_with(operator.get(f'{ITEM}/@@translation', {'language': 'en'}), 'title')
    form['body'] = '<p>The first</p>'

    page = form.submit(expect_errors=True)

    assert page.status_int == 422 and page.html.find(id='e-title')
    assert form_with(page, 'title')['body'].value == '<p>The first</p>'
    assert dict(item.translations) == {}


def test_there_is_no_translation_into_what_is_no_other_language(operator, item):
    for language in ('vi', 'xx', '', '<b>'):
        answer = operator.get(f'{ITEM}/@@translation', {'language': language}, expect_errors=True)

        assert answer.status_int == 404, language


@pytest.mark.clause('15.1.f')
@pytest.mark.parametrize('login', ['quantri', 'vanhanh'])
def test_the_console_neither_publishes_nor_withdraws(visit, item, publishing, login):
    browser = visit(login)
    draft = browser.get(f'{ITEM}/@@state')
    publishing.publish(item, 'system')
    transaction.commit()

    for page in (draft, browser.get(f'{ITEM}/@@state')):
        assert not page.html.main.find('form')
    token = token_of(browser.get('/console/@@contents'))
    for view in ('state', 'translation-state'):
        for action in ('publish', 'withdraw'):
            answer = browser.post(f'{ITEM}/@@{view}', {
                'csrf_token': token, 'act': action, 'language': 'en'}, expect_errors=True)
            assert answer.status_int == 404
    transaction.begin()
    assert item.state == 'published'


def test_the_approvals_by_which_an_item_is_public_are_shown(visit, item, publishing):
    before = visit('kiemtra').get(f'{ITEM}/@@state').html.main.text
    publishing.publish(item, 'system')
    transaction.commit()

    page = visit('kiemtra').get(f'{ITEM}/@@state')

    assert 'Chưa có phê duyệt nào' in before and 'Chưa có phê duyệt nào' not in page.text
    [row] = page.html.main.tbody.find_all('tr')
    assert [cell.text for cell in row.find_all('td')[:2]] == [
        'Nạp vào cùng hệ thống, chưa qua Ban Biên tập', 'Hệ thống']
    assert row.code.text == item.approvals[0].digest[:16]


def test_a_version_in_work_is_named_beside_what_is_public(operator, item, publishing, editing):
    publishing.publish(item, 'system')
    editing.edit(item, {'title': 'Tin một, sửa'}, 'system')
    transaction.commit()

    page = operator.get(f'{ITEM}/@@state').html.main

    assert [cell.text for cell in page.dl.find_all('dd')][::2] == ['Đã xuất bản', 'Bản nháp']


def test_history_shows_what_changed_and_brings_it_back(operator, item, editing):
    editing.edit(item, {'title': 'Tin một, bản hai'}, 'system', 'Sửa lỗi')
    editing.edit(item, {'title': 'Tin một, bản ba', 'author': 'Lan'}, 'system')
    transaction.commit()
    page = operator.get(f'{ITEM}/@@history')

    assert [cell.text for cell in page.html.find_all('del')] == [
        'Tin một, bản hai', '∅', 'Tin một']
    assert [cell.text for cell in page.html.find_all('ins')] == [
        'Tin một, bản ba', 'Lan', 'Tin một, bản hai']
    assert 'Sửa lỗi' in page.text
    next(form for form in page.forms.values()
         if 'number' in form.fields and form['number'].value == '1').submit()
    transaction.begin()
    assert (item.title, item.author, len(item.history)) == ('Tin một', '', 3)


def test_a_version_that_never_was_is_not_found(operator, item):
    token = token_of(operator.get(f'{ITEM}/@@history'))

    for number in ('1', '-1', 'x', ''):
        answer = operator.post(f'{ITEM}/@@history', {'csrf_token': token, 'number': number},
                               expect_errors=True)
        assert answer.status_int == 404


@pytest.mark.parametrize('view', [
    'contents', 'add', 'rename?name=x', 'delete?name=tin-doc'])
def test_markup_in_names_and_titles_stays_text(visit, item, small_portal, editing, view):
    section = small_portal['tin-tuc-su-kien']
    editing.edit(section, {'title': HOSTILE}, 'system', HOSTILE)
    editing.add(section, 'tin-doc', 'NewsItem', {'title': HOSTILE, 'author': HOSTILE}, 'system')
    transaction.commit()

    page = visit('quantri').get(f'{SECTION}/@@{view}', expect_errors=True)

    assert '<img src="/static/emblem.svg"' in page.text and page.text.count('<img') == 1
    assert view.startswith('rename') or '&lt;img src=x' in page.text


@pytest.fixture
def shelf(small_portal, editing):
    """A section for files."""
    made = editing.add(small_portal, 'tep', 'Section', {
        'title': 'Tệp', 'allowed_types': 'File; Image'}, 'system')
    transaction.commit()
    return made


def test_a_file_is_sent_and_stays_when_no_other_is(operator, shelf):
    form = form_with(operator.get('/console/tep/@@add', {'type': 'File'}), 'file')
    form['title'], form['name'], form['file'] = 'Bản quét', 'quet', Upload('bản quét.pdf', PDF)
    form.submit()
    transaction.begin()
    assert shelf['quet'].file.filename == 'bản quét.pdf'

    form = form_with(operator.get('/console/tep/quet/@@properties'), 'file')
    form['title'] = 'Bản quét, tên khác'
    form.submit()
    transaction.begin()
    assert shelf['quet'].title == 'Bản quét, tên khác'
    with shelf['quet'].file.open() as kept:
        assert kept.read() == PDF


def test_a_file_of_the_wrong_kind_is_refused_beside_its_field(operator, shelf):
    form = form_with(operator.get('/console/tep/@@add', {'type': 'File'}), 'file')
    form['title'], form['file'] = 'Trang', Upload('trang.pdf', b'<script>alert(1)</script>')

    page = form.submit(expect_errors=True)

    assert page.status_int == 422 and page.html.find(id='e-file')
    assert form_with(page, 'file')['title'].value == 'Trang'
