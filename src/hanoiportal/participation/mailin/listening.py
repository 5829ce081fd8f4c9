"""The server that the mail server gives mails to, by LMTP (RFC 2033): one recipient at a time, and
250 when the case is durable.
"""
from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING

from aiosmtpd.lmtp import LMTP

from .interfaces import LARGEST_MAIL, IMailIn, MailNotTaken

if TYPE_CHECKING:
    import socket

    from aiosmtpd.smtp import SMTP, Envelope, Session
    from pyramid.registry import Registry

log = logging.getLogger(__name__)

OK = '250 2.0.0 Ok'
LATER = '451 4.3.0 Try again later. Xin gui lai sau.'
UNKNOWN = '550 5.1.1 There is no such address. Khong co dia chi nay.'
ONE = '452 4.5.3 One recipient at a time'
#: Bytes of a mail that is read at all, lest what is a little too large be refused without a
#: reason; of a line; seconds of silence.
_READ, _LINE, _SILENCE = LARGEST_MAIL + (10 << 20), 1 << 17, 120


class Lines(LMTP):
    """Takes longer lines than RFC 5321 asks for: some programs write a paragraph on one."""

    line_length_limit = _LINE


class Handler:
    """What becomes of what is said; see ``aiosmtpd.handlers``.

    ``doing``: where mails are taken, one after the other.
    """

    def __init__(self, mail_in: IMailIn, doing: ThreadPoolExecutor) -> None:
        self._mail_in, self._doing = mail_in, doing

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str,
                          options: list[str]) -> str:
        """Take a recipient, if there is such an address."""
        if envelope.rcpt_tos:
            return ONE
        answer = await self._answer(partial(self._look, address))
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a mail."""
        content = envelope.original_content or b''
        sender = (envelope.mail_from or '').strip('<>')
        return await self._answer(partial(self._take, content, sender, envelope.rcpt_tos[0]))

    def _look(self, address: str) -> str:
        return OK if self._mail_in.knows(address) else UNKNOWN

    def _take(self, content: bytes, sender: str, recipient: str) -> str:
        try:
            self._mail_in.take(content, sender, recipient)
        except MailNotTaken as refused:
            return refused.reply
        return OK

    async def _answer(self, work: partial[str]) -> str:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._doing, work)
        except Exception:  # the mail server tries again
            log.exception('a mail was not taken')
            return LATER


class Listening:
    """A context in which mails are taken on a socket that listens, in a thread of its own."""

    def __init__(self, registry: Registry, listening: socket.socket) -> None:
        self._mail_in = registry.getUtility(IMailIn)
        self._socket = listening
        self._serving = Event()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), name='mail in',
                              daemon=True)

    def __enter__(self) -> Listening:
        self._thread.start()
        self._serving.wait()
        return self

    def __exit__(self, *raised: object) -> None:
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join()

    async def _serve(self) -> None:
        """Take mails until told to end; the one that is being kept is finished, and who gives it
        is told the next time.
        """
        self._loop, self._ending = asyncio.get_running_loop(), asyncio.Event()
        with ThreadPoolExecutor(1, 'mail in') as doing:
            server = await self._loop.create_server(partial(
                Lines, Handler(self._mail_in, doing), data_size_limit=_READ,
                enable_SMTPUTF8=True, hostname='localhost', ident='hanoiportal',
                timeout=_SILENCE, loop=self._loop), sock=self._socket)
            self._serving.set()
            await self._ending.wait()
            server.close()
