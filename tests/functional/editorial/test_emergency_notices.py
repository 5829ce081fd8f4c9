"""Thông báo khẩn: one act of the city on every page of all sites, until its end (12.1, 14.1)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.content.erasure.interfaces import Erased
from hanoiportal.editorial.emergencynotices import interfaces as words
from hanoiportal.editorial.emergencynotices.erasing import forget_reasons
from hanoiportal.editorial.emergencynotices.interfaces import CannotNotify
from hanoiportal.editorial.emergencynotices.jobs import end_due
from hanoiportal.editorial.emergencynotices.resource import in_force
from hanoiportal.editorial.emergencynotices.services import EmergencyNotices
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.twin.interfaces import ITwinning
from support.archive_portal import archive_settings
from support.editorial_staff import CHECKED

own_settings = archive_settings
NOW, UNTIL = parse('2026-11-24T10:00'), parse('2026-11-24T22:00')
HERE, TITLE = '/tin-tuc-su-kien/bao-so-9', 'Bão số 9'
HOSTS = ('hanoi.gov.vn', 'bavi.hanoi.gov.vn', 'soxaydung.hanoi.gov.vn')
SITES = ('', '/sites/bavi', '/sites/soxaydung')
PAGES = ('/', '/tin-tuc-su-kien', '/search', '/tuyen-bo-tiep-can', '/khong-co-trang-nay')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def notices(registry, small_portal, at_work):
    """``notices(login)``: the ``IEmergencyNotices`` of that person."""
    return lambda login: EmergencyNotices(
        registry, small_portal, at_work(login).allowed, at_work(login).reviewing)


@pytest.fixture
def item(at_work, small_portal):
    editor = at_work('hanoi-editor')
    made = editor.add(small_portal['tin-tuc-su-kien'], TITLE, summary='Ở trong nhà từ 18 giờ.')
    editor.editing.translate(made, 'en', {'title': 'Storm 9', 'summary': 'Stay in.'}, editor.id)
    transaction.commit()
    return made


@pytest.fixture
def raised(notices, item, at_work):
    made = notices('hanoi-head').raise_notice(
        item, UNTIL, 'Bão đổi hướng', CHECKED.checks, at_work('hanoi-head').id)
    transaction.commit()
    return made


def banners(app, page):
    return [each.text for each in app.get(page, status='*').html.select(
        'section[aria-label] .notice.bad')]


@pytest.fixture
def twin(registry, small_portal, archive, tmp_path):
    """``twin()`` lets it follow, and returns the paths of its pages that tell of the storm."""
    twinning = registry.getUtility(ITwinning)
    twinning._clock = int  # always 0: it may work as long as there is work

    def follow(verb='follow'):
        with opened(registry, 'test') as environment:
            getattr(twinning, verb)(environment, tmp_path)
        return {str(path.relative_to(tmp_path / 'pages'))
                for path in (tmp_path / 'pages').rglob('*.html')
                if TITLE in path.read_text() or 'Storm 9' in path.read_text()}

    return follow


def let_end(registry):
    with opened(registry, 'test') as environment:
        end_due(environment)


@pytest.mark.clause('12.1.b/1')
def test_one_act_is_told_on_every_page_and_feed_of_all_sites_until_its_end(
        app, raised, item, clock, registry, small_portal):
    for site in SITES:
        for page in PAGES:
            assert [TITLE in each for each in banners(app, site + page)] == [True], site + page
            [english] = banners(app, f'/english{site}{page}')
            assert 'Storm 9' in english and 'Emergency notice' in english
        for feed in ('atom.xml', 'feed.json'):
            assert app.get(f'{site}/{feed}').text.count(f'http://localhost{HERE}"') >= 1
            assert 'Storm 9' in app.get(f'/english{site}/{feed}').text
    assert banners(app, HERE) == [] and app.get(HERE).html.h1.text == TITLE
    assert banners(app, f'/english{HERE}') == []

    written = small_portal._p_jar.db().lastTransaction()
    clock.at = UNTIL - datetime.timedelta(seconds=1)
    let_end(registry)
    assert small_portal._p_jar.db().lastTransaction() == written and banners(app, '/')
    clock.at = UNTIL
    let_end(registry)
    transaction.begin()
    assert raised.state == words.OVER and app.get(HERE).html.h1.text == TITLE
    for site in SITES:
        assert [banners(app, site + page) for page in PAGES] == [[]] * len(PAGES)
    assert TITLE not in app.get('/sites/bavi/atom.xml').text


@pytest.mark.clause('14.1/2')
def test_the_head_alone_raises_it_and_another_member_must_look_at_it(
        notices, item, at_work, raised):
    assert item.approvals[-1].kind == 'emergency' and item.approvals[-1].actor == raised.actor
    head, member = at_work('hanoi-head'), at_work('hanoi-member')
    assert member.looking.is_needed(item) and head.looking.reasons_against(item, head.id)
    member.looking.look(item, member.id)
    assert not member.looking.is_needed(item)


def refused(verb, *args):
    with pytest.raises(CannotNotify) as found:
        verb(*args)
    return found.value.reasons


def test_what_cannot_be_raised_is_refused_with_a_sentence(notices, item, at_work, ward):
    def attempt(login='hanoi-head', thing=item, until=UNTIL, why='Bão', checks=CHECKED.checks):
        return set(refused(notices(login).raise_notice, thing, until, why, checks,
                           at_work(login).id))

    assert attempt('hanoi-member') == {''} and attempt('hanoi-editor') == {''}
    assert attempt(until=None) == attempt(until=NOW) == {'until'}
    assert attempt(until=NOW + datetime.timedelta(days=31)) == {'until'}
    assert attempt(why=' ') == attempt(why='x' * 1001) == {'reason'}
    assert attempt(checks=()) == {'checks'}
    other = at_work('bavi-editor').add(ward, 'Ngập')
    assert attempt('bavi-head', other) == {''}
    notices('hanoi-head').raise_notice(
        item, UNTIL, 'Bão', CHECKED.checks, at_work('hanoi-head').id)
    assert attempt() == {''}


def test_what_is_lifted_or_withdrawn_is_told_nowhere_and_not_in_the_twin(
        app, notices, item, at_work, twin, small_portal):
    head, editor = at_work('hanoi-head'), at_work('hanoi-editor')
    assert twin() == set()
    raised = notices('hanoi-head').raise_notice(
        item, UNTIL, 'Bão', CHECKED.checks, head.id)
    transaction.commit()
    pages = twin()
    for host in HOSTS:
        assert {f'{host}/@.html', f'{host}/english@.html', f'{host}/hoi-dap@.html'} <= pages

    assert refused(notices('bavi-head').lift, raised, 'Hết bão', at_work('bavi-head').id)
    assert refused(notices('hanoi-head').lift, raised, ' ', head.id).keys() == {'why'}
    notices('hanoi-head').lift(raised, 'Hết bão', head.id)
    transaction.commit()
    assert raised.state == words.LIFTED and banners(app, '/sites/bavi') == []
    assert refused(notices('hanoi-head').lift, raised, 'Hết bão', head.id)
    assert not {f'{host}/hoi-dap@.html' for host in HOSTS} & twin()

    second = editor.add(small_portal['tin-tuc-su-kien'], TITLE + ' (2)')
    again = notices('hanoi-head').raise_notice(second, UNTIL, 'Bão', CHECKED.checks, head.id)
    transaction.commit()
    head.editing.rename(second, 'bao-so-9-cap-nhat', head.id)
    transaction.commit()
    assert again.state == words.IN_FORCE and 'bavi.hanoi.gov.vn/hoi-dap@.html' in twin()
    banner = app.get('/sites/bavi').html.select_one('.notice.bad a')
    assert banner['href'].endswith('/bao-so-9-cap-nhat')
    head.publishing.withdraw(second, head.id, why='Sai')
    transaction.commit()
    assert again.state == words.ITEM_GONE and in_force(small_portal) == []
    forget_reasons(small_portal, Erased(resources=frozenset({item.__oid__})), None)
    assert (raised.reason, raised.why_ended, again.reason) == ('', '', 'Bão')
    transaction.abort()
    assert banners(app, '/sites/bavi') == [] and 'bavi.hanoi.gov.vn/hoi-dap@.html' not in twin()


def test_the_desk_raises_and_lifts_it(visit, app, item, at_work):
    head = visit('hanoi-head')
    place = f'/desk{HERE}/emergency-notice'
    at_work('hanoi-editor').edit(item, body='<p>Theo <a href="https://vnexpress.net/x">tin</a></p>')
    transaction.commit()
    form = next(each for each in head.get(place).forms.values() if 'reason' in each.fields)
    refused = form.submit('act', value='raise', status=422)
    assert refused.html.find(id='e-checks') and 'override' not in form.fields
    form = next(each for each in refused.forms.values() if 'reason' in each.fields)
    form['reason'], form['until'] = 'Bão đổi hướng', '2026-11-24T22:00'
    form['override'] = 'Đã kiểm chứng'
    for each in form.fields['checks']:
        each.checked = True
    assert form.submit('act', value='raise').status_int == 303
    transaction.begin()
    assert banners(app, '/sites/bavi') and item.approvals[-1].override == 'Đã kiểm chứng'
    assert not visit('hanoi-editor').get(place).html.select('button[value=lift]')
    page = head.get(place)
    assert page.html.select_one('.empty a')['href'].endswith(f'{HERE}/@@edit')
    assert not page.html.select('button[value=raise]')
    form = next(each for each in page.forms.values() if 'why' in each.fields)
    assert form.submit('act', value='lift', status=422).html.find(id='e-why-e')
    form['why'] = 'Hết bão'
    assert form.submit('act', value='lift').status_int == 303
    assert banners(app, '/sites/bavi') == []
    assert 'Hết bão' in head.get(place).html.main.text
    assert head.post(place, {'csrf_token': form['csrf_token'].value, 'act': 'lift',
                             'number': '99'}, status=404)
