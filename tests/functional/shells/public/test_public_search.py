"""The search page: whatever is typed is answered."""
import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import transaction
from hanoiportal.base.settings import ISettings
from hanoiportal.shells.public.page.layout import Layout
from support.stateful_stories import READERS, answered


@pytest.fixture
def texts(small_portal, editing, publishing):
    """One news item on the city portal and one on a component site."""
    for site, title in ((small_portal, 'Thủ tục hành chính'),
                        (small_portal['sites']['bavi'], 'Thủ tục ở xã')):
        item = editing.add(site['tin-tuc-su-kien'], 'tin', 'NewsItem', {
            'title': title, 'body': '<p>Hòa giải ở cơ sở</p>' + '<p>Câu đệm.</p>' * 60}, 'test')
        publishing.publish(item, 'test')
    transaction.commit()
    return small_portal


def found(page):
    return [link.text for link in page.html.find_all('a', class_='title')]


def test_words_without_marks_find_words_with_marks_and_show_them(app, texts):
    page = app.get('/search', {'q': 'thu tuc hanh chinh'})

    assert found(page) == ['Thủ tục hành chính']
    assert [mark.text for mark in page.html.find(class_='title').find_all('mark')] == [
        'Thủ tục hành chính']
    assert page.html.find(class_='count').strong.text == '1'


def test_a_word_of_the_body_is_shown_where_it_stands(app, texts):
    page = app.get('/search', {'q': 'hoà'})

    assert page.html.find(class_='summary').mark.text == 'Hòa'


def test_a_hit_of_another_site_names_its_site(app, texts):
    page = app.get('/search', {'q': 'thu tuc'})

    assert sorted(found(page)) == ['Thủ tục hành chính', 'Thủ tục ở xã']
    assert page.html.find(class_='rows').find('a', string='Xã Ba Vì')['href'] == '/sites/bavi'


def test_a_component_site_searches_itself_and_offers_the_whole_portal(app, texts):
    page = app.get('/sites/bavi/search', {'q': 'thu tuc'})

    assert found(page) == ['Thủ tục ở xã']
    everywhere = page.click('Tìm trên toàn Cổng')
    assert len(found(everywhere)) == 2


def test_nothing_typed_is_answered_with_help(app, texts):
    page = app.get('/search', {'q': '  '})

    assert page.html.find(class_='help') and not found(page)
    assert page.html.find(class_='count') is None


def test_nothing_found_says_so_with_help(app, texts):
    page = app.get('/search', {'q': 'xyzzy'})

    assert '“xyzzy”' in page.html.find(class_='count').text
    assert page.html.find(class_='help')


def test_a_phrase_typed_in_quotation_marks_is_told_of_without_them(app, texts):
    told = app.get('/search', {'q': '"không đâu có"'}).html.select_one('.count').text
    assert told == 'Không tìm thấy kết quả nào cho “không đâu có”.'


TYPED = (
    'and', 'or not', '(', '"', '""', '§', '* ?', '<script>alert(1)</script>', "' or 1=1 --",
    'a' * 5000, '😀', '\u202e', 'giấy NOT', '%', '\\', '“', '-', '4263/QĐ-UBND')


def test_whatever_is_typed_is_answered_and_shown_as_text(app, texts):
    pages = {typed: app.get('/search', {'q': typed}).html for typed in TYPED}

    shown = {typed: page.find('input', id='tim')['value'] for typed, page in pages.items()}
    assert shown == {typed: typed.replace('\u202e', '') for typed in TYPED}
    assert not any(page.main.find('script') for page in pages.values())


def test_what_was_typed_stands_in_the_field_of_the_next_search(app, texts):
    form = app.get('/search', {'q': 'thu tuc'}).forms[0]

    assert form['q'].value == 'thu tuc'
    form['q'] = 'hanh chinh'
    assert found(form.submit()) == ['Thủ tục hành chính']


def test_search_engines_may_list_where_a_search_begins_and_no_results(app, texts):
    page = app.get('/search', {'q': 'thu'})
    begins = app.get('/search')

    assert page.html.find('meta', attrs={'name': 'robots'})['content'] == 'noindex'
    assert begins.html.find('meta', attrs={'name': 'robots'}) is None
    assert begins.html.find('link', rel='canonical')['href'] == 'http://localhost/search'


def test_filters_narrow_the_results_and_can_be_taken_off(app, texts):
    page = app.get('/search', {'q': 'thu tuc'})

    assert page.html.find(id='loc-site') and not page.html.find(id='loc-type')
    assert [button.text for button in page.html.select('#loc li button')] == [
        'Xã Ba Vì 1', 'Cổng Thông tin điện tử Hà Nội 1']
    narrowed = page.forms[1].submit('site', value='bavi')
    assert found(narrowed) == ['Thủ tục ở xã']
    assert found(narrowed.forms[1].submit('site', index=1)) == found(page)
    tag = narrowed.html.select_one('.tags a')
    assert 'Xã Ba Vì' in tag.text
    assert len(found(narrowed.goto(tag['href']))) == 2


def test_days_and_order_are_kept_and_nonsense_is_left_out(app, texts):
    page = app.get('/search', {
        'q': 'thu tuc', 'from': '01/01/2020', 'to': '2999-99-99', 'site': 'x', 'type': '<',
        'section': 'search', 'year': 'hai', 'sort': 'new'})

    assert len(found(page)) == 2
    assert [tag.text.split('\u00d7')[0].split(':')[1].strip()
            for tag in page.html.select('.tags a')] == ['Từ ngày 01/01/2020']
    assert page.html.find('input', id='tu-ngay')['value'] == '2020-01-01'
    form = page.forms[2]
    form['to'] = '2020-12-31'
    assert found(form.submit()) == []
    assert len(found(app.get('/search', {'q': 'thu tuc', 'year': '2020'}))) == 0


def test_links_hold_no_more_of_what_was_typed_than_is_read(app, texts):
    page = app.get('/search', {'q': 'thủ tục ' * 600})

    assert len(found(page)) == 2
    assert max(len(link['href']) for link in page.html.select('a[href]')) < 1000


def test_where_something_typed_is_left_out_the_page_says_so(app, texts):
    for typed, told in (
            ('"thủ tục" ' * 4, False), ('"thủ tục" ' * 5, True), ('thủ tục ' * 20, False),
            ('thủ tục ' * 21, True), ('tục' + ' ' * 600, False), ('a' * 501, True),
            (f'"{"tục " * 41}"', True), ('"" ' * 9 + 'tục', False)):
        notices = app.get('/search', {'q': typed}).html.select('.found > .notice')

        assert ['Chỉ phần đầu' in notice.text for notice in notices] == [True] * told, typed


def test_former_units_lead_to_the_sites_of_todays_units(app, texts):
    box = app.get('/search', {'q': 'ubnd huyện ba vì'}).html.find(class_='former')

    assert 'Huyện Ba Vì' in box.text
    assert [(link.text, link['href']) for link in box.select('.successors a')] == [
        ('Xã Ba Vì', '/sites/bavi'), ('Liên hệ: Xã Ba Vì', '/sites/bavi/lien-he')]
    assert texts.phone in box.text and not box.select('.pills')
    assert app.get('/search', {'q': 'vì ba'}).html.find(class_='former') is None


def test_where_a_box_answers_nobody_is_told_that_nothing_was_found(app, texts):
    page = app.get('/search', {'q': 'huyện Gia Lâm'})

    assert page.html.find(class_='count')  # no site of that ground is here
    page = app.get('/search', {'q': 'khai sinh'})
    assert not page.html.find(class_='count') and not page.html.find(class_='help')
    assert not page.html.find(class_='elsewhere')


def test_a_document_goes_by_its_day_and_by_what_it_is_about(app, texts, editing, publishing):
    values = {
        'title': 'Quyết định số 12/QĐ-UBND', 'number': '12/QĐ-UBND', 'issued': '2025-08-16',
        'kind': 'quyet-dinh-ca-biet', 'issuer': 'Ủy ban nhân dân', 'status': 'con',
        'secrecy': 'khong',
        'signer': 'Nguyễn Văn A', 'signer_position': 'Chủ tịch',
        'summary': 'Về việc trồng xoan', 'full_text': 'QUYẾT ĐỊNH\nĐiều 1. Trồng.'}
    item = editing.add(
        texts['van-ban-hanh-chinh'], 'qd', 'LegalDocument', values, 'test')
    publishing.publish(item, 'test')
    transaction.commit()

    row = app.get('/search', {'q': 'trồng xoan'}).html.select_one('.rows li')
    assert row.a.text == 'Quyết định số 12/QĐ-UBND ngày 16/08/2025 về việc trồng xoan'
    assert row.find('time')['datetime'] == '2025-08-16'
    assert app.get('/suggest', {'q': 'quyet dinh so 12'}).json['suggestions'][0][
        'title'] == row.a.text
    item.summary, item.title = 'Trồng xoan', 'Quyết định số 12/QĐ-UBND ngày 16/08/2025'
    transaction.commit()
    row = app.get('/search', {'q': 'trồng xoan'}).html.select_one('.rows li')
    assert row.a.text == 'Quyết định số 12/QĐ-UBND ngày 16/08/2025: Trồng xoan'


def test_a_standing_page_of_an_office_goes_by_the_name_of_the_office(
        app, texts, editing, publishing):
    page = editing.add(texts['sites']['bavi']['gioi-thieu'], 'mau', 'Page', {
        'title': 'Trang mẫu', 'body': '<p>Nội dung xoan đào.</p>',
        'owner_unit': 'Văn phòng', 'next_review': '2027-01-31'}, 'test')
    publishing.publish(page, 'test')
    transaction.commit()

    assert found(app.get('/search', {'q': 'xoan đào'})) == ['Trang mẫu – Xã Ba Vì']
    assert found(app.get('/sites/bavi/search', {'q': 'xoan đào'})) == ['Trang mẫu']


@pytest.fixture
def others(texts, editing, publishing):
    """An item that has the letters of “thủ tục đất đai” with other marks."""
    item = editing.add(texts['tin-tuc-su-kien'], 'thu', 'NewsItem', {
        'title': 'Tin khác', 'body': '<p>Thư điện tử, đạt tổng đài, liên tục.</p>'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    return item


def test_a_result_with_other_marks_alone_says_so(app, texts, others):
    page = app.get('/search', {'q': 'thu tuc dat dai'})

    assert found(page) == ['Tin khác']
    assert 'Không có kết quả nào viết đúng dấu “thủ tục đất đai”' in page.html.select_one(
        '.found > .notice').text


def test_a_result_with_other_marks_is_left_out_where_one_has_those_meant(
        app, texts, others, editing, publishing):
    item = editing.add(texts['tin-tuc-su-kien'], 'dat', 'NewsItem', {
        'title': 'Tin đúng', 'body': '<p>Thư về thủ tục đất đai.</p>'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()
    page = app.get('/search', {'q': 'thu tuc dat dai'})

    assert found(page) == ['Tin đúng'] and not page.html.select('.found > .notice')
    assert [mark.text for mark in page.html.main.find_all('mark')] == ['thủ tục đất đai']
    link = page.html.select_one('.other-marks a')
    assert link.text == 'Hiện thêm 1 kết quả có dấu khác'
    everything = page.goto(link['href'])
    assert {*found(everything)} == {'Tin đúng', 'Tin khác'}
    assert everything.request.GET['marks'] == 'any'
    assert not everything.html.select('.other-marks, .tags')
    assert found(everything.click('Chỉ hiện kết quả viết đúng dấu')) == ['Tin đúng']


@pytest.mark.parametrize('address', ['/search?q=thủ+tuc+dat', '/english/search?q=thu+tuc'])
def test_words_with_marks_and_pages_in_english_are_taken_as_they_are(app, texts, others, address):
    page = app.get(address)

    assert not page.html.select('.found > .notice')


def test_who_finds_nothing_in_english_is_led_to_the_same_search_in_vietnamese(app, texts):
    leads = app.get('/english/search?q=thu+tuc').html.select_one(
        '.elsewhere a[hreflang=vi]')

    assert leads['href'] == '/search?q=thu+tuc' and 'thu tuc' in leads.text
    assert 'trang tiếng Việt' not in app.get('/search?q=xyzzy')


def test_a_body_is_a_card_before_all_results(app, texts):
    page = app.get('/search', {'q': 'dien thoai xa ba vi'})
    card = page.html.select_one('.bodies .body')

    assert (card.h2.a.text, card.h2.a['href']) == ('Xã Ba Vì', '/sites/bavi')
    assert texts.phone in card.text and 'bavi.hanoi.gov.vn' in card.text
    assert card.find('a', string='Liên hệ')['href'] == '/sites/bavi/lien-he'
    assert not app.get('/sites/bavi/search', {'q': 'ba vì'}).html.select('.bodies')
    english = app.get('/english/search', {'q': 'ba vi commune'}).html.select_one('.bodies h2')
    assert english.text.strip() == 'Ba Vi Commune'


def test_a_card_shows_what_the_body_has_published_in_place_of_the_switchboard(app, texts):
    site = texts['sites']['bavi']
    site.phone, site.address = '024 1111 2222', 'Thôn Một, xã Ba Vì'
    site.contact_confirmed = datetime.date(2026, 11, 2)
    transaction.commit()
    card = app.get('/search', {'q': 'ba vì'}).html.select_one('.bodies .body').text

    assert '024 1111 2222' in card and 'Thôn Một, xã Ba Vì' in card and texts.phone not in card


def test_a_body_is_found_by_its_new_name_as_soon_as_it_has_it(app, texts):
    assert app.get('/search', {'q': 'xã ba vì'}).html.select('.bodies')
    texts['sites']['bavi'].title = texts['sites']['bavi'].short_title = 'Xã Tản Lĩnh'
    transaction.commit()

    assert app.get('/search', {'q': 'tan linh'}).html.select('.bodies')
    assert not app.get('/search', {'q': 'xa ba vi'}).html.select('.bodies')


def test_nobody_is_led_to_the_card_of_a_suspended_body(app, texts):
    texts['sites']['bavi'].status = 'suspended'
    transaction.commit()

    assert not app.get('/search', {'q': 'xã ba vì'}).html.select('.bodies, .former')


def test_a_procedure_leads_to_the_national_portal_by_its_code_or_by_its_name(app, texts):
    links = app.get('/search', {'q': 'khai sinh'}).html.select('.procedures a')
    asked = [parse_qs(urlsplit(link['href']).query)['keyword'] for link in links]

    assert [link.text for link in links][::2] == ['Đăng ký khai sinh', 'Đăng ký lại khai sinh']
    assert asked[::2] == [['1.001193'], ['Đăng ký lại khai sinh']]
    assert all(link['href'].startswith('https://dichvucong.gov.vn/') for link in links)


def test_whoever_finds_little_is_led_to_the_national_portal_with_the_same_words(app, texts):
    few = app.get('/search', {'q': 'hòa giải & "thuế"'}).html.select_one('.elsewhere a')

    assert parse_qs(urlsplit(few['href']).query)['keyword'] == ['hòa giải & "thuế"']
    assert app.get('/search', {'q': 'thủ tục ở'}).html.find(class_='elsewhere')
    for typed in ('xã ba vì', 'khai sinh', ''):
        assert not app.get('/search', {'q': typed}).html.find(class_='elsewhere')


def test_an_abbreviation_finds_what_is_written_out_and_pins_come_first(app, texts):
    page = app.get('/search', {'q': 'TTHC'})

    assert found(page) == ['Thủ tục hành chính']
    assert page.html.select_one('.pins a')['href'] == '/thu-tuc-hanh-chinh'


def test_a_title_that_looks_like_markup_is_shown_as_text_with_its_marks(
        app, small_portal, editing, publishing):
    item = editing.add(small_portal['tin-tuc-su-kien'], 'tin', 'NewsItem', {
        'title': '<img src=x onerror=alert(1)> thủ "tục" & <b>', 'summary': '',
        'body': '<p>Thủ tục &lt;script&gt;alert(1)&lt;/script&gt;</p>'}, 'test')
    publishing.publish(item, 'test')
    transaction.commit()

    page = app.get('/search', {'q': 'thủ tục'})

    assert found(page) == ['<img src=x onerror=alert(1)> thủ "tục" & <b>']
    assert page.html.find(class_='summary').text == 'Thủ tục <script>alert(1)</script>'
    assert [mark.text for mark in page.html.main.find_all('mark')] == ['thủ', 'tục', 'Thủ tục']


def test_what_is_kept_of_a_hit_is_made_anew_after_a_change(app, texts, editing):
    assert found(app.get('/search', {'q': 'ba vì OR thu tuc xã'})) == []
    assert found(app.get('/search', {'q': 'thu tuc xa'})) == ['Thủ tục ở xã']

    item = texts['sites']['bavi']['tin-tuc-su-kien']['tin']
    item.published_at = item.published_at.replace(year=2001)
    transaction.commit()

    assert '2001' in app.get('/search', {'q': 'thu tuc xa'}).html.find(class_='meta').time.text


@pytest.fixture
def one_a_page(registry, monkeypatch):
    """A page of results shows one of them."""
    monkeypatch.setitem(registry.getUtility(ISettings).__dict__, 'batch_size', 1)


def test_page_numbers_send_what_was_asked_for_and_stand_in_no_address(app, texts, one_a_page):
    first = app.get('/search', {'q': 'thủ tục', 'sort': 'new', 'from': '2020-01-01'})
    numbers = first.html.select_one('nav.paging')
    second = first.forms[1].submit('page')

    assert numbers.find('span', attrs={'aria-current': 'page'}).text == '1'
    assert [button.text for button in numbers.find_all('button')] == ['Trang số 2']
    assert {*found(first), *found(second)} == {'Thủ tục hành chính', 'Thủ tục ở xã'}
    assert parse_qs(second.request.query_string) == {
        'q': ['thủ tục'], 'sort': ['new'], 'from': ['2020-01-01'], 'page': ['2']}
    assert found(first.click('Trang sau')) == found(second)
    assert found(second.click('Trang trước')) == found(first)
    assert second.html.select_one('nav.paging a[rel=prev]')
    assert not second.html.select('nav.paging a[rel=next]')


def test_a_page_of_results_that_is_not_there_is_not_found(app, texts, one_a_page):
    app.get('/search', {'q': 'thủ tục', 'page': '3'}, status=404)
    app.get('/search', {'q': 'thủ tục', 'page': 'hai'}, status=404)


def test_numbers_beside_results_that_stay_the_same_are_those_of_now(
        app, texts, one_a_page, publishing):
    asked = {'q': 'thủ tục', 'sort': 'new'}
    before = app.get('/search', asked)
    site = texts['sites']['bavi'] if found(before) == ['Thủ tục hành chính'] else texts
    publishing.withdraw(site['tin-tuc-su-kien']['tin'], 'test')
    transaction.commit()
    after = app.get('/search', asked)

    assert found(before) == found(after)
    assert [page.html.find(class_='count').strong.text for page in (before, after)] == ['2', '1']
    assert before.html.find(id='loc-site') and not after.html.find(id='loc-site')
    assert not after.html.select('nav.paging')


AROUND = ('search', 'search?q=thu+tuc', 'search?q=a%26b%22%3C', 'search?x=1', 'search?q=xyzzy',
          'sites/bavi/search?q=thu+tuc', 'english/search?q=thu%C3%AA+%C4%91%E1%BA%A5t',
          'english/sites/bavi/search',
          *(f'search?q=thu+tuc&{narrowed}' for narrowed in (
              'sort=new', 'year=2026', 'site=bavi', 'from=2020-01-01', 'to=2030-01-01', 'page=1')))


def test_results_stand_in_the_page_that_would_be_rendered_around_them(wsgi, texts, monkeypatch):
    def pages():
        return [answered(wsgi._application, address, *reader)
                for address in AROUND for reader in (READERS[0], READERS[5])]

    cached = [pages(), pages()]
    monkeypatch.setattr(Layout, 'scope', None)

    assert cached == [pages()] * 2
