"""The pages of windows: the decision on hours, a site's day, all sites for the city (13.2)."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.editorial.freshness.jobs import watch
from hanoiportal.editorial.windows.interfaces import IWindows
from hanoiportal.editorial.windows.resource import hours_of
from hanoiportal.kernel.tree.resources import Translation
from hanoiportal.kernel.workflow.interfaces import PUBLISHED
from hanoiportal.platform.scheduling.opening import opened
from support.decided_hours import decide_hours
from support.pages import form_with
from support.scheduled_texts import schedule
from support.workbooks import cells

TUESDAY, WEDNESDAY = datetime.date(2026, 11, 24), datetime.date(2026, 11, 25)
SITE, CITY, HOURS = '/desk/sites/bavi/@@windows', '/desk/@@windows-all', '/desk/@@window-hours'


@pytest.fixture
def clock_at():
    return parse('2026-11-24T14:10')


@pytest.fixture
def news(small_portal, editing, publishing, clock):
    """Something that bavi has published on Tuesday morning."""
    item = editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], 'hop', 'NewsItem',
                       {'title': 'Họp <dân>'}, 'ub')
    publishing.publish(item, 'ub', parse('2026-11-24T08:15'))
    transaction.commit()
    return item


@pytest.fixture
def day(small_portal, registry, clock, staff, news):
    """Tuesday at ten past two: bavi has kept its morning, nobody else anything."""
    decide_hours(small_portal, registry, TUESDAY)
    transaction.commit()
    look(registry)


def look(registry):
    with opened(registry, 'test') as environment:
        watch(environment)
    transaction.begin()


def strip(page):
    """Return the texts of the windows of today."""
    return [' '.join(card.get_text(' ', strip=True).split())
            for card in page.html.select('.windows li.card')]


def test_a_site_sees_its_day_as_a_strip(day, visit):
    morning, afternoon = strip(visit('bavi-contributor').get(SITE))

    assert '07:30–09:00 Đã có tin mới 08:15 Họp <dân>' in morning
    assert '13:00–14:30 Chưa có tin mới còn 20 phút' in afternoon
    assert 'chưa có người trực' in afternoon


def test_before_a_decision_the_hours_are_told_as_a_proposal(staff, clock, news, visit):
    page = visit('bavi-head').get(SITE)
    morning, afternoon = strip(page)

    assert 'giờ dưới đây chỉ để tham khảo' in page
    assert 'Giờ tham khảo 08:15 Họp <dân>' in morning
    assert 'Giờ tham khảo' in afternoon
    assert 'Nhập quyết định' not in page


def test_the_next_days_show_what_is_scheduled_to_who_may_see_it(
        day, visit, staff, editing, small_portal, registry):
    item = editing.add(small_portal['sites']['bavi']['tin-tuc-su-kien'], '', 'NewsItem',
                       {'title': 'Tin ngày mai'}, staff['bavi-editor'].id)
    schedule(item, parse('2026-11-25T08:00'), staff['bavi-editor'].id, staff['bavi-member'].id,
             registry)
    transaction.commit()
    told = {login: visit(login).get(SITE).html.select('table.list tbody tr')[0].get_text(
        ' ', strip=True) for login in ('bavi-editor', 'bavi-contributor')}

    assert 'Tin ngày mai (08:00)' in ' '.join(told['bavi-editor'].split())
    assert 'Một tin, bài (08:00)' in ' '.join(told['bavi-contributor'].split())
    assert '25/11/2026' in told['bavi-editor']


def test_the_head_writes_why_a_window_was_missed(day, visit, registry, clock, small_portal):
    clock.at = parse('2026-11-24T15:00')
    look(registry)
    head = visit('bavi-head')
    page = head.get(SITE)
    [form] = [each for each in page.forms.values() if 'text' in each.fields]
    empty = form.submit(status=422)
    form['text'] = 'Mất <điện>'
    done = form.submit(status=303).follow()

    assert [card.get_text(strip=True) for card in page.html.select('#h-missed .count')] == ['1']
    assert 'Phải ghi lý do' in empty
    assert 'Mất &lt;điện&gt;' in done
    assert 'Đã ghi lý do, chờ phê duyệt' in done
    assert done.html.select('#h-missed .count') == []
    assert 'Mất &lt;điện&gt;' in visit('bavi-editor').get(SITE)
    breaches = visit('quanly').get(
        f'/desk/@@city-breaches?site={small_portal["sites"]["bavi"].__oid__}')
    assert 'Đầu giờ làm việc buổi' in breaches and 'Mất &lt;điện&gt;' in breaches


def test_who_may_not_write_a_reason_is_refused_and_so_is_one_for_nothing(
        day, visit, registry, clock):
    clock.at = parse('2026-11-24T15:00')
    look(registry)
    editor, head = visit('bavi-editor'), visit('bavi-head')
    assert [each for each in editor.get(SITE).forms.values() if 'text' in each.fields] == []
    [form] = [each for each in head.get(SITE).forms.values() if 'text' in each.fields]
    token = form['csrf_token'].value
    said = {'csrf_token': token, 'day': '2026-11-24', 'code': 'sang', 'text': 'Không'}

    assert 'Khung giờ này không bị bỏ trống' in head.post(
        '/desk/sites/bavi/@@window-reason', said, status=422)
    for odd in ({'day': '', 'code': ''}, {'day': 'x' * 500, 'code': '\0'}):
        head.post('/desk/sites/bavi/@@window-reason', {**said, **odd}, status=422)
    head.post('/desk/sites/soxaydung/@@window-reason', said, status=(403, 404))


def form_of(page, field):
    """Return the first form of ``page`` with that field, ``None`` if there is none."""
    return next((each for each in page.forms.values() if field in each.fields), None)


def test_another_of_the_board_approves_the_reason_of_a_missed_window(
        day, visit, registry, clock):
    clock.at = parse('2026-11-24T15:00')
    look(registry)
    deputy, head, member = map(visit, ('bavi-deputy', 'bavi-head', 'bavi-member'))
    early = form_of(member.get(SITE), 'number')
    form = form_of(deputy.get(SITE), 'text')
    form['text'] = 'Mất điện'
    own = form_of(form.submit(status=303).follow(), 'number')
    approval = form_of(member.get(SITE), 'number')
    offered = [form_of(visit(login).get(SITE), 'number') is not None
               for login in ('bavi-head', 'bavi-editor', 'bavi-contributor')]
    city = rows(visit('quanly').get(CITY))[2]
    form = form_of(head.get(SITE), 'text')
    form['text'] = 'Mất điện từ 12 giờ'
    form.submit(status=303)
    stale = approval.submit(status=422)
    done = form_of(member.get(SITE), 'number').submit(status=303).follow()

    assert (early, own, offered) == (None, None, [True, False, False])
    assert '1 lý do chờ phê duyệt' in city
    assert 'hãy đọc lại rồi phê duyệt' in stale
    assert 'Đã phê duyệt lý do' in done and 'Lý do đã được phê duyệt' in done
    assert 'Mất điện từ 12 giờ' in done
    assert form_of(done, 'number') is form_of(head.get(SITE), 'text') is None


def test_who_wrote_a_reason_or_is_not_of_the_board_does_not_approve_it(
        day, visit, registry, clock):
    clock.at = parse('2026-11-24T15:00')
    look(registry)
    head = visit('bavi-head')
    form = form_of(head.get(SITE), 'text')
    form['text'] = 'Mất điện'
    form.submit(status=303)

    def post(person, status=422, **said):
        token = person.get(SITE).html.select_one('[name=csrf_token]')
        return person.post('/desk/sites/bavi/@@window-reason-approve', {
            'csrf_token': token['value'], 'day': '2026-11-24', 'code': 'chieu', 'number': '1',
            **said}, status=status)

    editor, member = visit('bavi-editor'), visit('bavi-member')
    assert 'Người viết lý do không tự phê duyệt' in post(head)
    assert 'Không có quyền' in post(editor)
    assert 'Khung giờ này không bị bỏ trống' in post(member, code='sang')
    for odd in ('', 'x', '9' * 5000, '-1', '\u00b2'):
        post(member, number=odd)
    post(member, csrf_token='', status=(400, 403))
    assert 'Đã ghi lý do, chờ phê duyệt' in member.get(SITE)


def rows(page):
    return [' '.join(row.get_text(' ', strip=True).split())
            for row in page.html.select('table.list tbody tr')]


@pytest.mark.clause('10')
def test_the_city_sees_every_site_and_narrows_the_list(day, visit, small_portal):
    manager = visit('quanly')
    every = rows(manager.get(CITY))

    assert len(every) == 3
    assert [row for row in every if 'Bỏ trống' in row] == every[:2]
    assert '1 còn 1 lần chưa có lý do' in every[1]
    assert rows(manager.get(CITY, {'state': 'missed'})) == every[:2]
    assert rows(manager.get(CITY, {'q': 'ba vì'})) == [every[2]]
    assert rows(manager.get(CITY, {'state': 'kept'})) == []
    assert rows(manager.get(CITY, {'state': 'lạ', 'q': ''})) == every


def test_windows_and_sites_have_english_names_on_english_pages(day, visit, small_portal):
    small_portal['sites']['bavi'].add_translation(Translation(
        'en', title='Ba Vi Commune', state=PUBLISHED))
    transaction.commit()
    page = visit('quanly').get('/english/desk/@@windows-all')

    assert 'Start of the working morning' in page and 'Đầu giờ làm việc' not in page
    assert page.html.find('a', string='Ba Vi Commune', lang='en')
    table = visit('quanly').get('/english/desk/@@windows-table').text
    assert 'Ba Vi Commune' in table and 'Xã Ba Vì' not in table
    assert 'Start of the working morning' in table and 'Đầu giờ làm việc' not in table
    log = visit('bavi-head').get('/english/desk/sites/bavi/@@audit')
    assert 'Ba Vi Commune' in log.html.h1.text


def test_the_table_can_be_taken_away_as_csv(day, visit):
    lines = visit('quanly').get('/desk/@@windows-table?state=missed').text.splitlines()

    assert len(lines) == 1 + 3 + 2
    assert lines[1].endswith(',2026-11-24,Đầu giờ làm việc buổi sáng,07:30–09:00,Bỏ trống,,1,1')
    sheet = cells(visit('quanly').get(CITY, {'state': 'missed'}).click('XLSX').body)
    assert sheet['G2'] == ('n', '1') and 'A7' not in sheet


def test_who_oversees_nothing_sees_no_other_site(day, visit):
    for login in ('bavi-head', 'hanoi-editor'):
        visit(login).get(CITY, status=(403, 404))
        visit(login).get('/desk/@@windows-table', status=(403, 404))
    visit('bavi-head').get('/desk/sites/soxaydung/@@windows', status=(403, 404))


def filled(page, **said):
    [form] = [each for each in page.forms.values() if 'decision' in each.fields]
    for name, value in {'decision': '15/QĐ-UBND', 'dated': '2026-11-20',
                        'body': 'UBND thành phố <Hà Nội>', 'starts': '2026-11-25',
                        'closes-component-sang': '10:00', **said}.items():
        form[name] = value
    return form


@pytest.mark.clause('13.2.a/1')
def test_the_operator_enters_the_decision_on_hours(
        staff, clock, visit, small_portal, registry):
    page = visit('vanhanh').get(HOURS)
    done = filled(page).submit(status=303).follow()
    windows = registry.getUtility(IWindows)
    transaction.begin()
    bavi = small_portal['sites']['bavi']

    assert 'Chưa có quyết định nào' in page
    assert 'UBND thành phố &lt;Hà Nội&gt;' in done
    assert windows.on(bavi, WEDNESDAY, bool)[0].closes == datetime.time(10)
    assert windows.on(bavi, TUESDAY, bool)[0].closes == datetime.time(9)
    assert windows.decided(small_portal, WEDNESDAY).crossposts == {'component'}


def test_a_decision_by_which_breaches_are_counted_is_not_undone(
        staff, clock, visit, small_portal):
    browser = visit('vanhanh')
    filled(browser.get(HOURS)).submit(status=303)
    page = browser.get('/console/@@undo').click('Xem thay đổi…', index=0)
    assert 'không ai hoàn tác được' in page.html.main.get_text()
    assert 'không ai hoàn tác được' in form_with(page, 'id').submit().follow().text

    small_portal._p_jar.sync()
    assert len(hours_of(small_portal).all) == 1


def test_a_decision_that_cannot_be_is_shown_again_with_what_is_wrong(staff, clock, visit):
    for said, why in (
            ({'decision': 'mới'}, 'Số quyết định phải có dạng'),
            ({'starts': ''}, 'Hãy nhập một ngày'), ({'starts': '2026-99-99'}, 'Hãy nhập một ngày'),
            ({'starts': '2026-11-24'}, 'chỉ áp dụng được từ ngày mai'),
            ({'closes-portal-toi': '25:61'}, 'Hãy nhập giờ bắt đầu và giờ kết thúc'),
            ({'closes-portal-toi': '17:00'}, 'Giờ kết thúc phải sau giờ bắt đầu')):
        page = filled(visit('vanhanh').get(HOURS), **said).submit(status=422)

        assert why in page, said
        assert page.forms and filled(page)['body'].value == 'UBND thành phố <Hà Nội>', said


def test_who_does_not_manage_the_portal_enters_no_decision(staff, clock, visit):
    for login in ('hanoi-head', 'bavi-head', 'kiemtra'):
        visit(login).get(HOURS, status=(403, 404))
