"""Who refers to whom: what counts as a reference, and who may know of it."""
import pytest
from hanoiportal.base.permissions import VIEW
from hanoiportal.content.links.indexing import rebuild
from hanoiportal.content.links.resource import references_of
from hanoiportal.content.links.services import LinksService
from hanoiportal.content.redirects.moving import MovingService
from hanoiportal.content.redirects.services import RedirectService
from hanoiportal.content.versions.naming import Naming
from hanoiportal.kernel.tree.events import send
from support.application import bare_section


def links(portal, *readable, registry=None):
    """Return ``ILinks`` for somebody who may read nothing but what is public, and ``readable``.
    """
    def allowed(permission, resource):
        return permission == VIEW and (resource.is_public or resource in readable)

    return LinksService(portal, allowed, RedirectService(portal), registry)


@pytest.fixture
def site(portal, editing):
    values = {'title': 'Ba Vì', 'owner': 'UBND xã', 'managing_body': 'VP', 'operating_unit': 'TT'}
    return editing.add(portal['sites'], 'bavi', 'ComponentSite', values, 'test')


section = bare_section


@pytest.fixture
def news(section, editing, publishing):
    """``news(name, body, public=True, **values)``: a news item."""
    def added(name, body='', public=True, place=section, **values):
        item = editing.add(place, name, 'NewsItem', {
            'title': name, 'body': body or '<p>Thân</p>', **values}, 'test')
        if public:
            publishing.publish(item, 'test')
        return item

    return added


@pytest.mark.parametrize('body', [
    '<p><a href="/tin/a">A</a></p>', '<p><a href="a?x=1#y">A</a></p>',
    '<p><img src="/tin/a/content" alt="A"></p>',
    '<p><a href="https://hanoi.gov.vn/english/tin/a">A</a></p>'])
def test_a_page_is_referred_to_by_its_links_and_pictures(portal, news, body):
    target, source = news('a'), news('b', body)
    news('c', '<p><a href="/tin/ab">Khác</a></p>')

    assert links(portal).referring(target) == [source]


def test_the_pictures_of_a_news_item_and_the_address_of_a_link_are_references(
        portal, news, section, editing, publishing):
    target, source = news('a'), news('b', images='tin/a')
    link = editing.add(section, 'lk', 'Link', {
        'title': 'A', 'url': 'https://hanoi.gov.vn/tin/a'}, 'test')
    publishing.publish(link, 'test')

    assert set(links(portal).referring(target)) == {source, link}


def test_those_whom_an_event_names_and_the_portrait_of_a_person_are_references(
        portal, site, editing):
    place = editing.add(site, 'tin', 'Section', {'title': 'Tin'}, 'test')
    person = editing.add(place, 'a', 'Person', {
        'title': 'A', 'position': 'Chủ tịch', 'photo': '/tin/b'}, 'test')
    event = editing.add(place, 'b', 'Event', {
        'title': 'B', 'start': '2026-11-24', 'who': 'Các sở; /sites/bavi/tin/a'}, 'test')

    found = links(portal, person, event)

    assert (list(found.referring(person)), list(found.referring(event))) == ([event], [person])


def test_whatever_refers_to_something_in_a_section_refers_to_it(portal, section, site, news,
                                                                editing):
    news('a'), news('b', '<p><a href="/tin/a">A</a></p>')
    place = editing.add(site, 'tin', 'Section', {'title': 'Tin'}, 'test')
    other = news('c', '<p><a href="https://hanoi.gov.vn/tin/a">A</a></p>', place=place)

    assert links(portal).referring(section) == [other]


def test_drafts_are_counted_for_those_who_may_read_them(portal, news, editing):
    target = news('a')
    draft = news('b', '<p><a href="/tin/a">A</a></p>', public=False)
    editing.edit(target, {'summary': 'Bản đang sửa'}, 'test')
    page = news('c')
    editing.edit(page, {'body': '<p><a href="/tin/a">A</a></p>'}, 'test')

    assert links(portal).referring(target) == []
    assert set(links(portal, draft, page.working).referring(target)) == {draft, page.working}


def test_a_version_in_work_stops_counting_when_it_is_thrown_away(portal, news, editing):
    target, page = news('a'), news('c')
    editing.edit(page, {'body': '<p><a href="/tin/a">A</a></p>'}, 'test')
    working = page.working

    editing.discard(page, 'test')

    assert links(portal, working).referring(target) == []
    assert working.__oid__ not in references_of(portal).known


def test_a_translation_refers_for_itself(portal, news, editing, publishing):
    target, page = news('a'), news('b')
    english = editing.translate(page, 'en', {
        'title': 'B', 'body': '<p><a href="/english/tin/a">A</a></p>'}, 'test')
    publishing.publish(english, 'test')

    assert links(portal).referring(target) == [english]


def test_a_reference_to_an_old_address_still_counts(portal, news, editing):
    target, source = news('a'), news('b', '<p><a href="/tin/a">A</a></p>')
    editing.rename(target, 'moi', 'test')

    assert links(portal).referring(target) == [source]

    new = news('a')
    assert links(portal).referring(new) == [source]
    assert links(portal).referring(target) == []


def test_a_moved_page_refers_to_what_its_links_mean_where_it_stands_now(
        portal, section, news, editing, registry):
    target, source = news('a'), news('b', '<p><a href="a">A</a></p>')
    there = editing.add(portal, 'khac', 'Section', {'title': 'Khác'}, 'test')
    moving = MovingService(registry, lambda *_: True, send(registry), Naming(registry), editing)

    moving.move(source, there, 'test')

    assert links(portal).referring(target) == []
    assert [(each.document, each.path) for each in links(portal).broken(portal)] == [
        (source, '/khac/a')]


def test_links_that_lead_nowhere_are_listed_until_something_is_there(portal, news, publishing):
    source = news('b', '<p><a href="/tin/a">A</a> <a href="/tin/c">C</a></p>')
    news('c')
    found = links(portal)
    assert [(each.document, each.path) for each in found.broken(portal)] == [(source, '/tin/a')]

    target = news('a', public=False)
    assert len(list(found.broken(portal))) == 1

    publishing.publish(target, 'test')
    assert list(found.broken(portal)) == []

    publishing.withdraw(target, 'test')
    assert len(list(found.broken(portal))) == 1


def test_what_is_broken_in_one_place_is_not_told_in_another(portal, section, site, news, editing):
    source = news('b', '<p><a href="/tin/a">A</a></p>', public=False)
    there = editing.add(portal, 'khac', 'Section', {'title': 'Khác'}, 'test')

    assert list(links(portal).broken(section)) == []
    assert list(links(portal, source).broken(there)) == []
    assert list(links(portal, source).broken(site)) == []
    assert [each.document for each in links(portal, source).broken(section)] == [source]


def test_nothing_is_told_of_pages_of_a_suspended_site(portal, site, news, editing):
    target = news('a')
    place = editing.add(site, 'tin', 'Section', {'title': 'Tin'}, 'test')
    source = news('c', '<p><a href="https://hanoi.gov.vn/tin/a">A</a></p>', place=place)
    assert links(portal).referring(target) == [source]

    editing.edit(site, {'status': 'suspended'}, 'test')

    assert links(portal).referring(target) == []


def test_an_index_made_anew_is_the_index_that_was_kept(portal, site, news, editing, registry):
    news('a')
    news('b', '<p><a href="/tin/a">A</a></p>')
    editing.edit(news('c'), {'body': '<p><a href="/tin/a">A</a></p>'}, 'test')
    editing.rename(portal['tin']['b'], 'd', 'test')
    before = list(references_of(portal).pairs), dict(references_of(portal).known)

    rebuild(portal, registry)

    assert (list(references_of(portal).pairs), dict(references_of(portal).known)) == before
    assert before[0]
