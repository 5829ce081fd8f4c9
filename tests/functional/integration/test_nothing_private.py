"""Drafts, cases and accounts full of planted words: no byte of them leaves for other programs."""
import gzip
import json

import pytest
import transaction
from hanoiportal.integration.dumps.interfaces import IDumps
from hanoiportal.participation.cases.interfaces import ANSWERED, QUESTION, Sender, Submission
from hanoiportal.shells.api.endpoints import IEndpoints
from support.plant_secrets import ASCII, NAME, Planted
from support.subscribing import mailing_settings

mail_settings = mailing_settings
API = '/api/v1'
#: What stands in addresses; other words are those of the item that is public.
WORDS = {'site': 'bavi', 'day': '2026-01-05', 'anchor': 'dieu-1', 'draft': '7', 'upload': '0' * 32,
         'call': 'HN-0000-0000', 'package': 'HN-0000-0000', 'name': 'moi-nhat.jsonl.gz',
         'device': '1'}


@pytest.fixture
def own_settings(mail_settings, tmp_path):
    return {**mail_settings, 'portal.dumps': str(tmp_path / 'dumps')}


@pytest.fixture
def planted(small_portal, registry, editing, publishing, staff):
    """A public item, and ``NAME`` in all that goes with it and is not public."""
    account = staff['bavi-editor']
    account.full_name, account.email = f'Bà {NAME}', f'{ASCII}@hanoi.gov.vn'
    planting = Planted(small_portal, registry, editing, publishing, account)
    item = editing.add(planting.section, 'cong-khai', 'NewsItem', {
        'title': 'Tin công khai', 'body': '<p>A</p>'}, account.id)
    publishing.publish(item, account.id)
    transaction.commit()
    planting.enrich(item, NAME)
    return item, account


@pytest.fixture
def case(cases, bavi):
    """A case that somebody called ``NAME`` has sent, answered."""
    receipt = cases.receive(Submission(
        QUESTION, str(bavi.__oid__), f'Đơn của {NAME}', f'{NAME} hỏi.',
        sender=Sender(NAME, email=f'{ASCII}@example.vn', phone='0912 345 678')))
    case = cases.get(receipt.number)
    cases.append(case, ANSWERED, text=f'Trả lời {NAME}.', actor='test', site=case.site)
    transaction.commit()
    return receipt


def asked_of_all(browser, registry, item):
    """Yield what each endpoint answers to somebody without a token, and each page of changes."""
    words = {**WORDS, 'id': str(item.__oid__)}
    for each in registry.getUtility(IEndpoints).all():
        needed = f'?q={NAME}&limit=100' if any(one.is_required for one in each.parameters) else (
            '?limit=100')
        for query in ('', needed):
            answer = browser.get(API + each.path.format(**words) + query, status='*')
            yield answer.status_int, str(answer.headers).encode() + answer.body.replace(
                NAME.encode(), b'', 1 if 'q=' in query and answer.json.get('query') else 0)


def test_no_byte_of_drafts_cases_or_accounts_leaves(
        planted, case, browser, registry, environment, delivering, receiver):
    item, account = planted
    delivering.connect()
    delivering.service.send_all(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.until_still()
    assert str(item.__oid__) in receiver.copy
    registry.getUtility(IDumps).make(environment)
    dump = gzip.decompress(browser.get(f'{API}/dumps/moi-nhat.jsonl.gz').body)
    answers = list(asked_of_all(browser, registry, item))
    assert [status for status, _bytes in answers].count(200) > 15
    for told in (dump, b''.join(body for _status, body in answers)):
        assert 'Tin công khai'.encode() in told

    secrets = (NAME, ASCII, json.dumps(NAME)[1:-1], account.id, case.code, '345 678', '912345678')
    for told in (dump, *(body for _status, body in answers), *(
            repr(headers).encode() + body for _path, headers, body in receiver.asked)):
        assert not [each for each in secrets if each.encode() in told], told[:300]
