"""Thư gửi tới: mails to the address of a body become cases, and answers to letters join theirs
(clauses 3.10, 4.3.a).

The audience: people who write a mail rather than fill in a form.  The mail server of the city
hands mails on by LMTP; ``portal.mail_in`` says where, and nothing listens without it.
"""
from pyramid.config import Configurator

from .addressing import ContributionAddress, Replies
from .interfaces import IContributionAddress, IMailIn, IReplies
from .jobs import EVERY, forget_old
from .services import MailIn


def includeme(config: Configurator) -> None:
    registry = config.registry
    registry.registerUtility(MailIn(registry), IMailIn)
    registry.registerUtility(Replies(registry), IReplies)
    registry.registerUtility(ContributionAddress(registry), IContributionAddress)
    config.add_job('mails-taken', EVERY, forget_old)
