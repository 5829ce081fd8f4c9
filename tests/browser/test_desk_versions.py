"""Versions, preview and remarks in a real browser: axe, phones, hostile texts, frames."""
import pytest
import transaction
from hanoiportal.kernel.inspection.upload import Incoming
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from playwright.sync_api import expect
from servers import ROOT
from servers.browser import DESKTOP, PHONE, axe, faults_on_screens, wait_until
from servers.portal import furnished
from support.factories import picture

PASSWORD = 'Cau-Long-Bien-1902'
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
BODY = ('<p>Chợ hoa Hàng Lược mở từ ngày 15 tháng Chạp đến hết ngày 30 Tết.</p><h2>Đi lại</h2>'
        '<ul><li>Cấm ô tô từ 8 giờ.</li><li>Gửi xe ở chợ Đồng Xuân.</li></ul><table><caption>Giá'
        '</caption><tbody><tr><th scope="col">Hoa</th><td>Đào</td></tr></tbody></table>')
PAGES = ['@@history', '@@history?from=1&to=now', '@@history?from=1&to=now&as=inline',
         '@@preview', '@@preview?as=desktop', '@@preview?as=print', '@@preview?as=text',
         '@@comments', '@@comments?field=body&at=2']


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal with a public text that has a working version, being served."""
    with furnished(tmp_path_factory.mktemp('versions') / 'var', fill,
                   ('doc', HOSTILE, 'QĐ 1', PASSWORD)) as running:
        yield running


def fill(environment):
    steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
    editing = steps._editing
    section = editing.add(environment.portal, 'tin-doc', 'Section', {'title': 'Tin'}, 'test')
    section.allowed_types = ('NewsItem', 'Image')
    editing.add(section, 'anh', 'Image', {'title': 'Hoa đào', 'alt': 'Hoa đào', 'image': Incoming(
        'a.png', picture(size=(90, 70)))}, 'test')
    item = editing.add(section, 'a', 'NewsItem', {
        'title': f'Chợ hoa Tết {HOSTILE}', 'summary': HOSTILE, 'body': BODY, 'keywords': 'hoa'},
        'test')
    steps._publishing.publish_imported(item, 'test', 'tests')
    for day in ('16', '17'):
        editing.edit(item, {'body': BODY.replace('15', day).replace('<li>Gửi', '<li>Để'),
                            'genre': 'bai', 'keywords': 'hoa; Tết'}, 'test', HOSTILE)
    transaction.commit()


@pytest.fixture
def remarked(visitor):
    """Two remarks, one of them settled, by the page's own forms."""
    if visitor.goto('/desk/tin-doc/a/@@comments') and not visitor.locator('.thread').count():
        for at in (0, 1):
            visitor.goto(f'/desk/tin-doc/a/@@comments?field=body&at={at}')
            if at == 0:
                visitor.fill('#f-quote', 'ngày 17 tháng Chạp')
            visitor.fill('#f-text', f'Đã hỏi UBND phường chưa? {HOSTILE}')
            visitor.click('#viet button')
        visitor.locator('#nhan-xet-2 .answering > form button').click()


def test_every_page_is_accessible_fits_and_runs_nothing(visitor, remarked):
    for path in PAGES:
        visitor.goto(f'/desk/tin-doc/a/{path}')
        assert faults_on_screens(visitor) == [], path
        assert visitor.locator('main img, main script').count() == 0, path
    assert visitor.ran == []


def test_the_frame_shows_the_page_and_runs_nothing(visitor):
    visitor.set_viewport_size(DESKTOP)
    for way, width in (('phone', 390), ('desktop', 1280), ('text', None)):
        visitor.goto(f'/desk/tin-doc/a/@@preview?as={way}')
        frame = visitor.locator('iframe').element_handle().content_frame()
        frame.wait_for_selector('h1')
        assert 'Chợ hoa Tết' in frame.locator('h1').inner_text()
        assert 'ngày 17 tháng Chạp' in frame.locator('main').inner_text()
        assert width is None or abs(frame.evaluate('innerWidth') - width) <= 25
    assert visitor.ran == []


@pytest.fixture
def stranger(browser, portal):
    """``stranger(**settings)``: a page of somebody without an account; ``page.asked`` lists the
    requests.
    """
    contexts = []

    def opened(**settings):
        context = browser.new_context(**{
            'viewport': PHONE, 'locale': 'vi-VN', 'base_url': portal.url, **settings})
        contexts.append(context)
        page = context.new_page()
        page.asked = asked = []

        def note(request):
            asked.append(request)

        page.on('request', note)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def link(visitor):
    """``link(path)``: the address of a new link to the preview of an item."""
    def made(path='/desk/tin-doc/a'):
        visitor.goto(f'{path}/@@preview')
        visitor.click('.make button')
        return visitor.input_value('.address')

    return made


def test_a_link_is_made_used_by_a_stranger_and_taken_back(visitor, link, stranger):
    address, page = link(), stranger()
    assert axe(visitor) == []
    page.goto(address)
    page.wait_for_url('**/_preview/*')
    assert 'Bản xem trước, chưa công bố.' in page.inner_text('main') and axe(page) == []
    with visitor.expect_navigation():
        visitor.click('.link button')

    assert page.reload().status == 404
    page.goto(address)
    expect(page.get_by_role('alert')).to_contain_text('Không mở được')
    assert axe(page) == []


def test_the_code_of_a_link_is_in_no_address_and_no_history(link, stranger):
    address, page = link(), stranger()
    code = address.partition('#')[2]
    page.goto('/robots.txt')
    page.goto(address)
    page.wait_for_url('**/_preview/*')
    page.wait_for_load_state()

    assert len(code) == 43
    assert [each.post_data for each in page.asked if code in (each.post_data or '')] == [
        f'code={code}']
    for each in page.asked:
        assert code not in each.url and code not in str(each.all_headers())
    page.go_back()
    assert page.url.endswith('/robots.txt')


def test_without_scripts_one_pastes_the_link(link, stranger):
    address, page = link(), stranger(java_script_enabled=False)
    page.goto(address)
    page.fill('#code', address)
    page.keyboard.press('Enter')
    page.wait_for_url('**/_preview/*')

    assert 'Bản xem trước, chưa công bố.' in page.inner_text('main')


def test_another_link_is_pasted_into_the_address_of_the_page_that_asks(link, stranger):
    address, page = link(), stranger()
    page.goto(address.partition('#')[0])
    page.evaluate('code => { location.hash = code }', address.partition('#')[2])
    page.wait_for_url('**/_preview/*')

    assert 'Bản xem trước, chưa công bố.' in page.inner_text('main')
    page.go_back()
    assert page.url.endswith('/_preview') and page.input_value('#code') == ''


def test_a_wrong_code_is_asked_for_again_and_sent_once(stranger):
    page = stranger()
    page.goto('/_preview#' + 'x' * 43)
    expect(page.get_by_role('alert')).to_contain_text('Không mở được')
    page.wait_for_timeout(300)

    assert sum(each.method == 'POST' for each in page.asked) == 1
    assert page.input_value('#code') == '' and '#' not in page.url


def test_the_page_that_asks_fits_and_is_for_everyone_in_every_way_to_show_it(stranger):
    page = stranger()
    for path in ('/_preview', '/english/_preview', '/_clarify', '/english/_clarify'):
        page.goto(path)
        assert faults_on_screens(page) == [], path
        page.goto(f'{path}/x')
        assert faults_on_screens(page) == [], path
    page.goto('/english/_preview')
    assert 'Open' in page.inner_text('main button')


def test_several_previews_and_the_picture_of_a_draft_are_shown_with_and_without_scripts(
        link, stranger):
    for settings in ({}, {'java_script_enabled': False}):
        page = stranger(**settings)
        for path, found in (('/desk/tin-doc/a', 'Chợ hoa Tết'), ('/desk/tin-doc/anh', 'Hoa đào')):
            address = link(path)
            page.goto(address)
            if settings:
                page.fill('#code', address)
                page.click('main form.code button')
            page.wait_for_url('**/_preview/*')
            expect(page.locator('h1')).to_contain_text(found)
        drawn = page.locator('main img').first
        drawn.scroll_into_view_if_needed()
        expect(drawn).to_be_visible()
        wait_until(page, "document.querySelector('main img').naturalWidth == 90")


def test_as_whom_a_text_is_seen_fits_every_screen(visitor):
    visitor.goto('/desk/tin-doc/a/@@access')
    visitor.fill('#a-login', 'doc')
    with visitor.expect_navigation():
        visitor.click('form.filters button')

    assert visitor.url.endswith('/@@access') and visitor.locator('table.matrix').count() == 1
    assert faults_on_screens(visitor) == []
