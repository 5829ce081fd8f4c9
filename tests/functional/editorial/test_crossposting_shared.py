"""What several sites take by their rules is one reference, read into the lists of each (12.1)."""
from types import SimpleNamespace

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.content.versions.naming import free_name
from hanoiportal.editorial.crossposting import interfaces as words
from hanoiportal.editorial.crossposting import offering
from hanoiportal.editorial.crossposting.erasing import forget_crossposts
from hanoiportal.editorial.crossposting.interfaces import CannotCrosspost
from hanoiportal.editorial.crossposting.sources import digests_of
from hanoiportal.editorial.orders.addresses import target_at
from hanoiportal.kernel.tree.lookup import find_portal
from hanoiportal.kernel.tree.sharing import placed, places_shared
from hanoiportal.platform.ledger.interfaces import CROSSPOSTED, WITHDRAWN, ILedger, IReckoning
from hanoiportal.platform.ledger.reckoning import differences
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.twin.interfaces import ITwinning
from hanoiportal.shells.public.api.dumped import describing
from hanoiportal.shells.public.fragments import key_of
from hanoiportal.shells.public.lists import rows
from hanoiportal.types.homepage.checks import found_at
from support.crossposting import CHECKS, accepted, approved, corrected, published
from support.pages import form_with

NAME = 'lich-cap-nuoc'
SECTION = 'tin-tuc-su-kien'
SITES = 'bavi', 'soxaydung'
PAGES = [f'/sites/{site}/{SECTION}/{NAME}' for site in SITES]
LISTS = [f'/sites/{site}/{SECTION}{end}' for site in SITES
         for end in ('', '/atom.xml', '/feed.json', '/rss.xml')]


@pytest.fixture
def clock_at():
    return parse('2026-11-24T10:00')


@pytest.fixture
def sites(small_portal, crossing):
    """Two sites whose boards have approved that they carry what the city offers."""
    found = [small_portal['sites'][name] for name in SITES]
    for site in found:
        head = crossing(f'{site.__name__}-head')
        head.rules.approve(site, site[SECTION].__oid__, 'NQ 05', None, head.id)
    return found


@pytest.fixture
def source(at_work, small_portal):
    return published(at_work('hanoi-editor'), at_work('hanoi-head'), small_portal[SECTION],
                     'Lịch cấp nước')


@pytest.fixture
def offered(crossing, source, sites):
    """What each site sees of the offer of ``source``."""
    return offer(crossing, source, sites)


def offer(crossing, source, sites):
    member = crossing('hanoi-member')
    made = member.offering.offer(source, sites, words.RECOMMENDED, 'Cả Thành phố', '', member.id)
    transaction.commit()
    return made


def differing(registry):
    """Return in what the ledger and the portal differ about what is public."""
    with opened(registry, 'test') as environment:
        return list(differences(environment, registry.getUtility(IReckoning, 'public')))


def said(app, addresses, **asked):
    return [app.get(each, **asked).text for each in addresses]


@pytest.mark.clause('12.1.b/1', '12.1.a/2')
def test_one_record_is_read_in_a_section_of_each_site(
        app, at_work, source, sites, offered, small_portal, registry):
    assert [each.state for each in offered] == [words.ACCEPTED] * 2
    assert len({each.reference for each in offered}) == 1 and not sites[0][SECTION].get(NAME)
    for page, site in zip(PAGES, sites, strict=True):
        html = app.get(page).html
        assert html.h1.text == 'Lịch cấp nước' and site.title in html.title.text
        assert html.find('link', rel='canonical')['href'].endswith(f'localhost/{SECTION}/{NAME}')
        assert app.get(f'{page}.json').json['title'] == 'Lịch cấp nước'
        assert 'Ba chợ' in app.get(f'{page}.txt') and app.get(f'{page}/khong-co', status=404)
        found = app.get(f'/sites/{site.__name__}/{SECTION}').html.select(f'main a[href="{page}"]')
        assert [each.text for each in found] == ['Lịch cấp nước']
        records = app.get(f'/sites/{site.__name__}/api/v1/crossposts').json['items']
        assert [each['title'] for each in records] == ['Lịch cấp nước']
        for asked in (f'/sites/{site.__name__}/api/v1/crossposts?section={SECTION}',
                      f'/api/v1/crossposts?site={site.__name__}',
                      f'/api/v1/items?site={site.__name__}&section={SECTION}&type=NewsItem'):
            found = [each for each in app.get(asked).json['items'] if 'source' in each]
            assert [each['site']['title'] for each in found] == [site.title], asked
        one = app.get(f'/sites/{site.__name__}/api/v1/items/{records[0]["id"]}').json
        assert one['source']['id'] == str(source.__oid__)
        assert 'sites' not in one and 'sites' not in records[0]
    assert all('Lịch cấp nước' in text for text in said(app, LISTS))
    mistakes = [app.get(page).html.find('a', string='Trang này có sai sót') for page in PAGES]
    assert {each['href'].partition('?')[0] for each in mistakes} == {'/gui/sai-sot'}
    hits = app.get('/search', {'q': 'lịch cấp nước'}).html.select(f'main a[href$="{NAME}"]')
    assert {each['href'] for each in hits} == {f'/{SECTION}/{NAME}'}
    assert app.get(f'/{SECTION}').text.count(f'href="/{SECTION}/{NAME}"') <= 2
    for address in ('/sites/bavi/sitemap.xml', '/sites/bavi/sitemap-news.xml', '/', '/atom.xml'):
        assert f'sites/bavi/{SECTION}/{NAME}' not in app.get(address).text
    app.get(f'/sites/bavi/{NAME}', status=404)

    corrected(at_work('hanoi-editor'), at_work('hanoi-head'), source, title='Lịch mới',
              keywords=['ba chợ'])
    assert [app.get(page).html.h1.text for page in PAGES] == ['Lịch mới'] * 2
    word = app.get(PAGES[0]).html.select_one('a.word')['href']
    assert word.startswith('/tu-khoa?') and 'Lịch mới' in app.get(word)
    assert all('Lịch mới' in text and 'cấp nước' not in text for text in said(app, LISTS))

    assert differing(registry) == []
    at_work('hanoi-head').publishing.withdraw(source, at_work('hanoi-head').id, why='Sai')
    transaction.commit()
    assert differing(registry) == []
    assert all(app.get(page, status=410) for page in PAGES)
    assert not any('Lịch mới' in text for text in said(app, LISTS))
    rows = [(each.kind, int(each.site)) for each in registry.getAdapter(
        small_portal, ILedger).since(0) if int(each.item or 0) == offered[0].reference]
    assert rows == [(kind, site.__oid__) for kind in (CROSSPOSTED, WITHDRAWN) for site in sites]
    assert [each.state for each in offered] == [words.ENDED] * 2


def test_a_site_leaves_what_the_others_go_on_showing(
        app, crossing, visit, source, sites, offered, small_portal, registry):
    soxaydung, other = visit('soxaydung-member'), visit('bavi-member')
    page = soxaydung.get('/desk/sites/soxaydung/crossposts').click('Lịch cấp nước')
    assert 'NQ 05' in page
    form = next(each for each in page.forms.values() if 'text' in each.fields)
    assert form.submit('act', value='leave', status=422).html.find(id='l-e')
    form['text'] = 'Không thuộc địa bàn'
    assert form.submit('act', value='leave').status_int == 303
    assert app.get(PAGES[1]).headers['Location'].endswith(f'/{SECTION}/{NAME}')
    assert [app.get(each).text.count('Lịch cấp nước') > 0 for each in LISTS] == [True] * 4 + (
        [False] * 4)
    assert app.get(PAGES[0]).html.h1.text == 'Lịch cấp nước'
    transaction.begin()
    assert [each.state for each in offered] == [words.ACCEPTED, words.ENDED]
    board = crossing('soxaydung-head')
    with pytest.raises(CannotCrosspost):
        board.renewing.leave(offered[1], board.id, 'Nữa')
    city = visit('hanoi-member').get('/desk/crossposts-sent')
    assert '2 trang, theo quy tắc nhận tin' in city
    takers = city.click('Lịch cấp nước').html.find(id='h-takers').parent
    assert [each.text for each in takers.select('.where')] == ['Đã kết thúc', 'Đã nhận đăng']
    assert 'Sở Xây dựng Đã kết thúc từ 24/11/2026 10:00' in ' '.join(takers.text.split())
    number = offered[0].number
    for login, place in (('bavi-head', '/desk'), ('bavi-head', '/desk/sites/soxaydung')):
        assert visit(login).get(f'{place}/crosspost?number={number}', status='*').status_int in (
            403, 404)
    assert other.post(f'/desk/sites/bavi/crosspost?number={number}', {'act': 'leave'},
                      status=403)

    [again] = offer(crossing, source, sites)
    assert (again.to, again.state) == (offered[1].to, words.WAITING)
    assert offer(crossing, source, sites) == []
    assert 'Lịch cấp nước' not in app.get(LISTS[4]).text
    assert offered[1].events[-1].text == 'Không thuộc địa bàn'
    forget_crossposts(small_portal, Erased(frozenset({source.__oid__}), {}), registry)
    assert offered[1].events[-1].text == ''


def _lists_of_two_sites_differ(monkeypatch, editing, sites, oid):
    """Ask for the key of a list of one item of each site and of what both show."""
    beside = [editing.add(site[SECTION], 'ben-canh', 'NewsItem', {'title': 'Khác'}, 'test')
              for site in sites]
    transaction.commit()
    shared = find_portal(sites[0]).__objectmap__.object_for(oid)
    page = SimpleNamespace(request=None, language=SimpleNamespace(tag='vi'), scope=(), versions={})
    with monkeypatch.context() as asked:
        asked.setattr(rows, 'templates', lambda _request: None)
        asked.setattr(rows, 'cached', lambda page, name, _make, **of: key_of(page, name, **of))
        assert len({rows.rendered_list(page, 'listed', [*beside, placed(shared, site)], tuple)
                    for site in sites}) == 2


def test_names_languages_and_suspended_sites(
        app, at_work, source, sites, crossing, registry, editing, monkeypatch):
    editor, head = at_work('hanoi-editor'), at_work('hanoi-head')
    published(at_work('bavi-editor'), at_work('bavi-member'), sites[0][SECTION], 'Lịch cấp nước')
    text = editor.editing.translate(source, 'en', {'title': 'Water supply'}, editor.id)
    approved(editor, head, text)
    _lists_of_two_sites_differ(
        monkeypatch, editing, sites, offer(crossing, source, sites)[0].reference)
    page = f'/sites/bavi/{SECTION}/{NAME}-2'
    assert app.get(page).html.find('link', rel='canonical')['href'].endswith(f'/{SECTION}/{NAME}')
    english = f'/english/sites/soxaydung/{SECTION}'
    assert app.get(f'{english}/{NAME}-2').html.h1.text == 'Water supply'
    assert 'Water supply' in app.get(english).text and 'Water supply' not in app.get(
        f'/sites/soxaydung/{SECTION}').text
    assert free_name(sites[0][SECTION], 'Lịch cấp nước', registry) == f'{NAME}-3'
    assert free_name(sites[1][SECTION], f'{NAME} 2', registry) == f'{NAME}-2-2'

    sites[0].status = 'suspended'
    transaction.commit()
    assert app.get(page, status='*').status_int != 200
    assert app.get(page.replace('bavi', 'soxaydung')).status_int == 200


def test_what_the_city_carries_and_offers_follows_the_city(
        app, at_work, crossing, sites, ward, small_portal, registry, monkeypatch):
    monkeypatch.setattr(offering, 'LEAST', 1)  # of the two sites one wrote it
    item = published(at_work('bavi-editor'), at_work('bavi-member'), ward, 'Lịch cấp nước')
    editor, member = crossing('bavi-editor'), crossing('hanoi-member')
    reference = accepted(crossing, editor.sending.propose(
        item, small_portal, 'Tin chung', None, editor.id), small_portal[SECTION])
    [made] = offer(crossing, reference, [sites[1]])
    there, here = PAGES[1], f'/{SECTION}/{NAME}'

    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title='Lịch mới')
    for page in map(app.get, (here, there)):
        assert page.html.h1.text == 'Lịch cấp nước' and 'Nguồn đã đính chính' in page
    assert not crossing('hanoi-member').renewing.changed(sites[1])
    assert list(crossing('hanoi-member').renewing.changed(small_portal)) == [reference]
    member.renewing.take(reference, digests_of(item, registry), CHECKS, member.id)
    transaction.commit()
    for page in map(app.get, (here, there)):
        assert page.html.h1.text == 'Lịch mới' and 'Nguồn đã đính chính' not in page

    member.renewing.end(reference, member.id, 'Số liệu sai')
    transaction.commit()
    assert app.get(there).headers['Location'].endswith(f'/sites/bavi/{SECTION}/{NAME}')
    assert made.state == words.ENDED and 'Lịch mới' not in app.get(LISTS[4])


def test_a_section_that_is_removed_moved_or_renamed(
        app, sites, source, offered, registry, visit):
    bavi, soxaydung = sites
    bavi.remove(SECTION, registry=registry)
    transaction.commit()
    oid, gone = offered[0].reference, '/sites/bavi'
    for address in (gone, f'{gone}/atom.xml', f'{gone}/sitemap.xml', f'{gone}/api/v1/items'):
        assert f'sites/bavi/{SECTION}' not in app.get(address).text
    assert app.get(f'{gone}/api/v1/items').json['total'] == 0
    assert app.get(f'{gone}/api/v1/items/{oid}', status=404) and app.get(PAGES[0], status=404)
    page = f'/desk/sites/bavi/crosspost?number={offered[0].number}'
    assert visit('bavi-head').get(page).status_int == 200

    soxaydung.rename(SECTION, 'tin', registry=registry)
    transaction.commit()
    assert app.get(PAGES[1]).headers['Location'].endswith(f'/sites/soxaydung/tin/{NAME}')
    assert app.get(f'/sites/soxaydung/tin/{NAME}').html.h1.text == 'Lịch cấp nước'
    soxaydung.move('tin', bavi, registry=registry)
    transaction.commit()
    for address in ('/sites/bavi/tin', '/sites/soxaydung/api/v1/items', '/sites/bavi/atom.xml'):
        assert 'Lịch cấp nước' not in app.get(address).text
    assert app.get(f'/sites/bavi/tin/{NAME}', status=404)
    app.get(f'/api/v1/items/{oid}', status=404)


def test_addresses_of_what_is_shared_are_known(
        app, at_work, crossing, sites, offered, source, small_portal):
    own = published(at_work('bavi-editor'), at_work('bavi-member'), sites[0][SECTION], 'Chợ Tết')
    transaction.commit()
    shown = app.get(f'/sites/bavi/{SECTION}/{own.__name__}').html
    assert shown.select(f'.related a[href="{PAGES[0]}"]')
    found = target_at(sites[0], f'https://bavi.hanoi.gov.vn/{SECTION}/{NAME}')
    assert found.__oid__ == offered[0].reference and target_at(sites[0], f'/{SECTION}/x') is None
    assert found_at(sites[1], f'{SECTION}/{NAME}').__parent__ is sites[1][SECTION]
    kept, places = small_portal.shared_places, places_shared(sites[0])
    assert len(places) == 1 and list(kept.by_site) == sorted(
        (site.__oid__, places[0].__name__) for site in sites)
    kept.by_site = None  # as it was before
    assert places_shared(sites[0]) == places
    html = app.get(PAGES[0]).html
    oembed = html.find('link', type='application/json+oembed')['href']
    assert app.get(oembed).json['title'] == 'Lịch cấp nước'
    assert app.get('/sites/bavi/oembed', {'url': f'http://localhost{PAGES[0]}'}).status_int == 200
    items = '/sites/bavi/api/v1/items'
    for section, number in ((SECTION, 2), ('gioi-thieu', 0)):
        assert app.get(items, {'section': section}).json['total'] == number


def test_the_api_tells_each_site_what_it_shows(
        app, crossing, sites, source, offered, registry):
    changes, oid = '/sites/bavi/api/v1/changes', offered[0].reference
    since = app.get(changes).json['position']
    board = crossing('bavi-head')
    board.renewing.leave(offered[0], board.id, 'Không thuộc địa bàn')
    transaction.commit()
    told = [app.get(each, {'since': since}).json['changes']
            for each in (changes, changes.replace('bavi', 'soxaydung'), '/api/v1/changes')]
    assert [[(each['kind'], each['id'], each['is_gone']) for each in page] for page in told] == [
        [(WITHDRAWN, str(oid), True)], [], [(WITHDRAWN, str(oid), False)]]
    app.get(f'/sites/bavi/api/v1/items/{oid}', status=410)
    told = app.get(f'/api/v1/items/{oid}').json
    assert [each['title'] for each in told['sites']] == [sites[1].title]
    assert app.get('/api/v1/crossposts').json['items'] == []
    assert told['sites'][0]['address'].endswith(PAGES[1]) and told['site']['title'] == (
        sites[1].title)
    sites[1].status = 'suspended'
    transaction.commit()
    app.get(f'/api/v1/items/{oid}', status=410)
    with opened(registry, 'test') as environment, describing(environment) as describe:
        assert describe(environment.portal.__objectmap__.object_for(oid)) is None


def test_the_ledger_over_undoing_what_is_shared(app, visit, at_work, crossing, sites, source,
                                                offered, small_portal, registry):
    def undone():
        form = form_with(visit('vanhanh').get('/console/@@undo').click(
            'Xem thay đổi…', index=0), 'id')
        if 'reason' in form.fields:
            form['reason'] = 'Nhầm'
        assert 'Đã hoàn tác' in form.submit().follow().html.find(class_='flash').text
        transaction.begin()
        assert differing(registry) == []
        return [(each.kind, int(each.site)) for each in registry.getAdapter(
            small_portal, ILedger).since(before)]

    before = list(registry.getAdapter(small_portal, ILedger).since(0))[-1].number
    board = crossing('bavi-head')
    board.renewing.leave(offered[0], board.id, 'Không thuộc địa bàn')
    transaction.commit()
    bavi, other = (site.__oid__ for site in sites)
    assert undone() == [(WITHDRAWN, bavi), (CROSSPOSTED, bavi)]
    assert offered[0].state == words.ACCEPTED and 'Lịch cấp nước' in app.get(PAGES[0])

    item = published(
        at_work('hanoi-editor'), at_work('hanoi-head'), small_portal[SECTION], 'Tin hai')
    transaction.commit()
    before = list(registry.getAdapter(small_portal, ILedger).since(0))[-1].number
    offer(crossing, item, sites)
    told = undone()
    assert told[:2] == [(CROSSPOSTED, bavi), (CROSSPOSTED, other)]
    assert sorted(told[2:]) == sorted([(WITHDRAWN, bavi), (WITHDRAWN, other)])
    assert not any('Tin hai' in text for text in said(app, LISTS))


@pytest.mark.clause('12.1.a/2')
def test_an_erased_source_is_nowhere_and_the_twin_follows(
        app, at_work, crossing, source, sites, offered, small_portal, registry, tmp_path,
        monkeypatch):
    monkeypatch.setattr('hanoiportal.safekeeping.twin.services.BUDGET', 60)
    twinning, there = registry.getUtility(ITwinning), tmp_path / 'pages'

    def twin():
        with opened(registry, 'test') as environment:
            while twinning.follow(environment, tmp_path) != (0, 0):
                continue
        return {str(path.relative_to(there)) for path in there.rglob('*@.html')
                if 'Lịch' in path.read_text(errors='replace')}

    with opened(registry, 'test') as environment:
        twinning.make(environment, tmp_path)
    pages = {f'{site}.hanoi.gov.vn/{SECTION}{end}@.html' for site in SITES
             for end in ('', f'/{NAME}')}
    assert pages <= twin()
    board = crossing('soxaydung-head')
    board.renewing.leave(offered[1], board.id, 'Không thuộc địa bàn')
    transaction.commit()
    left = {each for each in pages if each.startswith('soxaydung')}
    assert pages & twin() == pages - left
    pages -= left
    corrected(at_work('hanoi-editor'), at_work('hanoi-head'), source, title='Lịch mới')
    assert pages <= twin()
    assert 'Lịch mới' in (there / f'bavi.hanoi.gov.vn/{SECTION}/{NAME}@.html').read_text()

    forget_crossposts(small_portal, Erased(frozenset({source.__oid__}), {}), registry)
    transaction.commit()
    assert all(app.get(each, status=404) for each in PAGES)
    assert not any('Lịch' in text for text in said(app, LISTS))
    assert not {each for each in twin() if each in pages}
