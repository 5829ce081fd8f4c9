"""The hotline: a call becomes a case, and its answer is read by who entered it alone."""
import datetime

import pytest
import transaction
from hanoiportal.base.clock import UTC
from hanoiportal.integration.hotline.interfaces import CALLS_WRITE
from hanoiportal.integration.idempotency.erasing import forget_call_answers
from hanoiportal.integration.serviceaccounts.interfaces import SUBMIT
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.participation.cases.interfaces import (
    ANSWERED,
    FORWARDED,
    MERGED,
    PHONE,
    QUESTION,
    TAKEN,
)
from support.systems import System, connected

GIVEN = {'kind': QUESTION, 'received': '2026-11-24T08:15:00+07:00', 'title': 'Hỏi giờ làm việc',
         'text': 'Bộ phận một cửa mở cửa lúc nào?', 'name': 'Nguyễn Thị Gọi',
         'phone': '0912 345 678', 'publish': True}


@pytest.fixture
def hotline(browser, registry, bavi):
    return System(browser, connected(registry, bavi, (CALLS_WRITE,), title='Tổng đài')[1])


@pytest.fixture
def enter(hotline):
    """``enter(status, headers, **changes)``: the answer to a call."""
    def one(status=201, headers=None, **changes):
        answer = hotline.ask('POST', '/calls', {**GIVEN, **changes}, status, **(headers or {}))
        transaction.begin()
        return answer

    return one


@pytest.mark.clause('4.3.a')
def test_a_call_is_a_case_whose_term_counts_from_the_call_and_its_answer_is_read_out(
        enter, hotline, cases, bavi, small_portal, registry):
    before = content_database(registry).storage.lastTransaction()
    made = enter()
    case = cases.get(1)
    assert (case.code, case.channel, case.site) == (
        made.json['code'], PHONE, str(bavi.__oid__))
    assert case.received == datetime.datetime(2026, 11, 24, 1, 15, tzinfo=UTC)
    contents = cases.open(case)
    assert (contents.text, contents.sender.phone) == (GIVEN['text'], GIVEN['phone'])
    assert made.json['open'] and made.json['answer'] == ''
    assert made.json['due'] > '2026-12-10', 'of the answer, not of sorting the call'
    assert 'Mới nhận' in made.json['spoken'] and 'Hạn trả lời' in made.json['spoken']
    assert GIVEN['phone'] not in made.text and GIVEN['name'] not in made.text

    cases.append(case, TAKEN, actor='test', site=case.site)
    cases.append(case, FORWARDED, actor='test', site=case.site,
                 to=str(small_portal['sites']['soxaydung'].__oid__))
    cases.append(case, ANSWERED, text='Từ 7 giờ 30\nđến 17 giờ.', actor='test',
                 site=str(small_portal['sites']['soxaydung'].__oid__))
    transaction.commit()
    read = hotline.ask('GET', made.headers['Location'], status=200).json
    assert (read['state'], read['open'], read['due']) == ('Đã trả lời', False, '')
    assert read['answer'] == 'Từ 7 giờ 30\nđến 17 giờ.' and read['spoken'].endswith(read['answer'])
    assert hotline.ask('GET', f'/calls/{case.code.lower()}', status=200).json == read
    assert content_database(registry).storage.lastTransaction() == before


def test_the_answer_of_the_case_that_a_call_was_merged_with_is_read_out(
        enter, hotline, cases, small_portal):
    enter()
    made = enter(text='Mấy giờ mở cửa?')
    first, second = cases.get(1), cases.get(2)
    cases.append(second, MERGED, to=str(first.number), actor='test', site=second.site)
    cases.append(first, ANSWERED, text='Từ 7 giờ 30.', actor='test', site=first.site)
    transaction.commit()
    read = hotline.ask('GET', made.headers['Location'], status=200).json
    assert (read['code'], read['state'], read['open']) == (second.code, 'Đã trả lời', False)
    assert read['answer'] == 'Từ 7 giờ 30.' and first.code not in str(read)


def test_the_same_key_is_the_same_call_until_its_answers_are_forgotten(
        enter, cases, small_portal, registry):
    key = {'Idempotency_Key': '"cuoc-goi-1"'}
    first = enter(headers=key)
    assert enter(headers=key).json == first.json and cases.get(2) is None
    assert enter(422, key, title='Khác').json['type'].endswith('key-used')
    account = cases.get(1).events[0].actor

    class Gone:
        accounts, oids = {account}, ()

    forget_call_answers(small_portal, Gone, registry)
    transaction.commit()
    enter(headers=key)
    assert cases.get(2) is not None


def test_a_call_that_is_wrong_names_the_field_and_is_no_case(enter, cases):
    for changes, field in [
            ({'kind': 'request'}, 'kind'), ({'kind': 7}, 'kind'),
            ({'received': 'hôm qua'}, 'received'),
            ({'received': '2027-01-01T00:00:00Z'}, 'received'),
            ({'received': '2020-01-01T00:00:00Z'}, 'received'),
            ({'received': '2026-11-24'}, 'received'),
            ({'received': '2026-11-24T08:15:00'}, 'received'),
            ({'received': '2026-W47-2'}, 'received'),
            ({'title': ' '}, 'title'),
            ({'text': ''}, 'text'), ({'field': 'khong-co'}, 'field'),
            ({'phone': 'x' * 301}, 'phone'),
            ({'publish': 'yes'}, 'publish'), ({'channel': 'web'}, 'channel')]:
        problem = enter(422, **changes).json
        assert [each['pointer'] for each in problem['errors']] == [f'/{field}']
        assert cases.get(1) is None


def test_nobody_reads_the_calls_of_others(enter, hotline, cases, browser, registry, bavi,
                                         small_portal):
    code = enter().json['code']
    unknown = hotline.ask('GET', '/calls/HN-0000-0000', status=404).json
    for site, scopes, title, status in (
            (bavi, (CALLS_WRITE,), 'Khác', 404), (bavi, (SUBMIT,), 'Không', 403),
            (small_portal['sites']['soxaydung'], (CALLS_WRITE,), 'Tổng đài', 404)):
        other = System(browser, connected(registry, site, scopes, title=title)[1])
        answer = other.ask('GET', f'/calls/{code}', status=status).json
        assert status != 404 or {**answer, 'instance': ''} == {**unknown, 'instance': ''}
    assert System(browser, None).ask('GET', f'/calls/{code}', status=401)
    case = cases.get(1)
    cases.erase(case)
    transaction.commit()
    gone = hotline.ask('GET', f'/calls/{code}')
    assert gone.status_int in (200, 404) and GIVEN['title'] not in gone.text
