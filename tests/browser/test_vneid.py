"""Who answers a Board by a link confirms who they are by VNeID, in a real browser: with scripts
and without, in both languages, on a phone; and what everybody else notices when VNeID hangs.

``HANOIPORTAL_SHOTS=docs/guide/anh`` keeps the pictures of the guide.
"""
import datetime
import os
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.editorial.clarifications.resource import Clarification, keep_link
from hanoiportal.kernel.security.admission import READ
from hanoiportal.kernel.security.authentication.tokens import key_of
from hanoiportal.kernel.workflow.interfaces import SUBMITTED
from hanoiportal.kernel.workflow.records import review_of
from persistent.list import PersistentList
from playwright.sync_api import expect
from servers import ROOT
from servers.browser import PHONE, faults_on_screens
from servers.office import DEPARTMENT, SECTION, WARD, Desk, keep_picture, office
from servers.vneid import MISBEHAVIOURS, NAME, SESSION

DAY = datetime.timedelta(days=1)
NARROW = {'width': 375, 'height': 812}
TEXT = 'Khối lượng 12,4 km theo biên bản nghiệm thu.\nXin gửi kèm số liệu từng thôn.'
TOKENS = [f'{number:043d}' for number in range(8)]
RECORD = f'/desk/sites/{WARD}/{SECTION}/nao-vet-kenh/@@clarifications'
SHOTS = os.environ.get('HANOIPORTAL_SHOTS')


def questions(environment):
    """Let the ward have asked as many questions about one text as there are ``TOKENS``, and the
    department have opened a topic of the forum.
    """
    portal, now = environment.portal, SystemClock().now()
    place = portal['sites'][WARD][SECTION]
    item = environment.editing.add(
        place, 'nao-vet-kenh', 'NewsItem', {'title': 'Nạo vét 12 km kênh mương'}, 'test')
    item.state = SUBMITTED
    review = review_of(item)
    editor = portal['accounts']['minh'].id
    review.clarifications = PersistentList(
        Clarification(number, editor, now, 'Phòng Kinh tế', 'kt@example.vn',
                      'Xin xác nhận khối lượng 12 km kênh đã nạo vét.', now + 2 * DAY,
                      now + 9 * DAY, key_of(token), '', False)
        for number, token in enumerate(TOKENS, 1))
    for each in review.clarifications:
        keep_link(item, each)
    topic = environment.editing.add(
        portal['sites'][DEPARTMENT]['giao-luu-doi-thoai'], 'via-he', 'ForumTopic', {
            'title': 'Làm gì để vỉa hè thông thoáng?', 'summary': 'Về vỉa hè',
            'asked': 'Chỗ nào vướng nhất?', 'opens': f'{now:%Y-%m-%d}', 'closes': '2099-12-31'},
        'test')
    environment.publishing.publish_imported(topic, 'test', 'tests')


@pytest.fixture(scope='module')
def portal(tmp_path_factory, lasting_vneid):
    folder = tmp_path_factory.mktemp('vneid')
    with office(folder / 'portal', lasting_vneid.settings(folder), questions) as running:
        yield running


@pytest.fixture
def unused(portal, request):
    """The code of a question that no test has opened."""
    portal.filled = TOKENS if portal.filled is None else portal.filled
    code, *portal.filled = portal.filled
    return code


@pytest.fixture
def window(browser, portal, vneid):
    """``window(**options)``: a page of somebody's own browser; nothing went wrong in any."""
    vneid.redirect = f'{portal.url}/_vneid'
    contexts, wrong = [], []

    def opened(**options):
        context = browser.new_context(
            **{'viewport': PHONE, 'locale': 'vi-VN', 'base_url': portal.url, **options})
        contexts.append(context)
        context.on('console', lambda message: wrong.append(message.text)
                   if message.type in ('error', 'warning') else None)
        context.on('weberror', lambda error: wrong.append(str(error.error)))
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def looked_at(page, shot=''):
    """Let axe look at ``page`` on a phone and on a desk; keep a picture called ``shot``.  It is
    left as narrow as phones are.
    """
    assert faults_on_screens(page) == [], page.url
    if shot and SHOTS:
        keep_picture(page, Path(ROOT, SHOTS, f'{shot}.png'))
    page.set_viewport_size(NARROW)
    assert not page.evaluate('document.documentElement.scrollWidth > innerWidth'), page.url


def opened(page, code, path='/_clarify'):
    page.goto(f'{path}#{code}')
    page.wait_for_url('**/_clarify/*')


def away(page, button='Xác nhận bằng VNeID', on='Sang trang của VNeID'):
    """Go to the provider."""
    page.get_by_role('button', name=button).click()
    page.get_by_role('link', name=on).click()
    page.wait_for_url('**/authorize?*')


def test_who_answers_is_confirmed_on_the_way_and_the_editor_sees_it(
        window, unused, browser, portal):
    page = window()
    opened(page, unused)
    looked_at(page)
    page.get_by_label('Nội dung trả lời').fill(TEXT)
    page.get_by_label('Họ và tên').fill('Ngô Thị Bình')
    page.get_by_role('button', name='Xác nhận bằng VNeID').click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Xác nhận bằng VNeID')
    looked_at(page, 'vneid-truoc-khi-di')
    page.get_by_role('link', name='Sang trang của VNeID').click()
    page.get_by_role('button', name='Đồng ý', exact=True).click()
    page.wait_for_url('**/_clarify/*')
    expect(page.get_by_role('main')).to_contain_text(f'Đã xác nhận bằng VNeID: {NAME}, mức độ 2')
    assert page.get_by_label('Nội dung trả lời').input_value() == TEXT
    assert 'code=' not in page.url and 'state=' not in page.url
    looked_at(page, 'vneid-da-xac-nhan')
    page.get_by_role('button', name='Gửi trả lời').click()
    expect(page.get_by_role('main')).to_contain_text('đã nhận được câu trả lời')
    kept = {each['name'] for each in page.context.cookies() if 'vneid' in each['name']}
    assert kept <= {SESSION}  # that of the provider, on the same machine here

    desk = Desk(browser, portal)
    desk.log_in('minh')
    desk.page.goto(RECORD)
    expect(desk.page.get_by_role('main')).to_contain_text(
        re.compile(f'Đã xác nhận bằng VNeID {NAME} mức độ 2, lúc'))
    desk.look()
    desk.context.close()
    assert desk.wrong == []


def test_in_english_and_without_scripts_too(window, unused):
    page = window(java_script_enabled=False, locale='en-GB')
    page.goto('/english/_clarify')
    page.get_by_label('Code or whole link').fill(unused)
    page.locator('form.code button').click()
    page.locator('#text').fill(TEXT)
    away(page, 'Confirm by VNeID', 'Go to VNeID')
    page.get_by_role('button', name='Đồng ý', exact=True).click()
    page.wait_for_url('**/english/_clarify/*')
    expect(page.get_by_role('main')).to_contain_text(f'Confirmed by VNeID: {NAME}, level 2')
    assert page.locator('#text').input_value() == TEXT
    page.get_by_role('button', name='Stop using this identity').click()
    expect(page.get_by_role('main')).not_to_contain_text(NAME)
    expect(page.locator('#text')).to_have_value(TEXT)


@pytest.mark.clause('4.2.e/2')
@pytest.mark.parametrize('scripts', [True, False])
def test_who_posts_in_the_forum_is_confirmed_first(window, scripts):
    page = window(java_script_enabled=scripts)
    page.goto(f'/sites/{DEPARTMENT}/giao-luu-doi-thoai/via-he')
    if scripts:
        looked_at(page)
    page.get_by_role('link', name='Gửi ý kiến').click()
    if scripts:
        looked_at(page)
    away(page)
    page.get_by_role('button', name='Đồng ý', exact=True).click()
    page.wait_for_url('**/gui-dien-dan?*')
    expect(page.get_by_role('main')).to_contain_text(f'Đã xác nhận bằng VNeID: {NAME}')
    page.get_by_role('button', name='Viết ý kiến').click()
    page.get_by_label('Ý kiến', exact=True).fill('Xe máy để kín lối đi, xem www.vay-tien.com')
    page.get_by_label('Tên hiện cùng ý kiến').select_option('pen')
    page.get_by_label('Bút danh', exact=True).fill('Người phố cổ')
    page.get_by_role('button', name='Tiếp tục').click()
    expect(page.get_by_role('alert')).to_contain_text('sửa chỗ được đánh dấu')
    expect(page.locator('.field', has=page.get_by_label('Ý kiến', exact=True))).to_contain_text(
        'đường dẫn “vay-tien.com”')
    expect(page.get_by_label('Bút danh', exact=True)).to_have_value('Người phố cổ')
    if scripts:
        looked_at(page)
    page.get_by_label('Ý kiến', exact=True).fill(f'Xe máy để kín lối đi. {scripts}')
    with page.expect_navigation():
        page.get_by_role('button', name='Tiếp tục').click()
    expect(page.get_by_role('main')).to_contain_text(NAME)
    for box in page.get_by_role('checkbox').all():
        box.check()
    if not scripts:
        page.wait_for_timeout(1000 * READ)
    page.get_by_role('button', name='Gửi', exact=True).click()
    expect(page.locator('.receipt')).to_contain_text('HN-')


def test_the_english_pages_look_well(window, unused):
    page = window(locale='en-GB')
    opened(page, unused, '/english/_clarify')
    looked_at(page)
    page.get_by_role('button', name='Confirm by VNeID').click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Confirm by VNeID')
    looked_at(page)
    page.get_by_role('link', name='Go to VNeID').click()
    page.get_by_role('button', name='Không đồng ý').click()
    page.wait_for_url('**/english/_clarify/*')
    expect(page.get_by_role('alert')).to_contain_text('You did not agree at VNeID')
    looked_at(page)
    page.context.clear_cookies()
    page.goto('/english/_vneid/back')
    expect(page.get_by_role('heading', level=1)).to_have_text('Not confirmed')
    looked_at(page)


def test_the_key_enter_sends_the_answer_and_nobody_away(window, unused):
    page = window()
    opened(page, unused)
    page.get_by_label('Nội dung trả lời').fill(TEXT)
    page.get_by_label('Họ và tên').press('Enter')

    expect(page.get_by_role('main')).to_contain_text('đã nhận được câu trả lời')


def test_a_long_text_stays_in_its_window_while_another_one_goes(window, unused):
    page = window()
    opened(page, unused)
    long = ' '.join(str(number * 7919 % 10007) for number in range(1500))
    page.get_by_label('Nội dung trả lời').fill(long)
    page.get_by_role('button', name='Xác nhận bằng VNeID').click()
    expect(page.get_by_role('alert')).to_contain_text('quá dài')
    looked_at(page)
    with page.expect_popup() as popup:
        page.get_by_role('button', name='Xác nhận ở cửa sổ khác').click()
    other = popup.value
    expect(other.get_by_role('main')).to_contain_text('vẫn ở cửa sổ kia')
    looked_at(other)
    other.get_by_role('link', name='Sang trang của VNeID').click()
    other.get_by_role('button', name='Đồng ý', exact=True).click()
    expect(other.get_by_role('main')).to_contain_text('hãy đóng lại')
    looked_at(other)
    other.close()
    page.get_by_role('button', name='Gửi trả lời').click()
    expect(page.get_by_role('main')).to_contain_text(NAME)
    expect(page.get_by_label('Nội dung trả lời')).to_have_value(long)
    page.get_by_role('button', name='Gửi trả lời').click()
    expect(page.get_by_role('main')).to_contain_text('đã nhận được câu trả lời')


def test_while_the_provider_hangs_everybody_else_is_answered(window, unused, portal, vneid):
    page = window()
    opened(page, unused)
    page.get_by_label('Nội dung trả lời').fill(TEXT)
    away(page)
    vneid.at['/token'] = MISBEHAVIOURS['hangs']
    over = threading.Event()
    with ThreadPoolExecutor(1) as threads:
        answers = threads.submit(_answered_until, over, portal)
        try:
            page.get_by_role('button', name='Đồng ý', exact=True).click()
            page.wait_for_url('**/_clarify/*')
        finally:
            over.set()

    assert answers.result() >= 3
    expect(page.get_by_role('alert')).to_contain_text('chưa liên lạc được với VNeID')
    looked_at(page)
    page.get_by_role('button', name='Gửi trả lời').click()
    expect(page.get_by_role('main')).to_contain_text('đã nhận được câu trả lời')


def _answered_until(over, portal):
    """Ask for the home page again and again; return how often it came before it was ``over``."""
    number = 0
    while not over.is_set():
        status, _headers, _body = portal.get('/')
        assert status == 200
        number += 1
    return number
