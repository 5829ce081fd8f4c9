"""Where mails of people are taken: beside the pages, or by ``bin/portal mail-in``.

With FileStorage one process has the databases open, so the portal that serves listens itself; with
ZEO or PostgreSQL ``bin/portal mail-in`` does, since one process alone can.
"""
import socket
import sys
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module

from pyramid.registry import Registry

from ....base.settings import ISettings
from .unixsocket import Occupied, opened_at

#: Imported where mails are taken alone, with the library that speaks LMTP.
_LISTENING = 'hanoiportal.participation.mailin.listening'
#: The mail server, being in the group of the socket, writes to it, and nobody else.
_RIGHTS, _BACKLOG = 0o660, 16


def mail_in_of(registry: Registry) -> AbstractContextManager[object]:
    """Return a context in which mails are taken where the settings say, or that does nothing.

    Ends the process with a clear message if nothing can listen there.
    """
    place = registry.getUtility(ISettings).mail_in
    if not place:
        return nullcontext()
    try:
        listened: AbstractContextManager[object] = import_module(_LISTENING).Listening(
            registry, opened(place))
    except (Occupied, OSError, ValueError) as error:
        sys.exit(f'portal.mail_in = {place}: {error}')
    return listened


def opened(place: str) -> socket.socket:
    """Return a socket that listens at ``place``: a path, or ``host:port``.

    Raises ``Occupied``, ``OSError``; ``ValueError`` if it is neither.
    """
    if place.startswith('/'):
        found: socket.socket = opened_at(place, _RIGHTS, _BACKLOG)
        return found
    host, _colon, port = place.rpartition(':')
    return socket.create_server((host.strip('[]'), int(port)), backlog=_BACKLOG)

