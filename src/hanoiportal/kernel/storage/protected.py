"""``zeos://``: a ZEO server on another machine, by TLS with a certificate on either side.

The address is that of ``zeo://`` with one more word: ``tls`` is the folder that ``authority.pem``
and ``portal.pem`` lie in (``certificates``).
"""
import ssl
from asyncio import AbstractEventLoop
from collections.abc import Callable
from pathlib import Path

from ZEO.asyncio.client import ClientThread
from zodburi.resolvers import ClientStorageURIResolver

from .interfaces import AUTHORITY, CLIENT, SERVER

#: Seconds after which a client whose connection ended asks for another.
AGAIN = 2


def context(folder: Path) -> ssl.SSLContext:
    """Return the context of a client whose certificate lies in ``folder``.

    Raises ``OSError``, which names the file, if one is missing; also if one holds no certificate.
    """
    authority, own = [(folder / name).resolve(strict=True)
                      for name in (AUTHORITY, f'{CLIENT}.pem')]
    made = ssl.create_default_context(cafile=authority)
    made.minimum_version = ssl.TLSVersion.TLSv1_3
    made.verify_flags |= ssl.VERIFY_X509_STRICT
    if made.cert_store_stats()['crl']:
        made.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
    made.load_cert_chain(own)
    return made

#: What makes the storage, and the options of its database.
Resolved = tuple[Callable[[], object], dict[str, object]]


class _Client(ClientThread):
    """A client that waits before it comes again.

    With TLS 1.3 a server refuses a certificate after the client thinks itself connected, and
    ZEO's own client would come again at once: some 600 times a second.
    """

    def setup_delegation(self, loop: AbstractEventLoop) -> None:
        super().setup_delegation(loop)
        at_once = self.client.try_connecting
        self.client.try_connecting = lambda: loop.call_later(AGAIN, at_once)


class _Resolver(ClientStorageURIResolver):
    def __call__(self, uri: str) -> Resolved:
        return super().__call__(uri.replace('zeos://', 'zeo://', 1))

    def interpret_kwargs(self, kw: dict[str, str]) -> tuple[dict[str, object], dict[str, str]]:
        """Return what a ``ClientStorage`` is given, and the rest, as the class below does."""
        given, unused = super().interpret_kwargs(kw)
        given['ssl'] = context(Path(unused.pop('tls')))
        # The name in the certificate, wherever the server is: no other machine has one with it.
        given['ssl_server_hostname'] = SERVER
        given['_client_factory'] = _Client
        return given, unused


resolve = _Resolver()
