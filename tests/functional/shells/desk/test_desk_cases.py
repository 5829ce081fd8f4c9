"""The inbox in the desk: lists, one case, its forms, intake, and who finds nothing (13.1.e)."""
import datetime
import re

import pytest
import transaction
import webtest
from hanoiportal.base.clock import SystemClock, local
from hanoiportal.kernel.storage.databases import content_database
from hanoiportal.kernel.tree.resources import Translation
from hanoiportal.kernel.workflow.interfaces import PUBLISHED
from hanoiportal.participation.cases import interfaces as words
from hanoiportal.participation.cases.interfaces import Attachment, ICases, Sender, Submission
from support.factories import PDF, picture
from support.pages import form_with
from support.typing_page import UNCLOSED

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('collected')]

WARD = '/desk/sites/bavi'
LATER = local(SystemClock().now()).date() + datetime.timedelta(days=40)
OWN = {'Origin': 'http://localhost'}
TITLE, TEXT, PERSON = 'Ngập <nước> ngõ 5', 'Ngõ nhà tôi ngập', 'Nguyễn Văn Bí Mật'


@pytest.fixture
def cases(registry, small_portal, staff):
    return registry.getAdapter(small_portal, ICases)


@pytest.fixture
def case(cases, small_portal):
    """``case(site)``: the number of a new case there."""
    def send(site='bavi', **changes):
        transaction.begin()
        number = cases.receive(Submission(
            words.QUESTION, str(small_portal['sites'][site].__oid__), TITLE, TEXT,
            field='giao-duc', **{'sender': Sender(name=PERSON, phone='0912345678'),
                                 **changes})).number
        transaction.commit()
        return number

    return send


def act(page, name, status=303, button=None, **said):
    form = next(each for each in page.forms.values()
                if name in [one._value for one in each.fields.get('act', ())])
    for field, value in said.items():
        form[f'{name}.{field}'] = value
    return form.submit('act', value=button or name, status=status)


def record(browser, number, site='bavi'):
    return browser.get(f'/desk/sites/{site}/@@case?number={number}')


def shown(page):
    return page.html.main.get_text(' ', strip=True)


def redeemed(browser, link, status=303):
    form = form_with(browser.get('/_answer'), 'code')
    form['code'] = link
    answer = form.submit(status=status, headers=OWN)
    return answer.follow() if status == 303 else answer


@pytest.mark.clause('13.1.e/3')
def test_a_case_is_found_taken_answered_and_approved(visit, case, registry, cases):
    number = case(place='bavi')
    before = content_database(registry).lastTransaction()
    officer, head = visit('bavi-responder'), visit('bavi-head')
    home = officer.get('/desk/')
    assert '1 hồ sơ chưa có người nhận · ' in shown(home)
    listed = home.click(href='@@cases.whose=nobody')
    assert listed.html.select_one('nav a[href$="@@cases"] .count').text.strip(' :') == '1'
    page = listed.click(href=f'number={number}')
    assert TITLE in page.html.h1.text and PERSON in shown(page) and '0912345678' in shown(page)
    assert 'Địa bàn Xã Ba Vì' in shown(page)
    assert cases.get(number).code in page.html.title.text and TITLE not in page.html.title.text
    [red] = [each for each in page.html.main.select('button') if not each.get('class')]
    assert red['value'] == 'take'

    page = act(page, 'take').follow()
    [red] = [each for each in page.html.main.select('button') if not each.get('class')]
    assert red['value'] == 'submit'
    page = act(page, 'submit', button='draft', answer='Đã nạo vét <cống>').follow()
    page = act(page, 'submit').follow()
    assert 'chờ Ban Biên tập phê duyệt' in shown(page)

    waiting = head.get('/desk/').click(href='whose=approval')
    assert 'chờ phê duyệt' in shown(waiting)
    page = waiting.click(href=f'number={number}')
    assert 'Đã nạo vét <cống>' in shown(page)
    page = act(page, 'approve').follow()
    assert 'Đã trả lời' in page.text and 'Không có hồ sơ nào' in shown(head.get(f'{WARD}/@@cases'))
    assert TITLE in shown(head.get(f'{WARD}/@@cases?state=answered'))
    assert content_database(registry).lastTransaction() == before


def test_what_is_typed_wrong_is_shown_beside_its_field_and_nothing_is_lost(visit, case):
    number, head = case(), visit('bavi-head')
    page = act(record(head, number), 'notice', 422, until='mai', text='Đang <xem>')
    assert page.html.find(id='e-notice.until') and 'Đang <xem>' in shown(page)
    page = act(record(head, number), 'out_of_scope', 422, competent='Tòa án')
    assert page.html.find(id='e-out_of_scope.ground')
    assert page.html.find(id='f-out_of_scope.competent')['value'] == 'Tòa án'
    page = act(record(head, number), 'forward', 422)
    assert page.html.find(id='e-forward.site')
    assert act(record(head, number), 'merge', 422, other='x' * 99).html.find(id='e-merge.other')
    assert act(record(head, number), 'notice', until=LATER.isoformat(), text='Chờ').follow(
        ).html.main.find(string=lambda text: 'Thông báo quá trình xử lý' in text)


@pytest.mark.clause('13.1.e/1')
def test_a_forwarded_case_is_gone_but_for_where_it_is(visit, case, small_portal):
    number, ward, office = case(), visit('bavi-responder'), visit('soxaydung-head')
    page = record(ward, number)
    target = str(small_portal['sites']['soxaydung'].__oid__)
    assert 'Cơ quan trả lời' in act(page, 'forward', site=target, text='Thuộc Sở').follow().text
    page = record(ward, number)
    assert PERSON not in page.text and TEXT not in page.text and TITLE not in page.text
    assert 'đã chuyển' in shown(page) and not page.html.main.select('form')
    assert PERSON in record(office, number, 'soxaydung').text
    token = ward.get('/desk/').html.find('input', {'name': 'csrf_token'})['value']
    ward.post(f'{WARD}/@@case?number={number}', {
        'csrf_token': token, 'act': 'note', 'note.text': 'x'}, status=404)


def test_a_file_is_given_to_be_saved_and_to_nobody_else(visit, case):
    number = case(files=(Attachment('Ảnh <1>.svg', 'image/svg+xml', b'<svg/>'),))
    head = visit('bavi-head')
    answer = record(head, number).click(href='case-file', index=0)
    assert answer.body == b'<svg/>' and answer.content_type == 'application/octet-stream'
    assert answer.headers['Content-Disposition'].startswith('attachment')
    for login, query in (('bavi-head', f'number={number}&file=7'), ('bavi-head', 'number=9'),
                         ('bavi-editor', f'number={number}&file=0'),
                         ('soxaydung-head', f'number={number}&file=0')):
        visit(login).get(f'{WARD}/@@case-file?{query}', status=(403, 404))


def test_nobody_finds_cases_of_others(visit, case):
    number = case()
    for login, path, status in [
            ('soxaydung-head', '/desk/sites/soxaydung/@@case?number=1', 404),
            ('bavi-head', f'{WARD}/@@case?number=2', 404),
            ('bavi-head', f'{WARD}/@@case?number=x', 404),
            ('bavi-head', f'{WARD}/@@case', 404), ('hanoi-head', '/desk/@@case?number=1', 404),
            ('soxaydung-head', f'{WARD}/@@case?number=1', 404),
            ('quantri', f'{WARD}/@@case?number=1', 404),
            ('bavi-editor', f'{WARD}/@@case?number=1', 404),
            ('bavi-editor', f'{WARD}/@@cases', 404), ('khach', f'{WARD}/@@cases', 404)]:
        page = visit(login).get(path.replace('number=1', f'number={number}'), status=status)
        assert PERSON not in page.text and 'Ngập' not in page.text


def test_lists_are_filtered_and_say_what_to_do_when_empty(visit, case):
    head = visit('bavi-head')
    assert 'bấm “Nhập hồ sơ' in shown(head.get(f'{WARD}/@@cases'))
    number = case()
    for query, found in (('kind=question', True), ('kind=comment', False),
                         ('field=giao-duc', True), ('field=y-te', False), ('whose=mine', False),
                         ('whose=nobody', True), ('state=closed', False), ('state=new', True),
                         ('state=zz', True), ('page=99', False), ('whose=approval', False)):
        page = head.get(f'{WARD}/@@cases?{query}')
        assert (TITLE in shown(page)) is found, query
    act(record(head, number), 'take')
    assert TITLE in shown(head.get(f'{WARD}/@@cases?whose=mine'))


def test_the_city_sees_figures_and_nothing_else(visit, case, cases, small_portal):
    case()
    for kind in (words.CONSULTATION, words.DIALOGUE, words.FORUM):
        cases.receive(Submission(kind, str(small_portal['sites']['bavi'].__oid__), TITLE, TEXT))
    transaction.commit()
    page = visit('quanly').get('/desk/@@cases-city')
    assert 'Không tính ý kiến góp ý dự thảo' in shown(page)
    assert 'Ba Vì' in shown(page) and 'Ngập' not in page.text and PERSON not in page.text
    assert [each.text for each in page.html.main.select('td .number')] == ['1', '1', '0']
    assert not page.html.main.select('a[href$="@@cases"]')
    visit('bavi-head').get('/desk/@@cases-city', status=(403, 404))
    small_portal['sites']['bavi'].add_translation(Translation(
        'en', title='Ba Vi Commune', state=PUBLISHED))
    transaction.commit()
    assert 'Ba Vi Commune' in shown(visit('quanly').get('/english/desk/@@cases-city'))


def test_a_unit_answers_by_its_link_without_seeing_who_asks(visit, case, wsgi, cases):
    number, head = case(), visit('bavi-head')
    page = act(record(head, number), 'take').follow()
    page = act(page, 'link', 200, unit='Phòng Hạ tầng')
    link = page.html.find('input', {'class': 'address'})['value']
    assert link not in record(head, number).text
    stranger = visit()
    page = redeemed(stranger, link)
    assert TEXT in shown(page) and PERSON not in page.text and '0912345678' not in page.text
    form = form_with(page, 'text')
    assert 'problem' in form.submit(status=422, headers=OWN).text
    form['text'] = 'Đã sửa xong'
    assert 'Xin cảm ơn' in form.submit(status=303, headers=OWN).follow().text
    form.submit(status=404, headers=OWN)
    redeemed(visit(), link, 404)
    assert 'Đã sửa xong' in record(head, number).text


@pytest.mark.clause('13.1.e/3')
def test_the_staff_enters_what_came_on_paper_and_prints_the_receipt(visit, cases, staff):
    officer = visit('bavi-responder')
    form = form_with(officer.get(f'{WARD}/@@cases').click(href='case-new'), 'received_at')
    form['title'], form['text'], form['name'] = 'Xin hỏi <giấy>', 'Nội dung giấy', PERSON
    form['received_at'] = '2099-01-01T08:00'
    page = form.submit(status=422)
    assert page.html.find(id='e-received_at') and 'Nội dung giấy' in page.text
    form = form_with(page, 'received_at')
    form['received_at'], form['channel'] = '2020-01-01', 'phone'
    assert form.submit(status=422).html.find(id='e-received_at')
    yesterday = local(SystemClock().now()) - datetime.timedelta(days=1)
    form['received_at'] = f'{yesterday:%Y-%m-%dT%H:%M}'
    large = picture('PNG', (1024, 1024), compress_level=0).getvalue()
    assert len(large) > 3_000_000
    form['tep'] = [webtest.Upload('Bản chụp.pdf', b'MZ', 'application/pdf')]
    assert form.submit(status=422).html.find(id='e-tep')
    form['tep'] = [webtest.Upload('Bản chụp.png', large, 'image/png'),
                   webtest.Upload('Đơn.pdf', PDF, 'application/pdf')]
    page = form.submit(status=200)
    assert page.headers['Cache-Control'] == 'no-store'
    code, secret = (page.html.find(id=name).text for name in ('ma', 'bi-mat'))
    assert page.html.select_one('figure svg title').text == 'Mã QR mở trang theo dõi'
    assert page.html.find(string=re.compile(r'^https?://[^/]+\S*/theo-doi$')), 'a whole address'
    transaction.begin()
    case = cases.find(code, secret)
    assert (case.channel, local(case.received).date()) == ('phone', yesterday.date())
    page = record(officer, case.number)
    assert 'Xin hỏi <giấy>' in shown(page)
    assert [each.media_type for each in case.files] == ['image/png', 'application/pdf']
    assert page.click(href='case-file', index=0).content_type == 'application/octet-stream'
    visit('bavi-editor').get(f'{WARD}/@@case-new', status=404)


def test_a_place_that_staff_types_is_sealed_and_shown_and_goes_with_a_split(
        visit, cases, small_portal):
    officer, place = visit('bavi-responder'), 'Ngõ 5, thôn Đông'
    form = form_with(officer.get(f'{WARD}/@@cases').click(href='case-new'), 'received_at')
    form['title'], form['text'], form['place'] = TITLE, TEXT, place
    page = form.submit(status=200)
    transaction.begin()
    case = cases.find(*(page.html.find(id=name).text for name in ('ma', 'bi-mat')))

    assert case.place == '' and cases.open(case).details == {words.PLACE: place}
    told = shown(record(officer, case.number))
    assert told.count(place) == 1 and f'Địa bàn {place}' in told
    act(record(officer, case.number), 'split', title='Hai', text='Việc khác').follow()
    transaction.begin()
    assert f'Địa bàn {place}' in shown(record(officer, case.number + 1))
    cases.erase(cases.get(case.number))
    transaction.commit()
    assert place not in shown(record(officer, case.number))


def test_a_duty_of_a_case_leads_to_it_for_those_who_may_and_names_nobody(visit, case, cases):
    number = case()
    head = visit('bavi-head')
    listed = head.get(f'{WARD}/@@duties')
    assert PERSON not in listed.text and 'Ngập' not in listed.text
    page = record(head, number).click(href='@@duty', index=0)
    assert 'Cách tính từng ngày' in shown(page)
    assert TITLE in page.click(href='@@case.number').html.h1.text
    assert '@@case?' not in visit('bavi-editor').get(page.request.path_qs).text


def test_a_template_of_the_site_begins_an_answer(visit, case):
    number, head, officer = case(), visit('bavi-head'), visit('bavi-responder')
    form = form_with(head.get(f'{WARD}/@@answer-template'), 'title')
    form['title'], form['since'], form['text'] = 'Hồ sơ <đất>', '2026-01-01', 'Kính gửi [tên]'
    form.submit(status=303)
    officer.get(f'{WARD}/@@answer-template', status=404)
    act(record(officer, number), 'take')
    page = record(officer, number).click(href='template=1')
    assert page.html.find(id='f-submit.answer').text.strip() == 'Kính gửi [tên]'
    visit('soxaydung-head').get(f'{WARD}/@@answer-templates', status=404)
