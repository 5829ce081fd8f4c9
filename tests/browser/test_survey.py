"""A survey from the builder to its published figures: questions are put together and tried, the
board lets them be asked, people answer with scripts, without, and with a token of VNeID, a bot
sends forged tokens and the one that counted, the board lets the figures be told, and of so few
answers the page tells the number alone (4.2.f).
"""
import base64
import datetime
import secrets
import time
from urllib.parse import parse_qs

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.admission import READ
from playwright.sync_api import expect
from servers.browser import PHONE, is_too_wide, wait_for
from servers.office import PEOPLE, WARD, is_approved, office
from servers.person import Person, proof_for

SECTION = f'/sites/{WARD}/khao-sat-danh-gia'
SURVEY, DESK = f'{SECTION}/tru-so', f'/desk{SECTION}/tru-so'
CLOSES = datetime.timedelta(days=5)


def fill(environment):
    """Give the ward a survey without questions."""
    portal, today = environment.portal, environment.clock.now().date()
    names = {each.full_name: each for each in portal['accounts'].by_id.values()}
    environment.editing.add(portal['sites'][WARD]['khao-sat-danh-gia'], 'tru-so', 'Survey', {
        'title': 'Đường đến trụ sở', 'summary': 'Để đặt chỗ để xe.', 'surveying_body': 'UBND xã',
        'opens': today.isoformat(), 'closes': (today + CLOSES).isoformat()},
        names[PEOPLE['minh'][0]].id)


@pytest.fixture
def portal(tmp_path, vneid):
    with office(tmp_path / 'portal', vneid.settings(tmp_path), fill,
                clock=tmp_path / 'clock') as running:
        vneid.redirect = f'{running.url}/_vneid'
        yield running


@pytest.mark.clause('4.2.f')
def test_a_survey_from_the_builder_to_the_published_figures(enter, portal, citizen):
    minh, hoa = enter('minh'), enter('hoa')
    is_built(minh)
    is_tried(minh)
    is_approved(DESK, minh, hoa)
    plain = enter(java_script_enabled=False).page
    plain.set_viewport_size(PHONE)
    wait_for(plain, 'Trả lời khảo sát', SURVEY)
    answers(plain, 'chưa xác thực', READ)
    answers(enter().page, 'chưa xác thực')
    is_confirmed(citizen)
    sent = []
    citizen.on('request', lambda request: sent.append(request.post_data or ''))
    answers(citizen, 'đã xác thực')
    last = next(each for each in reversed(sent) if 'token=' in each)
    is_attacked(portal, parse_qs(last)['token'][0])

    portal.go_on_to(SystemClock().now() + CLOSES + datetime.timedelta(days=2))
    minh.log_in('minh')
    hoa.log_in('hoa')
    wait_for(minh.page, 'Số liệu đã nằm trong bản đang sửa', f'{DESK}/@@survey-results')
    minh.look()
    is_approved(DESK, minh, hoa)
    reader = enter()
    wait_for(reader.page, 'Kết quả', SURVEY)
    said = reader.page.inner_text('main')
    assert '1 câu trả lời đã xác thực, 2 câu trả lời chưa xác thực' in said
    assert 'không công bố số liệu chi tiết' in said
    assert 'Xe máy' not in said
    reader.look()


def is_built(minh):
    """Put three questions together, the second asked of some."""
    page = minh.page
    page.goto(f'{DESK}/@@survey-questions')
    minh.press('Thêm')
    page.get_by_label('Câu hỏi', exact=True).fill('Đến trụ sở bằng gì?')
    lines = page.locator('.options li input[lang=vi]')
    lines.nth(0).fill('Xe buýt')
    lines.nth(1).fill('Xe máy')
    page.get_by_label('Bắt buộc trả lời').check()
    page.get_by_label('Loại câu hỏi').select_option('text')
    minh.press('Thêm')
    second = page.locator('fieldset.question').nth(1)
    second.get_by_label('Câu hỏi', exact=True).fill('Để xe ở đâu?')
    second.locator('summary').click()
    second.get_by_label('Chỉ hỏi tùy câu trả lời của').select_option(index=1)
    second.get_by_role('button', name='Chọn câu trả lời').click()
    second.get_by_label('Xe máy').check()
    page.get_by_label('Loại câu hỏi').select_option('scale')
    minh.press('Thêm')
    page.locator('fieldset.question').nth(2).get_by_label('Câu hỏi', exact=True).fill('Hài lòng?')
    minh.look()
    minh.press('Lưu các câu hỏi')
    expect(page.locator('body')).to_contain_text('Đã lưu các câu hỏi')


def is_tried(minh):
    """Go through the form once; nothing is counted."""
    page = minh.page
    minh.follow('Chạy thử bản đã lưu')
    page.get_by_label('Xe máy').check()
    minh.press('Tiếp tục')
    expect(page.locator('body')).to_contain_text('Để xe ở đâu?')
    minh.press('Tiếp tục')
    minh.press('Gửi thử')
    expect(page.locator('body')).to_contain_text('Chạy thử xong')


def is_confirmed(page):
    """Get the token of the survey from who VNeID says one is; the form takes it along."""
    page.goto(f'{SURVEY}/xac-thuc-phieu')
    press(page, 'Xác nhận bằng VNeID')
    page.get_by_role('link', name='Sang trang của VNeID').click()
    press(page, 'Đồng ý')
    page.wait_for_url('**/xac-thuc-phieu*')
    page.locator('form[data-ballot] button').click()
    page.wait_for_url(f'**{SURVEY}')


def answers(page, counted, wait=0):
    """Answer all questions on a phone; be told how the answer is ``counted``.  ``wait``: seconds
    for which one without scripts must read the form.
    """
    page.goto(SURVEY)
    page.get_by_role('link', name='Trả lời khảo sát').click()
    page.get_by_text('Xe máy').click()
    press(page, 'Tiếp tục')
    page.get_by_label('Để xe ở đâu?').fill('Ngoài đường.')
    page.get_by_text('5', exact=True).click()
    assert not is_too_wide(page, PHONE['width'])
    press(page, 'Tiếp tục')
    expect(page.locator('main')).to_contain_text(f'“{counted}”')
    time.sleep(wait)
    press(page, 'Gửi câu trả lời')
    page.get_by_text('Đã nhận câu trả lời').wait_for()


def is_attacked(portal, spent):
    """A bot sends good answers with forged tokens, then with the one that was ``spent``."""
    bot, origin = Person(portal), {'Origin': portal.url}
    _status, body = bot.send(f'{SURVEY}/tra-loi', {'act': 'next'}, headers=origin)
    _status, body = bot.fill(body, {'act': 'next'}, headers=origin)
    typed = {'act': 'send', **proof_for(body)}
    forged = [base64.urlsafe_b64encode(secrets.token_bytes(320)).decode() for _each in range(40)]
    for token in [*forged, f'{spent[:-8]}{spent[-16:-8]}', spent, spent]:
        status, said = bot.fill(body, {**typed, 'token': token}, headers=origin)
        assert (status, 'Đã nhận câu trả lời' in said.decode()) == (409, False)


def press(page, name):
    page.get_by_role('button', name=name, exact=True).click()
