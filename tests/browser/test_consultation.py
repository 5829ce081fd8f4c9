"""A draft from DOCX to the enacted decision with thirty comments of five kinds: of people on a
provision and on a passage, of organisations on the whole, of a campaign, on paper and at a
meeting.  A second version moves some and drops what others are on, all are answered, the board
lets those be read that may be, and no text is final before (4.2.d, 4.3.b).  It is played with
scripts, and without any.
"""
import datetime
import re
import time

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.admission import READ
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import RESPONDER
from playwright.sync_api import expect
from servers.browser import PHONE
from servers.commenters import comment_by_forms
from servers.office import BASIS, PEOPLE, WARD, is_approved, office
from support.workbooks import cells
from support.written_drafts import paragraph, run, word

SECTION = f'/sites/{WARD}/du-thao-lay-y-kien'
DRAFT, DESK = f'{SECTION}/cho', f'/desk{SECTION}/cho'
FIRST = """QUYẾT ĐỊNH
Về quản lý chợ
Điều 1. Giờ hoạt động
1. Chợ dân sinh hoạt động từ 5 giờ đến 19 giờ hằng ngày, kể cả ngày lễ.
2. Không đỗ xe trước cổng chợ trong giờ cao điểm buổi sáng.
Điều 2. Mức thu
1. Mức thu được niêm yết công khai tại chợ."""
SECOND = """QUYẾT ĐỊNH
Về quản lý chợ
Điều 1. Từ ngữ
1. Chợ dân sinh là nơi bán lẻ hàng thiết yếu.
Điều 2. Giờ hoạt động
1. Chợ dân sinh hoạt động từ 5 giờ đến 21 giờ hằng ngày, kể cả ngày lễ.
Điều 3. Mức thu
1. Mức thu được niêm yết công khai tại chợ."""
LATER, PARKING = 'Đề nghị đến 21 giờ vì nhiều người tan làm muộn.', 'Xe giao hàng đỗ ở đâu?'
WITHDRAWN = 'Xin rút, tôi đọc nhầm dự thảo.'
BECAUSE = 'Tiếp thu, đã sửa giờ đóng cửa.'
ALL, ORPHANS = 30, 4
NUMBER = '12/2026/QĐ-UBND'
CLOSES = datetime.timedelta(days=40)


def fill(environment):
    """Give the ward somebody who answers, a draft without text, and the decision to come."""
    portal, today = environment.portal, environment.clock.now().date()
    names = {each.full_name: each for each in portal['accounts'].by_id.values()}
    grant(portal['sites'][WARD], names[PEOPLE['minh'][0]].id, RESPONDER, Grant(basis=BASIS))
    environment.editing.add(portal['sites'][WARD]['du-thao-lay-y-kien'], 'cho', 'Consultation', {
        'title': 'Dự thảo Quyết định về quản lý chợ', 'summary': 'Giờ mở cửa và mức thu.',
        'document_kind': 'quyet-dinh-cua-ubnd-qppl', 'drafting_body': 'Phòng Kinh tế',
        'receiving_unit': 'Văn phòng', 'receiving_address': 'Xã Ba Vì',
        'receiving_email': 'gopy@hanoi.example', 'opens': today.isoformat(),
        'closes': (today + CLOSES).isoformat()}, names[PEOPLE['minh'][0]].id)
    laws = portal['sites'][WARD]['van-ban-qppl']
    decision = environment.editing.add(laws, 'cho', 'LegalDocument', {
        'title': f'Quyết định số {NUMBER}', 'summary': 'Về quản lý chợ', 'number': NUMBER,
        'kind': 'quyet-dinh-cua-ubnd-qppl', 'issued': today.isoformat(), 'issuer': 'UBND',
        'signer': 'Lê An', 'signer_position': 'Chủ tịch', 'secrecy': 'khong', 'status': 'con',
        'effective': today.isoformat(), 'full_text': SECOND}, 'test')
    environment.publishing.publish_imported(decision, 'test', BASIS)


@pytest.fixture
def portal(tmp_path):
    with office(tmp_path / 'portal', {'portal.throttles': 'ask:0/600 ask-steps:0/10'}, fill,
                clock=tmp_path / 'clock') as running:
        yield running


@pytest.mark.clause('4.2.d/2', '4.3.b')
def test_a_draft_becomes_a_decision_with_what_thirty_people_said(enter, portal, scripts):
    minh, hoa, dung = map(enter, ('minh', 'hoa', 'dung'))
    citizen, reader, other = (enter().page for _each in range(3))
    citizen.set_viewport_size(PHONE)
    is_brought(minh, FIRST)
    is_approved(DESK, minh, hoa)
    comments(citizen, 'cổng chợ', PARKING)
    comments(other, 'dân sinh', LATER, 'từ 5 giờ đến 19 giờ')
    comments(reader, 'niêm yết', WITHDRAWN)
    are_received([citizen, other, reader], scripts)
    withdraws(reader)
    comment_by_forms(portal, DRAFT)
    enters(minh, 'paper', 'Đề nghị lùi ngày có hiệu lực.')
    enters(minh, 'counter', 'Đề nghị có lối đi riêng.', 'Hội nghị thôn Thượng')
    is_brought(minh, SECOND, dropped='Khoản 2 Điều 1')
    is_approved(DESK, minh, hoa)
    comments_on_what_is_gone_have_no_place(minh)
    answers(minh, [LATER], 'Tiếp thu', BECAUSE, 'Khoản 1 Điều 2')
    is_made_public(minh, dung, citizen)

    portal.go_on_to(SystemClock().now() + CLOSES + datetime.timedelta(days=2))
    wait_for(citizen, 'Đã hết thời gian lấy ý kiến')
    minh.log_in('minh')
    dung.log_in('dung')
    dung.page.goto(f'{DESK}/@@draft-text')
    dung.press('Chốt dự thảo sau tiếp thu')
    expect(dung.page.locator('body')).to_contain_text(f'Còn {ALL - 2} ý kiến chưa trả lời')
    answers(minh, [PARKING, 'Về chỗ đỗ'], 'Không tiếp thu',
            'Khoản này không còn trong dự thảo.', number=ORPHANS)
    answers(minh, ['7 người gửi cùng nội dung'], 'Ngoài phạm vi dự thảo', 'Đã giao xã.', number=7)
    answers(minh, ['Ngày lễ'], 'Tiếp thu một phần', 'Đã ghi rõ.', 'Khoản 1 Điều 2', 3)
    answers(minh, [''], 'Không tiếp thu', 'Đã nghiên cứu.', number=14)
    is_enacted(dung, citizen)
    is_in_the_table(minh)


def is_brought(minh, text, dropped=''):
    """Bring ``text`` as DOCX, look at what was recognised, confirm all that is proposed."""
    page = minh.page
    page.goto(f'{DESK}/@@draft-text')
    page.get_by_label('Tệp dự thảo').set_input_files({
        'name': 'du-thao.docx', 'buffer': docx(text), 'mimeType': 'application/octet-stream'})
    minh.press('Xem trước')
    if dropped:
        expect(page.locator('.outcomes .gone')).to_contain_text(dropped)
        minh.look()
    minh.press('Xác nhận mọi đề xuất và lưu' if dropped else 'Lưu văn bản dự thảo')


def docx(text):
    """Return a DOCX of ``text`` whose articles and clauses Word counts."""
    blocks = []
    for line in text.split('\n'):
        mark, _space, rest = line.partition('. ')
        level = 0 if mark.startswith('Điều ') else 1 if mark.isdigit() else None
        blocks.append(paragraph(run(line if level is None else rest), level))
    return word(''.join(blocks))


def comments(page, words, text, passage=''):
    """Comment in three steps on the provision that says ``words``."""
    page.goto(DRAFT)
    page.locator(f'.legal p:has-text("{words}") a.say').click()
    page.get_by_role('button', name='Tiếp tục').click()
    if passage:
        page.get_by_label('Đoạn được góp ý').fill(passage)
    page.get_by_label('Ý kiến góp ý').fill(text)
    page.locator('main form button').last.click()
    page.check('[name=consent-process]')
    page.check('[name=consent-publish]')
    page.get_by_role('button', name='Gửi', exact=True).click()


def are_received(pages, has_scripts):
    """See the receipts; people without scripts wait and send once more."""
    if not has_scripts:
        for page in pages:
            expect(page.locator('h1')).to_have_text('Xin chờ một chút rồi bấm Gửi')
        time.sleep(READ)
        for page in pages:
            page.get_by_role('button', name='Gửi', exact=True).click()
    for page in pages:
        page.wait_for_selector('.receipt')


def withdraws(page):
    """Take the comment back whose receipt is shown."""
    page.get_by_role('button', name='Xem tình trạng').click()
    page.locator('summary', has_text='Rút lại nội dung đã gửi').click()
    page.get_by_role('button', name='Rút lại nội dung đã gửi').click()
    expect(page.locator('main')).to_contain_text('rút')


def enters(minh, channel, text, meeting=''):
    """Enter a comment that came on paper or was said at a meeting."""
    page = minh.page
    page.goto(f'{DESK}/@@comment-new')
    page.get_by_label('Nhận qua').select_option(channel)
    page.get_by_label('Hội nghị, cuộc họp').fill(meeting)
    page.get_by_label('Nội dung, ghi đúng').fill(text)
    minh.press('Ghi, in phiếu tiếp nhận')
    expect(page.locator('h1')).to_contain_text('Phiếu tiếp nhận')


def comments_on_what_is_gone_have_no_place(minh):
    """The comments on what was dropped are said to have no place, the others went along."""
    wait_for(minh.page, f'{ORPHANS} ý kiến không còn gắn', f'{DESK}/@@comment-ledger')
    expect(minh.page.locator('main')).to_contain_text('7 người gửi cùng nội dung')
    rows = minh.page.locator('tr:has(input[name=numbers])')
    expect(rows.filter(has_text=PARKING)).to_contain_text('không còn trong bản hiện nay')
    expect(rows.filter(has_text=LATER)).to_contain_text('Khoản 1 Điều 2')
    expect(rows.filter(has_text=WITHDRAWN)).to_have_count(0)
    assert f'{ALL} ý kiến' in minh.page.inner_text('body')
    minh.look()


def wait_for(page, words, address=DRAFT):
    """Open ``address`` until it says ``words``."""
    for _each in range(40):
        page.goto(address)
        if words in page.inner_text('main'):
            return
        time.sleep(.5)
    raise AssertionError(page.inner_text('main'))


def answers(minh, texts, outcome, reason, changed='', number=1):
    """Answer the comments that say one of ``texts`` in the ledger, ``number`` people's."""
    page = minh.page
    page.goto(f'{DESK}/@@comment-ledger')
    for text in texts:
        for box in page.locator('tr', has_text=text).locator('input[name=numbers]').all():
            box.check()
    page.locator('#f-outcome').select_option(label=outcome)
    page.get_by_label('Giải trình').fill(reason)
    if changed:
        page.locator('#f-changed').select_option(label=changed)
    minh.press('Ghi vào sổ')
    expect(page.locator('body')).to_contain_text(f'Đã trả lời {number} ý kiến')


def is_made_public(minh, dung, citizen):
    """Let the board read and approve a batch; anyone reads it."""
    minh.page.goto(f'{DESK}/@@comments-public')
    minh.press('Lưu bản công khai')
    minh.press('Trình Ban Biên tập các bản đã lưu')
    dung.page.goto(f'{DESK}/@@comments-public')
    dung.press('Phê duyệt, đăng các ý kiến này')
    wait_for(citizen, BECAUSE, f'{DRAFT}/y-kien')
    citizen.goto(DRAFT)
    citizen.locator('.legal p', has_text='dân sinh').get_by_role('link', name='1 góp ý').click()
    expect(citizen.get_by_role('main')).to_contain_text(LATER)
    expect(citizen.get_by_role('main')).not_to_contain_text(PARKING)


def is_enacted(dung, citizen):
    """The final text stands, then the decision leads to what changed and to who said it."""
    dung.page.goto(f'{DESK}/@@draft-text')
    dung.press('Chốt dự thảo sau tiếp thu')
    dung.page.get_by_label('Đường dẫn của văn bản đã ban hành').fill(
        f'/sites/{WARD}/van-ban-qppl/cho')
    dung.press('Ghi văn bản chính thức')
    citizen.goto(f'/sites/{WARD}/van-ban-qppl/cho')
    citizen.get_by_role('link', name='Những thay đổi so với dự thảo').click()
    citizen.get_by_role('link', name='Tiếp thu 1 ý kiến đã góp').click()
    expect(citizen.get_by_role('main')).to_contain_text(LATER)
    citizen.get_by_role('link', name='Khoản 1 Điều 2').last.click()
    expect(citizen.locator(':target')).to_have_text(
        re.compile('^Khoản 1 Điều 1 → Khoản 1 Điều 2'), use_inner_text=True)


def is_in_the_table(minh):
    """The official table counts each of the comments once, by how it was answered."""
    page = minh.page
    with page.expect_download() as table:
        page.get_by_role('link', name='Bảng tiếp thu, giải trình (DOCX)').click()
    assert table.value.suggested_filename.endswith('.docx')
    with page.expect_download() as table:
        page.get_by_role('link', name='Bảng tiếp thu, giải trình (XLSX)').click()
    sheet = cells(table.value.path().read_bytes())
    told = {}
    for row in range(2, ALL + 2):
        if f'F{row}' in sheet:
            outcome = sheet[f'F{row}'][1]
            told[outcome] = told.get(outcome, 0) + int(sheet[f'E{row}'][1])
    assert told == {'Tiếp thu': 1, 'Tiếp thu một phần': 3, 'Không tiếp thu': 18,
                    'Ngoài phạm vi dự thảo': 7, 'Người góp ý đã rút': 1}
    assert sum(told.values()) == ALL
