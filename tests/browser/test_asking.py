"""A citizen asks a ward for somebody else on a phone, keeps the receipt, finds the case: with
scripts, which nobody notices, and without, where some seconds pass.
"""
import time

import pytest
from hanoiportal.kernel.security.admission import READ
from playwright.sync_api import expect
from servers.browser import PHONE, VOICE, faults_on_screens

NARROW = {'width': 390, 'height': 844}
ASKED = 'Mẹ tôi không đi lại được. Phường có đến nhà làm căn cước không?'


def looked_at(page):
    """Let axe look at ``page``; leave it as narrow as a phone."""
    assert faults_on_screens(page) == [], page.url
    page.set_viewport_size(NARROW)


@pytest.mark.clause('3.10', '4.2.d/1', '4.3.a', '6.7')
@pytest.mark.parametrize('scripts', [True, False])
def test_a_citizen_asks_for_somebody_else_and_follows_the_case(browser, seeded_portal, scripts):
    context = browser.new_context(
        viewport=PHONE, locale='vi-VN', base_url=seeded_portal.url, java_script_enabled=scripts)
    page, wrong = context.new_page(), []
    page.add_init_script(VOICE)
    page.on('console', lambda message: wrong.append(message.text)
            if message.type in ('error', 'warning') else None)
    page.goto('/')
    page.click('.tasks a:has-text("Gửi câu hỏi")')
    page.click('main a:has-text("Gửi câu hỏi")')
    if scripts:
        looked_at(page)
        page.get_by_role('button', name='Nghe đọc').click()
        page.evaluate('current.onend()')
        assert page.evaluate('said')[1].startswith('Viết như đang nói chuyện')
    page.get_by_label('Việc ở xã, phường: hộ tịch').check()
    page.get_by_label('Việc ở xã, phường nào').select_option(index=1)
    page.click('main form button')
    page.get_by_label('Gửi thay người khác').check()
    page.get_by_label('Câu hỏi').fill(ASKED)
    if scripts:
        page.wait_for_selector('.similar a[target=_blank]')
        assert page.inner_text('.similar [role=status]').startswith('Có thể đã có câu trả lời')
    page.get_by_label('Họ và tên người được gửi thay').fill('Bà Nguyễn Thị Mẫu')
    if scripts:
        looked_at(page)
    page.click('main form button')
    expect(page.locator('section.similar a').first).to_be_attached()
    # Nobody sits in the ward yet.
    expect(page.get_by_role('main')).to_contain_text('hộp thư của Thành phố')
    if scripts:
        looked_at(page)
    page.check('[name=consent-process]')
    page.get_by_role('button', name='Gửi', exact=True).click()
    if not scripts:
        expect(page.locator('h1')).to_have_text('Xin chờ một chút rồi bấm Gửi')
        time.sleep(READ)
        page.get_by_role('button', name='Gửi', exact=True).click()

    expect(page.locator('.receipt code')).to_have_count(2)
    code, secret = page.locator('.receipt code').all_inner_texts()
    if scripts:
        looked_at(page)
        page.goto(f'/theo-doi#{code}.{secret}')
        page.wait_for_url('**/theo-doi/*')
    else:
        page.goto('/theo-doi')
        page.get_by_label('Mã hồ sơ').fill(code)
        page.get_by_label('Khóa', exact=True).fill(secret)
        page.get_by_role('button', name='Mở', exact=True).click()
    expect(page.get_by_role('main')).to_contain_text(ASKED)
    assert secret not in page.url
    if scripts:
        looked_at(page)
    assert wrong == []
    context.close()


@pytest.mark.parametrize('address', [
    '/gui/phan-anh/viet?linh-vuc=co-so', '/gui/yeu-cau-thong-tin/viet?linh-vuc=co-so'])
def test_similar_answers_stand_beside_reflections_and_requests_as_one_types(
        browser, seeded_portal, address):
    page = browser.new_context(
        viewport=PHONE, locale='vi-VN', base_url=seeded_portal.url).new_page()
    page.goto(address)
    page.locator('[name=text]').fill(ASKED)

    page.wait_for_selector('.similar a[target=_blank]')

    assert page.locator('[name=text] + .similar a').count()
    looked_at(page)
