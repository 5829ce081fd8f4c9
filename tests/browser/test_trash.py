"""The recycle bin, moving and links in a real browser: axe, phones, hostile titles."""
import pytest
import transaction
from hanoiportal.base.interfaces import IClock
from hanoiportal.content.erasure.services import Erasing
from hanoiportal.content.recyclebin.services import RecyclingService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from playwright.sync_api import expect
from servers import ROOT
from servers.browser import faults_on_screens
from servers.portal import furnished

PASSWORD = 'Cau-Long-Bien-1902'
HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
PAGES = ['@@trash', '@@erasure?number=2', '@@restore?id={id}', '@@purge?id={id}',
         '@@erase?id={id}', 'tin-doc/a/@@erase-past', '@@brokenlinks', 'tin-doc/a/@@move',
         'tin-doc/a/@@whereused', 'tin-doc/@@whereused']


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal with something in its bin, ``portal.filled``, and a broken link, being served."""
    with furnished(tmp_path_factory.mktemp('trash') / 'var', fill,
                   ('doc', HOSTILE, 'QĐ 1', PASSWORD)) as running:
        yield running


def fill(environment):
    """Add items, remove one, demand that the past of two be erased; return the id of the first."""
    registry, steps = environment.registry, provisioning(environment, Data(ROOT / 'config/hanoi'))
    editing = steps._editing
    section = editing.add(environment.portal, 'tin-doc', 'Section', {'title': 'Tin'}, 'test')
    body = '<p><a href="/tin-doc/a">A</a> <a href="/tin-doc/khong-co">B</a></p>'
    for name in ('a', 'b', 'c'):
        item = editing.add(section, name, 'NewsItem', {'title': HOSTILE, 'body': body}, 'test')
        steps._publishing.publish_imported(item, 'test', 'tests')
    editing.rename(section['a'], 'cu', 'test')
    editing.rename(section['cu'], 'a', 'test')
    RecyclingService(
        registry, lambda *_: True, registry.getUtility(IClock), send(registry),
        Naming(registry)).discard(section['c'], 'test', HOSTILE)
    erasing = Erasing(registry, environment.portal, lambda *_: True, None)
    for name in ('a', 'b'):
        erasing.demand_past(section[name], 'test', 'dang-sai', '15/PYC-VP')
    transaction.commit()
    return item.__oid__


def test_every_page_is_accessible_fits_and_runs_nothing(visitor, portal):
    for path in PAGES:
        visitor.goto('/desk/' + path.format(id=portal.filled))
        assert faults_on_screens(visitor) == [], path
        assert visitor.locator('main img, main script').count() == 0, path
    assert visitor.ran == []


def test_a_demand_is_confirmed_and_called_back_by_keyboard(visitor, portal):
    def press(role, name):
        visitor.get_by_role(role, name=name).focus()
        visitor.keyboard.press('Enter')

    visitor.goto('/desk/@@trash')
    press('link', 'Xác nhận, gọi lại… 1')
    press('button', 'Xác nhận xóa vĩnh viễn')
    expect(visitor.locator('.flashes')).to_contain_text('Đã xác nhận yêu cầu xóa vĩnh viễn số 1')

    press('link', 'Xác nhận, gọi lại… 1')
    press('button', 'Gọi lại yêu cầu')
    expect(visitor.get_by_label('Lý do gọi lại')).to_have_attribute('aria-invalid', 'true')
    visitor.get_by_label('Lý do gọi lại').focus()
    visitor.keyboard.type('Nhầm bài')
    visitor.keyboard.press('Enter')
    expect(visitor.locator('.flashes')).to_contain_text('các phiên bản cũ trở lại như trước')


def test_what_was_removed_is_put_back_by_keyboard(visitor, portal):
    visitor.goto('/desk/@@trash')
    visitor.get_by_role('link', name='Khôi phục…').focus()
    visitor.keyboard.press('Enter')
    visitor.get_by_role('button', name='Khôi phục').focus()
    visitor.keyboard.press('Enter')

    expect(visitor.locator('.flashes')).to_contain_text('Đã khôi phục')
    visitor.goto('/desk/@@trash')
    assert 'Thùng rác trống' in visitor.locator('main').inner_text()
