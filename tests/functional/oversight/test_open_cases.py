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
