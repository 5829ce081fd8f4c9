"""When sessions were used last: noted in memory as people work, written down by a job.

Reading never writes; so what a process saw stands in its memory until the job comes round, and
pages that show it look at both.
"""
from collections import OrderedDict
from threading import Lock

from pyramid.events import ContextFound
from zope.interface import Attribute, Interface, implementer

from ...kernel.security.authentication.usage import KEY, kept_usage_of
from ...kernel.security.authorization.policy import SESSION
from ...kernel.storage.interfaces import INTERACTIONS
from ...kernel.storage.tallies import save_taken
from ...web.login.authentication import moment_of

SECONDS = 60
#: Sessions that one process remembers.
MOST = 10_000


class ISessionLastSeen(Interface):
    """The ``SessionLastSeen`` of this process, as a utility."""

    saw = Attribute('see ``SessionLastSeen``')


@implementer(ISessionLastSeen)
class SessionLastSeen:
    """``{(account id, session): (moment, generation)}``, the newest ``MOST``.  Thread-safe."""

    def __init__(self):
        self._seen = OrderedDict()
        self._lock = Lock()

    def saw(self, account, session, moment, generation):
        """Note that ``session`` of the account with the id ``account`` is in use, and of which
        ``generation`` that is.
        """
        with self._lock:
            self._seen[account, session] = moment, generation
            self._seen.move_to_end((account, session))
            if len(self._seen) > MOST:
                self._seen.popitem(last=False)

    def last(self, account, session):
        """Return when it was seen last by this process, and the generation, or ``None``."""
        return self._seen.get((account, session))

    def take(self):
        """Return all that was seen, and forget it."""
        with self._lock:
            taken, self._seen = self._seen, OrderedDict()
        return taken

    def add(self, taken):
        """Know again what was ``taken``, but for what was seen since."""
        with self._lock:
            self._seen = OrderedDict(list({**taken, **self._seen}.items())[-MOST:])


def notice(event):
    """Subscriber: note whose request this is."""
    request = event.request
    if request.identity is not None:
        request.registry.getUtility(ISessionLastSeen).saw(
            request.identity.id, request.session[SESSION], moment_of(request),
            request.identity.generation)


def write_down(environment):
    """Job: let the ``interactions`` database know what this process saw."""
    save_taken(environment.registry.getUtility(ISessionLastSeen), lambda taken: (
        environment.in_transaction(lambda: _write(environment.portal, taken))))


def _write(portal, taken):
    known = portal[INTERACTIONS].mounted().get(KEY, {})
    for (owner, session), (moment, generation) in taken.items():
        account = portal['accounts'].by_id.get(owner)
        if account is not None and owner in known:
            kept_usage_of(portal, account).saw(session, moment, generation)


def add_sightings(config):
    """Let requests be noticed, and written down every ``SECONDS``."""
    config.registry.registerUtility(SessionLastSeen(), ISessionLastSeen)
    config.add_subscriber(notice, ContextFound)
    config.add_job('sightings', SECONDS, write_down)
