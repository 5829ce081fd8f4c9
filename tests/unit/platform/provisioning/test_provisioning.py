"""Building the city's portal from its data files, once and again."""
from datetime import date

import pytest
import transaction
from hanoiportal.content.redirects.services import RedirectService
from hanoiportal.kernel.tree.lookup import path_of, walk
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.platform.provisioning.services import fill, months_after, text_of
from support import ROOT

DATA = Data(ROOT / 'config/hanoi')


def build(steps, portal):
    """Do every step for the city portal and one site."""
    steps.sections(portal, 'city')
    steps.pages(portal, 'city', 'hanoi.gov.vn')
    steps.news(portal)
    steps.links(portal)
    steps.decision(portal)
    [(label, values, english)] = [site for site in DATA.sites if site[0] == 'bavi']
    site = steps.site(portal, label, values, english)
    steps.sections(site, 'commune')
    steps.pages(site, 'commune', 'hanoi.gov.vn')
    transaction.commit()


@pytest.fixture
def built(steps, portal):
    build(steps, portal)
    return portal


def test_building_again_changes_nothing(built, steps):
    before = {path_of(each): each._p_serial for each in walk(built)}

    build(steps, built)

    assert {path_of(each): each._p_serial for each in walk(built)} == before


def test_what_an_editor_changed_is_left_as_it_is(built, steps, editing):
    [first, *_rest] = DATA.portal['links']
    link = next(iter(built[first['section']].values()))
    editing.edit(link, {'title': 'Đã sửa'}, 'lan')
    editing.edit(built['sites']['bavi'], {'address': 'Số 1'}, 'lan')

    build(steps, built)

    assert link.working.title == 'Đã sửa' and built['sites']['bavi'].address == 'Số 1'
    assert len(built[first['section']]) == 1


def test_sections_of_an_earlier_release_are_brought_on_unless_somebody_changed_them(
        built, steps, editing):
    drafts, surveys = built['du-thao-lay-y-kien'], built['sites']['bavi']['khao-sat-danh-gia']
    editing.edit(drafts, {'listing': 'rows', 'allowed_types': 'Page,File'}, 'lan')
    editing.edit(surveys, {'allowed_types': 'Page'}, 'lan')

    build(steps, built)

    assert (drafts.listing, drafts.allowed_types) == (
        'consultations', ('Consultation', 'Page', 'File'))
    assert surveys.allowed_types == ('Page',)


def test_the_city_portal_is_linked_with_what_the_regulation_names(built):
    links = {(link['section'], link['url']) for link in DATA.portal['links']}

    kept = {(section, item.url): item for section, _url in links
            for item in built[section].values()}

    assert set(kept) == links and len(links) >= 3
    assert all(item.is_public and item.translations['en'].is_public for item in kept.values())


@pytest.mark.clause('14.2')
def test_the_decision_stands_whole_where_the_news_say(built):
    document = built['van-ban-hanh-chinh']['4263-qd-ubnd']
    text = (ROOT / 'config/hanoi/quyet-dinh-4263.txt').read_text(encoding='utf-8')

    assert document.is_public and document.number == '4263/QĐ-UBND'
    assert document.full_text.split() == text.split()


def test_a_page_names_its_site_and_leads_to_the_decision_at_the_city(built):
    site = built['sites']['bavi']
    pages = [item for item in walk(site) if getattr(item, 'owner_unit', '')]

    assert pages and all('{' not in page.body + page.title for page in pages)
    assert any('https://hanoi.gov.vn/van-ban-hanh-chinh/4263-qd-ubnd#' in page.body
               for page in pages)
    assert any('https://hanoi.gov.vn/english/van-ban-hanh-chinh/4263-qd-ubnd#' in
               page.translations['en'].body for page in pages)
    assert any(site.owner in page.title + page.summary + page.body for page in pages)


def test_everything_that_is_built_is_public_in_both_languages(built):
    for resource in walk(built):
        if getattr(resource, 'created_at', None):
            assert resource.is_public and resource.translations['en'].is_public, path_of(resource)


@pytest.mark.clause('5.2.b')
def test_the_host_that_the_office_had_before_leads_to_its_new_one(portal, steps):
    [(label, values, english)] = [site for site in DATA.sites if site[0] == 'vpubnd']
    site = steps.site(portal, label, values, english)

    assert steps.site(portal, label, values, english) is site
    assert list(portal['sites']) == ['vpubnd']
    assert RedirectService(portal).lead('/sites/vanphong').page is site


def test_an_office_that_stands_at_its_former_host_is_renamed_with_all_that_it_has(
        portal, steps, editing):
    [(label, values, english)] = [site for site in DATA.sites if site[0] == 'vpubnd']
    old = editing.add(portal['sites'], 'vanphong', 'ComponentSite', values, 'lan')
    steps.sections(old, 'agency')

    assert steps.site(portal, label, values, english) is old
    assert list(portal['sites']) == ['vpubnd']
    assert RedirectService(portal).lead('/sites/vanphong/gioi-thieu').page is old['gioi-thieu']


def test_a_site_is_built_with_its_owner_and_has_its_other_bodies_to_declare(built):
    site = built['sites']['bavi']

    assert site.owner and site.undeclared == ('managing_body', 'operating_unit')
    assert built.undeclared == ('operating_unit',)


def test_an_external_site_gets_no_sections(portal, steps):
    [(label, values, english)] = [
        site for site in DATA.sites if site[1].get('integration') == 'external']

    site = steps.site(portal, label, values, english)
    steps.sections(site, 'agency')

    assert not len(site) and not site.is_active and site.external_url.startswith('https://')


@pytest.mark.parametrize('day, months, then', [
    (date(2026, 11, 24), 6, date(2027, 5, 24)), (date(2026, 8, 31), 6, date(2027, 2, 28)),
    (date(2026, 12, 1), 12, date(2027, 12, 1)), (date(2026, 1, 15), 0, date(2026, 1, 15)),
    (date(2026, 11, 1), 1, date(2026, 12, 1))])
def test_months_are_counted_by_the_calendar(day, months, then):
    assert months_after(day, months) == then


def test_other_braces_stay_in_a_text():
    assert fill('{site}: {không} {}', {'site': 'Ba Vì'}) == 'Ba Vì: {không} {}'


def test_a_lead_is_a_summary_and_decision_links_become_addresses():
    values = text_of({'lead': 'Dẫn', 'body': '<a href="decision:dieu-1">x</a>'}, {}, '/english')

    assert values == {
        'summary': 'Dẫn',
        'body': '<a href="/english/van-ban-hanh-chinh/4263-qd-ubnd#dieu-1">x</a>'}
