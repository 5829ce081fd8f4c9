"""What release sets promise to their callers."""
from zope.interface import Interface

from ...base.errors import Refused

#: Steps that are taken with all members at once, in the order of the way.
STEPS = ('submit', 'pass_on', 'approve', 'schedule', 'publish')


class CannotRelease(Refused[tuple[int, str]]):
    """Raised with ``reasons``: ``{(object id of a member, field): translatable str}``, the id 0
    for what is about the whole.

    Whoever catches it gives the transaction up: what was done before it is not to be kept.
    """


class IReleases(Interface):
    """Puts sets together and takes them to the public, as one asker.  Never commits.

    The verbs raise ``CannotRelease`` and send a ``Deed`` at the site; ``actor`` is the id of an
    account.  Every approval is one of exactly each member's version, by ``IReviewing``.
    """

    def may_compose(site):
        """Return whether the asker may put sets of ``site`` together."""

    def all(site):
        """Return every ``resource.Release`` of ``site``, the newest first."""

    def find(site, number):
        """Return the ``Release`` of that number, or ``None``."""

    def members(site, release):
        """Return the documents of ``release`` that are still there, in their order."""

    def create(site, title, actor):
        """Begin a set and return it."""

    def add(site, release, documents, actor):
        """Put ``documents``, items or translations of ``site``, into ``release``."""

    def remove(site, release, document, actor):
        """Take ``document`` out of ``release``; it keeps its approvals."""

    def reasons_against(site, release, step, details=None):
        """Return why ``step``, one of ``STEPS``, cannot be taken with all members, as of
        ``CannotRelease``; ``{}`` if it can.
        """

    def take(site, release, step, actor, details=None):
        """Take ``step`` with every member, or with none.

        ``details``: a ``review.interfaces.Details`` for all of them.  With the last approval all
        are public at once, unless it says ``HOLD``.
        """

    def call_off(site, release, actor):
        """Give the set up before it is public: what was scheduled is approved as before."""
