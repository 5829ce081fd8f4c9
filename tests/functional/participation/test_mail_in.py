"""Mails of people: a real client of LMTP on one side, cases on the other."""
import datetime
import io
import logging
import re
import smtplib
import socket
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import pytest
import transaction
from hanoiportal.kernel.inspection.clamd import Infected, IScanner, Unanswered
from hanoiportal.participation.cases.interfaces import (
    ACCESS,
    ADDED,
    ANSWERED,
    ASKER,
    CONTRIBUTION,
    MAIL,
    NOTE,
    QUESTION,
    RECEIVED,
    REQUEST,
    STAFF,
    STATES,
    Sender,
)
from hanoiportal.participation.mailin import reading, services
from hanoiportal.participation.mailin.interfaces import REPLY
from hanoiportal.participation.mailin.jobs import DAYS, forget_old
from hanoiportal.participation.mailin.listening import Listening
from PIL import Image
from support.byte_search import traces
from support.legacy_typing import in_tcvn3, in_vni
from support.typing_page import UNCLOSED

pytestmark = pytest.mark.filterwarnings(UNCLOSED)
ME, OTHER, CITY = 'me@example.vn', 'other@example.vn', 'hoidap@hanoi.gov.vn'
ASKED = 'Hộ chiếu của mẹ tôi làm ở đâu, lệ phí bao nhiêu, mấy ngày thì có kết quả?'


@pytest.fixture
def own_settings(mail_settings, tmp_path):
    return {**mail_settings, 'portal.mail_in': '127.0.0.1:0',
            'portal.mail_in_server': 'mx.hanoi.gov.vn', 'zodbconn.uri.interactions': (
                f'file://{tmp_path}/interactions.fs?blobstorage_dir={tmp_path}/case-blobs')}


@pytest.fixture
def mail_in(registry, small_portal):
    """``mail_in(mail, to=…, sender=…)``: the code and text that answer a mail."""
    listening = socket.create_server(('127.0.0.1', 0))
    port = listening.getsockname()[1]

    def sent(mail, to=CITY, sender=ME):
        content = mail if isinstance(mail, bytes) else mail.as_bytes(policy=SMTP)
        with smtplib.LMTP('127.0.0.1', port) as client:
            client.ehlo_or_helo_if_needed()
            for code, text in (client.mail(sender), client.rcpt(to)):
                if code != 250:
                    return code, text.decode()
            code, text = client.data(content)
        transaction.abort()
        return code, text.decode()

    with Listening(registry, listening):
        yield sent


def written(text=ASKED, subject='Hỏi về hộ chiếu', sender=f'Nguyễn Văn An <{ME}>', **headers):
    mail = EmailMessage()
    mail['From'], mail['To'], mail['Subject'] = sender, CITY, subject
    for name, value in {'Message-ID': f'<{hash(text + subject + sender)}@example.vn>',
                        **{key.replace('_', '-'): each for key, each in headers.items()}}.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def small_picture():
    found = io.BytesIO()
    Image.new('RGB', (8, 6)).save(found, 'JPEG')
    return found.getvalue()


def only(cases):
    """Return the one case that there is."""
    transaction.abort()
    page = cases.inbox(None, states=STATES)
    assert page.total == 1
    return cases.get(page.rows[0].number)


def number_of(cases):
    transaction.abort()
    return cases.inbox(None, states=STATES).total


def texts(cases, case, audience):
    return '\n'.join(cases.text_of(case, event) for event in case.events
                     if event.kind == NOTE and event.audience == audience)


@pytest.mark.clause('4.3.a')
def test_a_mail_is_a_case_of_the_body_in_its_address_and_its_receipt_goes_back(
        mail_in, cases, bavi, staff, letters, clock):
    mail = written()
    mail.add_attachment(small_picture(), maintype='image', subtype='jpeg', filename='sổ cũ.jpg')

    assert mail_in(mail, to='HoiDap+bavi@hanoi.gov.vn') == (250, '2.0.0 Ok')

    case = only(cases)
    contents = cases.open(case)
    assert (case.kind, case.channel, case.site) == (QUESTION, MAIL, str(bavi.__oid__))
    assert contents.sender == Sender(name='Nguyễn Văn An', email=ME)
    assert (contents.title, contents.text) == ('Hỏi về hộ chiếu', ASKED)
    assert not contents.consents and case.received == clock.now()
    assert cases.file(case, 0).filename == 'sổ cũ.jpg'
    assert [event.kind for event in case.events] == [RECEIVED]
    receipt, = letters()
    assert receipt['To'] == ME and f'/theo-doi#{case.code}.' in receipt.get_content()
    assert 'Trả lời thư này' in receipt.get_content() and ASKED not in str(receipt)
    assert 'Đường dẫn “Mở để xem” mở được đến' in receipt.get_content()  # the other never ends


@pytest.mark.clause('12.1.a/3')
@pytest.mark.clause('12.1.b/2')
@pytest.mark.parametrize(('label', 'at'), [('.bavi', 'bavi'), ('', '')])
def test_a_mail_to_the_address_for_texts_is_one_to_be_published_and_says_what_it_says(
        mail_in, cases, bavi, staff, small_portal, label, at):
    mail = written('', 'Lễ hội hoa')
    mail.add_attachment(small_picture(), maintype='image', subtype='jpeg', filename='hoa.jpg')

    assert mail_in(mail, to=f'hoidap+tin-bai{label}@hanoi.gov.vn')[0] == 250

    case, site = only(cases), bavi if at else small_portal
    contents = cases.open(case)
    assert (case.kind, case.channel, case.site) == (CONTRIBUTION, MAIL, str(site.__oid__))
    assert (contents.title, contents.text, len(case.files)) == ('Lễ hội hoa', '', 1)
    assert mail_in(written(), to='hoidap+tin-bai.khong-co@hanoi.gov.vn')[0] == 550


def test_requests_have_addresses_of_their_own_and_are_asked_for_what_the_form_has_besides(
        mail_in, cases, bavi, staff, letters):
    text = 'Xin quy hoạch thôn 3'

    assert mail_in(written(text), to='hoidap+yeu-cau-thong-tin.bavi@hanoi.gov.vn')[0] == 250

    case = only(cases)
    assert (case.kind, case.channel, case.site) == (REQUEST, MAIL, str(bavi.__oid__))
    asked = texts(cases, case, ASKER)
    assert 'mẫu 01a' in asked and 'Lý do' in asked and 'Họ và tên' not in asked
    assert len(letters()) == 2 and cases.standing(case, case.received).due is not None
    mail_in(written('Xin xóa dữ liệu'), to='hoidap+du-lieu-ca-nhan@hanoi.gov.vn')
    transaction.abort()
    assert cases.inbox(None, kind=ACCESS).total == 1
    assert mail_in(written(), to='hoidap+du-lieu-ca-nhan.@hanoi.gov.vn')[0] == 550


def test_an_english_mail_is_told_in_english_what_the_form_has_and_what_was_left_out(
        mail_in, cases, bavi, staff):
    mail = written('The plan of village 3, please')
    mail.add_attachment(b'MZ\x90', 'application', 'octet-stream', filename='a.exe')
    mail['Content-Language'] = 'en'

    mail_in(mail, to='hoidap+yeu-cau-thong-tin.bavi@hanoi.gov.vn')

    asked = texts(cases, only(cases), ASKER)
    assert 'form 01a or 01b' in asked and 'Reason' in asked and 'a.exe' in asked
    assert not re.search('[À-ỹ]', asked), asked


@pytest.mark.parametrize(('hours', 'counts'), [(30, True), (24 * 7, False), (-1, False)])
def test_the_term_begins_when_the_own_mail_server_had_it(mail_in, cases, clock, hours, counts):
    came = clock.now() - datetime.timedelta(hours=hours)
    mail_in(written(Received=f'from x by mx; {format_datetime(came)}'))

    assert only(cases).received == (came.replace(microsecond=0) if counts else clock.now())


@pytest.mark.parametrize(('address', 'code'), [
    ('hoidap+bavi@hanoi.gov.vn', 250), ('hoidap+khong-co@hanoi.gov.vn', 550),
    ('ai-do@hanoi.gov.vn', 550), ('hoidap@example.vn', 550)])
def test_an_address_that_is_none_is_refused_and_a_body_without_a_board_is_the_citys(
        mail_in, cases, small_portal, address, code):
    answer = mail_in(written(), to=address)

    assert answer[0] == code, answer
    if code == 250:
        assert only(cases).site == str(small_portal.__oid__)
    else:
        assert not number_of(cases) and 'Khong co dia chi' in answer[1]


def test_one_recipient_at_a_time_and_the_same_mail_is_taken_once(
        mail_in, cases, letters, environment, clock):
    for _again in range(2):
        assert mail_in(written())[0] == 250
    assert mail_in(written(), to='hoidap+bavi@hanoi.gov.vn')[0] == 250
    anonymous = written()
    del anonymous['Message-ID']
    for _again in range(2):
        assert mail_in(anonymous)[0] == 250

    assert number_of(cases) == 2 and len(letters()) == 2
    book = environment.portal['interactions'].mounted()[services.KEY]
    assert len(book.taken) == 2 and 'example.vn' not in str(list(book.taken))
    clock.pass_(days=DAYS + 1)
    forget_old(environment)
    assert not book.taken


def test_a_mail_that_was_not_committed_is_tried_again(mail_in, cases, monkeypatch):
    def broken(*_given):
        raise OSError('the disk is full')

    with monkeypatch.context() as patched:
        patched.setattr(services, 'for_staff', broken)
        assert mail_in(written())[0] == 451
    assert not number_of(cases)

    assert mail_in(written())[0] == 250
    assert number_of(cases) == 1


RAW = f'From: {ME}\r\nMessage-ID: <a@example.vn>\r\n'.encode()
CONTENTS = {
    'HTML alone': (RAW + 'Subject: =?utf-8?q?H=E1=BB=8Fi?=\r\nContent-Type: text/html; '
                   'charset=utf-8\r\n\r\n<style>p{}</style><p>Lệ phí <b>bao nhiêu</b>?</p>'
                   '<script>x()</script>'.encode(), 'Hỏi', 'Lệ phí bao nhiêu?'),
    'plain before HTML': (
        RAW + b'Subject: a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n'
        b'Content-Type: text/html\r\n\r\n<p>Hai</p>\r\n--b\r\n\r\nMot\r\n--b--\r\n', 'a', 'Mot'),
    'another charset than it says': (
        RAW + b'Subject: H\xe1\xbb\x8fi\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n'
        + 'Lệ phí'.encode(), 'Hỏi', 'Lệ phí'),
    'a charset that is none': (
        RAW + b'Subject: =?zlib?q?a?=\r\nContent-Type: text/plain; charset="punycode"\r\n\r\n'
        + 'Lệ phí'.encode(), 'a', 'Lệ phí'),
    'windows-1258': (
        RAW + b'Subject: a\r\nContent-Type: text/plain; charset=windows-1258\r\n\r\n'
        b'L\xea\xf2 phi\xec', 'a', 'Lệ phí'),
    'bytes that are nothing': (
        RAW + b'Subject: a\r\nContent-Type: text/plain; charset=utf-8\r\n'
        b'Content-Transfer-Encoding: base64\r\n\r\n/w$$D+\x81', 'a', None),
    'TCVN3': (RAW + b'Subject: Ho chieu\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n'
              + in_tcvn3(ASKED).encode('latin-1'), 'Ho chieu', ASKED),
    'VNI': (RAW + b'Subject: ' + in_vni('hộ chiếu').encode('latin-1') + b'\r\n\r\n'
            + in_vni(ASKED).encode('latin-1'), 'hộ chiếu', ASKED),
    'decomposed, with what nobody reads': (
        RAW + 'Subject: a\r\n\r\nLê\u0323 phi\u0301\0\x1b'.encode(), 'a', 'Lệ phí'),
    'a mail that is forwarded': (
        RAW + b'Subject: a\r\nContent-Type: message/rfc822\r\n\r\nSubject: b\r\n\r\nMot',
        'a', 'Mot'),
    'parameters that cannot be read': (
        RAW + b'Subject: a\r\nContent-Type: text/plain; charset*0*=a; charset*=%ff; charset*1=b'
        b'\r\n\r\nMot', 'a', 'Mot'),
    'no text but a subject': (RAW + b'Subject: Le phi\r\n\r\n', 'Le phi', 'Le phi'),
    'no headers': (b'\r\n\r\nLe phi\r\n', 'Le phi', 'Le phi'),
}


@pytest.mark.clause('11.2')
def test_a_text_is_read_however_it_was_written(mail_in, cases):
    for number, (name, (content, subject, text)) in enumerate(CONTENTS.items()):
        own = content.replace(b'<a@', f'<a{number}@'.encode())
        assert mail_in(own)[0] == 250, name
        transaction.abort()
        case = cases.get(max(row.number for row in cases.inbox(None, states=STATES).rows))
        contents = cases.open(case)
        assert contents.title == subject, name
        assert text is None or contents.text == text, name
        assert ('TCVN3' if name == 'TCVN3' else 'VNI' if name == 'VNI' else ''
                ) in texts(cases, case, STAFF)
        assert contents.sender.email == ME, name


def test_what_is_left_out_is_noted_and_the_rest_is_kept(mail_in, cases):
    mail = written(text='Dòng.\n' * 5000)
    mail.add_attachment(b'\x78\x9f\x3e\x22' * 9, maintype='application', subtype='ms-tnef',
                        filename='winmail.dat')
    for number in range(50):
        mail.add_attachment(f'{number}', filename=f'{number}.txt')

    assert mail_in(mail)[0] == 250

    case = only(cases)
    told = texts(cases, case, ASKER)
    assert len(case.files) == 10 and 'winmail.dat' in told and '“thu.txt”' in told
    assert cases.file(case, 0).content.decode().count('Dòng.') == 5000
    assert len(cases.open(case).text) == 10_000 and len(told.splitlines()) < 20


def nested(depth):
    parts = ''.join(f'Content-Type: multipart/mixed; boundary=b{each}\r\n\r\n--b{each}\r\n'
                    for each in range(depth))
    return RAW + parts.encode() + b'\r\nx\r\n'


class Scanner:
    """Finds what is told, in whatever."""

    def __init__(self, error):
        self._error = error

    def scan(self, _file):
        raise self._error


def test_a_mail_of_which_nothing_can_be_kept_is_refused_for_good(
        mail_in, cases, registry, monkeypatch):
    assert mail_in(nested(2000))[0] == 554
    many = RAW + b'Content-Type: multipart/mixed; boundary=b\r\n\r\n' + b'--b\r\n\r\nx\r\n' * 5000
    assert mail_in(many)[0] == 554
    assert mail_in(RAW + b'X: ' + b'a' * 400_000 + b'\r\n\r\nb')[0] in (500, 554)
    with monkeypatch.context() as patched:
        patched.setattr(reading, 'LARGEST_MAIL', 10_000)
        large = mail_in(RAW + b'\r\n' + (b'a' * 900 + b'\r\n') * 12)
    assert large[0] == 552 and 'larger than 30 MB' in large[1] and 'Thu lon' in large[1]
    assert mail_in(RAW + b'\r\n \r\n')[0] == 554
    for error, code in ((Infected('Eicar'), 554), (Unanswered('away'), 451)):
        registry.registerUtility(Scanner(error), IScanner)
        try:
            assert mail_in(written())[0] == code
        finally:
            registry.unregisterUtility(provided=IScanner)

    assert not number_of(cases)


MACHINES = {
    'auto-reply': {'Auto-Submitted': 'auto-replied (vacation)'},
    'precedence': {'Precedence': 'Bulk'}, 'list': {'List-Id': '<a.example.vn>'},
    'newsletter': {'List-Unsubscribe': '<mailto:a@example.vn>'},
    'report': {'Content-Type': 'multipart/report; boundary=b'},
    'our letter': {'Message-ID': f'<{"0a" * 16}@hanoi.gov.vn>'},
    'loop': {'X-Loop': CITY}}


def test_what_machines_write_makes_no_case_and_is_not_answered(
        mail_in, cases, letters, caplog):
    caplog.set_level(logging.INFO, services.__name__)
    for name, headers in MACHINES.items():
        head = ''.join(f'{key}: {value}\r\n' for key, value in headers.items())
        assert mail_in(f'From: {ME}\r\nSubject: a\r\n{head}\r\nb'.encode())[0] == 250, name
    assert mail_in(written(), sender='')[0] == 250
    assert mail_in(written(sender='khong-tra-loi@hanoi.gov.vn'))[0] == 250
    assert mail_in(written(sender='MAILER-DAEMON@example.vn'))[0] == 250

    assert not number_of(cases) and not letters()
    assert len(caplog.messages) == len(MACHINES) + 3 and 'example' not in caplog.text
    assert mail_in(written(Auto_Submitted='no'))[0] == 250
    assert number_of(cases) == 1


def answered(letters):
    """Return the letter that has been mailed, and an answer to it."""
    letter, = letters()
    reply = written('Xin bổ sung: sổ cũ.\n> ' + letter.get_content(), 'Re: ' + letter['Subject'],
                    In_Reply_To=letter['Message-ID'],
                    References=f'{letter["References"]} {letter["Message-ID"]}')
    return letter, reply


@pytest.mark.parametrize('is_by_address', [True, False])
def test_a_reply_joins_its_case_also_when_it_is_answered(
        mail_in, cases, letters, is_by_address):
    mail_in(written())
    case = only(cases)
    letter, reply = answered(letters)
    to = letter['Reply-To'] if is_by_address else CITY
    assert letter['X-Loop'] == CITY
    assert REPLY in letter['Reply-To'] and case.code not in letter['Reply-To']
    if is_by_address:
        cases.append(case, ANSWERED, text='Tại phường.', actor='x')
        transaction.commit()

    for _again in range(2):
        assert mail_in(reply, to=to)[0] == 250

    case = only(cases)
    added, = (event for event in case.events if event.kind == ADDED)
    said = cases.text_of(case, added)
    assert said.startswith('Xin bổ sung: sổ cũ.') and '/theo-doi#…' in said
    assert case.code not in said and not texts(cases, case, STAFF)


def test_a_reply_from_another_address_or_with_another_token_is_a_case_of_its_own(
        mail_in, cases, letters):
    mail_in(written())
    first = only(cases)
    letter, reply = answered(letters)
    reply.replace_header('From', OTHER)
    assert mail_in(reply, to=letter['Reply-To'], sender=ME)[0] == 250
    wrong = written('Khác', References=f'<hs-{"0" * 32}@hanoi.gov.vn>')
    assert mail_in(wrong)[0] == 250

    transaction.abort()
    assert number_of(cases) == 3 and [event.kind for event in first.events] == [RECEIVED]
    for row in cases.inbox(None, states=STATES).rows[1:]:
        case = cases.get(row.number)
        assert 'trả lời một thư về hồ sơ khác' in texts(cases, case, STAFF)
        assert str(first.number) not in texts(cases, case, STAFF)


def test_what_the_own_mail_server_found_out_is_for_the_staff_alone(mail_in, cases):
    ours = 'mx.hanoi.gov.vn; spf=pass smtp.mailfrom=x; dkim=fail (bad) header.d=example.vn'
    mail_in(written('a', Authentication_Results=ours))
    mail_in(written('b', Authentication_Results='evil.example; spf=pass'))

    transaction.abort()
    one, two = (cases.get(row.number) for row in sorted(
        cases.inbox(None, states=STATES).rows, key=lambda row: row.number))
    assert 'spf=pass dkim=fail.' in texts(cases, one, STAFF) and not texts(cases, one, ASKER)
    assert not texts(cases, two, STAFF)


def test_no_word_of_a_mail_is_in_clear_in_any_file_but_the_letter_to_its_sender(
        mail_in, cases, tmp_path, letters):
    words = {'zqdaude', 'zqchude', 'zqthan', 'zqten', 'zqtep'}
    mail = written('zqthan', 'zqchude', f'zqten <{ME}>', X_Mailer='zqdaude')
    mail.add_attachment('zqtrong', filename='zqtep.txt')
    assert mail_in(mail)[0] == 250

    case = only(cases)
    assert cases.open(case).sender.name == 'zqten' and 'zqdaude' not in str(cases.export(case))
    letters()
    assert not traces(tmp_path, words)
    assert traces(tmp_path, [case.code])
