"""An author of two wards is paid once for three publications of one work, with a co-author, and
gets a statement.
"""
from io import BytesIO

import docx
import pytest
from hanoiportal.editorial.crossposting.interfaces import CarryChoice
from hanoiportal.editorial.crossposting.interfaces.promises import (
    ICrossposting,
    IReceiving,
    IRenewing,
)
from hanoiportal.editorial.review.interfaces import Details, IReviewing
from hanoiportal.kernel.security.authorization.grants import Grant, grant, seat
from hanoiportal.kernel.security.authorization.roles import (
    ACCOUNTANT,
    BOARD_MEMBER,
    CONTRIBUTOR,
    HEAD,
    OWNER_BODY,
)
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.demo.desk import request_of
from hanoiportal.shells.commands.seed import provisioning
from servers import CONFIG
from servers.office import BASIS, PASSWORD, PEOPLE, SECTION, WARD, office

OTHER, NAME, TITLE = 'badinh', 'cho-hoa', 'Chợ hoa ba xã mở từ 20 tháng Chạp'
#: Log-in → name, site, role.
MORE = {'khanh': ('Đặng Quốc Khánh', '', BOARD_MEMBER), 'kien': ('Hà Văn Kiên', '', HEAD),
        'chu': ('Ngô Bá Chủ', '', OWNER_BODY), 'ke': ('Tạ Thu Kế', '', ACCOUNTANT),
        'yen': ('Lý Hải Yến', OTHER, HEAD)}
CHECKS = ('origin', 'quality', 'content')
#: 2.5 units of 253,000 đồng, and what of it is each one's.
WHOLE, HERS, THEIRS = '632.500', '442.750', '189.750'


def fill(environment):
    """Let a work of ``lan``, who is at work in both wards, be public on three sites."""
    portal, now = environment.portal, environment.clock.now()
    steps = provisioning(environment, Data(CONFIG / 'hanoi'))
    for label, values, english in Data(CONFIG / 'hanoi').sites:
        if label == OTHER:
            steps.sections(steps.site(portal, label, values, english), values['level'])
    for login, (name, label, role) in MORE.items():
        account = portal['accounts'].create(login, name, registry=environment.registry)
        account.set_password(PASSWORD)
        (seat if role in (BOARD_MEMBER, HEAD) else grant)(
            portal['sites'][label] if label else portal, account.id, role, Grant(basis=BASIS))
    other, lan = portal['sites'][OTHER], portal['accounts']['lan'].id
    grant(other, lan, CONTRIBUTOR, Grant(basis=BASIS))
    for site in (portal, other):
        environment.boards.found(site, BASIS, now, None, 'test')
    item = environment.editing.add(portal['sites'][WARD][SECTION], NAME, 'NewsItem', {
        'title': TITLE, 'summary': 'Ba chợ', 'body': '<p>Mở từ 20 tháng Chạp.</p>'}, lan)
    for login, step, details in (('lan', 'submit', Details()), ('minh', 'pass_on', Details()),
                                 ('hoa', 'approve', Details(checks=CHECKS))):
        _as(environment, login, IReviewing, lambda service, actor, step=step, details=details:
            service.transition(item, step, actor, details))
    for login, site in (('khanh', portal), ('yen', other)):
        made = _as(environment, 'minh', ICrossposting, lambda service, actor, site=site:
                   service.propose(item, site, 'Tin chung của các xã', None, actor))
        digests = request_of(environment, login).service(IRenewing).versions(item)
        choice = CarryChoice(site[SECTION].__oid__, digests)
        _as(environment, login, IReceiving, lambda service, actor, made=made, choice=choice:
            service.accept(made, choice, CHECKS, actor))


def _as(environment, login, interface, verb):
    request = request_of(environment, login)
    return verb(request.service(interface), request.authenticated_userid)


@pytest.fixture
def portal(tmp_path):
    with office(tmp_path / 'portal', {}, fill) as running:
        yield running


@pytest.mark.clause('8.12', '34.2')
def test_a_work_on_three_sites_is_paid_once_to_its_two_authors(enter, portal):
    reader, minh, hoa, lan = enter(), enter('minh'), enter('hoa'), enter('lan')
    for site in ('', f'/sites/{WARD}', f'/sites/{OTHER}'):
        reader.page.goto(f'{site}/{SECTION}')
        assert TITLE in reader.page.inner_text('main'), site
    address = is_valued(minh)
    minh.press('Trình Ban Biên tập')
    for person, deed in ((hoa, 'Duyệt bảng nhuận bút'), (enter('chu'), 'Xác nhận chi trả'),
                         (enter('ke'), 'Ghi đã chi trả')):
        person.page.goto(address)
        person.look()
        person.press(deed)
        assert WHOLE in person.page.inner_text('main')
    nothing_is_left_to_be_paid(minh, enter('yen'), enter('khanh'))
    gets_a_statement(lan)


def is_valued(minh):
    """Value the work for both authors; return the address of the sheet."""
    page = minh.page
    page.goto(f'/desk/sites/{WARD}/@@royalty-works')
    minh.follow(TITLE)
    page.locator('[name=genre]').select_option('phong-su')
    for field, text in (('coefficient', '2,5'), ('share1', '70'), ('share2', '20')):
        page.locator(f'[name={field}]').fill(text)
    for field, login in (('payee1', 'lan'), ('payee2', 'mai')):
        page.locator(f'[name={field}]').select_option(label=PEOPLE[login][0])
    minh.send(page.locator('main form.form'), 'Ghi vào bảng', refused=True)
    assert '90 %' in page.inner_text('main')
    minh.look()
    page.locator('[name=share2]').fill('30')
    minh.press('Ghi vào bảng')
    assert HERS in page.inner_text('main') and THEIRS in page.inner_text('main')
    return page.url


def nothing_is_left_to_be_paid(minh, yen, khanh):
    """Find the work at its own site alone, in its sheet; nowhere can it be valued again."""
    minh.page.goto(f'/desk/sites/{WARD}/@@royalty-works')
    assert minh.page.get_by_role('main').get_by_role('link', name='Bảng số 1').count() == 1
    assert not minh.page.get_by_role('main').get_by_role('link', name=TITLE, exact=True).count()
    for person, site in ((yen, f'/sites/{OTHER}'), (khanh, '')):
        person.page.goto(f'/desk{site}/@@royalty-works')
        assert 'không đăng tác phẩm nào' in person.page.inner_text('main')


def gets_a_statement(lan):
    page = lan.page
    page.goto('/desk/@@my-royalties')
    lan.look()
    assert page.locator('main tbody tr').count() == 1
    lan._go(page.locator('main tbody a'))
    lan.look()
    assert HERS in page.inner_text('main') and THEIRS not in page.inner_text('main')
    with page.expect_download() as download:
        page.get_by_role('link', name='Tải DOCX').click()
    found = docx.Document(BytesIO(download.value.path().read_bytes()))
    said = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    assert any(HERS in each for each in said) and not any(WHOLE in each for each in said)
