"""Sending what is in the queue by SMTP: a server that is down loses nothing."""
import logging
import smtplib
import ssl
from contextlib import contextmanager
from email.parser import BytesParser

from ...base.interfaces import IClock
from ...base.settings import ISettings
from .policy import MAIL
from .spool import Spool, written_at

log = logging.getLogger(__name__)

#: Seconds that the server may be silent.
_TIMEOUT = 30
#: Seconds to wait before a mail that was put off is tried again: as long as it has waited so far,
#: within these bounds (RFC 5321, 4.5.4.1).
_SHORTEST, _LONGEST = 60, 3600
#: Seconds after which a mail is given up (RFC 5321, 4.5.4.1: four to five days).
_PATIENCE = 5 * 24 * 3600


class Delivery:
    """Sends the mails of ``spool`` to the server of ``settings``."""

    def __init__(self, spool, settings, now):
        self._spool = spool
        self._settings = settings
        self._now = now

    def run(self):
        """Send all that is to be tried now; return how many went out.

        Nothing is done while another process of this machine does it.
        """
        with self._spool.alone() as alone:
            waiting = self._spool.waiting(self._now) if alone else []
            if not waiting:
                return 0
            try:
                with connected(self._settings) as server:
                    return sum(self._send(server, path) for path in waiting)
            except (OSError, smtplib.SMTPException) as error:
                log.warning('%d mails wait: %s', len(waiting), type(error).__name__)
                return 0

    def _send(self, server, path):
        """Send one; a server that is gone raises, what it says of this mail is about it alone."""
        message = BytesParser(policy=MAIL).parsebytes(path.read_bytes())
        try:
            server.send_message(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused,
                smtplib.SMTPDataError) as error:
            self._refused(path, _codes(error))
            return False
        path.unlink()
        return True

    def _refused(self, path, codes):
        age = self._now - written_at(path)
        if any(code >= 500 for code in codes) or age > _PATIENCE:
            log.error('mail %s is not taken: %s', path.name, codes)
            self._spool.give_up(path)
        else:
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
        Delivery(spool, settings, now).run()
