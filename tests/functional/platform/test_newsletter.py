"""The newsletter: many things by one form and one letter; what comes back ends it (4.2, 4.3)."""
import datetime
import re
import smtplib
import socket
from email.message import EmailMessage
from email.policy import SMTP

import dkim
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.editorial.emergencynotices.resource import add_notice
from hanoiportal.kernel.storage.keys import keys_of
from hanoiportal.participation.mailin.listening import Listening
from hanoiportal.platform.subscriptions.interfaces import (
    AT_ONCE,
    BY_MAIL,
    CONFIRM,
    DAILY,
    RETURNED,
    SENT,
    WEEKLY,
    IFollowers,
)
from support.byte_search import traces
from support.public_forms import form_of, send
from support.signing import signed
from support.subscribing import (
    mailed,
    published_answer,
    returning_settings,
    subscriber_register,
    text_of,
)
from support.typing_page import UNCLOSED

pytestmark = pytest.mark.filterwarnings(UNCLOSED)
answer, letters, register = published_answer, mailed, subscriber_register
own_settings = returning_settings
ME, OTHER = 'zqme@example.vn', 'zqother@example.vn'
LINK = re.compile(r'muc-theo-doi#(\S+)')
#: A Tuesday.
NOW = parse('2026-11-24T10:00')


@pytest.fixture
def clock_at():
    return NOW


@pytest.fixture
def news(bavi, editing, publishing):
    """``news(name)``: a news item about land is public from now on."""
    def published(name, **values):
        item = editing.add(bavi['tin-tuc-su-kien'], name, 'NewsItem', {
            'title': f'Tin {name}', 'summary': 'Tóm tắt', 'body': '<p>Nội dung</p>',
            'keywords': ['Đất Đai'], **values}, 'test')
        publishing.publish(item, 'test')
        transaction.commit()
        transaction.begin()

    return published


@pytest.fixture
def figures(registry, small_portal):
    """``figures(site)``: letters by what became of them, of all months."""
    def found(site):
        transaction.abort()
        rows = registry.getAdapter(small_portal, IFollowers).figures(site)
        return {what: number for (_month, what), number in rows.items()}

    return found


@pytest.fixture
def followed(environment, register):
    """``followed(*wishes)``: confirmed wishes of somebody."""
    def made(*wishes, days=AT_ONCE, address=ME, language='vi'):
        def ask():
            subscriber, asked = register.ask(wishes, address, language, days, 'nonce')
            return register.confirm(register.code(
                subscriber, CONFIRM, str(asked[0].number), asked[0].nonce))

        number = environment.in_transaction(ask).number
        transaction.begin()
        return number

    return made


@pytest.fixture
def mail_in(registry, small_portal):
    """``mail_in(content, to)``: the codes that answer recipient and mail."""
    listening = socket.create_server(('127.0.0.1', 0))
    port = listening.getsockname()[1]

    def sent(content, to):
        with smtplib.LMTP('127.0.0.1', port) as client:
            client.ehlo_or_helo_if_needed()
            client.mail('')
            code, _text = client.rcpt(to)
            answer = client.data(content)[0] if code == 250 else 0
        transaction.abort()
        return code, answer

    with Listening(registry, listening):
        yield sent


def choose(app, *values, path='', address=ME, cach='hang-ngay', **expected):
    form = form_of(app.get(f'{path}/ban-tin'), 'ban-tin')
    for field in form.fields.get('chon', ()):
        field.checked = field._value in values
    return send(form, email=address, cach=cach, **expected)


def confirm(app, mail):
    code = LINK.search(text_of(mail))[1]
    return send(form_of(app.get('/muc-theo-doi'), '/muc-theo-doi'), ma=code).follow()


def report(action='failed', status='5.1.1', kind='delivery-status'):
    """Return a report of delivery (RFC 3464)."""
    mail = EmailMessage()
    mail['From'], mail['Subject'] = 'MAILER-DAEMON@mx.example.vn', 'Undelivered'
    mail['Message-ID'] = '<1@mx.example.vn>'
    mail.set_content('It could not be delivered.')
    text = mail.as_bytes(policy=SMTP).partition(b'\r\n\r\n')
    return b'\r\n'.join([
        b'From: MAILER-DAEMON@mx.example.vn', b'MIME-Version: 1.0',
        f'Content-Type: multipart/report; report-type={kind}; boundary=b'.encode(), b'',
        b'--b', b'Content-Type: text/plain', b'', text[2].strip(), b'--b',
        f'Content-Type: message/{kind}'.encode(), b'', b'Reporting-MTA: dns; mx.example.vn', b'',
        b'Final-Recipient: rfc822; zqme@example.vn', f'Action: {action}'.encode(),
        f'Status: {status}'.encode(), b'', b'--b--', b''])


@pytest.mark.clause('4.2.d/2')
def test_topics_kinds_sections_and_sites_are_chosen_on_one_page_and_confirmed_by_one_letter(
        app, letters, news, bavi, small_portal):
    site = f'site:{bavi.__oid__}'
    page = choose(app, 'topic:cd-dat-dai', 'kind:LegalDocument', site)
    assert 'Đã gửi thư xác nhận' in page.html.main.text and ME not in page.text
    mail, = letters()
    assert all(name in text_of(mail) for name in ('Đất đai, nhà ở', 'Văn bản mới', 'Ba Vì'))

    news('xay-nha')
    assert not letters(), 'nobody has confirmed it'
    page = confirm(app, mail)
    assert len(page.html.select('.followed li')) == 3 and 'Đất đai, nhà ở' in page.html.main.text
    news('cap-so')
    assert not letters(), 'it is told at seven'


def test_a_digest_tells_each_item_once_as_text_and_plain_html_with_the_headers_of_a_list(
        letters, answer, news, followed, bavi, clock, publishing):
    followed(('topic', 'cd-dat-dai'), ('site', str(bavi.__oid__)), days=DAILY)
    news('mot', title='Đất & <b>nhà</b>')
    gone = answer('hai')
    assert not letters()
    publishing.withdraw(gone, 'test')
    transaction.commit()

    clock.pass_(hours=24)
    mail, = letters()

    html = mail.get_body(('html',)).get_content()
    assert text_of(mail).count('Đất & <b>nhà</b>') == 1 and 'Hỏi về hai' not in text_of(mail)
    assert 'Đất &amp; &lt;b&gt;nhà&lt;/b&gt;' in html and '<img' not in html
    assert set(re.findall(r'href="(https?://[^/"]+)', html)) == {
        'https://bavi.hanoi.gov.vn', 'https://hanoi.gov.vn'}
    assert mail['List-Id'] == '<theo-doi.hanoi.gov.vn>' and 'Return-Path' not in mail
    assert mail['List-Unsubscribe-Post'] == 'List-Unsubscribe=One-Click'
    assert re.fullmatch(r'<[0-9a-f]{32}@hanoi\.gov\.vn>', mail['Message-ID'])
    clock.pass_(hours=24)
    assert not letters(), 'no news, no letter'


def test_once_a_week_is_one_letter_on_monday_at_seven(letters, answer, followed, bavi, clock):
    followed(('site', str(bavi.__oid__)), days=WEEKLY)
    answer('mot')
    clock.pass_(days=5, hours=20)
    assert not letters(), 'it is Monday, six'
    answer('hai')
    clock.pass_(hours=2)
    mail, = letters()
    assert 'Hỏi về mot' in text_of(mail) and 'Hỏi về hai' in text_of(mail)


def test_an_emergency_notice_is_told_at_once_and_alone_whatever_was_chosen(
        letters, answer, followed, bavi, clock, small_portal, environment):
    followed(('emergency', 'all'), ('site', str(bavi.__oid__)), days=WEEKLY)
    answer('mot')
    item = answer('bao')
    add_notice(small_portal, item.__oid__, parse('2026-11-25T10:00'), clock.now(), 'test', 'Bão')
    transaction.commit()

    mail, = letters()

    assert mail['Subject'] == f'[{small_portal.title}] Khẩn: Hỏi về bao – Xã Ba Vì'
    assert 'Hỏi về mot' not in text_of(mail)
    clock.pass_(days=7)
    mail, = letters()
    assert 'Hỏi về mot' in text_of(mail) and 'Hỏi về bao' not in text_of(mail)


def test_what_is_wrong_comes_again_with_what_was_chosen(app, small_portal, letters):
    for values, address, why in (
            ((), ME, 'ít nhất một mục'), (('topic:cd-y-te',), 'khong', 'ten@vidu.vn'),
            (('topic:cd-y-te',), f'{"a" * 300}@example.vn', 'ten@vidu.vn')):
        page = choose(app, *values, address=address)

        assert why in page.html.select_one('[role=alert]').text and not letters(), values
        assert [each['value'] for each in page.html.select('[name=chon][checked]')] == list(values)


def test_what_cannot_be_chosen_here_is_passed_over_and_known_addresses_are_answered_alike(
        app, small_portal, letters, followed, tmp_path):
    followed(('topic', 'cd-y-te'))
    here = {'Origin': 'http://localhost'}
    wrong = {'chon': ['topic:x', 'section:1', 'site:abc', 'x', ':', 'question:99'], 'email': ME}
    assert 'ít nhất một mục' in app.post('/ban-tin', wrong, headers=here).text
    known = choose(app, 'topic:cd-y-te')
    assert known.html.main == choose(app, 'topic:cd-y-te', address=OTHER).html.main
    assert app.post('/ban-tin', wrong, headers={'Origin': 'https://evil.example'}, status=404)

    subjects = sorted((each['To'], 'Xác nhận' in each['Subject']) for each in letters())

    assert subjects == [(ME, False), (OTHER, True)]
    assert not traces(tmp_path, {'zqme', 'zqother'})


def test_a_site_offers_itself_its_sections_and_what_the_city_tells_in_both_languages(
        app, small_portal, bavi, answer):
    answer('mot')
    page = app.get('/sites/bavi/ban-tin')
    values = [each['value'] for each in page.html.select('[name=chon]')]
    assert f'site:{bavi.__oid__}' in values and 'emergency:all' in values
    assert f'answers:{bavi["hoi-dap"].__oid__}' in values
    assert not page.html.select('details [value^="site:"]'), 'others stand at the city portal'
    city = app.get('/english/ban-tin')
    assert 'Land and housing' in city.html.main.text
    assert city.html.select_one(f'details [value="site:{bavi.__oid__}"]')
    assert city.html.find('a', string='Newsletter')['href'].endswith('/english/ban-tin')


def test_mails_that_come_back_on_three_days_end_it_and_destroy_the_key(
        letters, answer, followed, bavi, clock, mail_in, mail_server, figures, environment,
        register):
    number = followed(('site', str(bavi.__oid__)))
    for name in ('mot', 'hai', 'ba'):
        answer(name)
        mail, = letters()
        returns = mail.returns
        assert re.fullmatch(r'hoidap\+tra-ve-\d+-[a-z2-7]{16}@hanoi\.gov\.vn', returns)
        assert mail_in(report(), returns.upper()) == (250, 250)
        assert mail_in(report(), returns) == (250, 250), 'one a day counts'
        clock.pass_(days=1)

    assert register.by_address(ME) is None and keys_of(environment.portal).is_gone(number)
    answer('bon')
    assert not letters()
    assert figures(bavi) == {SENT: 3, RETURNED: 5, 'ended': 1}


SILENT = [
    report('delayed', '4.4.1'), report('failed', '4.4.7'), report('failed', '5.2.2'),
    report('failed', '5.7.1'), report('relayed', '2.0.0'), report(kind='disposition-notification'),
    b'Subject: xin\r\n\r\nTra loi', b'', b'\xff\x00' * 50,
    b'Content-Type: message/delivery-status\r\n\r\n', b''.join(
        b'Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n' % (each, each)
        for each in range(3000))]


def test_what_says_nothing_of_the_address_counts_for_nothing(
        letters, answer, followed, bavi, mail_in, figures):
    followed(('site', str(bavi.__oid__)))
    answer('mot')
    mail, = letters()

    assert {mail_in(content, mail.returns) for content in SILENT} == {(250, 250)}
    assert RETURNED not in figures(bavi)
    mail_in(report()[:-8], mail.returns)
    assert figures(bavi)[RETURNED] == 1, 'what was cut off has said it before'


def test_an_address_that_nobody_was_given_takes_reports_alike_and_counts_nothing(
        followed, bavi, mail_in, figures, cases):
    followed(('site', str(bavi.__oid__)))
    for extension in ('tra-ve-1-aaaaaaaaaaaaaaaa', f'tra-ve-{"9" * 19}-aaaaaaaaaaaaaaaa'):
        assert mail_in(report(), f'hoidap+{extension}@hanoi.gov.vn') == (250, 250)
    assert mail_in(report(), 'hoidap+tra-ve-0-a@hanoi.gov.vn')[0] == 550

    assert not figures(bavi) and cases.inbox(None, states=()).total == 0


def test_an_address_that_our_own_mail_server_refuses_counts_and_the_mail_is_not_kept(
        letters, answer, followed, bavi, mail_server, figures, clock, tmp_path, register):
    followed(('site', str(bavi.__oid__)))
    mail_server.inbox.refusing = '550 5.1.1 no such person'
    for name in ('mot', 'hai', 'ba'):
        answer(name)
        assert not letters()
        clock.pass_(days=1)

    assert figures(bavi) == {SENT: 3, RETURNED: 3, 'ended': 1} and register.by_address(ME) is None
    assert not [each for each in (tmp_path / 'mail').glob('*/*') if each.is_file()]


def test_the_desk_shows_numbers_and_the_next_letter_and_no_address(
        visit, staff, letters, answer, followed, bavi, clock):
    followed(('site', str(bavi.__oid__)), ('answers', str(bavi['hoi-dap'].__oid__)))
    clock.pass_(seconds=(datetime.datetime.now(datetime.UTC) - clock.now()).total_seconds())
    answer('mot')  # its moment is that of the machine
    letters()
    desk = visit('bavi-editor')

    page = desk.get('/desk/sites/bavi/newsletter')

    rows = {row.th.text: row.select_one('td').text for row in page.html.select('table.list tr')
            if row.select_one('td')}
    assert rows[bavi.title] == '1' and rows[bavi['hoi-dap'].title] == '1'
    assert 'zqme' not in page.text
    value = f'site:{bavi.__oid__}'
    page = desk.get(f'/desk/sites/bavi/newsletter?muc={value}&cach=hang-ngay')
    assert 'Hỏi về mot' in page.html.select_one('.pre').text and 'Tin mới: Hỏi về mot' in page.text
    assert desk.get('/desk/sites/bavi/newsletter?muc=x&cach=9').html.select_one('.pre') is None


def test_a_letter_is_signed_so_that_its_end_of_one_click_cannot_be_changed(
        letters, answer, followed, bavi):
    followed(('site', str(bavi.__oid__)))
    answer('mot')
    mail, = letters()

    content, look_up = signed(mail.raw)

    assert dkim.verify(content, dnsfunc=look_up)
    for field in (b'List-Unsubscribe: <https://', b'List-Unsubscribe-Post: List', b'Subject: '):
        assert content.count(field) == 1
        assert not dkim.verify(content.replace(field, field + b'x'), dnsfunc=look_up), field


def test_english_letters_say_so_in_both_parts(letters, answer, followed, bavi):
    followed(('site', str(bavi.__oid__)), language='en')
    answer('mot')
    mail, = letters()
    html = mail.get_body(('html',)).get_content()
    assert mail['Subject'].startswith('[Hanoi')
    assert '<html lang="en">' in html and 'Dear reader,' in html and 'Kính' not in text_of(mail)


def test_who_asks_for_what_is_there_already_and_something_new_is_asked_of_the_new_alone(
        app, letters, followed, register):
    followed(('topic', 'cd-y-te'))
    choose(app, 'topic:cd-y-te', 'topic:cd-giao-duc')
    mail, = letters()
    assert 'Giáo dục' in text_of(mail) and 'sức khỏe' not in text_of(mail)
    confirm(app, mail)
    transaction.abort()
    subscriber = register.by_address(ME)
    assert [each.target for each in subscriber.followed] == ['cd-y-te', 'cd-giao-duc']
    assert (subscriber.channel, subscriber.days) == (BY_MAIL, DAILY)
