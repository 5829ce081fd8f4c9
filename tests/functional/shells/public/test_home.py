"""Home pages: composed of blocks by the board; what a reader chose to see first."""
import gc

import pytest
import transaction
from hanoiportal.base.errors import Refused
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.kernel.tree.lookup import in_work
from hanoiportal.types.homepage.checks import against_publishing
from hanoiportal.types.homepage.defaults import IDefaults
from support.typing_page import UNCLOSED

HOME = '/desk/trang-chu'
ADD = '/desk/@@add?type=HomePage'
PERSONAL = '/danh-cho-ban'
HERE = {'Origin': 'http://localhost'}


def headings(page):
    """Return the headings of the blocks of a page."""
    return [' '.join(each.text.split()) for each in page.html.select('.block h2')]


def composing(page):
    """Return the form with the blocks."""
    return next(form for form in page.forms.values() if 'blocks.key' in form.fields)


def press(form, action):
    """Press the button of ``form`` that arranges blocks, and return the form that comes back."""
    return composing(form.submit('blocks.act', value=action))


def kinds(form):
    """Return the kinds of the blocks in the form."""
    return [form[f'blocks.{key.value}.kind'].value for key in form.fields['blocks.key'][1:]]


def tick(form, block, *codes):
    """Tick just the boxes of ``codes`` among what the block may draw on."""
    for box in form.fields[f'blocks.{block}.source']:
        if hasattr(box, 'checked'):
            box.checked = box._value in codes


@pytest.fixture
def closed():
    """Collect what large forms left open (see ``UNCLOSED``) before a later test is blamed."""
    yield
    gc.collect()


@pytest.fixture
def news(small_portal, editing, publishing):
    """Three pieces of news in the city, one in a ward, committed."""
    def add(site, name, section='tin-tuc-su-kien'):
        item = editing.add(site[section], name, 'NewsItem', {
            'title': f'Tin {name}', 'summary': 'Tóm tắt'}, 'test')
        publishing.publish(item, 'test')

    for name in ('mot', 'hai'):
        add(small_portal, name)
    add(small_portal, 'ba', 'chuyen-doi-so')
    add(small_portal['sites']['bavi'], 'lang')
    transaction.commit()
    return small_portal


def test_while_no_board_has_composed_one_the_data_serve(app, news, registry):
    page = app.get('/')

    shown = headings(page)
    assert shown[:3] == [
        'Tin tức, sự kiện', 'Tin từ sở, ngành, xã, phường', 'Dành cho quý vị']
    assert shown[-1] == 'Cơ quan, xã, phường' and 'Quảng cáo' not in page.text
    assert len(page.html.select('.lead')) == 1 and len(page.html.select('.next li')) == 2
    assert [each.text for each in page.html.find_all('h1')] == [news.title]
    english = headings(app.get('/english'))
    assert english[0] == 'For you' and english[-1] == 'Agencies, wards, communes'
    assert headings(app.get('/sites/bavi'))[:3] == ['Tin mới', 'Các chuyên mục', 'Giới thiệu']
    assert 'quang-cao' not in ''.join(registry.getUtility(IDefaults).values())


@pytest.mark.clause('6.6')
@pytest.mark.filterwarnings(UNCLOSED)
def test_a_board_composes_the_home_page_and_only_what_it_approved_is_shown(
        visit, app, at_work, news, small_portal, closed):
    browser = visit('hanoi-editor')
    form = composing(browser.get(ADD))
    form['title'] = 'Trang chủ mùa Xuân'
    form = press(form, 'ready')
    assert kinds(form)[:2] == ['tin-noi-bat', 'tin-don-vi'] and len(kinds(form)) == 11
    for _number in range(11):
        form = press(form, 'remove 0')
    for kind in ('danh-ba', 'tin-moi', 'quang-cao'):
        form['blocks.new'] = kind
        form = press(form, 'add')
    form['blocks.2.text'], form['blocks.2.title_en'] = 'Hội chợ\n\nVé «rẻ» & <b>', 'Fair'
    form['blocks.1.title'] = 'Mới nhất'
    tick(form, 1, 'tin-tuc-su-kien')
    form = press(form, 'up 1')
    assert kinds(form) == ['tin-moi', 'danh-ba', 'quang-cao']
    assert (form['title'].value, form['blocks.2.title_en'].value) == ('Trang chủ mùa Xuân', 'Fair')
    assert form['blocks.2.text'].value.replace('\r', '') == 'Hội chợ\n\nVé «rẻ» & <b>'
    assert 'trang-chu' not in small_portal
    assert form.submit().location.endswith(HOME)

    transaction.begin()
    home, editor = small_portal['trang-chu'], at_work('hanoi-editor')
    assert home.state == 'draft' and headings(app.get('/'))[0] == 'Tin tức, sự kiện'
    app.get('/trang-chu', status=404)
    preview = browser.get(f'{HOME}/@@preview-page')
    assert headings(preview) == ['Mới nhất', 'Cơ quan, xã, phường', 'Quảng cáo']
    for step in ('submit', 'take', 'pass_on'):
        editor.take(home, step)
    transaction.commit()
    assert 'Trang chủ mùa Xuân' in visit('hanoi-head').get('/desk/@@queue?list=approve')
    assert 'Trang chủ mùa Xuân' in browser.get('/desk/@@contents') and (
        '/desk/@@write' in browser.get('/desk/@@contents'))
    at_work('hanoi-head').approve(home)
    transaction.commit()
    page = app.get('/')
    assert headings(page) == ['Mới nhất', 'Cơ quan, xã, phường', 'Quảng cáo']
    assert 'Quảng cáo' in page.html.select_one('.advertising .mark').text
    assert '&lt;b&gt;' in page.text and not page.html.main.select('script, iframe')
    assert 'trang-chu' not in app.get('/search?q=trang+chu').html.main.text
    assert CatalogService(small_portal).latest(small_portal, 'vi').total == 4
    assert app.get('/trang-chu', status=302).location == 'http://localhost/'


@pytest.fixture
def composed(news, editing, publishing, closed):
    """A public home page of two blocks."""
    item = editing.add(news, '', 'HomePage', {
        'title': 'Trang chủ', 'blocks': 'khối: danh-ba\n\nkhối: tin-moi\nsố dòng: 1'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    return item


@pytest.mark.filterwarnings(UNCLOSED)
def test_a_change_of_order_waits_for_approval_and_can_be_undone(visit, app, composed, staff):
    before = headings(app.get('/'))
    browser = visit('hanoi-editor')
    form = press(composing(browser.get(f'{HOME}/@@edit')), 'down 0')
    form = press(form, 'remove 1')
    form['blocks.new'] = 'loi-van'
    form = press(form, 'add')
    form['blocks.1.text'] = 'Chào Xuân'
    form.submit(status=303)

    transaction.begin()
    assert in_work(composed).blocks == 'khối: tin-moi\nsố dòng: 1\n\nkhối: loi-van\nlời: Chào Xuân'
    assert headings(app.get('/')) == before == ['Cơ quan, xã, phường', 'Tin mới của chuyên mục']
    assert 'Chào Xuân' in browser.get(f'{HOME}/@@preview-page')


def test_what_changed_in_blocks_is_told_in_words_and_not_in_codes(
        visit, composed, editing, staff):
    editing.edit(composed, {'blocks': 'khối: tin-moi\nnguồn: chuyen-doi-so\nsố dòng: 2'}, 'test')
    transaction.commit()

    editor = visit('hanoi-editor')
    record = editor.get(HOME).html.main.get_text()
    compared = editor.get(f'/english{HOME}/@@history?from=public&to=now').html.main.get_text()
    for text, rows in ((record, 'Số dòng: '), (compared, 'Rows: ')):
        assert 'Chuyển đổi số, cải cách hành chính' in text and rows in text
        assert 'chuyen-doi-so' not in text


@pytest.mark.filterwarnings(UNCLOSED)
def test_what_is_wrong_is_said_and_what_was_typed_stays(visit, composed, staff):
    form = composing(visit('hanoi-editor').get(f'{HOME}/@@edit'))
    form['blocks.1.rows'], form['blocks.1.title'] = 'nhiều', 'Tin: nóng'
    answer = form.submit(status=422)

    assert 'Khối 2: số dòng phải từ 1 đến 20.' in answer
    again = composing(answer)
    assert (again['blocks.1.rows'].value, again['blocks.1.title'].value) == ('nhiều', 'Tin: nóng')


def chosen(form, block=0):
    """Return ``[(code, words of the row)]`` of what the block draws on, as the form shows it."""
    row = form.html.select(f'#khoi-{block} .chosen li')
    return [(each['data-code'], ' '.join(each.select_one('.what').text.split())) for each in row]


@pytest.mark.filterwarnings(UNCLOSED)
def test_sources_are_ticked_found_and_put_in_order_without_scripts(
        visit, composed, news, editing, staff):
    editing.add(news['tin-tuc-su-kien'], 'nhap', 'NewsItem', {'title': 'Tin nháp'}, 'test')
    transaction.commit()
    form = press(composing(visit('hanoi-editor').get(f'{HOME}/@@edit')), 'up 1')
    groups = [each.text for each in form.html.select('#khoi-0 .pick legend')]
    assert groups[:2] == ['Mọi tin', 'Giới thiệu'] and 'Khối lấy từ: Tin tức, sự kiện.' in (
        ' '.join(form.html.select_one('#khoi-0 [data-usual]').text.split()))
    form['blocks.0.find'] = 'tin'
    form = press(form, 'find 0')
    found = form.html.select('#khoi-0 .finding li')
    assert {each.input['value'] for each in found} == {
        'tin-tuc-su-kien/mot', 'tin-tuc-su-kien/hai', 'chuyen-doi-so/ba'}
    tick(form, 0, 'lien-he', 'tin-tuc-su-kien/hai')
    form = press(form, 'find 0')
    assert chosen(form) == [('lien-he', 'Liên hệ'), ('tin-tuc-su-kien/hai', 'Tin hai Tin, bài')]
    form = press(form, 'up 0 tin-tuc-su-kien/hai')
    form = press(form, 'down 0 tin-tuc-su-kien/hai')
    form = press(form, 'down 0 lien-he')
    assert [code for code, _words in chosen(form)] == ['tin-tuc-su-kien/hai', 'lien-he']
    form = press(form, 'remove 0 lien-he')
    assert not [box for box in form.fields['blocks.0.source']
                if getattr(box, 'checked', False) and box._value == 'lien-he']
    form.submit(status=303)

    transaction.begin()
    assert in_work(composed).blocks == (
        'khối: tin-moi\nnguồn: tin-tuc-su-kien/hai\nsố dòng: 1\n\nkhối: danh-ba')


@pytest.mark.filterwarnings(UNCLOSED)
def test_a_source_is_told_by_its_title_as_far_as_the_asker_may_know(
        visit, composed, news, editing, staff):
    bavi = news['sites']['bavi']
    for place in (news, bavi):
        editing.add(place['tin-tuc-su-kien'], 'nhap', 'NewsItem', {'title': 'Dự thảo'}, 'test')
    sources = ('tin-tuc-su-kien/mot; tin-tuc-su-kien/nhap; /sites/bavi/tin-tuc-su-kien/nhap; '
               '/sites/bavi/tin-tuc-su-kien/lang; khong-co; accounts/hanoi-head')
    editing.edit(composed, {
        'blocks': f'khối: tin-moi\nnguồn: {sources}\n\nkhối: tin-don-vi\nnguồn: xa; '
                  '/sites/bavi; /sites/khong-co'}, 'test')
    transaction.commit()
    form = composing(visit('hanoi-editor').get(f'{HOME}/@@edit'))

    wrong = 'không có hoặc chưa công khai'
    unknown = '/sites/bavi/tin-tuc-su-kien/nhap'
    assert chosen(form) == [
        ('tin-tuc-su-kien/mot', 'Tin mot Tin, bài'),
        ('tin-tuc-su-kien/nhap', 'Dự thảo chưa công khai'), (unknown, f'{unknown} {wrong}'),
        ('/sites/bavi/tin-tuc-su-kien/lang', 'Tin lang Tin, bài'),
        ('khong-co', f'khong-co {wrong}'),
        ('accounts/hanoi-head', f'accounts/hanoi-head {wrong}')]
    assert chosen(form, 1) == [('xa', 'Mọi xã'), ('/sites/bavi', bavi.title),
                               ('/sites/khong-co', f'/sites/khong-co {wrong}')]
    assert len(form.html.select('#khoi-0 .chosen .wrong')) == 4
    form.submit(status=303)
    transaction.begin()
    assert f'nguồn: {sources}' in in_work(composed).blocks


def test_what_was_public_is_named_by_its_title_before_publishing(
        composed, news, editing, publishing):
    section = news['tin-tuc-su-kien']
    editing.add(section, 'nhap', 'NewsItem', {'title': 'Dự thảo'}, 'test')
    publishing.withdraw(section['mot'], 'test', 'error', 'Nhầm')
    editing.edit(composed, {
        'blocks': 'khối: tin-moi\nnguồn: tin-tuc-su-kien/mot; tin-tuc-su-kien/nhap'}, 'test')

    said = [why.interpolate() for why in against_publishing(in_work(composed), None)]
    assert '“Tin mot”' in said[0] and '“tin-tuc-su-kien/nhap”' in said[1]


@pytest.mark.filterwarnings(UNCLOSED)
def test_whatever_the_form_of_blocks_sends_is_answered(visit, composed, staff):
    browser = visit('hanoi-editor')
    plain = composing(browser.get(f'{HOME}/@@edit'))
    typed = [(name, value) for name, value in plain.submit_fields()]

    def sent(*more, status=200, without=()):
        fields = [each for each in typed if each[0] not in without]
        return browser.post(plain.action, [*fields, *more], status=status)

    for action in ('up 99', 'up', 'down ²', 'up -1', 'remove x', 'up 1 khong-co', 'la 1',
                   'find', 'find 77', 'up ' + '9' * 5000, 'find 1 a b c', '\0', ' '):
        assert kinds(composing(sent(('blocks.act', action)))) == ['danh-ba', 'tin-moi'], action
    for key in ('x', '²', '-1', '9' * 5000, '1', ''):
        answer = sent(('blocks.key', key), ('blocks.act', 'la'))
        assert kinds(composing(answer)) == ['danh-ba', 'tin-moi'], key
    unknown = sent(('blocks.0.kind', 'la'), ('blocks.new', 'la'), ('blocks.act', 'add'),
                   without=('blocks.0.kind',))
    assert kinds(composing(unknown)) == ['la', 'tin-moi']
    many = [('blocks.1.source', f'muc-{number}') for number in range(9)]
    answer = sent(*many, status=422)
    assert 'Khối 2: nhiều quá 8 nguồn.' in answer and len(chosen(composing(answer), 1)) == 9
    assert 'không phải là mã chuyên mục' in sent(('blocks.1.source', '../a; b c'), status=422)
    full = [field for number in range(2, 31) for field in (
        ('blocks.key', str(number)), (f'blocks.{number}.kind', 'danh-ba'))]
    answer = sent(*full, status=422)
    assert 'Nhiều quá 30 khối.' in answer and len(kinds(composing(answer))) == 31


def test_only_what_readers_see_of_ones_own_site_is_found(visit, app, news, editing, staff):
    editing.add(news['tin-tuc-su-kien'], 'nhap', 'NewsItem', {'title': 'Tin nháp'}, 'test')
    transaction.commit()
    browser = visit('hanoi-editor')

    def found(**asked):
        return browser.get('/desk/@@find-source', asked).json

    assert found(q='tin mot') == [
        {'code': 'tin-tuc-su-kien/mot', 'title': 'Tin mot', 'about': 'Tin, bài'}]
    assert {each['title'] for each in found(q='tin')} == {'Tin mot', 'Tin hai', 'Tin ba'}
    assert found(q='nháp') == found(q='x' * 9000) == [] and len(found(q='\0')) == 3
    assert browser.get('/desk/sites/bavi/@@find-source', status=404)
    assert '/login' in app.get('/desk/@@find-source', status=303).location


def test_a_site_has_one_home_page(composed, editing, news):
    bavi = news['sites']['bavi']
    assert editing.add(bavi, '', 'HomePage', {'title': 'Xuân'}, 'test').__name__ == 'trang-chu'
    for place, name in ((news, ''), (bavi, 'khac'), (bavi['lien-he'], '')):
        with pytest.raises(Refused):
            editing.add(place, name, 'HomePage', {'title': 'Xuân'}, 'test')


@pytest.mark.clause('3.1')
def test_a_reader_arranges_the_home_page_without_an_account(app, news):
    page = app.get(PERSONAL)
    assert 'Set-Cookie' not in page.headers and 'Set-Cookie' not in app.get('/').headers
    form = next(form for form in page.forms.values() if 'ward' in form.fields)
    values = [box._value for box in form.fields['topic']]
    form.fields['topic'][values.index('chuyen-doi-so')].checked = True
    form['ward'] = 'bavi'
    answer = form.submit(headers=HERE, status=303)

    assert app.cookies == {'danh-cho-ban': 'chuyen-doi-so~bavi'}
    assert 'HttpOnly' in answer.headers['Set-Cookie'] and 'Lax' in answer.headers['Set-Cookie']
    mine = app.get('/')
    block = mine.html.select_one('.personal')
    assert [link.text for link in block.select('.short a')] == ['Tin ba', 'Tin lang']
    assert block.h3.a['href'] == '/sites/bavi'
    assert mine.headers['Cache-Control'] == 'private, no-store'
    chosen = app.get(PERSONAL)
    assert chosen.html.select_one('[value="chuyen-doi-so"]').has_attr('checked')
    form = next(form for form in chosen.forms.values() if 'ward' in form.fields)
    form.submit('forget', headers=HERE)
    assert app.cookies == {}


def test_topics_of_life_are_offered_first_and_found_by_their_keywords(
        app, news, editing, publishing):
    item = editing.add(news['tin-tuc-su-kien'], 'gia-dat', 'NewsItem', {
        'title': 'Bảng giá đất', 'keywords': ('Đất đai',)}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()

    page = app.get(PERSONAL)
    labels = [label.text.strip() for label in page.html.select('.topics label')]
    assert labels[0] == 'Đất đai, nhà ở' and 'Tin tức' in labels
    assert not {'Lịch làm việc', 'Tuyển dụng'} & set(labels)
    app.set_cookie('danh-cho-ban', 'cd-dat-dai~')
    shown = app.get('/').html.select('.personal .short a')
    assert [link.text for link in shown] == ['Bảng giá đất']


def test_nobody_else_is_shown_what_a_reader_chose(app, wsgi, news):
    kept = app.get('/')
    app.set_cookie('danh-cho-ban', 'chuyen-doi-so~bavi')
    mine, elsewhere = app.get('/'), app.get('/tin-tuc-su-kien')
    app.reset()
    again = app.get('/')

    assert 'Tin lang' in mine.html.select_one('.personal').text
    assert again.body == kept.body != mine.body and 'ETag' not in mine.headers
    assert 'Cookie' in again.headers['Vary']
    assert again.headers['Cache-Control'].startswith('public')
    assert elsewhere.headers['Cache-Control'].startswith('public')


def test_a_cookie_that_we_never_wrote_chooses_nothing(app, news):
    nothing = app.get('/').html.select_one('.personal').text
    for cookie in ('~', 'la.chuyen-muc~khong-co', 'accounts~sites', '~soxaydung', '%00~bavi',
                   'a' * 3000):
        app.set_cookie('danh-cho-ban', cookie)
        assert app.get('/').html.select_one('.personal').text == nothing, cookie


def test_a_choice_is_taken_from_a_form_of_this_host_alone(app, news):
    for headers in ({}, {'Origin': 'https://vidu.vn'}, {'Origin': 'null'}, {'Origin': '//['}):
        app.post(PERSONAL, {'ward': 'bavi'}, headers=headers, status=404)
    app.post(PERSONAL, {'ward': 'khong-co', 'topic': 'accounts'}, headers=HERE, status=303)

    assert app.cookies == {}


def test_a_home_page_shows_nothing_of_a_suspended_site(app, news, editing, publishing):
    ward = '/sites/bavi/tin-tuc-su-kien'
    item = editing.add(news, '', 'HomePage', {'title': 'Trang chủ', 'blocks': (
        f'khối: tin-moi\nnguồn: {ward}/lang\n\nkhối: lanh-dao\nnguồn: {ward}\n\n'
        f'khối: dich-vu\nnguồn: {ward}\n\nkhối: danh-ba')}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    before = app.get('/').html.main

    editing.edit(news['sites']['bavi'], {'status': 'suspended'}, 'test')
    transaction.commit()

    assert len(before.select(f'a[href="{ward}/lang"]')) == 3
    after = app.get('/')
    assert not after.html.main.select('a[href*="/bavi"]') and 'Tin lang' not in after
    assert headings(after) == ['Cơ quan, xã, phường']


def test_a_portal_without_news_has_no_columns_of_news(app, small_portal):
    page = app.get('/')

    assert not page.html.select('.lead, .block time') and 'Chưa có tin' not in page.text
    assert 'Tin tức, sự kiện' not in headings(page)
    assert 'Cơ quan, xã, phường' in headings(page)


def test_the_home_page_of_a_site_shows_its_newest_whatever_its_sections_are_called(
        app, small_portal, editing, publishing):
    bavi = small_portal['sites']['bavi']
    section = editing.add(bavi, 'cm-01', 'Section', {'title': 'Chuyên mục lạ'}, 'test')
    for name, kind, more in (('mot', 'NewsItem', {}), ('hai', 'NewsItem', {}), (
            'gia', 'Page', {'owner_unit': 'x', 'next_review': '2027-01-01'})):
        item = editing.add(section, name, kind, {'title': f'Tin {name}', **more}, 'test')
        publishing.publish(item, 'test')
    transaction.commit()

    page = app.get('/sites/bavi')
    lead, [following] = page.html.select_one('.lead h3'), page.html.select('.next a')
    assert {lead.text, following.text} == {'Tin mot', 'Tin hai'}
    assert 'Chuyên mục lạ' in page.html.select_one('.menu').text
    assert 'Tin gia' not in page.html.main.text


def test_the_city_shows_the_newest_of_its_sites_one_of_each(app, news, editing, publishing):
    sites = news['sites']
    for site, name in (('bavi', 'xa-moi'), ('soxaydung', 'so-moi')):
        item = editing.add(sites[site]['tin-tuc-su-kien'], name, 'NewsItem', {
            'title': f'Tin {name}'}, 'test')
        publishing.publish(item, 'test')
    transaction.commit()

    def shown():
        return [(each.select_one('.unit-name').text, each.select_one('.title').text)
                for each in app.get('/').html.select('.units li')]

    assert sorted(shown()) == [('Sở Xây dựng', 'Tin so-moi'), ('Xã Ba Vì', 'Tin xa-moi')]
    editing.edit(sites['soxaydung'], {'status': 'suspended'}, 'test')
    transaction.commit()
    assert shown() == [('Xã Ba Vì', 'Tin xa-moi')]


def test_a_board_chooses_sites_or_a_group_of_them_and_the_whole_city(
        app, news, editing, publishing):
    item = editing.add(news, '', 'HomePage', {'title': 'Trang chủ', 'blocks': (
        'khối: tin-don-vi\nnguồn: /sites/bavi\n\nkhối: tin-don-vi\nnguồn: so-nganh\n\n'
        'khối: tin-toan-thanh-pho\nsố dòng: 9')}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()

    page = app.get('/')
    assert headings(page) == ['Tin từ sở, ngành, xã, phường', 'Tin mới toàn Thành phố']
    assert [link.text for link in page.html.select('.units .title')] == ['Tin lang']
    assert {link.text for link in page.html.select('.short a')} == {
        'Tin mot', 'Tin hai', 'Tin ba', 'Tin lang'}


@pytest.mark.parametrize('source', ['/sites/khong-co', '/lien-he', 'tin-tuc-su-kien'])
def test_what_is_no_site_is_refused_as_a_source_of_news_of_sites(
        news, editing, publishing, source):
    item = editing.add(news, '', 'HomePage', {
        'title': 'Trang chủ', 'blocks': f'khối: tin-don-vi\nnguồn: {source}'}, 'test')

    with pytest.raises(Refused):
        publishing.publish(item, 'test')


def test_a_card_of_one_link_goes_straight_to_its_target_and_says_so(
        app, news, editing, publishing):
    link = editing.add(news['cong-bao'], 'cong-bao', 'Link', {
        'title': 'Công báo', 'url': 'https://congbao.example'}, 'test')
    publishing.publish(link, 'test')
    transaction.commit()

    [card] = app.get('/').html.select('.cards a[href="https://congbao.example"]')
    assert 'external' in card['rel'] and card.find_next(class_='mark').text == 'trang ngoài'
    row = app.get('/cong-bao').html.select_one('.rows .title')
    assert (row['href'], row['rel'][0]) == ('https://congbao.example', 'external')
    english = app.get('/english/cong-bao').html.select_one('.rows .mark')
    assert english.text == 'external site'
