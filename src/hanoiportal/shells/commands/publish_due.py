"""Publish what was scheduled for a moment that has come, and archive what has expired.

The scheduler of the portal does the same: this is for cron, where no portal runs it, and for now.
"""
from ...editorial.publishing.due import EXPIRE, PUBLISH
from ...platform.scheduling.opening import opened
from ...platform.scheduling.services import Scheduling
from .environment import Failure


def add_arguments(parser):
    """It takes none."""


def run(environment, options):
    """Do it; return 1 if something that is due could not be done."""
    environment.in_transaction(lambda: environment.portal)
    with opened(environment.registry, 'publish-due') as system:
        done, failed = Scheduling(system).run((PUBLISH.kind, EXPIRE.kind))
    print(f'{done} done')
    if failed:
        raise Failure(f'{failed} could not be done; why is in the log, and their boards are told')
