"""The job: it sends what is approved when its time has come, some readers in each transaction.

Mails, and the number of the last reader, are one transaction: nobody gets a letter twice, also
after a crash.  After a restore nothing goes before ``bin/portal reconcile``.
"""
from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from ...base.settings import ISettings
from ...kernel.tree.events import SYSTEM, InnerAction, send
from ...kernel.tree.lookup import is_closed, site_of
from ...platform.notifications.interfaces import IPost, NotificationRequested
from ...platform.subscriptions.interfaces import ILetters
from .resource import KeptLetter, book_of, kept_book
from .services import BACK
from .texts import CHANGED, versions_of

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ...platform.scheduling.interfaces import IEnvironment

log = logging.getLogger(__name__)

#: Seconds between two looks; readers in one transaction.
EVERY, BATCH = 15, 20


def send_due(environment: IEnvironment) -> None:
    """Job: send the letters that are due; one that cannot be sent holds up no other."""
    registry = environment.registry
    if registry.getUtility(ISettings).restored_mark.exists() or not registry.getUtility(
            IPost).is_open:
        return
    for number in environment.in_transaction(partial(_due, environment)):
        try:
            while environment.in_transaction(partial(_send_some, environment, number)):
                pass
        except Exception:
            log.exception('letter %s waits for the next look', number)


def _due(environment: IEnvironment) -> list[int]:
    end = environment.clock.now().timestamp(), 2 ** 62
    return [number for _moment, number in book_of(environment.portal).due.keys(max=end)]


def _send_some(environment: IEnvironment, number: int) -> bool:
    """Send to some readers; return whether there may be more."""
    portal, letter = environment.portal, kept_book(environment.portal).letters[number]
    site, said = site_of(portal, letter.site), letter.said
    letters: ILetters = environment.registry.getAdapter(portal, ILetters)
    if str(site.__oid__) != letter.site:  # it is gone, and the city does not write in its place
        letter.is_recalled = True
        kept_book(portal).drop_due(letter)
        return False
    if not letter.until:
        if is_closed(site) or versions_of(portal, said.items) != said.versions:
            _ask_again(environment, letter, site)
            return False
        letter.until = letters.last()
    last = letters.send(
        environment, letter.written, letter.wishes, letter.after, letter.until,
        BATCH) if letter.until else 0
    letter.after = last or letter.after
    if not last:
        letter.is_gone = True
        kept_book(portal).drop_due(letter)
    return bool(last)


def _ask_again(environment: IEnvironment, letter: KeptLetter, site: ISite) -> None:
    """Send a letter back that points to what has changed since."""
    kept_book(environment.portal).drop_due(letter)
    letter.is_approved, letter.is_back, letter.approvals = False, True, ()
    letter.reason = str(CHANGED)
    send(environment.registry)(InnerAction(
        site, 'ask_board_letter', SYSTEM, after=letter.digest, number=letter.number))
    send(environment.registry)(NotificationRequested(site, letter.authors, BACK, SYSTEM))
    letter.said = letter.said._replace(at=None)
