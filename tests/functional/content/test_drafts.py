"""What is typed into a form is kept on the server, for that person alone, beside the content."""
import datetime
import json
import re

import pytest
import transaction
from hanoiportal.content.drafts.resource import KEY
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.storage.snapshot import latest
from support.people import login_form
from support.typing_page import ITEM, UNCLOSED
from support.typing_portal import typing_item, typing_settings

pytestmark = pytest.mark.filterwarnings(UNCLOSED)
SECTION = '/desk/sites/bavi/tin-tuc-su-kien'
MARK = 'a' * 32

own_settings = typing_settings
item = typing_item


class Writer:
    """Somebody with the form of the item open."""

    def __init__(self, browser, path=f'{ITEM}/@@typing'):
        self.browser = browser
        self.page = browser.get(path)
        self.form = self.page.forms['writing']

    def send(self, status=200, address=f'{ITEM}/@@autosave', **sent):
        """Send what ``autosave.js`` sends and return the JSON of the answer."""
        body = {'mark': self.form['draft'].value, 'base': self.form['base'].value, **sent}
        return self.browser.post(
            address, json.dumps(body), status=status, content_type='application/json',
            headers={'X-CSRF-Token': self.form['csrf_token'].value}).json


@pytest.fixture
def writer(visit, item):
    """``writer(login, **options)``: a ``Writer``."""
    return lambda login='bavi-editor', *args: Writer(visit(login), *args)


def offers(page):
    return [form for form in page.forms.values() if form.action.endswith('@@discard-draft')]


def test_what_is_typed_is_kept_and_offered_and_restored(writer, item):
    lan = writer()

    said = lan.send(fields={'title': 'Đang viết <b>'})

    assert said['revision'] == 1 and re.fullmatch(r'\d\d:\d\d:\d\d', said['at'])
    page = lan.browser.get(f'{ITEM}/@@typing')
    assert 'Có bản lưu tự động lúc' in page.html.find(class_='offer').text
    assert page.forms['writing']['title'].value == 'Tin một'
    mark = offers(page)[0]['draft'].value
    restored = lan.browser.get(f'{ITEM}/@@typing?draft={mark}')
    assert restored.forms['writing']['title'].value == 'Đang viết <b>'
    assert restored.forms['writing']['draft'].value == mark
    assert 'Đang mở bản lưu tự động lúc' in restored.text and offers(restored) == []


def test_the_link_of_the_offer_goes_to_the_page_of_the_item_with_its_mark(writer):
    lan = writer()
    lan.send(fields={'title': 'Đang viết'})

    page = lan.browser.get(f'{ITEM}/@@typing')

    mark = offers(page)[0]['draft'].value
    assert page.html.find(class_='offer').a['href'] == f'{ITEM}/@@edit?draft={mark}'


def test_nobody_else_gets_it_back_not_even_an_administrator(writer, visit):
    lan = writer()
    lan.send(fields={'title': 'Lời riêng của Lan'})
    mark = lan.form['draft'].value

    for login in ('bavi-member', 'bavi-head', 'quantri', 'vanhanh'):
        other = visit(login)
        for path in (f'{ITEM}/@@typing', f'{ITEM}/@@typing?draft={mark}',
                     '/console/drafts/@@mounted', '/console/@@databases'):
            page = other.get(path, status='*')
            assert 'Lời riêng của Lan' not in page.text
            assert mark not in page.text.replace(f'draft={mark}', '')


def test_saving_forgets_the_draft_and_what_arrives_late(writer):
    lan = writer()
    lan.send(fields={'title': 'Đang viết'})
    lan.form['title'] = 'Đã viết'

    page = lan.form.submit().follow()

    assert page.forms['writing']['title'].value == 'Đã viết' and offers(page) == []
    assert lan.send(409, fields={'title': 'Muộn'}) == {'problem': 'saved'}
    assert offers(lan.browser.get(f'{ITEM}/@@typing')) == []


def test_a_save_that_is_refused_keeps_the_draft(writer):
    lan = writer()
    lan.send(fields={'title': 'Đang viết'})
    lan.form['csrf_token'] = 'x'

    lan.form.submit(status=403)

    assert len(offers(lan.browser.get(f'{ITEM}/@@typing'))) == 1


def test_a_draft_can_be_thrown_away(writer):
    lan = writer()
    lan.send(fields={'title': 'Đang viết'})

    answer = offers(lan.browser.get(f'{ITEM}/@@typing'))[0].submit()

    assert answer.location.endswith(f'{ITEM}/@@edit')
    page = lan.browser.get(f'{ITEM}/@@typing')
    assert offers(page) == [] and 'Đã bỏ bản lưu tự động.' in page.text


def test_a_draft_that_says_what_is_saved_already_is_not_offered(writer):
    lan = writer()
    lan.send(fields={'title': ' Tin một'})

    assert offers(lan.browser.get(f'{ITEM}/@@typing')) == []


def test_a_draft_of_another_day_says_the_day(writer, small_portal, staff):
    lan = writer()
    lan.send(fields={'title': 'Đang viết'})
    transaction.begin()
    [draft] = small_portal['drafts'][KEY].by_person[staff['bavi-editor'].id].values()
    draft.saved_at = datetime.datetime(2025, 8, 15, 18, 5, tzinfo=datetime.timezone.utc)
    transaction.commit()

    page = lan.browser.get(f'{ITEM}/@@typing')

    assert '01:05, 16/08/2025' in page.html.find(class_='offer').text


def test_keeping_writes_nothing_but_the_drafts_database(writer, registry, tmp_path):
    lan = writer()
    size, tid = (tmp_path / 'content.fs').stat().st_size, latest(content_database(registry))
    interactions = content_database(registry).databases['interactions'].lastTransaction()
    drafts = content_database(registry).databases['drafts'].lastTransaction()

    for number in range(20):
        lan.send(fields={'title': f'Lần {number}', 'body': '<p>x</p>' * 10_000})

    assert (tmp_path / 'content.fs').stat().st_size == size
    assert latest(content_database(registry)) == tid
    assert content_database(registry).databases['interactions'].lastTransaction() == interactions
    assert content_database(registry).databases['drafts'].lastTransaction() != drafts


def test_a_long_text_is_sent_as_what_changed_in_it(writer):
    lan = writer()
    lan.send(fields={'body': 'ă' * 300_000})

    assert lan.send(after=1, splices={'body': [300_000, 300_000, '😀']})['revision'] == 2
    assert lan.send(409, after=1, splices={'body': [0, 0, 'x']}) == {'problem': 'behind'}

    page = lan.browser.get(f"{ITEM}/@@typing?draft={lan.form['draft'].value}")
    assert page.forms['writing']['body'].value.endswith('ă😀')


def test_what_the_script_never_sends_is_no_error_of_the_server(writer):
    lan = writer()
    for body in [
            b'', b'x', b'[]', b'{"fields": 1}', b'{"fields": {"title": 1}}', b'{"mark": 1}',
            b'\xff',
            b'{"splices": {"title": [1, 2]}}', b'{"splices": {"title": [true, 2, ""]}}',
            b'{"after": -1}', b'{"after": ' + b'9' * 5000 + b'}', b'[' * 100_000,
            b'{"mark": "' + b'a' * 32 + b'", "fields": {"nothing": "x"}}',
            b'{"mark": "' + b'a' * 32 + b'", "fields": {"title": "x"}, "base": "' + b'x' * 20_000
            + b'"}']:
        answer = lan.browser.post(
            f'{ITEM}/@@autosave', body, content_type='application/json', expect_errors=True,
            headers={'X-CSRF-Token': lan.form['csrf_token'].value})

        assert answer.status_int in (400, 413)


@pytest.mark.parametrize('query', ['?language=xx', '?type=Nothing', '?type=Account', '?language='])
def test_a_language_or_type_that_is_not_there_is_not_found(writer, query):
    lan = writer()

    lan.send(404, f'{ITEM}/@@autosave{query}', fields={'title': 'x'})


def test_what_is_new_is_kept_for_its_place(writer):
    lan = writer()

    said = lan.send(address=f'{SECTION}/@@autosave?type=NewsItem', fields={'title': 'Tin mới'})

    assert said['revision'] == 1 and said['others'] == []
    assert offers(lan.browser.get(f'{ITEM}/@@typing')) == []


def test_a_translation_is_kept_by_who_translates(visit, item):
    translator = visit('bavi-translator')
    token = translator.get(f'{ITEM}/@@autosave?language=en').json['token']

    def send(query, status):
        return translator.post(
            f'{ITEM}/@@autosave{query}', json.dumps({'mark': MARK, 'fields': {'title': 'News'}}),
            content_type='application/json', headers={'X-CSRF-Token': token}, status=status)

    assert send('?language=en', 200).json['revision'] == 1
    assert send('', 404).json == {'problem': 'gone'}


@pytest.mark.parametrize('login, status', [
    ('bavi-editor', 200), ('bavi-head', 200), ('quantri', 200), ('bavi-contributor', 404),
    ('kiemtra', 404), ('soxaydung-editor', 404), ('khach', 404)])
def test_only_who_may_edit_keeps_anything_and_all_others_are_told_the_same(
        visit, item, login, status):
    browser = visit(login)
    assert browser.get(f'{ITEM}/@@autosave', status='*').status_int == status
    token = login_form(browser.get('/login?came_from=/')).fields['csrf_token'][0].value

    def send(path):
        return browser.post(
            f'{path}/@@autosave', json.dumps({'mark': MARK, 'fields': {'title': 'x'}}),
            content_type='application/json', headers={'X-CSRF-Token': token}, status='*')

    assert send(ITEM).status_int == status
    if status != 200:
        assert send(ITEM).json == send(ITEM + '-khac').json == {'problem': 'gone'}


def test_without_a_session_or_with_an_old_token_a_program_is_told_which(writer, app):
    lan = writer()
    old = lan.form['csrf_token'].value

    def post(browser, token):
        answer = browser.post(f'{ITEM}/@@autosave', '{}', content_type='application/json',
                              headers={'X-CSRF-Token': token}, status=403)
        return answer.json['problem']

    assert post(app, old) == 'login'
    assert post(lan.browser, 'x' * len(old)) == 'token'
    token = lan.browser.get(f'{ITEM}/@@autosave').json['token']
    assert lan.send(fields={'title': 'x'})['revision'] == 1 and token == old


def test_people_at_one_text_see_each_other_by_their_full_names(writer, staff):
    lan, minh = writer('bavi-editor'), writer('bavi-head')
    lan.send()

    said = minh.send()

    assert [each['name'] for each in said['others']] == ['Người bavi-editor']
    page = minh.browser.get(f'{ITEM}/@@typing')
    assert 'Người bavi-editor cũng đang mở bài này.' in page.html.find(class_='company').text
    assert lan.send(leaving=True)['others'] != []
    assert minh.send()['others'] == []


def test_somebody_without_a_name_is_not_called_by_their_log_in(writer, staff):
    staff['bavi-editor'].full_name = ''
    transaction.commit()
    writer('bavi-editor').send()

    assert [each['name'] for each in writer('bavi-head').send()['others']] == ['Một người khác']


def test_who_types_holds_the_text_until_somebody_takes_it_over(writer):
    lan, minh = writer('bavi-editor'), writer('bavi-head')
    lan.send(fields={'title': 'Lan viết'})

    assert [each['holds'] for each in minh.send(fields={'body': 'Minh'})['others']] == [True]
    page = minh.browser.get(f'{ITEM}/@@typing')
    assert 'đang giữ bài này' in page.html.find(class_='company').text
    form = next(form for form in page.forms.values() if form.action.endswith('@@take-over'))
    assert form.submit().location.endswith(f'{ITEM}/@@edit')

    said = lan.send(fields={'title': 'Lan viết tiếp'})
    assert said['takenBy'] == 'Người bavi-head'
    assert [each['holds'] for each in said['others']] == [True]
    assert lan.send(taking=True)['takenBy'] == ''
    assert minh.send()['takenBy'] == 'Người bavi-editor'


def test_disjoint_fields_of_two_people_are_both_saved(writer):
    lan, minh = writer('bavi-editor'), writer('bavi-head')
    lan.form['title'], minh.form['body'] = 'Tựa của Lan', '<p>Lời của Minh</p>'

    lan.form.submit().follow()
    page = minh.form.submit().follow()

    assert page.forms['writing']['title'].value == 'Tựa của Lan'
    assert page.forms['writing']['body'].value == '<p>Lời của Minh</p>'


@pytest.fixture
def asked(writer):
    """The page that Minh gets when Lan has saved the title he has changed, too."""
    lan, minh = writer('bavi-editor'), writer('bavi-head')
    lan.form['title'], lan.form['summary'] = 'Tựa của <b>Lan', 'Tóm tắt của Lan'
    lan.form.submit().follow()
    minh.form['title'], minh.form['body'] = 'Tựa của Minh', '<p>Lời của Minh</p>'
    return minh.form.submit()


def choice(page):
    return next(form for form in page.forms.values() if 'choice.title' in form.fields)


def saved(page):
    form = page.follow().forms['writing']
    return form['title'].value, form['summary'].value, form['body'].value


def test_the_same_field_shows_both_texts_and_what_differs(asked):
    sides = asked.html.select('.conflict section')

    assert [side.p.text for side in sides] == ['Tựa của <b>Lan', 'Tựa của Minh']
    assert sides[1].ins.text == 'Minh'
    assert asked.html.legend.text == 'Tiêu đề'


def test_the_page_says_who_has_saved_meanwhile_or_that_it_was_oneself(asked, writer):
    assert 'Người bavi-editor đã lưu thay đổi ở cùng ô lúc' in ' '.join(
        asked.html.select_one('[role=alert]').text.split())

    one, other = writer('bavi-editor'), writer('bavi-editor')
    one.form['summary'], other.form['summary'] = 'Cửa sổ một', 'Cửa sổ hai'
    one.form.submit().follow()
    assert 'chính tài khoản này' in other.form.submit().html.select_one('[role=alert]').text


@pytest.mark.parametrize('chosen, title', [
    ('theirs', 'Tựa của <b>Lan'), ('mine', 'Tựa của Minh'), ('made', 'Tựa của cả hai')])
def test_the_person_chooses_and_the_rest_of_both_is_kept(asked, chosen, title):
    form = choice(asked)
    form['choice.title'] = chosen
    form['made.title'] = 'Tựa của cả hai'

    assert saved(form.submit()) == (title, 'Tóm tắt của Lan', '<p>Lời của Minh</p>')


def test_who_saves_once_more_meanwhile_is_asked_about_too(asked, writer):
    lan = writer('bavi-editor')
    lan.form['title'] = 'Tựa thứ ba'
    lan.form.submit().follow()
    form = choice(asked)
    form['choice.title'] = 'mine'

    again = form.submit()

    assert [side.p.text for side in again.html.select('.conflict section')] == [
        'Tựa thứ ba', 'Tựa của Minh']
    form = choice(again)
    form['choice.title'] = 'mine'
    assert saved(form.submit()) == ('Tựa của Minh', 'Tóm tắt của Lan', '<p>Lời của Minh</p>')


def test_a_restored_draft_is_merged_with_what_was_saved_since(writer):
    lan, minh = writer('bavi-editor'), writer('bavi-head')
    lan.send(fields={'title': 'Tựa của Lan'})
    minh.form['title'] = 'Tựa của Minh'
    minh.form.submit().follow()

    page = lan.browser.get(f"{ITEM}/@@typing?draft={lan.form['draft'].value}")

    assert page.forms['writing']['title'].value == 'Tựa của Lan'
    asked = page.forms['writing'].submit()
    assert [side.p.text for side in asked.html.select('.conflict section')] == [
        'Tựa của Minh', 'Tựa của Lan']


def sealing(page):
    """Return the key and the place in the browser's storage that a form gives."""
    part = page.html.select_one('[data-autosave]')
    return part['data-key'], part['data-place']


def test_the_key_of_what_a_browser_holds_is_for_one_account_and_always_the_same(writer, visit):
    lan, minh = writer(), writer('bavi-head')
    again = writer(), lan.browser.get(f'{ITEM}/@@edit')
    [(key, place), other] = map(sealing, (lan.page, minh.page))

    assert [sealing(again[0].page), sealing(again[1])] == [(key, place)] * 2
    assert key != other[0] and place != other[1]
    assert 'no-store' in lan.page.headers['Cache-Control']
    assert 'tin-mot' not in place and lan.form['csrf_token'].value not in key
    assert key not in json.dumps(lan.send(fields={'title': 'Hai'}))
    assert key not in lan.browser.get(f'{ITEM}/@@autosave').text


def test_the_place_of_another_text_is_another(writer, item):
    lan = writer()
    new = lan.browser.get(f'{SECTION}/@@add?type=NewsItem')

    assert sealing(new)[0] == sealing(lan.page)[0] and sealing(new)[1] != sealing(lan.page)[1]
