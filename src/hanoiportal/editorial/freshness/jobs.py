"""The job of freshness: see what has ended, then what will end soon."""
from ...platform.scheduling.interfaces import IEnvironment
from .settling import settle
from .warning import tell_of_breach, warn

#: Seconds between two looks.
EVERY = 5


def watch(environment: IEnvironment) -> None:
    """Record the windows that have ended and tell of those that will."""
    settle(environment, lambda site, window: tell_of_breach(environment, site, window))
    warn(environment)
