"""An organisation asks a commune for information, is refused, complains and gets it, by pages."""
import datetime
import re

import pytest
import transaction
from hanoiportal.base.clock import local, shown_date
from hanoiportal.kernel.security.admission import READ
from hanoiportal.participation.cases.interfaces import REQUEST, ICases, Submission
from hanoiportal.participation.informationrequests.handover import Handover
from hanoiportal.participation.informationrequests.interfaces import CannotResolve
from support.typing_page import UNCLOSED
from support.workbooks import cells
from webtest import Upload

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('no_pdf')]
HERE = {'Origin': 'http://localhost'}
FORM = '/sites/bavi/gui/yeu-cau-thong-tin-to-chuc/viet'
ASKED = {
    'text': 'Quy hoạch thôn 3', 'reason': 'Viết bài', 'delivery': 'network',
    'organisation': 'Báo Thử Nghiệm', 'name': 'Trần Thị Bí Mật', 'address': '5 Tràng Tiền',
    'members': 'Lê Văn A, 001099000002, Hà Nội'}


def send(form, button=None, **values):
    for name, value in values.items():
        form[name] = value
    return form.submit(button, headers=HERE, status='*')


def form_at(page, words):
    return next(each for each in page.forms.values() if words in (each.action or ''))


def act(page, name, **values):
    form = next(each for each in page.forms.values() if 'act' in each.fields and any(
        button._value == name for button in each.fields['act']))
    for field, value in values.items():
        form[field if field == 'tep' else f'{name}.{field}'] = value
    return form.submit('act', value=name, status='*')


#: A letter that English has not.
MARKED = re.compile('[À-ỹ]')


@pytest.fixture
def path():
    """Where the organisation asks."""
    return FORM


@pytest.fixture
def asked(app, small_portal, staff, clock, path):
    """Code and secret of the request of an organisation."""
    page = send(form_at(app.get(path), '/gui/'), **ASKED)
    clock.pass_(seconds=READ)
    page = send(form_at(page, '/gui/'), **{'consent-process': 'yes'})
    return [each.text for each in page.html.select('.receipt code')]


def tracked(app, asked, language=''):
    form = form_at(app.get(f'{language}/sites/bavi/theo-doi'), 'theo-doi')
    form['ma'], form['khoa'] = asked
    return form.submit(headers=HERE).follow()


@pytest.mark.clause('3.5')
def test_an_organisation_is_refused_complains_and_gets_what_it_asked_for(
        app, asked, visit, registry, small_portal):
    officer, head = visit('bavi-responder'), visit('bavi-head')
    listed = officer.get('/desk/sites/bavi/@@requests')
    assert '1/2026' in listed and 'Quy hoạch thôn 3' in listed
    case = listed.click('1/2026', href='@@request')
    assert 'tạm tính' in case and 'Phiếu còn thiếu' not in case
    act(case, 'register')
    assert 'Báo Thử Nghiệm' not in officer.get('/desk/sites/bavi/@@requests.csv')

    without = act(officer.get(case.request.url), 'refuse', remedies='Chủ tịch')
    assert without.status_int == 422 and 'Chỉ được từ chối theo một căn cứ' in without
    act(officer.get(case.request.url), 'refuse', ground='a', remedies='Chủ tịch xã Ba Vì')
    one = case.click('Mở hồ sơ').request.url
    mine = officer.get(one)                          # who proposes has it: the board can decide
    assert 'name="submit.answer"' not in mine and 'value="take"' not in mine
    waiting = head.get(one)
    assert 'điểm a khoản 1 Điều 28' in waiting
    act(waiting, 'approve')

    page = tracked(app, asked)
    assert 'Phiếu tiếp nhận yêu cầu' in page and 'Thông báo từ chối' in page
    assert 'tạm tính' in page and 'Chủ tịch xã Ba Vì' in page
    refusal = page.click('mau-05-so-1')
    assert refusal.content_type.endswith('wordprocessingml.document')
    kept = officer.get(one).html
    assert 'mau-05' not in kept.select_one('section.reading').text  # the asker sent no file
    assert 'mau-05-so-1-2026.docx' in kept.find(id='h-course').parent.text

    send(form_at(page, 'xem-lai'), text='Đây không phải là bí mật.')
    page = tracked(app, asked)
    assert 'Khiếu nại việc từ chối' in page and 'khiếu nại lần đầu' in page
    done = act(officer.get(case.request.url), 'resolve', given='Bản vẽ', how='Trên Cổng',
        tep=[Upload('ban-ve.txt', 'Bản vẽ thôn 3'.encode(), 'text/plain')])
    assert done.status_int == 303, done.html.main.get_text(' ', strip=True)
    act(head.get(one), 'approve')

    said = tracked(app, asked).html.get_text(' ', strip=True)
    code = said.partition('dùng một lần: ')[2].split()[0]
    got = collect(app, code)
    assert got.text == 'Bản vẽ thôn 3'
    assert got.headers['Cache-Control'] == 'no-store'
    assert collect(app, code).status_int == 404
    assert collect(app, 'x' * 90 + '\x00').status_int == 404
    register = officer.get('/desk/sites/bavi/@@requests').html.get_text(' ', strip=True)
    assert 'Đã cung cấp' in register and 'có khiếu nại' in register
    csv = officer.get('/desk/sites/bavi/@@requests.csv').text.splitlines()[1]
    assert csv.endswith(',03,,1,0')
    assert cells(officer.get('/desk/sites/bavi/@@requests').click('XLSX').body)['I2'] == (
        'n', '1')


@pytest.mark.parametrize('slug, values', [
    ('yeu-cau-thong-tin', {'name': 'An', 'identity_number': '001', 'address': 'Ba Vì'}),
    ('yeu-cau-thong-tin-to-chuc', {each: ASKED[each] for each in (
        'organisation', 'name', 'address', 'members')})])
def test_field_and_place_lead_a_request_at_the_city_to_the_body_and_say_so_before_sending(
        slug, values, app, small_portal, staff, clock, cases):
    first = app.get(f'/gui/{slug}')
    form = form_at(first, f'/gui/{slug}/viet')
    form['linh-vuc'], form['noi'] = 'co-so', 'bavi'
    page = form.submit()
    body, city = (each.text for each in page.html.select('[name=receiver] + span'))
    assert 'Ba Vì' in body and 'Hà Nội' in city

    page = send(form_at(page, '/gui/'), text='Quy hoạch thôn 3', reason='Viết bài',
                delivery='network', **values)
    assert f'Nơi nhận: {body}' in page.html.main.text
    clock.pass_(seconds=READ)
    send(form_at(page, '/gui/'), **{'consent-process': 'yes'})

    transaction.begin()
    case, bavi = cases.get(1), small_portal['sites']['bavi']
    assert (case.site, case.field, case.place) == (str(bavi.__oid__), 'co-so', 'bavi')
    assert app.get(f'/gui/{slug}/viet?linh-vuc=khac').html.main.text.count('Gửi tới:') == 1


def test_a_request_at_the_site_of_a_body_goes_to_that_unless_another_is_chosen(
        app, small_portal):
    page = app.get('/sites/bavi/gui/yeu-cau-thong-tin/viet?linh-vuc=giao-thong-xay-dung')

    bodies = [each.text for each in page.html.select('[name=receiver] + span')]
    assert ['Ba Vì' in bodies[0], 'Xây dựng' in bodies[1]] == [True, True]
    assert form_at(page, '/gui/')['receiver'].value == str(small_portal['sites']['bavi'].__oid__)


@pytest.mark.parametrize('path', [f'/english{FORM}'])
def test_the_portal_speaks_english_on_the_page_of_a_request_in_english(
        asked, app, visit, clock):
    officer, head = visit('bavi-responder'), visit('bavi-head')
    one, case = '/desk/sites/bavi/@@request?number=1', '/desk/sites/bavi/@@case?number=1'
    today = local(clock.now()).date()

    def does(person, name, **values):
        done = act(person.get(one), name, **values)
        assert done.status_int == 303, (name, done.html.main.get_text(' ', strip=True))

    does(officer, 'register')
    does(officer, 'guide', text='Which village?')
    send(form_at(tracked(app, asked, '/english'), 'bo-sung'), text='Village 3')
    does(officer, 'complete')
    does(head, 'extend', until=f'{today + datetime.timedelta(days=2)}', text='More time')
    does(officer, 'charge', amount='45.000', text='At the counter')
    does(officer, 'paid', day=f'{today}')
    form = next(each for each in officer.get(one).forms.values() if 'resolve.costs' in each.fields)
    assert form['resolve.costs'].value.startswith('Chi phí in'), 'papers are in Vietnamese'
    does(officer, 'refuse', ground='a', remedies='Chủ tịch')
    act(head.get(case), 'approve')
    send(form_at(tracked(app, asked, '/english'), 'xem-lai'), text='No secret.')
    does(officer, 'resolve', given='Bản vẽ', how='Trên Cổng',
         tep=[Upload('plan.txt', b'x', 'text/plain')])
    act(head.get(case), 'approve')
    does(officer, 'posted', day=f'{today}', text='By post')
    does(officer, 'new_code')

    steps = tracked(app, asked, '/english').html.select('.timeline > li')
    told = [each.get_text(' ', strip=True) for each in steps
            if each.h3.text != 'Reply']              # a paper of the law: in Vietnamese
    assert len(told) == 17 and [each for each in told if MARKED.search(each)] == []
    assert '45,000 VND' in '\n'.join(told)
    assert f'Costs paid on {shown_date(today, "en")}.' in '\n'.join(told)


def collect(app, code):
    return send_anyhow(form_at(app.get('/sites/bavi/nhan-thong-tin'), 'nhan-thong-tin'), code)


def send_anyhow(form, code):
    form['ma'] = code
    return form.submit(headers=HERE, status='*')


def test_a_lawsuit_stands_in_register_figures_and_csv_and_not_on_the_page_of_the_asker(
        asked, app, visit, clock):
    officer, one = visit('bavi-responder'), '/desk/sites/bavi/@@request?number=1'
    act(officer.get(one), 'refuse', ground='a', remedies='Chủ tịch')
    act(visit('bavi-head').get('/desk/sites/bavi/@@case?number=1'), 'approve')

    assert act(officer.get(one), 'sued', day='2099-01-01', text='x').status_int == 422
    done = act(officer.get(one), 'sued', day=f'{local(clock.now()):%Y-%m-%d}',
               text='Tòa án nhân dân khu vực 1').follow()

    assert 'Đã ghi nhận khởi kiện' in done and 'Khởi kiện1' in done.html.main.text
    register = officer.get('/desk/sites/bavi/@@requests').html
    assert 'có khởi kiện' in register.select_one('table.list').text
    assert register.select_one('[aria-labelledby=h-figures] [data-label="Khởi kiện"]').text == '1'
    saved = officer.get('/desk/sites/bavi/@@requests.csv').text.splitlines()
    assert saved[0].endswith(',lawsuits') and saved[1].endswith(',05,a,0,1')
    assert 'Tòa án nhân dân khu vực 1' in officer.get('/desk/sites/bavi/@@case?number=1')
    assert 'Tòa án nhân dân khu vực 1' not in tracked(app, asked)


def test_nobody_else_finds_a_request_or_its_register(asked, visit, registry, small_portal):
    stranger, number = visit('soxaydung-head'), 1
    for view in (f'request?number={number}', 'requests', 'requests.csv'):
        assert stranger.get(f'/desk/sites/bavi/@@{view}', status='*').status_int in (403, 404)
    own = f'/desk/sites/soxaydung/@@request?number={number}'
    assert stranger.get(own, status=404)
    officer = visit('bavi-responder')
    for typed in ('', '9' * 40, 'x', '-1', '2'):
        officer.get(f'/desk/sites/bavi/@@request?number={typed}', status=404)
    for year in ('0000', '99999', 'x', '-1'):
        officer.get(f'/desk/sites/bavi/@@requests?year={year}')


def test_bad_forms_of_the_desk_change_nothing(asked, visit, registry, small_portal):
    head = visit('bavi-head')
    page = head.get('/desk/sites/bavi/@@request?number=1')
    cases = registry.getAdapter(small_portal, ICases)
    before = len(cases.get(1).events)

    for name, values in (('set_time', {'until': 'hôm nay', 'text': 'x'}), ('extend', {}),
                         ('guide', {'text': ' '}), ('resolve', {'given': '', 'how': 'x'})):
        answer = act(page, name, **values)
        assert answer.status_int == 422, name
    assert act_anyhow(page, 'nothing').status_int == 303
    assert len(cases.get(1).events) == before


def act_anyhow(page, name):
    form = next(each for each in page.forms.values() if 'act' in each.fields)
    return form.submit('act', value=name)


def test_what_is_given_on_paper_is_charged_paid_and_sent_by_post(asked, app, visit, clock):
    officer, head = visit('bavi-responder'), visit('bavi-head')
    page = officer.get('/desk/sites/bavi/@@request?number=1')

    for amount in ('', '0', 'nhiều', '-5', '15000.5', '1.50', '9' * 40, f'{1:012}{9:05000}', '²'):
        refused = act(page, 'charge', amount=amount, text='Nộp tại bộ phận một cửa')
        assert refused.status_int == 422
        assert ('tối đa 100.000.000 đồng' in refused.text) == (len(amount) > 15)
    page = act(page, 'charge', amount='40.000', text='Nộp tại bộ phận một cửa').follow()
    page = act(page, 'charge', amount='45.000', text='Nộp tại bộ phận một cửa').follow()

    told = tracked(app, asked).html.main.text
    assert 'Thông báo chi phí' in told and '45.000 đồng' in told and 'bộ phận một cửa' in told
    costs = page.html.find('section', {'aria-labelledby': 'h-costs'}).text
    assert '45.000 đồng' in costs and 'bộ phận một cửa' in costs
    before, last = costs.split('45.000 đồng')[0].split('40.000 đồng')
    assert 'đã thay bằng lần báo sau' in before and 'đã thay' not in last
    form = next(each for each in page.forms.values() if 'resolve.costs' in each.fields)
    assert 'bằng mã dùng một lần' in form['resolve.how'].value
    assert form['resolve.costs'].value.startswith('Chi phí in, sao, chụp, gửi: 45.000 đồng.')
    act(page, 'resolve', given='Bản vẽ', how='Gửi qua bưu chính')
    act(head.get('/desk/sites/bavi/@@case?number=1'), 'approve')

    page = officer.get(page.request.url)
    assert not [each for each in page.forms.values() if 'posted.day' in each.fields]
    today = f'{local(clock.now()):%Y-%m-%d}'
    for day in ('2099-01-01', '2020-01-01'):
        assert act(page, 'paid', day=day).status_int == 422
    page = act(page, 'paid', day=today, text='Biên lai 7').follow()
    assert act(page, 'posted', day=today, text=' ').status_int == 422
    page = act(page, 'posted', day=today, text='Bưu gửi RR 1').follow()

    told = tracked(app, asked).html.main.text
    assert '00:00' not in told                       # only a day was entered: no moment is told
    assert 'Biên lai 7' in page.html.find('section', {'aria-labelledby': 'h-costs'}).text
    assert 'Biên lai 7' in told and 'Đã gửi bản giấy' in told and 'Bưu gửi RR 1' in told
    assert not [each for each in page.forms.values() if 'paid.day' in each.fields]


def test_a_request_is_merged_with_none_and_is_open_no_more_once_it_is_withdrawn(
        asked, app, visit, cases):
    officer = visit('bavi-responder')
    cases.receive(Submission(REQUEST, cases.get(1).site, 'Quy hoạch', 'Quy hoạch thôn 3'))
    transaction.commit()

    offered = officer.get('/desk/sites/bavi/@@case?number=1').html.select('button[name=act]')
    assert offered and 'merge' not in {each['value'] for each in offered}
    send(form_at(tracked(app, asked), 'rut'))

    register = officer.get('/desk/sites/bavi/@@requests').html
    states = [each.text for each in register.select('table.list .state')]
    assert states == ['Đang giải quyết', 'Người gửi đã rút']
    year = register.select_one('[aria-labelledby=h-figures] tbody tr')
    told = {each.get('data-label'): each.text for each in year.select('td')}
    assert (told['Đã nhận'], told['Người gửi đã rút'], told['Không xử lý']) == ('2', '1', '0')
    saved = officer.get('/desk/sites/bavi/@@requests.csv').text.splitlines()
    assert ',withdrawn,' in saved[1] and ',withdrawn,' not in saved[2]


def test_nothing_is_sent_on_paper_before_it_is_decided_and_paid(
        asked, small_portal, at_work, cases):
    person, case = at_work('bavi-responder'), cases.get(1)
    handover = Handover(cases._registry, small_portal, person.allowed)
    today = local(case.received).date()

    for verb in (handover.posted, handover.paid):
        with pytest.raises(CannotResolve):
            verb(case, today, 'x', person.id)
    stranger = at_work('soxaydung-head')
    with pytest.raises(CannotResolve):
        Handover(cases._registry, small_portal, stranger.allowed).charge(
            case, '1', 'x', stranger.id)
