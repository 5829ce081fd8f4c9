"""An hour of live dialogue in fast motion (8.5, 28.11).

A citizen asks before it begins and while it goes on, which the board ranks; another watches; the
answer and that of a transcript are on both pages once the board has approved them: by themselves,
or without scripts after a reload.  When it has ended it is archived.  It is played with scripts,
and without any.
"""
import datetime
import time

import pytest
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.kernel.security.admission import READ
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import RESPONDER
from playwright.sync_api import expect
from servers.browser import wait_for
from servers.office import BASIS, PEOPLE, WARD, mailed_office
from servers.process import until

portal = mailed_office
AT = f'/sites/{WARD}/giao-luu-doi-thoai/nuoc-sach'
DESK = f'/desk{AT}'
TRANSCRIPT = 'Hỏi: Giá nước thế nào?\nGiám đốc: Không tăng.'
DURING = 'Đường ống đi qua thôn nào?'
QUESTION, ANSWER = 'Bao giờ có nước sạch?', 'Nước sạch có từ quý I năm sau.'
STREAM, PLAYER = 'https://www.youtube.com/watch?v=nuocsach001', 'www.youtube-nocookie.com'
#: Counts what a page asks by itself, and what it got.
COUNTING = """() => {
  const open = XMLHttpRequest.prototype.open;
  window.asked = window.looks = 0;
  XMLHttpRequest.prototype.open = function (...given) {
    window.asked += 1;
    this.addEventListener('loadend', () => { window.looks += 1; });
    return open.apply(this, given);
  };
}"""
HOUR = datetime.timedelta(hours=1)


def fill(environment):
    """Give the ward somebody who answers, and a dialogue that begins in half an hour."""
    portal, site = environment.portal, environment.portal['sites'][WARD]
    names = {each.full_name: each for each in portal['accounts'].by_id.values()}
    grant(site, names[PEOPLE['minh'][0]].id, RESPONDER, Grant(basis=BASIS))
    section = environment.editing.add(site, 'giao-luu-doi-thoai', 'Section', {
        'title': 'Giao lưu, đối thoại', 'listing': 'dialogues', 'allowed_types': 'Event'}, 'test')
    channel = environment.editing.add(site['kenh-thong-tin'], 'phim', 'Channel', {
        'title': 'Kênh phim', 'url': 'https://youtube.com/@bavi', 'permit_number': '1',
        'permit_day': '2026-01-01', 'permit_authority': 'Sở'}, 'test')
    environment.publishing.publish_imported(channel, 'test', BASIS)
    start = local(environment.clock.now() + HOUR / 2).replace(tzinfo=None)
    item = environment.editing.add(section, 'nuoc-sach', 'Event', {
        'title': 'Đối thoại về nước sạch', 'kind': 'dialogue', 'place': 'Hội trường xã',
        'start': start.isoformat(timespec='minutes'), 'guests': 'Ông Trần Văn Trả Lời',
        'end': (start + HOUR).isoformat(timespec='minutes'), 'stream': STREAM}, 'test')
    environment.publishing.publish_imported(item, 'test', BASIS)


@pytest.mark.clause('8.5', '28.11')
def test_an_hour_of_dialogue_is_asked_answered_watched_and_archived(
        enter, portal, citizen, scripts):
    asks(citizen, scripts)
    began = SystemClock().now() + HOUR / 2 + datetime.timedelta(minutes=5)
    portal.go_on_to(began)
    wait_for(citizen, 'Đang diễn ra', f'{AT}/truc-tiep')
    watcher = enter()
    watcher.page.goto(f'{AT}/truc-tiep')
    if scripts:
        plays_after_a_click(watcher)
        asks_again_in_time(enter().page)
    else:
        leads_to_the_stream(watcher.page)

    asks(citizen, scripts, DURING, f'{AT}/truc-tiep')
    citizen.goto(f'{AT}/truc-tiep')
    minh, dung = enter('minh'), enter('dung')
    board_ranks(dung)
    answers(minh)
    dung.page.goto(f'{DESK}/@@dialogue-batch')
    dung.press('Phê duyệt, đăng các câu trả lời này')
    if not scripts:
        watcher.follow('Tải lại trang')
    expect(watcher.page.locator('#moi')).to_contain_text(ANSWER)
    expect(watcher.page.locator('#moi')).to_contain_text('Không tăng.')
    expect(watcher.page.locator('#tin')).to_have_text('Có câu trả lời mới.' if scripts else '')
    citizen.get_by_role('link', name='Tải lại trang').click()
    expect(citizen.locator('#moi')).to_contain_text(ANSWER)
    watcher.look()
    minh.look()

    citizen.get_by_role('link', name='Đặt câu hỏi').click()
    citizen.get_by_label('Câu hỏi').fill('Còn thôn Thượng?')
    portal.go_on_to(began + HOUR)
    wait_for(watcher.page, 'đã kết thúc', AT)
    citizen.locator('main form button').last.click()
    expect(citizen.locator('main')).to_contain_text('Buổi này đã kết thúc')
    assert citizen.get_by_label('Câu hỏi').input_value() == 'Còn thôn Thượng?'
    is_archived(dung, watcher.page)


def plays_after_a_click(watcher):
    """Nothing of the channel is loaded before a click."""
    watcher.context.route(f'https://{PLAYER}/**', lambda route: route.fulfill(
        body='<p>phim</p>', content_type='text/html'))
    link = watcher.page.locator('.stream a')
    expect(link).to_contain_text(f'trình phát của {PLAYER}', use_inner_text=True)
    assert watcher.wrong == []
    link.click()
    expect(watcher.page.frame_locator('.stream iframe').locator('p')).to_have_text('phim')
    assert len(watcher.wrong) == 1 and f'asks https://{PLAYER}/embed/' in watcher.wrong[0]
    watcher.wrong.clear()
    expect(link).to_contain_text('bên ngoài Cổng: www.youtube.com', use_inner_text=True)
    watcher.page.reload()  # axe would ask the frame, which is of another host


def leads_to_the_stream(page):
    """Without scripts there is a link to the channel, and no word of a player."""
    expect(page.locator('.stream a')).to_have_attribute('href', STREAM)
    expect(page.locator('.stream')).not_to_contain_text('trình phát', use_inner_text=True)


def asks_again_in_time(page):
    """A page with scripts looks for what is new every 3 to 5 seconds, by its own clock."""
    now = SystemClock().now()
    page.clock.install(time=now)
    page.clock.pause_at(now + HOUR)
    page.goto(f'{AT}/truc-tiep')
    page.evaluate(COUNTING)
    page.clock.run_for(5_010)  # it looks once
    for number in range(1, 4):
        until(lambda number=number: page.evaluate('window.looks') == number)
        page.clock.run_for(2_990)
        assert page.evaluate('window.asked') == number
        page.clock.run_for(2_020)
        assert page.evaluate('window.asked') == number + 1


def asks(page, has_scripts, question=QUESTION, at=AT):
    """Ask in the steps of the form."""
    page.goto(at)
    page.get_by_role('link', name='Đặt câu hỏi').click()
    page.get_by_label('Câu hỏi').fill(question)
    page.locator('main form button').last.click()
    page.check('[name=consent-process]')
    page.check('[name=consent-publish]')
    page.get_by_role('button', name='Gửi', exact=True).click()
    if not has_scripts:  # they do some work in place of the waiting
        time.sleep(READ)
        page.get_by_role('button', name='Gửi', exact=True).click()
    page.wait_for_selector('.receipt')


def board_ranks(dung):
    """Put what was asked during the dialogue before what nobody has ranked."""
    dung.page.goto(f'{DESK}/@@dialogue-queue')
    rows = dung.page.locator('tbody tr')
    expect(rows.last).to_contain_text(DURING)
    rows.last.get_by_role('checkbox').check()
    dung.page.get_by_label('Thứ tự', exact=True).select_option(label='Trả lời trước')
    dung.press('Xếp thứ tự')
    expect(rows.first).to_contain_text(DURING)
    expect(rows.first).to_contain_text('Trả lời trước')


def answers(minh):
    """Write the answer and put it before the board."""
    minh.page.goto(f'{DESK}/@@dialogue-queue')
    minh.page.get_by_role('link', name='Trả lời').last.click()
    minh.page.get_by_label('Trả lời', exact=True).fill(ANSWER)
    minh.page.get_by_label('Người trả lời').fill('Ông Trần Văn Trả Lời')
    minh.page.get_by_label('Đã đọc lại').check()
    minh.press('Lưu câu trả lời')
    minh.page.goto(f'{DESK}/@@dialogue-transcript')
    minh.page.get_by_label('Lời đã chép').fill(TRANSCRIPT)
    minh.press('Đọc thử')
    minh.look()
    minh.press('Lưu các câu trả lời')
    minh.press('Trình Ban Biên tập các câu đã soạn')


def is_archived(dung, reader):
    """The board archives it; each answer has a page of its own, with its moment."""
    dung.page.goto(f'{DESK}/@@dialogue-closing')
    dung.press('Phê duyệt, lưu trữ buổi trực tuyến')
    wait_for(reader, 'Trang riêng của câu hỏi này', AT)
    reader.get_by_role('link', name='Trang riêng của câu hỏi này').first.click()
    expect(reader.locator('h1')).to_contain_text(QUESTION)
    expect(reader.locator('main')).to_contain_text(ANSWER)
