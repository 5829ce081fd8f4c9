"""One text on several sites in a real browser: a ward proposes, the city asks back, takes it and
offers it to all wards, and demands one of its own of three; errors are corrected below and above;
the city recalls; what a citizen has sent is printed with her name, and what Plone exported is a
site (12, 16).
"""
from urllib.parse import quote

import pytest
from hanoiportal.editorial.crossposting.resource import KeptRule, get_or_create_book
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.roles import (
    BOARD_MEMBER,
    EDITOR,
    HEAD,
    RESPONDER,
)
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from playwright.sync_api import expect
from servers import CONFIG
from servers.browser import wait_for
from servers.office import BASIS, DEPARTMENT, PASSWORD, PEOPLE, SECTION, WARD, is_approved, office
from servers.portal import run_inline
from support.old_sites import plone_folder

#: Three wards that carry by their rules what the city offers, of which one sets its rule at the
#: desk, and one that decides; three of which the city demands something, with names.
RULED, ASKED = ('badinh', 'ngocha', 'giangvo'), 'hoankiem'
OTHERS = (*RULED, ASKED)
WARD_NAMES = {'badinh': 'Ba Đình', 'ngocha': 'Ngọc Hà', ASKED: 'Hoàn Kiếm'}
DEMANDED = tuple(WARD_NAMES)
#: Log-in → name, site, role.
CITY = {'khanh': ('Đặng Quốc Khánh', '', BOARD_MEMBER), 'kien': ('Hà Văn Kiên', '', HEAD),
        'thu': ('Vũ Minh Thu', '', EDITOR), 'yen': ('Lý Hải Yến', ASKED, HEAD)}
#: Of the ward's text and the city's: name, title, title when it was corrected.
WARDS, TITLE, RIGHT = 'cho-hoa', 'Ba Vì mở chợ hoa ngày 5 tháng 2', 'Ba Vì mở chợ hoa từ ngày 6'
CITYS, OURS, OURS_RIGHT = 'cap-nuoc', 'Lịch cấp nước tuần này', 'Lịch cấp nước tuần sau'
#: Names of what carries them.
HERE, THERE = 'ba-vi-mo-cho-hoa-ngay-5-thang-2', 'lich-cap-nuoc-tuan-nay'
#: Search, site map and lists of what is there, and of what is carried from where.
TOLD = ['/search?q={}', '/sitemap.xml', '/api/v1/items', '/api/v1/crossposts']
SENT, NAME, EMAIL = 'Đường hoa thôn Sơn Hà', 'Nguyễn Thị Gửi Bài', 'gui.bai@example.vn'
ACCOUNT = '1500 205 123456'


def at(site, name=''):
    """Return the address of the news called ``name`` of ``site``, ``''`` for the city; without a
    name of their list.
    """
    return f'{f"/sites/{site}" if site else ""}/{SECTION}/{name}'.rstrip('/')


def fill(environment):
    """Give the city and four more wards people and boards, two a rule; write two texts."""
    portal, now = environment.portal, environment.clock.now()
    steps, people = provisioning(environment, Data(CONFIG / 'hanoi')), {}
    for label, values, english in Data(CONFIG / 'hanoi').sites:
        if label in OTHERS:
            steps.sections(steps.site(portal, label, values, english), values['level'])
    for login, (name, site, role) in CITY.items():
        people[login] = portal['accounts'].create(login, name, registry=environment.registry)
        people[login].set_password(PASSWORD)
        (grant if role == EDITOR else seat)(
            portal['sites'][site] if site else portal, people[login].id, role, Grant(basis=BASIS))
    for site in (portal, *(portal['sites'][each] for each in OTHERS)):
        environment.boards.found(site, BASIS, now, None, 'test')
    for label in RULED:
        seat(portal['sites'][label], people['yen'].id, HEAD, Grant(basis=BASIS))
    for label in RULED[1:]:
        site = portal['sites'][label]
        rule = KeptRule(str(site.__oid__), site[SECTION].__oid__, BASIS, None, people['yen'].id)
        rule.approvals, rule.starts = ((people['yen'].id, now),), now
        get_or_create_book(portal).rules[rule.site] = rule
    names = {each.full_name: each for each in portal['accounts'].by_id.values()}
    minh = names[PEOPLE['minh'][0]].id
    grant(portal['sites'][WARD], minh, RESPONDER, Grant(basis=BASIS))
    environment.editing.add(portal['sites'][WARD][SECTION], WARDS, 'NewsItem', {
        'title': TITLE, 'summary': 'Ba chợ', 'body': '<p>Mở cửa từ 7 giờ.</p>'}, minh)
    environment.editing.add(portal[SECTION], CITYS, 'NewsItem', {
        'title': OURS, 'summary': 'Toàn Thành phố', 'body': '<p>Từ 6 giờ.</p>'},
        people['thu'].id)


@pytest.fixture
def portal(tmp_path):
    def moved_in(var):
        rules = tmp_path / 'map.csv'
        rules.write_text('from,to,title\n/dia-chi,tin-cu,\n')
        run_inline(var, 'migrate', plone_folder(tmp_path / 'plone'), '--at',
                   f'/sites/{DEPARTMENT}', '--map', rules, '--carried-in', '--decision', BASIS)

    with office(tmp_path / 'portal', {}, fill, then=moved_in) as running:
        yield running


@pytest.mark.clause('12.1.a/2', '12.1.b/1', '12.1.b/2', '13.1.i', '33.6')
def test_one_text_on_many_sites(enter, citizen, portal):
    reader, minh, hoa, khanh, kien = (enter(each) for each in ('', 'minh', 'hoa', 'khanh', 'kien'))
    is_approved(f'/desk{at(WARD, WARDS)}', minh, hoa)
    ward_proposes(minh)
    city_asks_and_takes(khanh, minh)
    yen = enter('yen')
    ward_sets_a_rule(yen)
    city_recommends(khanh, f'/desk{at("", HERE)}/carried')
    ward_takes(yen, TITLE)
    shown(reader, HERE, dict.fromkeys(('', *OTHERS), TITLE))
    corrects(minh, hoa, at(WARD, WARDS), RIGHT)
    shown(reader, HERE, dict.fromkeys(('', *OTHERS), TITLE), is_marked=True)
    reader.page.goto(at('', HERE))
    reader.look()
    city_takes_the_new_version(khanh)
    shown(reader, HERE, dict.fromkeys(('', *OTHERS), RIGHT))
    city_recalls(khanh)
    gone(reader, HERE, ('', *OTHERS), 'Ba Vì mở chợ', leads_to=at(WARD, WARDS))
    shown(reader, WARDS, {WARD: RIGHT})

    thu = enter('thu')
    is_approved(f'/desk{at("", CITYS)}', thu, khanh)
    city_demands(kien, f'/desk{at("", CITYS)}/crosspost')
    ward_takes(yen, OURS, 'trang không giữ lại, từ chối hay thôi đăng được')
    shown(reader, THERE, dict.fromkeys(DEMANDED, OURS))
    corrects(thu, khanh, at('', CITYS), OURS_RIGHT)
    shown(reader, THERE, dict.fromkeys(DEMANDED, OURS_RIGHT))
    assert told(reader, OURS_RIGHT, at('', CITYS)) == TOLD
    is_withdrawn(khanh)
    gone(reader, THERE, DEMANDED, 'Lịch cấp nước')
    for address in (at('', CITYS), *(at(each, THERE) for each in DEMANDED)):
        assert told(reader, OURS_RIGHT, address) == []
        assert reader.context.request.get(f'{address}.json').status == 410

    citizen_sends(citizen)
    is_made_a_draft_and_printed(minh, hoa)
    reader.page.goto(at(WARD))
    reader.follow(SENT)
    expect(reader.page.get_by_role('main')).to_contain_text(NAME)
    is_entered_with_how_to_be_paid(enter('dung'))
    moved_in_is_read(reader, portal)


def ward_proposes(minh):
    minh.page.goto(f'/desk{at(WARD, WARDS)}')
    minh.follow('Đăng chéo')
    minh.page.get_by_label('Nơi nhận').select_option(index=1)
    minh.page.get_by_label('Mục đích').fill('Tin chung cho cả Thành phố')
    minh.look()
    minh.press('Gửi đề nghị')
    expect(minh.page.get_by_role('main')).to_contain_text('Chờ Ban Biên tập nơi nhận')


def city_asks_and_takes(khanh, minh):
    open_proposal(khanh, '/desk/crossposts', TITLE)
    khanh.look()
    khanh.page.get_by_role('textbox', name='Nội dung').fill('Đã kiểm tra giờ mở cửa chưa?')
    khanh.press('Hỏi lại')
    open_proposal(minh, f'/desk/sites/{WARD}/crossposts-sent', TITLE)
    minh.page.get_by_label('Trả lời').fill('Đã hỏi lại ban quản lý chợ.')
    minh.press('Gửi trả lời')
    open_proposal(khanh, '/desk/crossposts', TITLE)
    expect(khanh.page.get_by_role('main')).to_contain_text('Đã hỏi lại ban quản lý chợ.')
    takes(khanh)


def open_proposal(desk, address, title):
    desk.page.goto(address)
    desk.follow(title)


def takes(desk):
    page = desk.page
    page.get_by_label('Chuyên mục (bắt buộc)', exact=True).select_option(
        label='Tin tức, sự kiện')
    check(page)
    desk.press('Phê duyệt và đăng')
    expect(page.get_by_role('main')).to_contain_text('Đã nhận đăng')


def check(page):
    for head in ('Nguồn gốc', 'Chất lượng', 'Nội dung'):
        page.get_by_role('checkbox', name=head).check()


def ward_sets_a_rule(yen):
    page = yen.page
    page.goto(f'/desk/sites/{RULED[0]}/crossposts')
    yen.follow('Quy tắc nhận tin của Thành phố')
    page.get_by_label('Chuyên mục nhận tin').select_option(label='Tin tức, sự kiện')
    page.get_by_label('Căn cứ').fill(BASIS)
    yen.press('Phê duyệt quy tắc')
    expect(page.get_by_role('main')).to_contain_text('Có hiệu lực từ')


def city_recommends(desk, address):
    """Offer what stands at ``address`` to all wards."""
    main = city_offers(desk, address, 'Thành phố khuyến nghị đăng')
    open_folded(main, 'Chọn nhóm trang')
    main.get_by_label('Tất cả phường').check()
    desk.look()
    desk.press('Gửi giới thiệu')
    expect(desk.page.locator('.flashes')).to_contain_text('4 trang; 3 trang nhận ngay')


def city_demands(desk, address):
    """Demand what stands at ``address`` of three wards."""
    main = city_offers(desk, address, 'Thành phố yêu cầu đăng')
    main.get_by_role('textbox', name='Căn cứ').fill('CV 12/UBND ngày 23/11/2026')
    open_folded(main, 'Chọn từng trang')
    for each in DEMANDED:
        main.get_by_label(f'Phường {WARD_NAMES[each]}', exact=True).check()
    desk.press('Gửi giới thiệu')
    expect(desk.page.locator('.flashes')).to_contain_text('3 trang; 2 trang nhận ngay')


def city_offers(desk, address, kind):
    desk.page.goto(address)
    desk.follow('Giới thiệu cho các trang')
    main = desk.page.get_by_role('main')
    main.get_by_label('Hình thức').select_option(label=kind)
    main.get_by_label('Mục đích').fill('Người dân cả Thành phố cần biết')
    return main


def open_folded(main, name):
    summary = main.locator('details:not([open]) > summary').filter(has_text=name)
    if summary.count():
        summary.click()


def ward_takes(yen, title, said=''):
    open_proposal(yen, f'/desk/sites/{ASKED}/crossposts', title)
    expect(yen.page.get_by_role('main')).to_contain_text(said)
    takes(yen)


def corrects(writer, member, address, title):
    writer.page.goto(f'/desk{address}')
    writer.follow('Sửa bài')
    writer.page.get_by_role('textbox', name='Tiêu đề').fill(title)
    writer.press('Lưu')
    form = writer.step('Gửi duyệt')
    form.get_by_role('radio', name='Lớn').check()
    form.get_by_label('Lời báo cho người đọc').fill('Đính chính ngày.')
    writer.send(form, 'Gửi duyệt')
    writer.press('Nhận biên tập')
    writer.take('Trình phê duyệt')
    member.page.goto(f'/desk{address}')
    form = member.step('Phê duyệt')
    check(form)
    member.send(form, 'Phê duyệt')
    expect(member.state).to_have_text('Đã xuất bản')


def city_takes_the_new_version(khanh):
    khanh.page.goto('/desk/crossposts')
    khanh.follow(TITLE)
    expect(khanh.page.locator('ins').first).to_contain_text('từ')
    check(khanh.page)
    khanh.look()
    khanh.press('Phê duyệt phiên bản mới')


def city_recalls(khanh):
    khanh.page.goto(f'/desk{at("", HERE)}/carried')
    khanh.page.get_by_label('Lý do').fill('Nhầm số liệu')
    khanh.press('Thôi dẫn')


def is_withdrawn(khanh):
    khanh.page.goto(f'/desk{at("", CITYS)}')
    form = khanh.step('Gỡ khỏi Cổng')
    form.get_by_role('radio', name='Đăng nhầm').check()
    form.get_by_label('Lời nhắn').fill('Nhầm tuần.')
    khanh.send(form, 'Gỡ khỏi Cổng')
    expect(khanh.state).to_have_text('Đã gỡ')


def shown(reader, name, titles, is_marked=False):
    """Expect that the page called ``name``, list and feed of each site say its title alone."""
    for site, title in titles.items():
        got = {each: reader.context.request.get(f'{at(site)}{each}').text()
               for each in ('', '/feed.json', f'/{name}')}
        wrong = {TITLE, RIGHT, OURS, OURS_RIGHT} - {title}
        assert all(title in text for text in got.values()), site
        assert not any(each in text for each in wrong for text in got.values()), site
        assert ('Nguồn đã đính chính' in got[f'/{name}']) == is_marked, site


def gone(reader, name, sites, words, leads_to=''):
    """Expect no trace of ``words`` at ``sites``; the page called ``name`` leads on, or is gone."""
    for site in sites:
        found = reader.context.request.get(at(site, name))
        assert found.url.endswith(leads_to) if leads_to else found.status == 410, site
        for each in (at(site), f'{at(site)}/feed.json', f'/sites/{site}' if site else at('')):
            assert words not in reader.context.request.get(each).text(), each


def told(reader, words, address):
    """Return those of ``TOLD`` that name ``address``, of the search those for ``words``."""
    return [each for each in TOLD if f'{address}"' in reader.context.request.get(
        each.format(quote(words))).text().replace('<', '"')]


def citizen_sends(page):
    page.goto(f'/sites/{WARD}/gui/tin-bai')
    page.get_by_label('Tiêu đề').fill(SENT)
    page.get_by_label('Nội dung', exact=True).fill('Thôn trồng 2 km đường hoa.')
    page.get_by_label('Người gửi là').select_option(label='Cá nhân')
    page.get_by_label('Họ và tên người gửi').fill(NAME)
    page.get_by_label('Địa chỉ thư điện tử').fill(EMAIL)
    page.get_by_label('Số điện thoại').fill('0912 345 678')
    page.click('main form button')
    for each in ('process', 'rights', 'name'):
        page.check(f'[name=consent-{each}]')
    page.get_by_role('button', name='Gửi', exact=True).click()
    page.wait_for_selector('.receipt')


def is_made_a_draft_and_printed(minh, hoa):
    minh.page.goto(f'/desk/sites/{WARD}/@@cases')
    minh.follow(SENT)
    minh.follow('Giải quyết bằng biểu mẫu')
    minh.press('Tạo bản nháp')
    wait_for(minh.page, 'Bản nháp', minh.page.url)
    minh.follow(SENT)
    is_approved(minh.page.url, minh, hoa)


def is_entered_with_how_to_be_paid(dung):
    page = dung.page
    page.goto(f'/desk/sites/{WARD}/@@contributor')
    page.get_by_label('Họ và tên').fill(NAME)
    page.get_by_label('Là', exact=True).select_option(index=1)
    page.get_by_label('Chế độ').select_option(index=1)
    page.get_by_label('Cộng tác từ ngày').fill('2026-11-01')
    page.get_by_label('Thư điện tử').fill(EMAIL)
    page.get_by_label('Ngân hàng, chi nhánh').fill('Agribank Ba Vì')
    page.get_by_label('Số tài khoản ngân hàng').fill(ACCOUNT)
    dung.press('Ghi vào sổ')
    dung.follow(NAME)
    expect(page.get_by_label('Số tài khoản ngân hàng')).to_have_value(ACCOUNT)


def moved_in_is_read(reader, portal):
    reader.page.goto(f'/sites/{DEPARTMENT}/tin-cu')
    reader.follow('Họp')
    expect(reader.page.get_by_role('heading', level=1)).to_have_text('Họp')
    host = f'{DEPARTMENT}.hanoi.gov.vn'
    assert portal.get('/tin-cu/cu/Cho_Dem', host)[0] == 301
    status, _headers, body = portal.get('/tin-cu/cho-dem', host)
    assert (status, body.count(b'src="/tin-cu/anh-ho/content"')) == (200, 1)
    assert portal.get('/tin-cu/anh-ho/content', host)[0] == 200
