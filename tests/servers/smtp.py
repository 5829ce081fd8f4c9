"""A real SMTP server for tests: what it was sent, and a way to take it down and up again.

It refuses what RFC 5321 says (https://www.rfc-editor.org/rfc/rfc5321, 4.2.4 and 4.3.2), and a mail
that does not say from whom it is (RFC 5322, 3.6).
"""
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from .process import free_port


class Inbox:
    """The server's handler.  ``mails``: ``EmailMessage`` in the order they came, with its bytes as
    ``raw``.

    ``refusing``: reply, such as ``'550 no such person'``, that it gives to every recipient.
    """

    def __init__(self):
        self.mails = []
        self.refusing = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refusing:
            return self.refusing
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=default)
        if not mail['From']:
            return '554 5.6.0 no From'
        mail.raw = envelope.content
        mail.recipients, mail.returns = tuple(envelope.rcpt_tos), envelope.mail_from
        self.mails.append(mail)
        return '250 OK'


class MailServer:
    """A server on ``port`` of this machine."""

    def __init__(self):
        self.port = free_port()
        self.inbox = Inbox()
        self._controller = None

    def clear(self):
        """Be as at the beginning: running, without mails, refusing nobody."""
        self.stop()
        self.inbox = Inbox()
        self.start()

    @property
    def mails(self):
        return self.inbox.mails

    def settings(self, queue):
        """Return the settings of a portal that sends its mails here, by way of the folder."""
        return {'portal.mail_host': '127.0.0.1', 'portal.mail_port': str(self.port),
                'portal.mail_security': 'none', 'portal.mail_queue': str(queue)}

    def start(self):
        self._controller = Controller(self.inbox, hostname='127.0.0.1', port=self.port)
        self._controller.start()

    def stop(self):
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture(scope='session')
def lasting_mail_server():
    """The ``MailServer`` of the run; portals that send to one port are alike."""
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def mail_server(lasting_mail_server):
    """A running ``MailServer`` without mails."""
    lasting_mail_server.clear()
    return lasting_mail_server


@pytest.fixture
def mail_settings(tmp_path, mail_server):
    """Settings of a portal that sends its mails to ``mail_server``, for ``own_settings``."""
    return mail_server.settings(tmp_path / 'mail')
