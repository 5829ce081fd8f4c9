"""Conflicts: a request that lost against another is run again after a random pause.

Plain attempts one after another still lost 4 of 60 concurrent additions; with pauses that grow
none was lost (measured in the trial behind ADR 1).
"""
import random
import time
from collections.abc import Callable
from typing import TypeVar

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid_retry import IBeforeRetry
from transaction import TransactionManager

from ...base.settings import ISettings
from . import snapshot

#: What is done in a transaction, as whoever has it done wants it.
Result = TypeVar('Result')
FIRST_PAUSE, LONGEST_PAUSE = 0.01, 1.0


def pause_before(attempt: int, chance: Callable[[], float] = random.random) -> float:
    """Return seconds to wait before attempt number ``attempt`` (1 is the first repetition)."""
    return chance() * min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt)


def wait(event: IBeforeRetry) -> None:
    """Subscriber: sleep before the request is tried again, then with what the database has."""
    snapshot.ask()
    time.sleep(pause_before(event.environ['retry.attempt'] + 1))


def run(
        transaction_manager: TransactionManager, work: Callable[[], Result], attempts: int = 12,
        sleep: Callable[[float], None] = time.sleep) -> Result:
    """Return ``work()`` done and committed, for commands; tried again when it meets a conflict.

    Raises the last conflict if all ``attempts`` meet one.
    """
    attempt = 0
    while True:
        attempt += 1
        transaction_manager.begin()
        try:
            result = work()
            transaction_manager.commit()
            return result
        except Exception as error:
            again = transaction_manager.get().isRetryableError(error) and attempt < attempts
            transaction_manager.abort()
            if not again:
                raise
        sleep(pause_before(attempt))


def only_reads(request: Request, response: object) -> bool:
    """Return whether the request must not write, whatever its view did: reading never writes."""
    return request.environ['REQUEST_METHOD'] in ('GET', 'HEAD', 'OPTIONS')


def includeme(config: Configurator) -> None:
    settings = config.registry.settings
    settings.setdefault('tm.manager_hook', 'pyramid_tm.explicit_manager')
    settings.setdefault('tm.commit_veto', only_reads)
    settings.setdefault(
        'retry.attempts', config.registry.getUtility(ISettings).retry_attempts)
    # pyramid_tm would ask who it is before there is a tree to find the account in, and would
    # write it into every database; security.authorization.annotate does it in the content
    # database alone.
    settings.setdefault('tm.annotate_user', 'false')
    config.include('pyramid_tm')
    config.include('pyramid_retry')
    config.add_subscriber(wait, IBeforeRetry)
