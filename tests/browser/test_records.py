"""Listings and pages of records in a real browser, on phones and desks."""
import pytest
import transaction
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.seed import provisioning
from servers.browser import PHONE, is_too_wide, walk
from servers.portal import furnished
from support import ROOT
from support.sample_records import RECORDS, fill

NARROW = (320, 768)
ITEMS = [f'/{section}/{next(iter(items))}' for section, items in RECORDS.items()]
PATHS = [*(f'/{section}' for section in RECORDS), *ITEMS, '/english/thong-ke/dan-so-2025',
         '/english/tiep-can-thong-tin', '/du-an-dau-tu?year=1999', '/ngan-sach']


@pytest.fixture(scope='module')
def portal(tmp_path_factory):
    """A portal with every kind of record, being served."""
    with furnished(tmp_path_factory.mktemp('records') / 'var', furnish) as running:
        yield running


def furnish(environment):
    """Let a record of every kind stand in its section."""
    steps = provisioning(environment, Data(ROOT / 'config/hanoi'))
    steps.sections(environment.portal, 'city')
    fill(environment.portal, steps._editing, steps._publishing)
    transaction.commit()


@pytest.mark.clause('6.7')
def test_every_page_is_for_everybody_on_every_screen(browser, portal):
    page, wrong = browser.new_page(base_url=portal.url), {}
    for path, _answer, found in walk(page, PATHS, languages=['']):
        wrong.setdefault(path, []).extend(
            [*found, *(f'wide at {width}' for width in NARROW if is_too_wide(page, width))])
    page.close()

    assert {where: found for where, found in wrong.items() if found} == {}


def test_the_html_of_every_page_is_valid(portal, invalid_html):
    wrong = {path: invalid_html(portal.get(path)[2]) for path in PATHS}

    assert {path: found for path, found in wrong.items() if found} == {}


def test_a_table_is_cards_on_a_phone_and_filters_work_without_scripts(browser, portal):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f'{portal.url}/du-an-dau-tu')

    page.select_option('select[name=kind]', 'mua-sam')
    page.click('.sieve button')

    page.wait_for_url('**/du-an-dau-tu?*kind=mua-sam*')
    card = page.locator('table.records tbody tr')
    assert card.count() == 1 and card.bounding_box()['width'] <= PHONE['width']
    assert page.locator('table.records td').first.bounding_box()['height'] > 0
    context.close()
