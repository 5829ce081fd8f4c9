"""Forgetting which mails were taken."""
import datetime

from ...kernel.security.interactions import interactions_of
from ...platform.scheduling.interfaces import IEnvironment
from .resource import KEY

#: A mail server tries for five days; seconds between two looks.
DAYS, EVERY = 30, 24 * 3600


def forget_old(environment: IEnvironment) -> None:
    """Job: forget mails that were taken more than ``DAYS`` ago."""
    before = (environment.clock.now() - datetime.timedelta(days=DAYS)).timestamp()

    def forget() -> None:
        book = interactions_of(environment.portal).get(KEY)
        taken = {} if book is None else book.taken
        for mark in [mark for mark, moment in taken.items() if moment < before]:
            del taken[mark]

    environment.in_transaction(forget)
