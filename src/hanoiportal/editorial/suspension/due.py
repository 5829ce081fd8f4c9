"""Suspensions that end by themselves, at the time that was said."""
from functools import partial

from ...platform.scheduling.interfaces import IEnvironment
from .interfaces import ISuspending
from .resource import Suspension, register_of


def lift_due(environment: IEnvironment) -> None:
    """Job: end each suspension whose time has come, each in a transaction of its own."""
    suspending = environment.request.service(ISuspending)
    now = environment.clock.now()
    for suspension in list(register_of(environment.portal).active()):
        if suspension.ends is not None and suspension.ends <= now:
            environment.in_transaction(partial(_end, suspending, suspension))


def _end(suspending: ISuspending, suspension: Suspension) -> None:
    if suspension.is_in_force:  # nobody was quicker
        suspending.expire(suspension)
