"""Following a case: by code and secret, by a mailed link; what its sender adds; letters; files."""
import datetime
import re
from io import BytesIO

import pytest
import transaction
from hanoiportal.base.clock import end_of, local, shown_date
from hanoiportal.base.deadlines.interfaces import HOLIDAY, DayRow
from hanoiportal.participation.cases import services
from hanoiportal.participation.cases.interfaces import (
    ADDED,
    ANSWERED,
    CONSENTED,
    NOTE,
    NOTICED,
    PUBLISHED,
    REQUEST,
    STAFF,
    STATES,
    TAKEN,
    UNSCANNED,
    WITHDRAWN,
    Attachment,
    ICases,
    Sender,
    Submission,
)
from hanoiportal.participation.cases.quarantine import scan_held
from hanoiportal.participation.questions.interfaces import MOST_FILES
from hanoiportal.participation.tracking.interfaces import ISatisfaction
from hanoiportal.platform.calendar.services import CalendarKeeping
from hanoiportal.platform.duties.redating import redate
from hanoiportal.platform.media.interfaces import IFileIntake
from hanoiportal.platform.outbox.interfaces import IOutbox
from hanoiportal.platform.reconciling.services import reconcile
from hanoiportal.platform.scheduling.opening import opened as at_work
from hanoiportal.web.login.throttle import IThrottles, Limit
from PIL import Image
from support.public_forms import QUESTION, code_and_secret, form_of, opened, received, send
from support.typing_page import UNCLOSED
from webtest import TestApp, Upload

pytestmark = [pytest.mark.filterwarnings(UNCLOSED), pytest.mark.usefixtures('collected')]
ASKED, MOTHER = 'Hộ chiếu của mẹ tôi làm ở đâu?', 'Trần Thị Bưởi'
ME = 'me@example.vn'
DAY, PROMISED = re.compile(r'\d\d/\d\d/\d{4}'), datetime.date(2026, 12, 18)
LINK = re.compile(r'https://hanoi\.gov\.vn(/theo-doi#(\S+))')


@pytest.fixture
def own_settings(mail_settings, tmp_path):
    """Mails, and files with cases: those are blobs."""
    return {**mail_settings, 'zodbconn.uri.interactions': (
        f'file://{tmp_path}/interactions.fs?blobstorage_dir={tmp_path}/case-blobs')}


@pytest.fixture
def receipt(app, small_portal, clock):
    """The page of the receipt of a question for another, whose sender gave an address."""
    return received(app, clock, text=ASKED, email=ME, capacity='other', on_behalf_of=MOTHER)


def track(app, code, secret=''):
    """Return the page of the case, or what refuses it."""
    form = form_of(app.get('/theo-doi'), '/theo-doi')
    answer = send(form, ma=code, khoa=secret) if secret else send(form, ma=code)
    return answer.follow() if answer.status_int == 303 else answer


@pytest.mark.clause('4.3.a')
def test_code_and_secret_open_the_timeline_with_every_deadline_explained(
        app, receipt, cases, clock):
    case, _contents = opened(cases, receipt)
    cases.append(case, TAKEN, actor='x')
    cases.append(case, NOTE, text='Chỉ nội bộ', audience=STAFF, actor='x')
    transaction.commit()

    page = track(app, *code_and_secret(receipt))

    main = page.html.main
    assert ASKED in main.text and 'Đang giải quyết' in main.text and 'nội bộ' not in main.text
    assert [each.text for each in main.select('.timeline h3')] == ['Cổng đã nhận', 'Đã phân loại']
    assert main.text.count(ASKED) == 1, 'short text is its own title'
    assert f'Gửi thay cho{MOTHER}' in main.text
    way = main.find('a', string='Cách tính')['href']
    assert 'quy-tac=13.1.e' in way and 'Hạn cuối' in app.get(way).text
    assert code_and_secret(receipt)[0] not in page.request.path
    assert page.headers['Cache-Control'] == 'no-store'

    cases.append(case, NOTICED, text='Đang xin ý kiến.', until=end_of(PROMISED), actor='x')
    transaction.commit()
    terms = [(each.get_text(' ', strip=True), each.a and app.get(each.a['href']).html.main.text)
             for each in app.get(page.request.path).html.select('#thoi-han + ul li')]
    assert len(terms) == 3
    for term, explained in terms[:2]:
        assert DAY.search(term)[0] in explained, 'the calculator shows the same day'
    promised, explained = terms[2]
    assert DAY.search(promised)[0] == f'{PROMISED:%d/%m/%Y}' and explained is None
    assert f'theo thông báo ngày {clock.now():%d/%m/%Y}' in promised


def test_what_is_wrong_of_another_or_malformed_is_answered_alike_by_the_same_work(
        app, receipt, wsgi, monkeypatch):
    work, asked = [], []
    for name in ('code_in', 'mark_of', 'is_same'):
        known = getattr(services, name)
        monkeypatch.setattr(services, name, lambda *given, known=known, name=name: (
            work.append(name), known(*given))[1])
    code, secret = code_and_secret(receipt)
    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    name = track(app, code, secret).request.path
    answers = [other.get(name, status=404), other.get(f'{name}/tep/0', status=404)]
    for wrong in ((code, secret[::-1]), ('HN-0000-0000', secret), ('x', 'y'), ('L.abc', ''),
                  (f'{code}.{secret[::-1]}', ''), (code, '')):
        form = form_of(app.get('/theo-doi'), '/theo-doi')
        form['ma'], form['khoa'] = wrong
        work.clear()
        answers.append(form.submit(headers={'Origin': 'http://localhost'}, status=404))
        asked.append(tuple(work))

    assert set(asked) == {('code_in', 'mark_of', 'is_same')}
    assert len({' '.join(each.html.main.text.split()) for each in answers}) == 1


def test_the_link_of_the_receipt_opens_it_without_typing(app, receipt):
    code, secret = code_and_secret(receipt)

    assert ASKED in track(app, f'https://hanoi.gov.vn/theo-doi#{code}.{secret}').text


def test_its_sender_adds_withdraws_and_cannot_do_so_twice(app, receipt, cases):
    cases.append(opened(cases, receipt)[0], NOTE, audience=STAFF, actor='x', attachments=[
        Attachment('nội bộ.txt', 'text/plain', b'x')] * MOST_FILES)
    transaction.commit()
    page = track(app, *code_and_secret(receipt))
    picture = BytesIO()
    Image.new('RGB', (8, 6)).save(picture, 'JPEG')

    page = send(form_of(page, 'bo-sung'), text='Thêm: sổ cũ.', tep=[
        Upload('anh.jpg', picture.getvalue(), 'image/jpeg')]).follow()

    file = page.html.find('a', string='anh.jpg')['href']
    got = app.get(file)
    assert got.body[:3] == b'\xff\xd8\xff' and 'attachment' in got.headers['Content-Disposition']
    empty = send(form_of(page, 'bo-sung'))
    assert 'Chưa viết nội dung' in empty.text
    long = send(form_of(page, 'bo-sung'), text='a' * 100_000)
    assert 'Dài 100000 chữ' in long.text
    assert form_of(long, 'bo-sung')['text'].value.strip() == 'a' * 100_000
    stale = form_of(page, '/rut')
    assert 'Người gửi đã rút' in send(form_of(page, '/rut')).follow().text
    assert 'không còn nhận' in send(stale).text
    transaction.abort()
    case, _contents = opened(cases, receipt)
    assert [event.kind for event in case.events].count(WITHDRAWN) == 1


def test_a_page_that_has_closed_keeps_what_is_typed_till_it_is_opened_again(
        app, receipt, cases, clock, wsgi):
    form = form_of(track(app, *code_and_secret(receipt)), 'bo-sung')
    clock.pass_(hours=3)
    closed = send(form, text='Thêm: sổ cũ.')
    assert closed.status_int == 404 and form_of(closed, '/theo-doi')['noi-dung'].value.strip() == (
        'Thêm: sổ cũ.')
    stranger = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    assert stranger.post(form.action, {'text': 'Thêm: sổ cũ.'}, status=404, headers={
        'Origin': 'http://localhost'}).html.main == closed.html.main

    code, secret = code_and_secret(receipt)
    wrong = send(form_of(closed, '/theo-doi'), ma=code, khoa=secret[::-1])
    page = send(form_of(wrong, '/theo-doi'), ma=code, khoa=secret)
    assert 'Đã mở lại hồ sơ' in page
    assert 'Thêm: sổ cũ.' in send(form_of(page, 'bo-sung')).follow()
    assert [event.kind for event in opened(cases, receipt)[0].events].count(ADDED) == 1
    for verb, at in (('rut', '#rut'), ('xem-lai', '#da-viet')):  # the latter is not offered now
        again = send(form_of(closed, '/theo-doi'), ma=code, khoa=secret, viec=verb)
        assert again.html.select_one(at).text.strip() == 'Thêm: sổ cũ.'


def test_codes_that_come_with_a_file_take_no_turn_and_are_counted_apart(
        app, small_portal, registry, monkeypatch):
    monkeypatch.setitem(app.extra_environ, 'REMOTE_ADDR', '203.0.113.7')
    monkeypatch.setitem(registry.getUtility(IThrottles).limits, 'track', Limit(1, 60))
    for path, status in (('/theo-doi', 404), ('/theo-doi', 429), ('/theo-doi/quen', 429)):
        app.post(path, {'ma': 'HN-0000-0000', 'khoa': 'x'}, status=status, headers={
            'Origin': 'http://localhost'}, upload_files=[('tep', 'a.txt', b'a')])


def test_a_busy_network_opens_cases_and_says_more_later_but_always(
        app, receipt, cases, clock, registry, monkeypatch):
    form = form_of(track(app, *code_and_secret(receipt)), 'bo-sung')
    monkeypatch.setitem(app.extra_environ, 'REMOTE_ADDR', '203.0.113.9')
    limit = registry.getUtility(IThrottles).limits['ask-steps']
    for _time in range(limit.count):
        track(app, 'HN-0000-0000', 'x')

    waits = [track(app, *code_and_secret(receipt)), send(form, text='Thêm: sổ cũ.'),
             send(form_of(app.get('/theo-doi/quen'), '/theo-doi/quen'), email=ME)]
    assert {page.html.h1.text for page in waits} == {'Xin chờ đến lượt'}
    clock.pass_(seconds=2 * limit.seconds)
    assert ASKED in send(form_of(waits[0], '/theo-doi')).follow()
    assert 'Thêm: sổ cũ.' in send(form_of(waits[1], 'bo-sung')).follow()
    assert 'Nếu' in send(form_of(waits[2], '/theo-doi/quen')).html.main.text

    files = registry.getUtility(IThrottles).limits['ask-files']
    for _time in range(files.count):
        registry.getUtility(IThrottles).hit('ask-files', '203.0.113.9', clock.now())
    full = send(form_of(track(app, *code_and_secret(receipt)), 'bo-sung'), text='Nữa.', tep=[
        Upload('anh.txt', b'chu', 'text/plain')])
    assert 'quá nhiều tệp' in full and form_of(full, 'bo-sung')['text'].value.strip() == 'Nữa.'


def test_who_agreed_to_publication_takes_it_back_until_it_is_public(
        app, cases, clock, small_portal, bavi):
    receipt = received(app, clock, text=ASKED, name='Lê Văn Mẫu',
                       consents=('process', 'publish', 'name'))
    page = track(app, *code_and_secret(receipt))
    assert 'Sự đồng ý công khai' in page

    both = form_of(page, 'thoi-cong-khai')
    page = send(form_of(page, 'thoi-hien-ten')).follow()
    case, contents = opened(cases, receipt)
    assert contents.consents == {'process', 'publish'} and 'Đã thôi đồng ý hiện tên' in page
    assert contents.sender.name == 'Lê Văn Mẫu' and not page.html.select(
        'form[action$="thoi-hien-ten"]')

    cases.append(case, PUBLISHED, item=str(bavi.__oid__), audience=STAFF)
    transaction.commit()
    page = track(app, *code_and_secret(receipt))
    assert 'đã được đăng' in page and not page.html.select('form[action*="/thoi-"]')
    assert page.html.find('summary', string='Sự đồng ý công khai').parent.a['href'].endswith(
        '/gui/du-lieu-ca-nhan')
    send(both)
    assert opened(cases, receipt)[1].consents == {'process', 'publish'}, 'it is public by now'

    other = received(app, clock, text=f'{ASKED} Nhanh?', consents=('process', 'publish'))
    page = send(form_of(track(app, *code_and_secret(other)), 'thoi-cong-khai')).follow()
    case, contents = opened(cases, other)
    assert contents.consents == {'process'} and 'Sự đồng ý công khai' not in page
    send(both)
    assert [each.kind for each in case.events].count(CONSENTED) == 1
    nothing = received(app, clock, text=f'{ASKED} Chậm?')
    assert 'Sự đồng ý công khai' not in track(app, *code_and_secret(nothing))


def test_after_an_answer_one_rates_asks_again_or_is_not_content(
        app, receipt, cases, registry, small_portal, clock):
    case, _contents = opened(cases, receipt)
    cases.append(case, ANSWERED, text='Ở phòng quản lý xuất nhập cảnh.', actor='x')
    transaction.commit()
    page = track(app, *code_and_secret(receipt))

    def of_staff():
        return case.events, cases.export(case), cases.inbox(None, states=STATES).rows

    known = of_staff()

    rated = send(form_of(page, 'danh-gia'), solved='no', served='good').follow()

    assert 'Đánh giá câu trả lời' not in rated.text
    send(form_of(page, 'danh-gia'), solved='no', served='good')
    transaction.abort()
    assert known == of_staff(), 'nothing of it is told of the case, nor written out'
    month = f'{clock.now():%Y-%m}'
    tally = registry.getAdapter(small_portal, ISatisfaction).tally(case.site, month)
    assert (tally['solved']['no'], tally['served']['good']) == (1, 1)
    assert 'Chưa viết nội dung' in send(form_of(rated, 'xem-lai')).text
    form = form_of(rated, 'xem-lai')
    again, form.action = form.action, rated.html.find(
        'button', string='Chỉ ghi nhận chưa hài lòng')['formaction']
    noted = send(form, text='Trả lời chung chung.').follow().html.main.text
    form.action = again
    assert 'Người gửi chưa hài lòng' in noted and 'Trả lời chung chung.' in noted
    assert 'Đã trả lời' in noted, 'it stays answered'
    again = send(form_of(rated, 'xem-lai'), text='Chưa nói giờ làm việc.').follow()
    assert 'Đang xem xét lại' in again.text and 'Chưa nói giờ làm việc.' in again.text


def test_a_case_that_is_looked_at_again_is_rated_after_its_next_answer_and_tells_its_terms_apart(
        app, receipt, cases, registry, small_portal, clock):
    case, _contents = opened(cases, receipt)
    cases.append(case, ANSWERED, text='Ở phòng quản lý xuất nhập cảnh.', actor='x')
    transaction.commit()
    page = track(app, *code_and_secret(receipt))
    early = form_of(page, 'danh-gia')
    again = send(form_of(page, 'xem-lai'), text='Chưa nói giờ làm việc.').follow()

    assert not again.html.select('#danh-gia')
    send(early, solved='no')
    transaction.begin()
    tally = registry.getAdapter(small_portal, ISatisfaction).tally(
        case.site, f'{clock.now():%Y-%m}')
    assert tally['solved']['no'] == 0, 'a page from before the case was reopened counts nothing'
    *_triage, first, second = [
        each.get_text(' ', strip=True) for each in again.html.select('#thoi-han + ul li')]
    reopened = again.html.select('.timeline time')[-1].text
    assert f'theo đề nghị xem xét lại lúc {reopened}' in second
    assert 'xem xét lại' not in first

    cases.append(opened(cases, receipt)[0], ANSWERED, text='Từ 8 giờ.', actor='x')
    transaction.commit()
    assert app.get(again.request.path).html.select('#danh-gia')


def test_letters_tell_that_there_is_news_and_nothing_of_the_case(
        app, receipt, cases, letters, clock):
    first, = letters()
    assert first['To'] == ME
    code, secret = code_and_secret(receipt)
    text = first.get_content()
    assert ASKED not in text and f'/theo-doi#{code}.{secret}' in text
    case, _contents = opened(cases, receipt)
    cases.append(case, NOTE, text='Nội bộ', audience=STAFF, actor='x')
    cases.append(case, NOTICED, text='Đang xin ý kiến.', until=clock.now().replace(month=12),
                 actor='x')
    transaction.commit()

    second, = letters()

    assert 'Đang xin ý kiến' not in second.get_content() and code not in second.get_content()
    link = LINK.search(second.get_content())
    assert ASKED in track(app, link[2]).text
    clock.pass_(days=31)
    assert 'Không mở được' in track(app, link[2]).text


@pytest.mark.clause('8.1')
def test_who_sent_malware_is_told_once_that_it_was_destroyed(
        app, receipt, cases, letters, registry, environment, monkeypatch):
    letters()
    case, _contents = opened(cases, receipt)
    cases.append(case, ADDED, attachments=[
        Attachment('thu.doc', 'application/msword', b'MZ', UNSCANNED),
        Attachment('don.txt', 'text/plain', b'x', UNSCANNED)])
    transaction.commit()
    monkeypatch.setattr(registry.getUtility(IFileIntake), 'is_harmless', lambda each: each == b'x')

    scan_held(environment)
    scan_held(environment)

    mail, = letters()
    assert mail['To'] == ME and 'thông báo mới' in mail['Subject']
    assert 'thu.doc' not in mail.get_content()
    main = track(app, *code_and_secret(receipt)).html.main
    assert 'Tệp “thu.doc” có mã độc nên đã bị hủy' in main.text and '“don.txt”' not in main.text


def test_the_portal_speaks_english_on_the_page_of_a_question_in_english(
        app, small_portal, staff, visit, clock, cases, environment, registry, monkeypatch):
    page = received(app, clock, f'/english{QUESTION}', text='Where do I get a passport?')
    case, _contents = opened(cases, page)
    cases.append(case, ADDED, text='See this.', attachments=[
        Attachment('x.doc', 'application/msword', b'MZ', UNSCANNED)])
    transaction.commit()
    monkeypatch.setattr(registry.getUtility(IFileIntake), 'is_harmless', lambda each: False)
    scan_held(environment)
    desk = visit('bavi-responder').get(f'/desk/sites/bavi/@@case?number={case.number}')
    form = next(each for each in desk.forms.values() if 'split.title' in each.fields)
    form['split.title'], form['split.text'] = 'Fee', 'What is the fee?'
    form.submit('act', value='split', status=303)

    address = track(app, *code_and_secret(page)).request.path
    told = [each.get_text(' ', strip=True) for each in app.get(
        f'/english{address}').html.select('.timeline > li')]
    assert [each for each in told if re.search('[À-ỹ]', each)] == []
    assert '“x.doc” holds malware' in told[-2] and 'became a case of its own' in told[-1]


@pytest.mark.clause('13.1.e/1')
def test_who_waits_for_an_answer_is_told_once_to_which_day_a_day_off_moves_it(
        app, receipt, cases, letters, registry, small_portal, clock):
    letters()
    english = received(app, clock, '/english/gui/cau-hoi/viet?linh-vuc=co-so', text='Where?')
    case, _contents = opened(cases, receipt)
    before = local(cases.standing(case, clock.now()).answer_due).date()

    def enter(day, number):
        CalendarKeeping(registry, small_portal, lambda *_asked: True).enter(DayRow(
            date=day, kind=HOLIDAY, name_vi='Nghỉ', basis=f'Thông báo {number}',
            known_since=local(clock.now()).date()), 'uvan')

    enter(before, '12/TB')
    transaction.commit()

    for _again in range(2):
        with at_work(registry, 'test') as environment:
            redate(environment)
    transaction.begin()

    mail, = letters()
    assert mail['To'] == ME and 'thông báo mới' in mail['Subject']
    assert '12/TB' not in mail.get_content()
    case, _contents = opened(cases, receipt)
    again = registry.getAdapter(small_portal, ICases)  # which knows the row
    after = local(again.standing(case, clock.now()).answer_due).date()
    assert after > before
    main = track(app, *code_and_secret(receipt)).html.main
    assert main.select('.timeline h3')[-1].text == 'Hạn trả lời thay đổi theo lịch nghỉ'
    was, becomes = (shown_date(each, 'vi') for each in (before, after))
    assert (f'từ ngày {was} sang ngày {becomes} vì lịch ngày nghỉ, ngày làm việc thay đổi '
            f'(Thông báo 12/TB; ngày {was} trong lịch ngày nghỉ).') in main.text
    theirs, _contents = opened(cases, english)
    off = f'{shown_date(before, "en")} in the calendar of days off'
    assert f'has changed (Notice 12/TB; {off})' in cases.text_of(theirs, theirs.events[-1])

    again.append(case, ANSWERED, text='Ở phòng quản lý xuất nhập cảnh.', actor='x')
    clock.pass_(seconds=60)
    enter(after, '13/TB')
    transaction.commit()
    page = track(app, *code_and_secret(receipt))
    *_triage, term = page.html.select('#thoi-han + ul li')
    assert f'{shown_date(after, "vi")} đúng hạn' in term.get_text(' ', strip=True)
    assert shown_date(after, 'vi') in app.get(term.a['href']).html.select_one('#han').text, (
        'the calculator counts an ended term by what was known at its end')


def test_a_letter_that_is_written_again_after_a_crash_has_the_same_message_id(
        receipt, cases, letters, registry, small_portal):
    first, = letters()
    token = first['Message-ID'].strip('<>').partition('@')[0]
    transaction.begin()
    case = cases.by_email(ME)[0]
    registry.getAdapter(small_portal, IOutbox).add('case letter', token, {
        'case': case.number, 'what': 'received', 'sealed': ''})
    transaction.commit()

    again, = letters()

    assert again['Message-ID'] == first['Message-ID']


def test_a_letter_of_an_answered_request_says_that_its_link_leads_to_the_code(
        cases, letters, registry, small_portal):
    """Clause 3.5: information by network comes as a mail with a link."""
    number = cases.receive(Submission(
        REQUEST, str(small_portal.__oid__), 'Quy hoạch', ASKED, sender=Sender(email=ME))).number
    transaction.commit()
    first, = letters()
    registry.getAdapter(small_portal, IOutbox).add('case letter', 'a' * 32, {
        'case': number, 'what': ANSWERED, 'sealed': ''})
    transaction.commit()

    answered, = letters()

    assert 'mã dùng một lần' in answered.get_content()
    assert 'mã dùng một lần' not in first.get_content() and ASKED not in answered.get_content()


def test_who_forgot_the_code_finds_it_by_mail_and_others_learn_nothing(
        app, receipt, letters, wsgi):
    letters()
    answers = []
    for address in (' ME@example.vn', 'nobody@example.vn'):
        form = form_of(app.get('/theo-doi/quen'), '/theo-doi/quen')
        answers.append(send(form, email=address))
    assert answers[0].html.main == answers[1].html.main

    mail, = letters()

    other = TestApp(wsgi, extra_environ={'HTTP_HOST': 'localhost'})
    page = track(other, LINK.search(mail.get_content())[2])
    assert ASKED in page.text
    renewed = send(form_of(page, 'khoa-moi')).html.select_one('.notice code').text
    code, secret = code_and_secret(receipt)
    assert 'Không mở được' in track(app, code, secret).text
    assert ASKED in track(app, code, renewed).text


def test_after_a_restore_a_mailed_link_leads_to_a_new_secret(
        app, receipt, letters, registry):
    letters()
    code, secret = code_and_secret(receipt)
    assert ASKED in track(app, code, secret).text
    with at_work(registry, 'test') as environment:
        list(reconcile(environment, is_restored=True))
    transaction.begin()

    refused = track(app, code, secret)
    assert refused.status_int == 404 and 'khôi phục dữ liệu' in refused.html.main.text
    send(form_of(refused.click('Quên mã hoặc khóa'), '/theo-doi/quen'), email=ME)
    mail, = letters()

    page = track(app, LINK.search(mail.get_content())[2])
    renewed = send(form_of(page, 'khoa-moi')).html.select_one('.notice code').text
    assert ASKED in track(app, code, renewed).text
    assert track(app, code, secret).status_int == 404


def test_letters_to_who_wrote_in_english_lead_to_the_english_page(
        app, clock, letters, small_portal):
    received(app, clock, '/english/gui/cau-hoi/viet?linh-vuc=co-so', text=ASKED, email=ME)
    send(form_of(app.get('/english/theo-doi/quen'), '/theo-doi/quen'), email=ME)

    first, asked_for = letters()
    for letter in (first, asked_for):
        text = letter.get_content()
        assert letter['Subject'].startswith('[Hanoi City Portal] ')
        assert set(re.findall(r'https://hanoi\.gov\.vn(\S*)/theo-doi', text)) == {'/english'}


def test_one_address_gets_three_letters_an_hour_from_however_many_networks(
        app, receipt, letters, clock):
    letters()
    pages = []
    for number in range(5):
        app.extra_environ['REMOTE_ADDR'] = f'203.0.113.{number}'
        pages.append(send(form_of(app.get('/theo-doi/quen'), '/theo-doi/quen'),
                          email=ME.upper() if number % 2 else ME).html.main)

    assert len(letters()) == 3 and all(page == pages[0] for page in pages)
    clock.pass_(hours=2)
    send(form_of(app.get('/theo-doi/quen'), '/theo-doi/quen'), email=ME)
    assert len(letters()) == 1


def test_photos_and_films_come_without_their_place(app, cases, clock, small_portal):
    picture, place = BytesIO(), Image.Exif()
    place[0x010F] = 'Camera-of-Mau'
    Image.new('RGB', (8, 6)).save(picture, 'JPEG', exif=place)
    assert b'Camera-of-Mau' in picture.getvalue()
    film = (b'\0\0\0\x10ftypmp42\0\0\0\0\0\0\0\x1fmoov\0\0\0\x17udta\0\0\0\x0f\xa9xyz+21+105'
            b'\0\0\0\x0cmdatfilm')

    page = received(
        app, clock, '/gui/phan-anh/viet?linh-vuc=giao-thong-xay-dung', text=ASKED, name='Mẫu',
        tep=[Upload('anh.jpg', picture.getvalue(), 'image/jpeg'),
             Upload('phim.mp4', film, 'video/mp4')], where='Thôn 1')

    case, contents = opened(cases, page)
    assert (case.kind, dict(contents.details)) == ('reflection', {'where': 'Thôn 1'})
    kept = cases.file(case, 0)
    assert kept.filename == 'anh.jpg' and b'Camera-of-Mau' not in kept.content
    moved = cases.file(case, 1).content
    assert len(moved) == len(film) and b'+21' not in moved and moved.endswith(b'mdatfilm')


def test_the_page_for_who_forgot_the_code_leads_to_itself_in_english(app, small_portal):
    page = app.get('/theo-doi/quen').html

    assert page.select_one('a[hreflang=en]')['href'] == '/english/theo-doi/quen'


def test_a_receipt_says_that_the_key_is_needed_where_no_mail_can_replace_it(app, clock):
    lost = 'Không có khóa thì không ai xem được'
    page = received(app, clock, text=ASKED)
    other = received(app, clock, text=f'{ASKED} Nữa?', email='a@example.com')

    assert lost in page and lost not in other and 'cũng được gửi tới thư điện tử' in other
