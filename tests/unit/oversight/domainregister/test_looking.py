"""A look at a host from outside, against a DNS server and web servers with certificates."""
import datetime
import socket
import ssl
import time
from types import SimpleNamespace

import pytest
from hanoiportal.oversight.domainregister.interfaces import (
    CHECKS,
    DNSSEC,
    ENDED,
    FINE,
    HSTS,
    INSIDE,
    IPV4,
    IPV6,
    MISSING,
    NO_ANSWER,
    NO_NAME,
    NO_RECORD,
    OTHER_NAME,
    REDIRECT,
    TLS,
    UNKNOWN,
    UNTRUSTED,
    IHostLook,
)
from hanoiportal.oversight.domainregister.looking import Seen
from hanoiportal.platform.http.interfaces import Deadline
from support.watched_hosts import Authority, watched
from zope.interface.verify import verifyObject

HOST = 'bavi.hanoi.gov.vn'
ENDS = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=60)).replace(microsecond=0)
ENDED_AT = ENDS - datetime.timedelta(days=70)


@pytest.fixture
def there(tmp_path):
    with watched(tmp_path, HOST, ENDS) as found:
        yield found


def found(there, look=None):
    return (look or there.look).look(HOST, Deadline(10))


@pytest.mark.clause('5.2/2')
def test_a_host_as_it_should_be_has_no_fault(there):
    assert verifyObject(IHostLook, there.look)

    assert found(there) == (dict.fromkeys(CHECKS, FINE), ENDS)
    assert there.names.asked == [(HOST, 'AAAA'), (HOST, 'A')]
    assert there.secure.asked == there.plain.asked == [(HOST, '/')]


@pytest.mark.clause('5.2/2')
def test_a_host_without_ipv6_is_told_and_looked_at_by_ipv4(there):
    del there.names.zone[HOST]['AAAA']

    assert found(there).found == {**dict.fromkeys(CHECKS, FINE), IPV6: NO_RECORD}


@pytest.mark.clause('5.2/2')
def test_a_host_without_ipv4_is_told(there):
    del there.names.zone[HOST]['A']

    said = found(there).found
    assert (said[IPV4], said[IPV6]) == (NO_RECORD, FINE)


def test_a_name_that_does_not_exist_is_told_and_nobody_asked(there):
    there.names.zone = {}

    assert found(there) == ({IPV6: NO_NAME, IPV4: NO_NAME, **dict.fromkeys(
        (TLS, REDIRECT, HSTS, DNSSEC), UNKNOWN)}, None)
    assert not there.secure.asked and not there.plain.asked


def test_an_address_inside_is_told_and_not_connected_to(there):
    said = found(there, there.looking(private=False)).found

    assert (said[TLS], said[HSTS], said[REDIRECT]) == (INSIDE, UNKNOWN, UNKNOWN)
    assert not there.secure.asked and not there.plain.asked


@pytest.mark.parametrize(('change', 'word', 'ends'), [
    (lambda there: there.certify(ENDED_AT), ENDED, ENDED_AT),
    (lambda there: there.certify(ENDS, 'khac.hanoi.gov.vn'), OTHER_NAME, ENDS),
    (lambda there: there.certify(ENDS, authority=Authority()), UNTRUSTED, ENDS)])
def test_a_certificate_that_browsers_refuse_is_told_with_its_end(there, change, word, ends):
    change(there)

    said = found(there)

    assert (said.found[TLS], said.found[HSTS], said.ends) == (word, UNKNOWN, ends)
    assert not there.secure.asked  # nothing was sent to a server that nobody can tell


@pytest.mark.parametrize('header', [{}, {'Strict-Transport-Security': 'max-age=0'}])
def test_a_host_without_hsts_is_told(there, header):
    there.secure.headers = header

    assert found(there).found[HSTS] == MISSING


@pytest.mark.parametrize(('status', 'location'), [
    (200, ''), (301, f'http://{HOST}/'), (302, 'https://nguoi-khac.example/'),
    (301, f'https://{HOST}.nguoi-khac.example/'), (301, f'https://{HOST}@nguoi-khac.example/'),
    (301, f'https://{HOST}:8443/'), (301, 'https://[')])
def test_plain_http_that_does_not_lead_to_tls_is_told(there, status, location):
    there.plain.status, there.plain.headers = status, {'Location': location}

    assert found(there).found[REDIRECT] == MISSING


def test_a_zone_that_is_not_signed_is_told(there):
    there.names.signed = False

    assert found(there).found[DNSSEC] == MISSING


def test_servers_that_say_nothing_do_not_hold_the_look(there):
    with socket.create_server(('127.0.0.1', 0)) as silent:
        look = there.looking(private=True)
        look._ports = dict.fromkeys(('http', 'https'), silent.getsockname()[1])
        began = time.monotonic()

        said = look.look(HOST, Deadline(.4)).found

    assert (said[TLS], said[REDIRECT]) == (NO_ANSWER, NO_ANSWER)
    assert time.monotonic() - began < 60


def test_a_certificate_that_x509_does_not_allow_has_no_end(there):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(('127.0.0.1', there.secure.port)) as opened, (
            context.wrap_socket(opened)) as secured:
        good = secured.getpeercert(binary_form=True)
    seen = Seen()
    for der in (good.replace(b'\xa0\x03\x02\x01\x02', b'\xa0\x03\x02\x01\x01', 1), good[:99]):
        seen.take(SimpleNamespace(getpeercert=lambda binary_form, der=der: der))

    assert seen.ends is None


def test_a_silent_server_of_tls_takes_no_time_from_the_other(there):
    del there.names.zone[HOST]['AAAA']
    with socket.create_server(('127.0.0.1', 0)) as silent:
        look = there.looking(private=True)
        look._ports = {'http': there.plain.port, 'https': silent.getsockname()[1]}

        said = look.look(HOST, Deadline(1)).found

    assert (said[TLS], said[REDIRECT]) == (NO_ANSWER, FINE)


def test_a_resolver_that_says_nothing_does_not_hold_the_look(there):
    there.names.is_silent = True

    assert there.look.look(HOST, Deadline(.3)).found[IPV4] == NO_ANSWER
