"""Asking from the desk, and what it shows of question and answer."""
import datetime

import pytest
import transaction
from hanoiportal.kernel.workflow.interfaces import SUBMITTED
from support.application import app
from support.editorial_staff import CHECKED
from support.link_redemption import opened

PAGE = '/desk/sites/soxaydung/tin-tuc-su-kien/cau/@@clarifications'
DUE = f'{datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=9):%Y-%m-%dT17:00}'
QUESTION = 'Tổng mức đầu tư <là> bao nhiêu?'

stranger = app


@pytest.fixture(params=[True])
def own_settings(request, tmp_path, mail_server):
    return mail_server.settings(tmp_path / 'mail') if request.param else {}


@pytest.fixture
def news(small_portal, editing, staff):
    section = small_portal['sites']['soxaydung']['tin-tuc-su-kien']
    item = editing.add(section, 'cau', 'NewsItem', {'title': 'Khởi công cầu'},
                       staff['soxaydung-contributor'].id)
    item.state = SUBMITTED
    transaction.commit()
    return item


def form_of(page):
    return next(form for form in page.forms.values() if 'question' in form.fields)


def numbered(page, action):
    """Return the form of the first question that sends ``action``."""
    return next(form for form in page.forms.values() if f'@@{action}-clar' in form.action)


def ask(browser, page=PAGE, **changes):
    """Fill in the form and return what follows."""
    form = form_of(browser.get(page))
    for name, value in {'name': 'Phòng Kế hoạch', 'address': 'kh@hanoi.gov.vn',
                        'question': QUESTION, 'due': DUE, **changes}.items():
        form[name] = value
    return form.submit()


@pytest.mark.clause('14.1/1')
def test_an_editor_asks_and_takes_it_back(visit, news):
    browser = visit('soxaydung-editor')
    page = ask(browser).follow()
    asked = page.html.select_one('.outcomes li').get_text(' ', strip=True)
    terms = browser.get('/desk/@@my-duties').html.main.get_text(' ')
    assert 'Chờ trả lời làm rõ' in terms and 'Khởi công cầu' in terms
    back = numbered(page, 'cancel').submit().follow()

    assert 'Đã gửi câu hỏi.' in page
    for text in ('Phòng Kế hoạch', 'chờ trả lời', QUESTION, 'Người soxaydung-editor'):
        assert text in asked
    assert 'đã rút' in back.html.select_one('.outcomes li').get_text()


@pytest.mark.clause('14.1/1')
def test_no_question_is_lost_when_the_text_is_published_and_corrected(visit, news, at_work):
    browser = visit('soxaydung-editor')
    page = ask(browser).follow()
    numbered(page, 'cancel').submit()
    transaction.begin()
    editor, head = at_work('soxaydung-editor'), at_work('soxaydung-head')
    for person, step in ((editor, 'take'), (editor, 'pass_on'), (head, 'approve')):
        person.take(news, step, CHECKED)
    editor.editing.edit(news, {'title': 'Khởi công cầu Tứ Liên'}, editor.id)
    transaction.commit()

    page = browser.get(PAGE)

    assert 'Chưa hỏi ai điều gì' not in page
    assert [' '.join(each.get_text().split()) for each in page.html.select('main h2')] == [
        'Vòng 1 đang công khai']
    assert QUESTION in page.html.select_one('.outcomes li').get_text()
    assert '1 câu hỏi' in browser.get(PAGE.replace('clarifications', 'history'))


def test_what_is_wrong_is_shown_beside_what_was_typed(visit, news):
    for changes, problem in (
            ({'address': ''}, 'Hãy nhập thư điện tử của nơi được hỏi.'),
            ({'due': ''}, 'Hãy nhập ngày, giờ hạn trả lời.'),
            ({'due': '2020-01-01T08:00'}, 'Hạn trả lời phải sau bây giờ.'),
            ({'due': '0001-01-01T00:00'}, 'Hãy nhập ngày, giờ hạn trả lời.'),
            ({'due': '9999-12-31T23:59'}, 'Hạn trả lời không được quá một năm.')):
        page = ask(visit('soxaydung-editor'), **changes)

        assert page.html.select_one('.field .error').get_text() == problem, changes
        assert form_of(page)['question'].value == QUESTION, changes
        transaction.begin()
        assert not news.review or not news.review.clarifications, changes


def test_all_that_is_wrong_is_shown_at_once(visit, news):
    page = ask(visit('soxaydung-editor'), name='', address='', question='', due='')

    assert [each.get_text() for each in page.html.select('.field .error')] == [
        'Chưa nhập nội dung.', 'Hãy nhập thư điện tử của nơi được hỏi.', 'Chưa nhập nội dung.',
        'Hãy nhập ngày, giờ hạn trả lời.']
    told = page.html.select_one('#f-due')['aria-describedby'].split()
    assert 'không quy định thời hạn trả lời' in page.html.find(id=told[0]).text


def test_a_translation_is_asked_about_by_itself(visit, news, editing):
    text = editing.translate(news, 'en', {'title': 'Bridge'}, 'test')
    text.state = SUBMITTED
    transaction.commit()
    ask(visit('soxaydung-editor'), PAGE + '?language=en')

    transaction.begin()
    assert len(text.review.clarifications) == 1
    assert news.review is None or not news.review.clarifications


def test_the_author_reads_what_was_asked_and_cannot_ask(visit, news):
    ask(visit('soxaydung-editor'))
    page = visit('soxaydung-contributor').get(PAGE)

    assert 'Phòng Kế hoạch' in page
    assert all('question' not in form.fields and 'number' not in form.fields
               for form in page.forms.values())


def test_another_site_finds_nothing(visit, news):
    assert visit('bavi-head').get(PAGE, status='*').status_int == 404


def test_a_language_without_a_text_leads_nowhere(visit, news):
    assert visit('soxaydung-editor').get(PAGE + '?language=fr', status='*').status_int == 404


@pytest.mark.parametrize('own_settings', [False], indirect=True)
@pytest.mark.clause('14.1/1')
def test_without_a_mail_server_a_question_is_recorded_and_answered_by_letter_or_link(
        visit, news, stranger):
    browser = visit('soxaydung-editor')
    page = browser.get(PAGE)
    form = form_of(page)
    assert 'chưa được nối với máy chủ thư' in page and 'address' not in form.fields
    assert [value for value, _chosen, _title in form['way'].options] == ['letter', 'call']
    form['name'], form['question'], form['due'] = 'Công an xã', QUESTION, DUE
    refused = form.submit()
    assert refused.html.select_one('#e-reference').get_text().startswith('Hãy ghi số, ngày')

    form = form_of(refused)
    form['reference'] = 'Công văn 12/UBND ngày 27/11/2026'
    page = form.submit().follow()
    assert 'Đã ghi câu hỏi.' in page and 'Công văn 12/UBND' in page
    made = numbered(page, 'cancel')
    made.action = made.action.replace('cancel-clarification', 'clarification-link')
    links = [made.submit().html.select_one('input.address')['value'].removeprefix(
        'https://hanoi.gov.vn') for _each in range(2)]
    assert opened(stranger, links[0]).status_int == 404
    assert QUESTION in opened(stranger, links[1]).html.get_text()

    form = numbered(page, 'record')
    form['text'] = '7.500 tỷ <đồng>'
    refused = form.submit()
    assert [each.get_text() for each in refused.html.select('details[open] .error')] == [
        'Chưa nhập nội dung.', 'Chưa nhập nội dung.']
    form = numbered(refused, 'record')
    assert form['text'].value.strip() == '7.500 tỷ <đồng>'
    form['name'], form['reference'] = 'Đại úy Bình', 'gọi 9 giờ ngày 28/11/2026'
    said = ' '.join(form.submit().follow().html.select_one('.outcomes li').get_text().split())
    assert 'người trả lời: Đại úy Bình; theo gọi 9 giờ ngày 28/11/2026; Người soxaydung-' in said
    transaction.begin()
    assert not news.review.open_clarifications
    assert opened(stranger, links[1]).status_int == 404
