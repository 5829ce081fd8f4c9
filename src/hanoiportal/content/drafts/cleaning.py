"""The job that forgets drafts nobody has come back to."""
import datetime

from .services import drafts_of

#: A draft is kept so many days after its last change.
DAYS = 90
#: Seconds between two looks.
EVERY = 6 * 60 * 60


def forget_old(environment):
    """Job: forget what nobody has changed for ``DAYS``; ``environment``: an ``IEnvironment``."""
    before = environment.clock.now() - datetime.timedelta(days=DAYS)
    drafts = drafts_of(environment.portal._p_jar, None, environment.registry)
    environment.in_transaction(lambda: drafts.clean(before))
