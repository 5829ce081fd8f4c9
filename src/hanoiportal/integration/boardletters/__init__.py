"""Thư của Ban Biên tập: what a site writes to those who follow something by mail (4.2, 14.1).

For editors, who write a letter to the readers of a topic, a section or a site, and for its board,
which approves exactly that.  At its time it goes to each reader, at the pace of the queue of
mails; nobody here learns who gets it (ADR 108).
"""
from pyramid.config import Configurator
from pyramid.interfaces import IRequest

from ...kernel.storage.interfaces import INTERACTIONS
from ...participation.batches.interfaces.toapprove import IBatchesToApprove
from .erasing import forget_accounts
from .interfaces import IBoardLetters
from .jobs import EVERY, send_due
from .reconciling import reconcile
from .services import board_letters
from .toapprove import LettersToApprove


def includeme(config: Configurator) -> None:
    config.registry.registerAdapter(
        LettersToApprove, (IRequest,), IBatchesToApprove, name='board letters')
    config.add_service(IBoardLetters, board_letters)
    config.add_job('board letters', EVERY, send_due)
    config.add_reconciler('board letters', reconcile, order=31)
    config.add_eraser('board letters', INTERACTIONS, forget_accounts)
