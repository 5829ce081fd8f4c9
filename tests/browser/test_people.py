"""Organisation chart, leaders, contacts, calendar, press, procedures in a real browser."""
import pytest
import transaction
from app import ROOT
from hanoiportal.clock import parse
from hanoiportal.commands.seed import provisioning
from hanoiportal.provisioning.data import Data
from hanoiportal.tree.upload import Incoming
from making import picture
from servers.browser import DESKTOP, PHONE, axe
from servers.portal import furnished

UNITS = (
    ('ubnd', '', 'Ủy ban nhân dân thành phố mẫu'), ('van-phong', 'ubnd', 'Văn phòng'),
    ('tong-hop', 'van-phong', 'Phòng Tổng hợp'), ('quan-tri', 'van-phong', 'Phòng Quản trị'),
    ('so-mot', 'ubnd', 'Sở Nông nghiệp và Môi trường'), ('so-hai', 'ubnd', 'Sở Xây dựng'),
    ('chi-cuc', 'so-mot', 'Chi cục Kiểm lâm'), ('hat', 'chi-cuc', 'Hạt Kiểm lâm số một'),
    ('so-ba', 'ubnd', 'Sở Khoa học và Công nghệ'), ('so-bon', 'ubnd', 'Sở Tư pháp'))
PATHS = (
    '/co-cau-to-chuc', '/co-cau-to-chuc/van-phong', '/lanh-dao', '/lanh-dao/nguoi-1', '/lien-he',
    '/lich-lam-viec', '/english/lich-lam-viec', '/lich-lam-viec/hop-2', '/phat-ngon-bao-chi',
    '/thu-tuc-hanh-chinh', '/english/lanh-dao', '/english/co-cau-to-chuc',
    '/lich-su-van-hoa')


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal with people, units and events, being served."""
    with furnished(tmp_path_factory.mktemp('people') / 'var', fill) as running:
        yield running


def fill(environment):
    """Let something of each kind stand in its section."""
    steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
    portal, reached = environment.portal, {'phone': '024 3825 3536', 'email': 'a@hanoi.gov.vn'}
    steps.sections(portal, 'city')

    def add(section, name, type_name, **values):
        item = environment.editing.add(portal[section], name, type_name, values, 'test')
        environment.publishing.carry_in(item, 'test', 'tests', parse('2026-11-20T08:00'))

    for order, (name, parent, title) in enumerate(UNITS):
        add('co-cau-to-chuc', name, 'OrganisationUnit', title=title, parent=parent, order=order,
            head='Người đứng đầu mẫu', functions='<p>Tham mưu, giúp việc.</p>', **reached)
    add('lanh-dao', 'anh', 'Image', title='Chân dung', alt='Chân dung người mẫu thứ nhất',
        image=Incoming('a.png', picture(size=(300, 400))))
    for number in range(1, 6):
        add('lanh-dao', f'nguoi-{number}', 'Person', title=f'Người Mẫu Thứ {number}',
            position='Phó Chủ tịch Ủy ban nhân dân', order=number, **reached,
            photo='/lanh-dao/anh' if number == 1 else '', term_from='2026-06-25',
            duties='<p>Phụ trách lĩnh vực mẫu.</p>', biography='<p>Cử nhân luật.</p>')
        add('lien-he', f'nguoi-{number}', 'Person', title=f'Người Đầu Mối {number}',
            position='Chuyên viên', unit='Văn phòng Ủy ban nhân dân', role='contact', **reached)
        add('lich-lam-viec', f'hop-{number}', 'Event', title=f'Họp giao ban lần thứ {number}',
            start=f'2026-11-2{number + 2}T08:00', end=f'2026-11-2{number + 2}T11:30',
            place='Trụ sở Ủy ban nhân dân', who='/lanh-dao/nguoi-1; Các sở, ngành; Các xã')
        add('thu-tuc-hanh-chinh', f'thu-tuc-{number}', 'Link', title=f'Thủ tục mẫu số {number}',
            url='https://dichvucong.gov.vn/', field='Hộ tịch' if number % 2 else 'Đất đai')
        add('phat-ngon-bao-chi', f'tin-{number}', 'NewsItem', title=f'Thông cáo số {number}')
        add('lich-su-van-hoa', f'anh-{number}', 'Image', title=f'Di tích mẫu số {number}',
            alt='Ảnh mẫu', summary='Chú thích của ảnh mẫu.', credit='Ban Biên tập',
            image=Incoming('a.png', picture(size=(600, 300 + number * 50))))
    add('lich-lam-viec', 'truoc', 'Event', title='Họp tuần trước', start='2026-11-16T08:00')
    add('phat-ngon-bao-chi', 'nguoi', 'Person', title='Người Phát Ngôn Mẫu', position='Chánh',
        spokesperson='yes', decision='QĐ 12/QĐ-UBND', decided='2026-07-02', **reached)
    transaction.commit()


@pytest.mark.clause('6.7')
def test_everybody_can_use_them_on_phones_and_desks(portal, browser):
    wrong = {}
    for size, scheme in ((PHONE, 'light'), (DESKTOP, 'dark')):
        context = browser.new_context(viewport=size, color_scheme=scheme)
        page = context.new_page()
        for path in PATHS:
            page.goto(portal.url + path)
            assert page.locator('main h1').count() == 1
            wrong[path, size['width']] = axe(page)
            page.set_viewport_size({'width': 320, 'height': 640})
            if page.evaluate('document.documentElement.scrollWidth') > 320:
                wrong[path, 320] = ['wider than the screen']
            page.set_viewport_size(size)
        context.close()
    assert {where: found for where, found in wrong.items() if found} == {}


def test_their_html_is_valid(portal, invalid_html):
    assert {path: invalid_html(portal.get(path)[2]) for path in PATHS} == {
        path: [] for path in PATHS}
