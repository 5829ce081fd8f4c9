"""A server that ends: what is being answered is, what waits too long is told to come again."""
import http.client
import socket
from contextlib import closing
from threading import Event, Thread

import pytest
from hanoiportal.shells.commands.service import draining
from hanoiportal.shells.commands.service.draining import Server
from servers.process import free_port, until


class Slow:
    """A WSGI application that answers when it is let."""

    def __init__(self):
        self.begun, self.may = Event(), Event()

    def __call__(self, environ, start_response):
        self.begun.set()
        self.may.wait(60)
        start_response('200 OK', [('Content-Length', '2')])
        return [b'ok']


def asked(port, answers, which):
    with closing(http.client.HTTPConnection('127.0.0.1', port, timeout=60)) as connection:
        connection.request('GET', '/')
        answer = connection.getresponse()
        answers[which] = answer.status, answer.getheader('Retry-After'), answer.read().decode()


@pytest.mark.parametrize(('late', 'second'), [(0, (503, '5')), (60, (200, None))])
def test_what_is_being_answered_is_and_what_waits_too_long_is_told_to_come_again(
        monkeypatch, late, second):
    monkeypatch.setattr(draining, 'LATE', late)
    application, port, answers = Slow(), free_port(), {}
    server = Server(application, listen=f'127.0.0.1:{port}', threads=1)
    running = Thread(target=server.run)
    running.start()
    askers = [Thread(target=asked, args=(port, answers, which)) for which in range(2)]
    askers[0].start()
    assert application.begun.wait(60)
    [listening] = server._servers
    askers[1].start()
    until(lambda: listening.task_dispatcher.queue)

    server.end()
    until(lambda: listening.is_ending and (late or listening.is_late))
    application.may.set()
    for each in (*askers, running):
        each.join(60)

    assert answers[0] == (200, None, 'ok')
    assert answers[1][:2] == second
    assert late or 'xin thử lại' in answers[1][2]


def test_who_comes_at_the_very_end_is_taken_in():
    application, port = Slow(), free_port()
    application.may.set()
    came = []

    def leave():
        came.append(socket.create_connection(('127.0.0.1', port)))
        came[0].sendall(b'GET / HTTP/1.0\r\n\r\n')

    server = Server(application, leave, listen=f'127.0.0.1:{port}', threads=1)
    server.end()
    server.run()

    with closing(came[0]) as client:
        assert client.recv(99).startswith(b'HTTP/1.0 200 OK')
