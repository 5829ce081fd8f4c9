"""Sending what is in the queue by SMTP: a server that is down loses nothing."""
import logging
import smtplib
import ssl
from contextlib import contextmanager
from email.parser import BytesParser
from functools import partial

from ...base.interfaces import IClock
from ...base.settings import ISettings
from .interfaces import IReturned
from .policy import MAIL
from .spool import RETURNS, Spool, is_list, written_at

log = logging.getLogger(__name__)

#: Seconds that the server may be silent.
_TIMEOUT = 30
#: Seconds to wait before a mail that was put off is tried again: as long as it has waited so far,
#: within these bounds (RFC 5321, 4.5.4.1).
_SHORTEST, _LONGEST = 60, 3600
#: Seconds after which a mail is given up (RFC 5321, 4.5.4.1: four to five days).
_PATIENCE = 5 * 24 * 3600
#: Reply of a server that closes the connection.
_ENOUGH = 421


class Delivery:
    """Sends the mails of ``spool`` to the server of ``settings``.

    ``refused``: callable(address) that is told of a mail which returns to ``address`` and which
    the server did not take, since there is no such person; returns whether it need not be kept.
    """

    def __init__(self, spool, settings, now, refused=lambda _address: False):
        self._spool = spool
        self._settings = settings
        self._now = now
        self._refused_at = refused

    def run(self):
        """Send all that is to be tried now; return how many went out.

        Nothing is done while another process of this machine does it.
        """
        with self._spool.alone() as alone:
            waiting = self._due() if alone else []
            if not waiting:
                return 0
            try:
                with connected(self._settings) as server:
                    return self._send_all(server, waiting)
            except (OSError, smtplib.SMTPException) as error:
                log.warning('%d mails wait: %s', len(waiting), type(error).__name__)
                return 0

    def _due(self):
        """Return the mails to be tried now; of those that go to many, as many as may go."""
        waiting = self._spool.waiting(self._now)
        lists = [path for path in waiting if is_list(path)]
        left = self._spool.take(len(lists), self._settings.mail_list_rate, self._now) if (
            lists) else 0
        return waiting[:len(waiting) - len(lists) + left]

    def _send_all(self, server, waiting):
        """Send ``waiting``; return how many went out before the server had enough."""
        sent = 0
        for path in waiting:
            try:
                sent += self._send(server, path)
            except (OSError, smtplib.SMTPServerDisconnected) as error:
                # It goes behind the others, lest one that breaks the connection hold up all.
                self._wait(path)
                log.warning('mails wait: %s', type(error).__name__)
                break
        return sent

    def _send(self, server, path):
        """Send one; a server that is gone raises, what it says of this mail is about it alone."""
        message = BytesParser(policy=MAIL).parsebytes(path.read_bytes())
        returns = message[RETURNS]
        del message[RETURNS]
        try:
            server.send_message(message, from_addr=returns and str(returns))
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused,
                smtplib.SMTPDataError) as error:
            self._refused(path, _codes(error), returns if isinstance(
                error, smtplib.SMTPRecipientsRefused) else None)
            if _ENOUGH in _codes(error):
                raise smtplib.SMTPServerDisconnected('421') from error
            return False
        path.unlink()
        return True

    def _refused(self, path, codes, returns):
        if not any(code >= 500 for code in codes) and not self._is_old(path):
            self._wait(path)
        elif returns and self._refused_at(str(returns)):
            log.info('mail %s is not taken: %s', path.name, codes)
            path.unlink()
        else:
            log.error('mail %s is not taken: %s', path.name, codes)
            self._spool.give_up(path)

    def _is_old(self, path):
        return self._now - written_at(path) > _PATIENCE

    def _wait(self, path):
        """Let it be tried again later; what is gone or given up stays where it is."""
        if path.exists():
            age = self._now - written_at(path)
            self._spool.postpone(path, self._now + min(max(age, _SHORTEST), _LONGEST))


def _codes(error):
    """Return the reply codes in what the server said."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return sorted({code for code, _text in error.recipients.values()})
    return [error.smtp_code]


@contextmanager
def connected(settings):
    """Give an open ``smtplib.SMTP``, logged in if the settings say so."""
    secure = ssl.create_default_context() if settings.mail_security != 'none' else None
    address = settings.mail_host, settings.mail_port
    if settings.mail_security == 'tls':
        server = smtplib.SMTP_SSL(*address, timeout=_TIMEOUT, context=secure)
    else:
        server = smtplib.SMTP(*address, timeout=_TIMEOUT)
    with server:
        if settings.mail_security == 'starttls':
            server.starttls(context=secure)
        if settings.mail_user:
            server.login(settings.mail_user,
                         settings.mail_password_file.read_text(encoding='utf-8').strip())
        yield server


def deliver(environment):
    """Send what waits: the job of the scheduler.  Nothing without a server in the settings."""
    settings = environment.registry.getUtility(ISettings)
    if settings.mail_host:
        now = environment.registry.getUtility(IClock).now().timestamp()
        spool = Spool(settings.mail_queue)
        spool.sweep(now)
        Delivery(spool, settings, now, partial(_note, environment)).run()


def _note(environment, address):
    """Tell who sent it that nothing can be delivered, in a transaction of its own."""
    returned = environment.registry.queryUtility(IReturned)
    return returned is not None and environment.in_transaction(
        partial(returned.refused, environment, address))
