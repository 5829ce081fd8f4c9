"""The job that forgets who was at a text."""
from .services import presence_of

#: Seconds between two looks.
EVERY = 60 * 60


def forget_ended(environment):
    """Job: forget presences and holds that have ended; ``environment``: an ``IEnvironment``."""
    locking = presence_of(environment.portal, environment.clock)
    environment.in_transaction(lambda: locking.clean(environment.clock.now()))
