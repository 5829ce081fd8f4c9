"""Bad deeds of a server, done to a connection on which it was asked something by HTTP."""
import socket
import struct
import threading
from contextlib import suppress

#: Where those lead that lead elsewhere.
ELSEWHERE = 'https://he-thong.example/nhan'


def head(status='200 OK', length=0, *more):
    return '\r\n'.join(['HTTP/1.1 ' + status, f'Content-Length: {length}', *more, '', '']).encode()


def answers(*parts):
    """Return what sends ``parts`` as they are, and hangs up."""
    def act(connection):
        for part in parts:
            connection.sendall(part)

    return act


def resets(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))


def drips(*parts):
    """Return what sends ``parts`` and then sign by sign for ever."""
    def act(connection):
        answers(*parts)(connection)
        while True:
            connection.sendall(b'1')
            threading.Event().wait(.02)

    return act


def floods(*parts):
    """Return what sends ``parts`` and then as much as is taken."""
    def act(connection):
        answers(*parts)(connection)
        while True:
            connection.sendall(b'x' * 2 ** 16)

    return act


#: The bad deeds.  Of those behind the line a receiver that reads no body notices nothing.
FAULTS = {
    'hangs up': answers(), 'resets': resets, 'says nothing': (
        lambda connection: threading.Event().wait(1)),
    'no HTTP': answers(b'SSH-2.0-OpenSSH\r\n\r\n'),
    'drips a head': drips(b'HTTP/1.1 200 OK\r\nX: '),
    'a head without end': floods(b'HTTP/1.1 200 OK\r\nX: '),
    'many headers': answers(head('200 OK', 0, *(f'X{n}: y' for n in range(500)))),
    'a bad status': answers(b'HTTP/1.1 9999 X\r\n\r\n'),
    'fails': answers(head('500 No')), 'is busy': answers(head('503 No', 0, 'Retry-After: 60')),
    'throttles': answers(head('429 No', 0, 'Retry-After: Tue, 24 Nov 2026 03:00:00 GMT')),
    'knows no token': answers(head('401 No')), 'forbids': answers(head('403 No')),
    'is elsewhere': answers(head('404 No')), 'refuses': answers(head('422 No', 2), b'{}'),
    'wants no more': answers(head('410 Gone', 2), b'{}'),
    'leads round': answers(head('302 There', 0, f'Location: {ELSEWHERE}')),
    'leads inside': answers(head('307 There', 0, 'Location: http://169.254.169.254/')),
    '---': None,
    'an empty answer': answers(head()), 'half an answer': answers(head('200 OK', 100), b'{"a"'),
    'a page': answers(head('200 OK', 6), b'<html>'), 'a list': answers(head('200 OK', 2), b'[]'),
    'ten gigabytes': floods(head('200 OK', 10 * 2 ** 30)), 'drips a body': drips(
        head('200 OK', 10 ** 6), b'{'),
    'packed': answers(head('200 OK', 2, 'Content-Encoding: gzip'), b'{}'),
    'deep': answers(head('200 OK', 60_000), b'[' * 60_000)}
UNREAD = list(FAULTS)[list(FAULTS).index('---') + 1:]
del FAULTS['---']


def befalls(deed):
    """Return what does ``deed`` in place of the answer of a ``BaseHTTPRequestHandler``."""
    def act(handler, *_body):
        handler.close_connection = True
        with suppress(OSError):
            deed(handler.connection)

    return act


#: Says nothing for longer than a test waits.
HANGS = befalls(FAULTS['says nothing'])
