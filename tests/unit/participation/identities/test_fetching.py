"""Over HTTPS a provider must prove who it is, by a certificate of its name that is vouched for."""
import datetime
import ipaddress
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from hanoiportal.base.clock import SystemClock
from hanoiportal.participation.identities.fetching import fetch
from hanoiportal.participation.identities.interfaces import DOWN, Unconfirmed
from hanoiportal.platform.http.interfaces import Deadline
from hanoiportal.platform.http.services import Http
from servers.vneid import VneidProvider

DAY = datetime.timedelta(days=1)


@pytest.fixture(scope='module')
def certificate(tmp_path_factory):
    """The file of a certificate of 127.0.0.1, which vouches for itself, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), SystemClock().now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'vneid')])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(
        key.public_key()).serial_number(1).not_valid_before(now - DAY).not_valid_after(
        now + DAY).add_extension(x509.BasicConstraints(True, None), True).add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address('127.0.0.1'))]),
        False).sign(key, SHA256())
    path = tmp_path_factory.mktemp('tls') / 'vneid.pem'
    path.write_bytes(made.public_bytes(Encoding.PEM) + key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


@pytest.fixture
def port(certificate):
    """The port of a provider that speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    provider = VneidProvider(context)
    yield provider.issuer.split(':')[2].partition('/')[0]
    provider.stop()


def asked(host, port):
    return fetch(Http('https://hanoi.test'), f'https://{host}:{port}/nha-cung-cap/jwks',
                 Deadline(10))


def test_who_is_vouched_for_by_the_system_is_asked(port, certificate, monkeypatch):
    monkeypatch.setenv('SSL_CERT_FILE', str(certificate))

    assert asked('127.0.0.1', port)[0] == 200


@pytest.mark.parametrize('host,vouched', [('127.0.0.1', False), ('localhost', True)])
def test_whom_nobody_vouches_for_or_who_has_another_name_is_not(
        port, certificate, monkeypatch, host, vouched):
    if vouched:
        monkeypatch.setenv('SSL_CERT_FILE', str(certificate))

    with pytest.raises(Unconfirmed) as error:
        asked(host, port)
    assert (error.value.code, error.value.detail) == (DOWN, 'CERTIFICATE_VERIFY_FAILED')
