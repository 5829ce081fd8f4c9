"""``IPost``: mails as a part of the transaction that they tell of."""
from collections.abc import Collection
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import NamedTuple

from transaction.interfaces import ISavepointDataManager
from zope.interface import implementer

from ...base.interfaces import IClock
from ...base.settings import ISettings
from .interfaces import IPost
from .policy import MAIL
from .spool import RETURNS, Spool

#: How the connection to the mail server is protected.
SECURITY = ('starttls', 'tls', 'none')


class Written(NamedTuple):
    """A mail.  ``about``: object ids.  ``is_list``: it goes to many, and behind all others."""

    content: bytes
    about: Collection[int]
    is_list: bool


@implementer(IPost)
class Post:
    """See ``IPost``.

    ``registry``: of which the settings and the clock are asked.
    Raises ``ValueError`` for a ``mail_security`` that does not exist.
    """

    def __init__(self, registry):
        settings = registry.getUtility(ISettings)
        if settings.mail_security not in SECURITY:
            raise ValueError(f'portal.mail_security = {settings.mail_security!r}: expected one of '
                             + ', '.join(SECURITY))
        self.is_open = bool(settings.mail_host)
        self._spool = Spool(settings.mail_queue)
        self._sender = settings.mail_from
        self._registry = registry

    def send(self, transactions, address, subject, text, about=(), token='', headers=None,
             html='', returns=''):
        if self.is_open:
            message = self._message(address, subject, text, token)
            for name, value in (headers or {}).items():
                message[name] = value
            if returns:
                message[RETURNS] = returns
            if html:
                message.add_alternative(html, subtype='html')
            self._outgoing(transactions).mails.append(
                Written(message.as_bytes(), about, 'List-Id' in message))

    def _message(self, address, subject, text, token):
        message = EmailMessage(policy=MAIL)
        message['From'] = self._sender
        message['To'] = address
        message['Subject'] = ' '.join(subject.split())
        message['Date'] = format_datetime(self._now())
        domain = self._sender.rpartition('@')[2]
        message['Message-ID'] = f'<{token}@{domain}>' if token else make_msgid(domain=domain)
        message['Auto-Submitted'] = 'auto-generated'  # RFC 3834: nobody's machine answers
        message.set_content(text)
        return message

    def _now(self):
        return self._registry.getUtility(IClock).now()

    def _outgoing(self, transactions):
        """Return what the present transaction sends; it joins with its first mail."""
        transaction = transactions.get()
        try:
            return transaction.data(self)
        except KeyError:
            outgoing = Outgoing(transactions, self._spool, self._now)
            transaction.join(outgoing)
            transaction.set_data(self, outgoing)
            return outgoing


@implementer(ISavepointDataManager)
class Outgoing:
    """The mails of one transaction: on disk when it votes, in the queue when it has committed."""

    def __init__(self, transactions, spool, clock):
        self.transaction_manager = transactions
        self.mails = []
        self._spool = spool
        self._clock = clock  # callable() -> aware datetime
        self._paths = []

    def sortKey(self):
        """Come after every database: they may still refuse, a rename does not."""
        return '~mail'

    def tpc_begin(self, transaction):
        """Nothing is done before the vote."""

    def commit(self, transaction):
        """Nothing is done before the vote."""

    def tpc_vote(self, transaction):
        now = self._clock().timestamp()
        for mail in self.mails:
            self._paths.append(self._spool.write(mail.content, now, mail.about, mail.is_list))

    def tpc_finish(self, transaction):
        for path in self._paths:
            self._spool.enqueue(path)

    def tpc_abort(self, transaction):
        for path in self._paths:
            path.unlink(missing_ok=True)

    def abort(self, transaction):
        self.mails.clear()

    def savepoint(self):
        return Savepoint(self)


class Savepoint:
    """How many mails there were."""

    def __init__(self, outgoing):
        self._outgoing = outgoing
        self._number = len(outgoing.mails)

    def rollback(self):
        """Forget the mails since."""
        del self._outgoing.mails[self._number:]
