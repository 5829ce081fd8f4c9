"""A draft from DOCX to the enacted decision: citizens without scripts and with them comment on a
provision and on a passage, a second version moves one and drops the other, both are answered, the
board lets them be read, and no text is final before (4.2.d, 4.3.b).
"""
import datetime
import time

import pytest
from hanoiportal.base.clock import SystemClock
from hanoiportal.kernel.security.admission import READ
from hanoiportal.kernel.security.authorization.grants import Grant, grant
from hanoiportal.kernel.security.authorization.roles import RESPONDER
from playwright.sync_api import expect
from servers.browser import PHONE
from servers.office import BASIS, PEOPLE, WARD, is_approved, mailed_office
from support.written_drafts import paragraph, run, word

portal = mailed_office
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
BECAUSE = 'Tiếp thu, đã sửa giờ đóng cửa.'
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


@pytest.mark.clause('4.2.d/2', '4.3.b')
def test_a_draft_becomes_a_decision_with_what_people_said(enter, portal):
    minh, hoa, dung = enter('minh'), enter('hoa'), enter('dung')
    citizen = enter(java_script_enabled=False).page
    citizen.set_viewport_size(PHONE)
    is_brought(minh, FIRST)
    is_approved(DESK, minh, hoa)
    comments(citizen, 'cổng chợ', PARKING, '')
    comments(enter().page, 'dân sinh', LATER, 'từ 5 giờ đến 19 giờ', has_scripts=True)
    is_brought(minh, SECOND, dropped='Khoản 2 Điều 1')
    is_approved(DESK, minh, hoa)
    one_comment_has_no_place(minh)
    answers(minh, LATER, 'Tiếp thu', BECAUSE, 'Khoản 1 Điều 2')
    is_made_public(minh, dung, citizen)

    portal.go_on_to(SystemClock().now() + CLOSES + datetime.timedelta(days=2))
    wait_for(citizen, 'Đã hết thời gian lấy ý kiến')
    minh.log_in('minh')
    dung.log_in('dung')
    dung.page.goto(f'{DESK}/@@draft-text')
    dung.press('Chốt dự thảo sau tiếp thu')
    expect(dung.page.locator('body')).to_contain_text('Còn 1 ý kiến chưa trả lời')
    answers(minh, PARKING, 'Không tiếp thu', 'Khoản này không còn trong dự thảo.')
    is_enacted(dung, citizen)
    with minh.page.expect_download() as table:
        minh.page.get_by_role('link', name='Bảng tiếp thu, giải trình (DOCX)').click()
    assert table.value.suggested_filename.endswith('.docx')


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


def comments(page, words, text, passage, has_scripts=False):
    """Comment in three steps on the provision that says ``words``."""
    page.goto(DRAFT)
    page.locator(f'.legal p:has-text("{words}") a.say').click()
    if passage:
        page.get_by_label('Đoạn được góp ý').fill(passage)
    page.get_by_role('button', name='Tiếp tục').click()
    page.get_by_label('Ý kiến góp ý').fill(text)
    page.locator('main form button').last.click()
    page.check('[name=consent-process]')
    page.check('[name=consent-publish]')
    page.get_by_role('button', name='Gửi', exact=True).click()
    if not has_scripts:  # they do some work in place of the waiting
        time.sleep(READ)
        page.get_by_role('button', name='Gửi', exact=True).click()
    page.wait_for_selector('.receipt')


def one_comment_has_no_place(minh):
    """The comment on what was dropped is said to have no place, the other went along."""
    wait_for(minh.page, 'không còn trong bản hiện nay', f'{DESK}/@@comment-ledger')
    rows = minh.page.locator('tr:has(input[name=numbers])')
    expect(rows.filter(has_text=PARKING)).to_contain_text('không còn trong bản hiện nay')
    expect(rows.filter(has_text=LATER)).to_contain_text('Khoản 1 Điều 2')
    minh.look()


def wait_for(page, words, address=DRAFT):
    """Open ``address`` until it says ``words``."""
    for _each in range(40):
        page.goto(address)
        if words in page.inner_text('main'):
            return
        time.sleep(.5)
    raise AssertionError(page.inner_text('main'))


def answers(minh, text, outcome, reason, changed=''):
    """Answer the comment ``text`` in the ledger."""
    page = minh.page
    page.goto(f'{DESK}/@@comment-ledger')
    page.locator('tr', has_text=text).locator('input[name=numbers]').check()
    page.locator('#f-outcome').select_option(label=outcome)
    page.get_by_label('Giải trình').fill(reason)
    if changed:
        page.locator('#f-changed').select_option(label=changed)
    minh.press('Ghi vào sổ')
    expect(page.locator('body')).to_contain_text('Đã trả lời 1 ý kiến')


def is_made_public(minh, dung, citizen):
    """Let the board read and approve a batch; anyone reads it."""
    minh.page.goto(f'{DESK}/@@comments-public')
    minh.press('Lưu bản công khai')
    minh.press('Trình Ban Biên tập các bản đã lưu')
    dung.page.goto(f'{DESK}/@@comments-public')
    dung.press('Phê duyệt, đăng các ý kiến này')
    wait_for(citizen, BECAUSE, f'{DRAFT}/y-kien')
    citizen.goto(DRAFT)
    citizen.get_by_role('link', name='1 góp ý').click()
    assert LATER in citizen.inner_text('main') and PARKING not in citizen.inner_text('main')


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
    assert LATER in citizen.inner_text('main')
    citizen.get_by_role('link', name='Khoản 1 Điều 2').last.click()
    assert citizen.locator(':target').inner_text().startswith('Khoản 1 Điều 1 → Khoản 1 Điều 2')
