"""What the public is told of cases that are not public: by a snapshot, and nothing of them."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.oversight.compliance.resource import snapshot_of
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    QUESTION,
    REQUEST,
    TAKEN,
    Sender,
    Submission,
)
from hanoiportal.types.component_site import PRACTICE
from support import feed_rules

PATH = '/hoi-dap/dang-giai-quyet'


def send(cases, site, kind=QUESTION, received='2026-03-02T08:00+07:00'):
    receipt = cases.receive(Submission(
        kind, str(site.__oid__), 'zqtieude', 'zqthan', field='dat-dai-moi-truong',
        sender=Sender(name='zqten'), received_at=parse(received)))
    return cases.get(receipt.number)


def rows(app, path):
    return [[each.get_text(' ', strip=True) for each in row.select('th, td')]
            for row in app.get(path).html.select('tbody tr')]


@pytest.mark.clause('4.3')
def test_field_body_days_and_state_are_told_and_nothing_else(
        app, cases, small_portal, bavi, look):
    taken = send(cases, bavi)
    cases.append(taken, TAKEN, actor='an', site=taken.site)
    send(cases, bavi, REQUEST)
    send(cases, small_portal, received='2026-03-03T08:00+07:00')
    look()
    here = rows(app, f'/sites/bavi{PATH}')
    text = ''.join(app.get(PATH + ending).text for ending in ('', '.csv', '.json', '.atom'))

    assert [row[1:5] for row in here] == [
        ['Câu hỏi', 'Đất đai, môi trường, nông nghiệp', 'Đang xử lý', '02/03/2026']]
    assert here[0][5].endswith('Trễ hạn')
    assert [row[5].split()[0] for row in rows(app, PATH)] == ['23/03/2026', '24/03/2026'], (
        'both of the answer, not of sorting')
    assert 'Ủy ban nhân dân xã Ba Vì: 1 hồ sơ đang giải quyết, 1 trễ hạn' in text
    assert not list(feed_rules.atom(app.get(f'{PATH}.atom').body))
    assert not [word for word in ('zqtieude', 'zqthan', 'zqten', taken.code) if word in text]
    assert '08:00' not in text

    bavi.purpose = PRACTICE
    transaction.commit()
    assert [len(rows(app, f'{at}{PATH}')) for at in ('', '/sites/bavi')] == [1, 1]


def test_the_list_is_cut_down_by_body_field_state_and_deadline_in_both_languages(
        app, cases, small_portal, bavi, look, clock):
    cases.append(late := send(cases, bavi), TAKEN, actor='an', site=late.site)
    send(cases, small_portal, received=clock.now().isoformat())
    look()

    def found(query, at=PATH):
        page = app.get(f'{at}?{query}').html.main
        return [row.th.text for row in page.select('tbody tr')], page

    city, ward = small_portal.owner, bavi.owner
    field = 'linh-vuc=Đất đai, môi trường, nông nghiệp'
    assert [found(query)[0] for query in (
        f'co-quan={ward}', 'tinh-trang=new', 'han=tre-han', f'{field}&han=trong-han',
        f'co-quan={ward}&tinh-trang=new', 'tinh-trang=%00&co-quan=x')] == [
            [ward], [city], [ward], [city], [], []]
    english = found(f'co-quan={ward}', f'/english{PATH}')[1]
    assert [each.get_text(' ', strip=True) for each in english.select('#tinh-trang option')] == [
        'All', 'Newly received (0)', 'In hand (1)', 'Day of the answer promised (0)',
        'Reopened (0)', 'Answered']
    assert english.select_one('#co-quan option[selected]')['value'] == ward
    empty = found('tinh-trang=reopened')[1]
    assert 'phù hợp với bộ lọc' in empty.text and empty.find('a', string='Bỏ lọc')['href'] == PATH
    assert 'co-quan' in found(f'co-quan={ward}')[1].find('a', string='Tải danh sách (CSV)')['href']
    assert len(app.get(f'{PATH}.csv?co-quan={ward}').text.splitlines()) == 2
    assert len(app.get(f'{PATH}.json?han=trong-han').json['cases']) == 1
    leads = app.get(f'{PATH}?tinh-trang=da-tra-loi&{field}&han=tre-han', status=302)
    back = app.get(f'/hoi-dap?tinh-trang=taken&{field}&nam=2026', status=302)
    assert leads.location.partition('?')[0].endswith('/hoi-dap')
    assert leads.location.partition('?')[2] == back.location.partition('tinh-trang=taken&')[2]
    assert [row.th.text for row in back.follow().html.select('tbody tr')] == [ward]


def test_nothing_is_written_when_nothing_changed(app, cases, bavi, look, small_portal):
    case = send(cases, bavi)
    assert look()
    assert not look()

    cases.append(case, ANSWERED, text='Có', actor='an', site=case.site)
    assert look()
    assert rows(app, PATH) == [] and 'Hiện không có hồ sơ nào' in app.get(PATH)
    assert isinstance(snapshot_of(small_portal).moment, datetime.datetime)


def test_a_portal_without_a_snapshot_has_an_empty_list(app, small_portal):
    assert 'Hiện không có hồ sơ nào đang giải quyết.' in app.get(f'/sites/bavi{PATH}')
    app.get('/tin-tuc-su-kien/dang-giai-quyet', status=404)
