"""Organisation chart, leaders, contacts, calendar, press, procedures in a real browser."""
import pytest
import transaction
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from servers.browser import is_too_wide, walk
from servers.portal import furnished
from support import ROOT, sample_items

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
    steps.sections(environment.portal, 'city')
    sample_items.people(environment)
    transaction.commit()


@pytest.mark.clause('6.7')
def test_everybody_can_use_them_on_phones_and_desks(portal, browser):
    page, wrong = browser.new_page(base_url=portal.url), {}
    for path, _answer, found in walk(page, PATHS, languages=['']):
        assert page.locator('main h1').count() == 1
        wrong.setdefault(path, []).extend(found + ['wide at 320'] * is_too_wide(page, 320))
    page.close()

    assert {where: found for where, found in wrong.items() if found} == {}


def test_their_html_is_valid(portal, invalid_html):
    assert {path: invalid_html(portal.get(path)[2]) for path in PATHS} == {
        path: [] for path in PATHS}
