"""Where mails are taken: nowhere, at a port, at a socket that few may write to."""
import smtplib
import socket
import stat
from contextlib import nullcontext

import pytest
from hanoiportal.base.settings import ISettings, Settings
from hanoiportal.participation.mailin.interfaces import IMailIn
from hanoiportal.shells.commands.service.mailport import mail_in_of
from pyramid.registry import Registry


class Taker:
    """Takes everything.  ``taken``: ``(content, sender, recipient)``."""

    def __init__(self):
        self.taken = []

    def knows(self, _address):
        return True

    def take(self, *given):
        self.taken.append(given)
        return 'case'


def registry(place, taker=None):
    found = Registry()
    found.registerUtility(Settings(mail_in=str(place)), ISettings)
    found.registerUtility(taker or Taker(), IMailIn)
    return found


def test_nothing_listens_unless_the_settings_say_where():
    assert isinstance(mail_in_of(registry('')), nullcontext)


def test_a_socket_takes_mails_from_its_group_alone_and_lines_of_any_length(tmp_path):
    taker, path = Taker(), tmp_path / 'lmtp.sock'
    with mail_in_of(registry(path, taker)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o660
        with smtplib.LMTP(str(path)) as client:
            client.sendmail('a@example.vn', 'b@example.vn', b'X: y\r\n\r\n' + b'z' * 50_000)
            taker.take = None
            with pytest.raises(smtplib.SMTPDataError, match='451'):
                client.sendmail('', 'b@example.vn', b'c')
    with pytest.raises(ConnectionRefusedError):
        smtplib.LMTP(str(path))

    (content, *envelope), = taker.taken
    assert len(content) > 50_000 and envelope == ['a@example.vn', 'b@example.vn']
    with mail_in_of(registry(path)):
        pass


@pytest.mark.parametrize('place', ['taken', 'nonsense'])
def test_a_place_where_nothing_can_listen_is_told_in_one_line(place):
    with socket.create_server(('127.0.0.1', 0)) as other:
        if place == 'taken':
            place = f'127.0.0.1:{other.getsockname()[1]}'
        with pytest.raises(SystemExit, match=f'portal.mail_in = {place}: '):
            mail_in_of(registry(place))
