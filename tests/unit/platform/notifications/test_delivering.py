"""Reaching the mail server: protected, logged in, or not at all."""
import ssl
import subprocess

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from hanoiportal.base.settings import ISettings, read_settings
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

