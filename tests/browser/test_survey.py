"""A survey from the builder to its published figures: questions are put together and tried, the
board lets them be asked, people answer, one with a token of VNeID, a bot sends forged tokens and
what has counted once, the board lets the figures be told: of the many, not of the one (4.2.f).  It
is played with scripts, and without any, where no browser makes a token.
"""
import base64
import datetime
import secrets
import time
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.admission import READ
from hanoiportal.participation.ballots.interfaces import FORGED, SPENT, WHY
from hanoiportal.participation.questions.steps import NUMBER, TICKET
from playwright.sync_api import expect
from servers.browser import PHONE, is_too_wide, wait_for
from servers.office import PEOPLE, WARD, is_approved, office
from servers.person import Person, proof_for

SECTION = f'/sites/{WARD}/khao-sat-danh-gia'
SURVEY, DESK = f'{SECTION}/tru-so', f'/desk{SECTION}/tru-so'
CLOSES = datetime.timedelta(days=5)
#: Answers of people without a token, besides: more than the twenty of which figures are told.
MANY = 40


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
def test_a_survey_from_the_builder_to_the_published_figures(enter, portal, citizen, scripts):
    minh, hoa = enter('minh'), enter('hoa')
    is_built(minh)
    is_tried(minh)
    is_approved(DESK, minh, hoa)
    lan, nam = enter().page, enter().page
    wait_for(lan, 'Trả lời khảo sát', SURVEY)
    answers(lan, 'chưa xác thực')
    answers(nam, 'chưa xác thực')
    is_confirmed(citizen, scripts)
    answers(citizen, 'đã xác thực' if scripts else 'chưa xác thực')
    if not scripts:
        time.sleep(READ)
    spent = [is_sent(page) for page in (lan, nam, citizen)]
    is_answered_by_many(portal)
    is_attacked(portal, spent)

    portal.go_on_to(SystemClock().now() + CLOSES + datetime.timedelta(days=2))
    minh.log_in('minh')
    hoa.log_in('hoa')
    wait_for(minh.page, 'Số liệu đã nằm trong bản đang sửa', f'{DESK}/@@survey-results')
    minh.look()
    is_approved(DESK, minh, hoa)
    reader = enter()
    wait_for(reader.page, 'Kết quả', SURVEY)
    said = reader.page.inner_text('main')
    verified = 1 if scripts else 0
    assert (f'{verified} câu trả lời đã xác thực, {3 - verified + MANY} câu trả lời chưa xác thực'
            in said)
    cells = [[cell.inner_text() for cell in row.locator('td').all()]
             for row in reader.page.locator('main table tbody tr', has_text='Xe').all()]
    shown = 3 - verified + MANY // 2
    assert [each[0] for each in cells] == ['–', '–'], 'of one answer, or none, nothing is told'
    assert [each[1].split(' ')[0] for each in cells] == [str(MANY // 2), str(shown)]
    assert reader.page.locator('main svg').count() >= 1 and 'Ngoài đường.' not in said
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


def is_confirmed(page, has_scripts):
    """Get the token of the survey from who VNeID says one is; the form takes it along.  Without
    scripts, which make it, the page says before and after that there is none.
    """
    page.goto(f'{SURVEY}/xac-thuc-phieu')
    said = page.locator('.notice', has_text='cần JavaScript')
    expect(said).to_have_count(0 if has_scripts else 1)
    press(page, 'Xác nhận bằng VNeID')
    page.get_by_role('link', name='Sang trang của VNeID').click()
    press(page, 'Đồng ý')
    page.wait_for_url('**/xac-thuc-phieu*')
    expect(said).to_have_count(0 if has_scripts else 1)
    page.locator('form[data-ballot] button').click()
    if has_scripts:
        page.wait_for_url(f'**{SURVEY}')
    else:
        page.wait_for_url('**/ky')
        expect(said).to_have_count(1)


def answers(page, counted):
    """Answer all questions on a phone; be told how the answer is ``counted``."""
    page.goto(SURVEY)
    # The script that puts the token into a form runs when the whole page is there.
    with page.expect_navigation():
        page.get_by_role('link', name='Trả lời khảo sát').click()
    page.get_by_text('Xe máy').click()
    with page.expect_navigation():
        press(page, 'Tiếp tục')
    page.get_by_label('Để xe ở đâu?').fill('Ngoài đường.')
    page.get_by_text('5', exact=True).click()
    assert not is_too_wide(page, PHONE['width'])
    press(page, 'Tiếp tục')
    expect(page.locator('main')).to_contain_text(f'“{counted}”')


def is_sent(page):
    """Send the answers; return the fields that say whose they are, as the browser sent them."""
    sent = []
    page.on('request', lambda request: sent.append(request.post_data or ''))
    press(page, 'Gửi câu trả lời')
    page.get_by_text('Đã nhận câu trả lời').wait_for()
    fields = parse_qs(next(filter(None, sent)), keep_blank_values=True)
    return {name: fields[name][0] for name in (TICKET, NUMBER, 'token')}


def is_answered_by_many(portal):
    """People answer without a token, each on a device of their own, every second by bus."""
    origin = {'Origin': portal.url}
    for number in range(MANY):
        person = Person(portal)
        _status, first = person.open(f'{SURVEY}/tra-loi')
        ways = BeautifulSoup(first, 'html.parser').main.select('input[type=radio]')
        way = ways[number % 2]
        _status, body = person.fill(first, {'act': 'next', way['name']: way['value']},
                                    headers=origin, path=f'{SURVEY}/tra-loi')
        _status, body = person.fill(body, {'act': 'next'}, headers=origin)
        _status, body = person.fill(body, {'act': 'send', **proof_for(body)}, headers=origin)
        assert 'Đã nhận câu trả lời' in body.decode()


def is_attacked(portal, spent):
    """Bots send good answers with forged tokens, then with the tickets and the token, if there is
    one, of the answers that were ``spent``.
    """
    bot, origin = Person(portal), {'Origin': portal.url}
    _status, body = bot.send(f'{SURVEY}/tra-loi', {'act': 'next'}, headers=origin)
    _status, body = bot.fill(body, {'act': 'next'}, headers=origin)
    typed = {'act': 'send', **proof_for(body)}
    tokens = [base64.urlsafe_b64encode(secrets.token_bytes(320)).decode() for _each in range(40)]
    good = [each['token'] for each in spent if each['token']]
    forged = [{'token': each} for each in [*tokens, *(f'{one[:-8]}{one[-16:-8]}' for one in good)]]
    for why, tried in ((FORGED, forged), (SPENT, 2 * spent)):
        for each in tried:
            # One that has answered would be known by its cookie.
            status, said = Person(portal).fill(body, {**typed, **each}, headers=origin)
            assert (status, str(WHY[why]) in said.decode()) == (409, True)


def press(page, name):
    page.get_by_role('button', name=name, exact=True).click()
