"""Suspensions that end by themselves, at the time that was said."""
from .interfaces import ISuspending
from .resource import register_of


def lift_due(environment):
    """Job: end each suspension whose time has come, each in a transaction of its own."""
    suspending = environment.request.service(ISuspending)
    now = environment.clock.now()
    for suspension in list(register_of(environment.portal).active()):
        if suspension.until is not None and suspension.until <= now:
            environment.in_transaction(lambda ended=suspension: _end(suspending, ended))


def _end(suspending, suspension):
    if suspension.is_in_force:  # nobody was quicker
        suspending.expire(suspension)
