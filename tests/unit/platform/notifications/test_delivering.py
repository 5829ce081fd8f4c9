"""Reaching the mail server: protected, logged in, or not at all."""
import asyncio
import ssl
import subprocess

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from hanoiportal.base.settings import ISettings
from hanoiportal.base.settingsfile import read_settings
from hanoiportal.platform.notifications import delivering
from hanoiportal.platform.notifications.delivering import Delivery
from hanoiportal.platform.notifications.post import Post
from hanoiportal.platform.notifications.spool import Spool
from pyramid.registry import Registry
from servers.process import free_port
from servers.smtp import Inbox

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
    """Does what ``moods`` say, one for each recipient: a reply, ``'hang'``, ``'break'``,
    ``'break after'`` the end of the mail, or ``''`` for nothing.
    """

    def __init__(self, *moods):
        super().__init__()
        self.moods = list(moods)
        self.ending = ''

    async def handle_RCPT(self, server, session, envelope, address, options):
        mood = self.moods.pop(0) if self.moods else ''
        if mood == 'hang':
            await asyncio.sleep(5)
        if mood == 'break':
            server.transport.abort()
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


@pytest.mark.parametrize('mood', ['451 4.3.0 later', '450 4.7.1 too many', '421 4.7.0 too many',
                                  'hang', 'break'])
def test_what_a_server_puts_off_or_breaks_off_is_sent_later_and_nothing_twice(moody, mood):
    inbox, look = moody(mood)

    sent = look() + look()
    assert sent + look(minutes=2) == 3

    assert sorted(mail['To'] for mail in inbox.mails) == [f'b{n}@hanoi.gov.vn' for n in range(3)]
    assert look(minutes=300) == 0


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
