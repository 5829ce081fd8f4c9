"""Asking ClamAV's daemon whether a file is harmless: its command INSTREAM (``man clamd``).

The daemon reads no file of ours: the bytes go through its socket, so it may be another account or
another machine.
"""
import socket
import struct
from contextlib import closing
from dataclasses import dataclass

from zope.interface import Interface

from ...base.i18n import _
from .signatures import BadFile, Binary

_PIECE = 1 << 16
_LONGEST_ANSWER = 4096
_OK, _FOUND = b'OK', b'FOUND'


class IScanner(Interface):
    """Looks for malware in files; a utility, if there is one."""

    def scan(file: Binary) -> None:
        """Return if the binary ``file`` is harmless.  The position in it is lost.

        Raises ``Infected``, or ``Unanswered`` if that cannot be told now.
        """


class Infected(BadFile):
    """A file with malware; ``name``: what the scanner calls it."""

    def __init__(self, name: str) -> None:
        super().__init__(_('Tệp chứa mã độc (${name}), không được nhận.', mapping={'name': name}))
        self.name = name


class Unanswered(Exception):
    """The scanner is away, too slow, or does not take the file."""


@dataclass(frozen=True)
class Clamd:
    """``IScanner``.  ``address``: path of its socket, or ``host:port``.  ``seconds``: patience."""

    address: str
    seconds: int

    def scan(self, file: Binary) -> None:
        """See ``IScanner``."""
        file.seek(0)
        try:
            with closing(self._connected()) as connection:
                answer = _asked(connection, file)
        except OSError as error:
            raise Unanswered(f'clamd at {self.address}: {error}') from error
        result = answer.rstrip(b'\0\n').rpartition(b': ')[2]
        if result.endswith(_FOUND):
            raise Infected(result.rpartition(b' ')[0].decode('utf-8', 'replace'))
        if result != _OK:
            raise Unanswered(f'clamd at {self.address}: {answer!r}')

    def _connected(self) -> socket.socket:
        if self.address.startswith('/'):
            found = socket.socket(socket.AF_UNIX)
            found.settimeout(self.seconds)
            try:
                found.connect(self.address)
            except OSError:
                found.close()
                raise
            return found
        host, _colon, port = self.address.rpartition(':')
        return socket.create_connection((host.strip('[]'), int(port)), self.seconds)


def _asked(connection: socket.socket, file: Binary) -> bytes:
    """Send ``file`` in pieces, each with its length before it; return the answer."""
    connection.sendall(b'zINSTREAM\0')
    while piece := file.read(_PIECE):
        connection.sendall(struct.pack('!L', len(piece)) + piece)
    connection.sendall(struct.pack('!L', 0))
    answer = b''
    while not answer.endswith(b'\0') and len(answer) < _LONGEST_ANSWER:
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer
