"""Reaching the mail server: protected, logged in, or not at all."""
import re
import smtplib
import ssl
import subprocess
from pathlib import Path
from tempfile import mkdtemp

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from hanoiportal.base.settings import ISettings
from hanoiportal.base.settingsfile import read_settings
from hanoiportal.platform.notifications import delivering
from hanoiportal.platform.notifications.delivering import Delivery
from hanoiportal.platform.notifications.post import Post
from hanoiportal.platform.notifications.spool import FAILED, Spool
from pyramid.registry import Registry
from servers.process import free_port
from servers.smtp import Inbox
from servers.wrongsmtp import END, GREETING, WrongSmtp, breaks, floods, hangs, says

NOW = 1_800_000_000
MAIL = (b'From: a@hanoi.gov.vn\r\nTo: b@hanoi.gov.vn\r\n'
        b'Subject: =?utf-8?q?Th=C3=B4ng_b=C3=A1o?=\r\n\r\nxin\r\n')


@pytest.fixture(scope='session')
def certificate(tmp_path_factory):
    """``(certificate, key)`` of localhost, signed by itself."""
    folder = tmp_path_factory.mktemp('tls')
    files = folder / 'cert.pem', folder / 'key.pem'
    subprocess.run(
        ['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
         '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
         '-out', files[0], '-keyout', files[1]], check=True, capture_output=True)
    return files


@pytest.fixture
def secure_server(certificate):
    """``(port, inbox)`` of a server that takes mails after STARTTLS and a log-in alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    def check(server, session, envelope, mechanism, data):
        right = (data.login, data.password) == (b'cong', b'mat-khau')
        return AuthResult(success=right, handled=False)

    inbox, port = Inbox(), free_port()
    controller = Controller(
        inbox, hostname='127.0.0.1', port=port, tls_context=context, require_starttls=True,
        authenticator=check, auth_required=True)
    controller.start()
    yield port, inbox
    controller.stop()


@pytest.fixture
def settings_of(tmp_path):
    """``settings_of(port, **changes)``: settings with a password in a file."""
    (tmp_path / 'password').write_text('mat-khau\n', encoding='utf-8')
    return lambda port, **changes: read_settings({
        'portal.mail_host': 'localhost', 'portal.mail_port': str(port),
        'portal.mail_user': 'cong', 'portal.mail_password_file': str(tmp_path / 'password'),
        **{f'portal.{name}': value for name, value in changes.items()}})


@pytest.fixture
def spool(tmp_path):
    spool = Spool(tmp_path / 'mail')
    spool.enqueue(spool.write(MAIL, NOW))
    return spool


def trust(monkeypatch, certificate):
    made = ssl.create_default_context(cafile=certificate[0])
    monkeypatch.setattr(delivering.ssl, 'create_default_context', lambda: made)


def test_it_logs_in_on_a_protected_connection(
        secure_server, settings_of, spool, certificate, monkeypatch):
    port, inbox = secure_server
    trust(monkeypatch, certificate)

    assert Delivery(spool, settings_of(port), NOW).run() == 1
    assert [mail['Subject'] for mail in inbox.mails] == ['Thông báo']


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
        secure_server, settings_of, spool):
    port, inbox = secure_server

    assert Delivery(spool, settings_of(port), NOW).run() == 0
    assert (inbox.mails, len(spool.waiting(NOW))) == ([], 1)


def test_a_server_without_protection_gets_nothing(mail_server, settings_of, spool):
    assert Delivery(spool, settings_of(mail_server.port), NOW).run() == 0
    assert (mail_server.mails, len(spool.waiting(NOW))) == ([], 1)


def test_a_wrong_password_loses_nothing(
        secure_server, settings_of, spool, certificate, monkeypatch, tmp_path):
    trust(monkeypatch, certificate)
    (tmp_path / 'password').write_text('sai', encoding='utf-8')

    assert Delivery(spool, settings_of(secure_server[0]), NOW).run() == 0
    assert len(spool.waiting(NOW)) == 1


def test_while_another_process_sends_nothing_is_sent_twice(mail_server, settings_of, spool):
    settings = settings_of(mail_server.port, mail_security='none', mail_user='')
    with spool.alone():
        meanwhile = Delivery(spool, settings, NOW).run()

    assert (meanwhile, Delivery(spool, settings, NOW).run()) == (0, 1)


def test_a_way_of_protection_that_does_not_exist_ends_the_start():
    registry = Registry()
    registry.registerUtility(read_settings({'portal.mail_security': 'ssl'}), ISettings)

    with pytest.raises(ValueError, match='starttls'):
        Post(registry)


# What a mail server may do wrong.

LETTER = b'Return-Path: <hoidap+x@hanoi.gov.vn>\r\nList-Id: <x>\r\n' + MAIL


class Moody(Inbox):
    """Does what ``moods`` say, one for each recipient: a reply, ``'break after'`` the end of the
    mail, or ``''`` for nothing.
    """

    def __init__(self, *moods):
        super().__init__()
        self.moods = list(moods)
        self.ending = ''

    async def handle_RCPT(self, server, session, envelope, address, options):
        mood = self.moods.pop(0) if self.moods else ''
        if mood[:1].isdigit():
            return mood
        self.ending = mood
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if self.ending == 'break after':
            server.transport.abort()
        return answer


@pytest.fixture
def moody(settings_of, tmp_path, monkeypatch):
    """``moody(*moods)``: ``(server, look)``, where ``look(minutes)`` delivers three letters."""
    monkeypatch.setattr(delivering, '_TIMEOUT', .3)
    made, spool = [], Spool(tmp_path / 'mail')

    def started(*moods, rate=600):
        inbox, port = Moody(*moods), free_port()
        made.append(Controller(inbox, hostname='127.0.0.1', port=port))
        made[-1].start()
        for number in range(3):
            spool.enqueue(spool.write(LETTER.replace(b'b@', b'b%d@' % number), NOW, is_list=True))
        settings = settings_of(port, mail_security='none', mail_user='', mail_list_rate=rate)
        return inbox, lambda minutes=0: Delivery(spool, settings, NOW + 60 * minutes).run()

    yield started
    for each in made:
        each.stop()


REPLIES = {
    GREETING: (b'421 busy\r\n', b'554 no\r\n', b'HTTP/1.1 400 Bad Request\r\n'),
    'EHLO': (b'421 busy\r\n', b'502 not implemented\r\n'),
    'MAIL': (b'421 busy\r\n', b'451 later\r\n', b'452 full\r\n', b'no reply\r\n'),
    'RCPT': (b'421 busy\r\n', b'450 greylisted\r\n', b'451 later\r\n', b'452 too many\r\n'),
    'DATA': (b'421 busy\r\n', b'451 later\r\n', b'9\r\n'),
    END: (b'421 busy\r\n', b'451 later\r\n', b'452 full\r\n')}
FAULTS = [*((at, says(text)) for at, texts in REPLIES.items() for text in texts),
          *((at, deed) for at in REPLIES for deed in (breaks, hangs, floods))]
FINAL = [('MAIL', b'550 no\r\n'), ('MAIL', b'553 no such sender\r\n'),
         ('RCPT', b'550 no such person\r\n'), ('RCPT', b'552 full\r\n'),
         ('DATA', b'554 no\r\n'), (END, b'552 too large\r\n'), (END, b'554 no\r\n')]


@pytest.fixture
def wrong(settings_of, tmp_path, monkeypatch):
    """``wrong(at, deed)``: what became of three letters: sent, kept for people, still waiting."""
    monkeypatch.setattr(delivering, '_TIMEOUT', .15)
    server = WrongSmtp()
    settings = settings_of(server.port, mail_security='none', mail_user='')

    def befalls(at, deed, is_kept=False):
        spool = Spool(Path(mkdtemp(dir=tmp_path)))
        for number in range(3):
            spool.enqueue(spool.write(LETTER.replace(b'b@', b'b%d@' % number), NOW))
        server.taken, server.fault, server.is_kept = [], (at, deed), is_kept
        for minutes in (0, 0, 2, 9):
            Delivery(spool, settings, NOW + 60 * minutes).run()
        sent = sorted(re.search(rb'To: b(.)@', each)[1] for each in server.taken)
        return sent, len(list(spool._folder(FAILED).iterdir())), len(spool.waiting(NOW + 9999))

    yield befalls
    server.shutdown()
    server.server_close()


def test_after_every_fault_of_a_mail_server_all_arrives_and_nothing_twice(wrong):
    assert len(FAULTS) >= 15
    for at, deed in FAULTS:
        assert wrong(at, deed) == ([b'0', b'1', b'2'], 0, 0), (at, deed)


def test_what_a_mail_server_never_takes_is_kept_for_people_and_the_rest_arrives(wrong):
    for at, text in FINAL:
        sent, kept, waiting = wrong(at, says(text))
        assert (len(sent), len(set(sent)), kept, waiting) == (2, 2, 1, 0), (at, text)


def test_a_letter_whose_end_was_not_answered_goes_again_as_the_same_and_holds_up_no_other(
        moody, spool):
    inbox, look = moody('', 'break after')

    assert look() == 1 and look() == 2, 'the others'
    assert look(minutes=2) == 1

    assert len(inbox.mails) == 5
    assert {mail.returns for mail in inbox.mails} == {'a@hanoi.gov.vn', 'hoidap+x@hanoi.gov.vn'}


def test_421_ends_a_look_and_a_server_that_always_says_it_loses_nothing(moody, tmp_path):
    inbox, look = moody(*['421 4.7.0 too many'] * 9)

    assert [look(minutes) for minutes in (0, 0, 0, 0, 2)] == [0] * 5
    assert len(inbox.moods) == 9 - 4 and not inbox.mails
    assert len(list((tmp_path / 'mail' / 'new').iterdir())) == 3


def test_letters_to_many_go_last_and_at_the_pace_of_the_setting(moody, spool):
    inbox, look = moody(rate=2)

    assert look() == 3 and inbox.mails[0]['To'] == 'b@hanoi.gov.vn'
    assert look() == 0 and look(minutes=1) == 1

    closed, look = moody(rate=0)
    assert look(minutes=9) == 0 and not closed.mails


MAILS, TO = 'MAIL FROM:<a@hanoi.gov.vn>', 'RCPT TO:<b@hanoi.gov.vn>'
#: What is said after a greeting, and the code of the last answer.
REFUSED = [
    (['XYZ'], 500), ([''], 500), (['EHLO'], 501), (['HELO'], 501), (['EHLO a', 'MAIL'], 501),
    ([MAILS], 503), ([TO], 503), (['DATA'], 503), (['EHLO a', TO], 503), (['EHLO a', 'DATA'], 503),
    (['EHLO a', MAILS, 'DATA'], 503), (['EHLO a', MAILS, MAILS], 503),
    (['EHLO a', 'MAIL FROM:'], 501), (['EHLO a', 'MAIL TO:<a@b.vn>'], 501),
    (['EHLO a', f'{MAILS} SIZE=x'], 501), (['EHLO a', f'{MAILS} SIZE=99999999'], 552),
    (['EHLO a', f'{MAILS} X=1'], 555), (['EHLO a', MAILS, 'RCPT'], 501),
    (['EHLO a', MAILS, 'RCPT FROM:<b@b.vn>'], 501), (['EHLO a', MAILS, f'{TO} X=1'], 555),
    (['EHLO a', MAILS, TO, 'DATA x'], 501), (['EXPN list'], 502), (['RSET x'], 501),
    (['QUIT x'], 501), (['EHLO a', MAILS, TO, 'DATA', 'xin', '.'], 554)]


def test_the_mail_server_of_the_tests_refuses(mail_server):
    for said, code in REFUSED:
        with smtplib.SMTP('127.0.0.1', mail_server.port, timeout=5) as line:
            for each in said:
                line.putcmd(each)
                answer = line.getreply() if each != 'xin' else None
        assert answer[0] == code, (said, answer)
    assert mail_server.mails == [] and len(REFUSED) >= 20
