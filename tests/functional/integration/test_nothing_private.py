"""Drafts, cases, accounts and a practice site full of planted words: no byte of them leaves for
other programs, nor what is published for practice the site for it.
"""
import gzip
import json

import pytest
import transaction
from hanoiportal.integration.boardletters.interfaces import CannotMailLetter, LetterText
from hanoiportal.integration.boardletters.services import BoardLetters
from hanoiportal.integration.dataportal.packages import packages
from hanoiportal.integration.dumps.interfaces import IDumps
from hanoiportal.integration.nationalmonitoring.figures import Window, counted
from hanoiportal.kernel.tree.lookup import site_called
from hanoiportal.participation.cases.interfaces import ANSWERED, QUESTION, Sender, Submission
from hanoiportal.participation.questions.interfaces import ICaseForms
from hanoiportal.participation.questions.steps import place_choices
from hanoiportal.platform.subscriptions.following import follow
from hanoiportal.platform.subscriptions.interfaces import AT_ONCE, CONFIRM, IFollowers
from hanoiportal.shells.api.endpoints import IEndpoints
from hanoiportal.shells.public.home.preferences import wards_of
from hanoiportal.types.component_site import PRACTICE
from hanoiportal.types.homepage.checks import found_at, sites_at
from support.crossposting import crossing_of, published
from support.plant_secrets import ASCII, NAME, Planted
from support.subscribing import mailing_settings, subscriber_register

mail_settings, followers = mailing_settings, subscriber_register
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


@pytest.mark.clause('20.1')
def test_nothing_of_a_practice_site_leaves_it(
        small_portal, bavi, ward, at_work, browser, registry, environment, delivering, receiver,
        followers):
    bavi.purpose = PRACTICE
    wish = 'site', str(bavi.__oid__)
    reader, (asked, *_more) = followers.ask([wish], 'me@example.vn', 'vi', AT_ONCE, 'n')
    followers.confirm(followers.code(reader, CONFIRM, str(asked.number), 'n'))
    transaction.commit()
    writers = at_work('bavi-editor'), at_work('bavi-member')
    item = published(*writers, ward, f'Buổi tập {NAME}')
    transaction.commit()
    own = f'/sites/bavi/tin-tuc-su-kien/{item.__name__}'
    assert NAME in browser.get(own) and NAME in browser.get('/sites/bavi/atom.xml')
    assert 'noindex' in browser.get(own).headers['X-Robots-Tag']

    delivering.connect()
    delivering.service.send_all(delivering.portal, delivering.number, 'test')
    transaction.commit()
    delivering.look(hours=1)
    assert not receiver.copy and not delivering.service.receivers(bavi)
    follow(environment)
    transaction.begin()
    assert not reader.waiting and not registry.getAdapter(
        small_portal, IFollowers).name(*wish, 'vi')
    letters = BoardLetters(registry, small_portal, writers[0].allowed, None, None)
    with pytest.raises(CannotMailLetter):
        letters.write(bavi, 0, LetterText('Thư', 'Chào', (), (), ('site:1',), None), 'u1')

    registry.getUtility(IDumps).make(environment)
    dump = gzip.decompress(browser.get(f'{API}/dumps/moi-nhat.jsonl.gz').body)
    changes = browser.get(f'{API}/changes?since={delivering.kept.epoch}-0&limit=500').json
    assert not any(each['languages'] for each in changes['changes']
                   if each['id'] == str(item.__oid__))
    assert browser.get(f'{API}/sites/bavi', status=404) and 'bavi' not in browser.get(
        f'{API}/sites').text
    pages = [browser.get(each).body for each in (
        '/', '/sites', '/tin-tuc-su-kien', '/atom.xml', '/rss.xml', '/feed.json', '/sitemap',
        '/sitemap.xml', '/sitemap-news.xml', '/search?q=tap', '/search?q=tap&site=bavi',
        '/suggest?q=tap', '/ban-tin')]
    secrets = NAME, json.dumps(NAME)[1:-1], own
    for told in (dump, *pages, *(
            body for _status, body in asked_of_all(browser, registry, item))):
        assert not [each for each in secrets if each.encode() in told], told[:300]

    assert bavi not in [*wards_of(small_portal), *sites_at(small_portal, bavi.kind),
                        *sites_at(small_portal, '/sites/bavi')]
    section = 'tin-tuc-su-kien'
    assert found_at(bavi, section) and not found_at(small_portal, f'/sites/bavi/{section}')
    bavi.level = 'commune'
    form = registry.getUtility(ICaseForms)['phan-anh']
    assert form.asks_place and not place_choices(form, small_portal, small_portal)

    assert site_called(small_portal, 'bavi') is None
    assert not list(packages(environment, {'owners': 'bavi ba-vi'}))
    assert not counted(Window(1, 0), environment, {'codes': 'bavi H26.1'})
    news = published(at_work('hanoi-editor'), at_work('hanoi-member'),
                     small_portal['tin-tuc-su-kien'], 'Tin của Thành phố')
    crossing = crossing_of(registry, small_portal, writers[0])
    assert bavi not in crossing.sending.addressees(news)
    assert crossing.sending.reasons_against(item) and not crossing.sending.reasons_against(news)
