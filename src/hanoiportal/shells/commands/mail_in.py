"""Take the mails of people at portal.mail_in until told to end, where several processes serve.

It needs ZEO or PostgreSQL: with FileStorage the portal that serves takes them itself.
"""
import signal
from argparse import ArgumentParser, Namespace
from threading import Event

import transaction

from ...base.settings import ISettings
from .environment import Environment, Failure
from .service.mailport import mail_in_of


def add_arguments(parser: ArgumentParser) -> None:
    """It has none."""


def run(environment: Environment, _options: Namespace) -> None:
    """Take mails until SIGTERM or Ctrl-C; the one that is being taken is finished."""
    registry = environment.registry
    if not registry.getUtility(ISettings).mail_in:
        raise Failure('portal.mail_in says where: a path of a socket, or host:port')
    ending = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: ending.set())
    transaction.abort()  # what was read to open the portal keeps no snapshot for days
    with mail_in_of(registry):
        ending.wait()
