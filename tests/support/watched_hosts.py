"""A DNS server and web servers on this machine, for what looks at hosts from outside."""
import datetime
import socket
import ssl
import threading
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hanoiportal.oversight.domainregister.looking import HostLook
from hanoiportal.oversight.domainregister.resolving import Resolving
from hanoiportal.platform.http.services import Http

_YEAR = datetime.timedelta(days=365)


class NameServer(threading.Thread):
    """A DNS server by UDP.  ``zone``: ``{host: {type: addresses}}``; ``signed``: whether it says
    that it has validated what it tells.  A host that is not there does not exist.
    """

    def __init__(self):
        super().__init__(daemon=True)
        self.zone, self.signed, self.asked, self.is_silent = {}, True, [], False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(('127.0.0.1', 0))
        self.at = self._socket.getsockname()

    def run(self):
        """Answer until the socket is closed."""
        with suppress(OSError):
            while True:
                data, sender = self._socket.recvfrom(4096)
                if not data:
                    return
                if not self.is_silent:
                    answer = self._answer(dns.message.from_wire(data))
                    self._socket.sendto(answer.to_wire(), sender)

    def _answer(self, query):
        question, answer = query.question[0], dns.message.make_response(query)
        host, kind = question.name.to_text(omit_final_dot=True), question.rdtype.name
        self.asked.append((host, kind))
        if host not in self.zone:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif self.zone[host].get(kind):
            answer.answer.append(dns.rrset.from_text(
                question.name, 60, 'IN', kind, *self.zone[host][kind]))
        if self.signed:
            answer.flags |= dns.flags.AD
        return answer

    def close(self):
        """End."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waker:
            waker.sendto(b'', self.at)
        self.join()
        self._socket.close()


class Authority:
    """What certificates are trusted by; ``pem``: its own."""

    def __init__(self):
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'Thử nghiệm')])
        now = datetime.datetime.now(datetime.UTC)
        self._own = self._made(self._name, self._key, now + _YEAR, x509.BasicConstraints(True, 0))
        self.pem = self._own.public_bytes(serialization.Encoding.PEM).decode()

    def _made(self, subject, key, ends, *extensions):
        builder = x509.CertificateBuilder(
            issuer_name=self._name, subject_name=subject, public_key=key.public_key(),
            serial_number=x509.random_serial_number(), not_valid_before=ends - 2 * _YEAR,
            not_valid_after=ends)
        builder = builder.add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), False)
        for extension in extensions:
            builder = builder.add_extension(extension, True)
        return builder.sign(self._key, hashes.SHA256())

    def served(self, folder, host, ends):
        """Return what a server proves with that it is ``host``, until ``ends``."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._made(x509.Name([]), key, ends, x509.SubjectAlternativeName(
            [x509.DNSName(host)]))
        path = folder / f'{host}.pem'
        path.write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()) + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


class Web(ThreadingHTTPServer):
    """A web server that answers with ``status`` and ``headers``.  ``context``: of TLS, if any."""

    daemon_threads = True

    def __init__(self, context=None):
        super().__init__(('127.0.0.1', 0), _Answering)
        self.status, self.headers, self.asked, self.context = 200, {}, [], context

    @property
    def port(self):
        """Where it listens."""
        return self.server_address[1]

    def finish_request(self, request, client_address):
        """Answer one request, by TLS if there is a certificate."""
        with suppress(OSError), ExitStack() as stack:
            if self.context is not None:
                request = stack.enter_context(self.context.wrap_socket(request, server_side=True))
            super().finish_request(request, client_address)


class _Answering(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.server.asked.append((self.headers['Host'], self.path))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_args):
        pass


class WatchedHost:
    """The host ``host``, as it should be, until ``ends``, and what looks at it.

    ``names``, ``secure``, ``plain``: its servers.  ``look``: the ``HostLook``.
    """

    def __init__(self, folder, host, ends, stack):
        self.host, self._folder, self._authority = host, folder, Authority()
        self.names, self.secure, self.plain = NameServer(), Web(), Web()
        self.certify(ends)
        self.names.zone = {host: {'A': ['127.0.0.1'], 'AAAA': ['::1']}}
        self.secure.headers = {'Strict-Transport-Security': 'max-age=31536000'}
        self.plain.status, self.plain.headers = 301, {'Location': f'https://{host}/'}
        self.look = self.looking(private=True)
        self.names.start()
        stack.callback(self.names.close)
        for each in (self.secure, self.plain):
            thread = threading.Thread(target=each.serve_forever, args=(.01,), daemon=True)
            thread.start()
            stack.callback(each.server_close)
            stack.callback(each.shutdown)

    def certify(self, ends, host=None, authority=None):
        """Let it have another certificate."""
        self.secure.context = (authority or self._authority).served(
            self._folder, host or self.host, ends)

    def looking(self, private):
        """Return what looks at it; ``private``: in private networks, too."""
        return HostLook(
            Http('https://hanoi.gov.vn', private), Resolving(self.names.at),
            lambda: ssl.create_default_context(cadata=self._authority.pem),
            {'http': self.plain.port, 'https': self.secure.port})


@contextmanager
def watched(folder, host, ends):
    """Give the ``WatchedHost`` while the block runs."""
    with ExitStack() as stack:
        yield WatchedHost(folder, host, ends, stack)
