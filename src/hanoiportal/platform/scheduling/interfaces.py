"""What scheduling promises, and what it asks of the features that use it."""
from zope.interface import Attribute, Interface


class IEnvironment(Interface):
    """An open portal for work that nobody has asked for; it may do everything."""

    registry = Attribute('the registry of the application')
    request = Attribute('a request with the services of the application, allowed everything')
    portal = Attribute('the portal; raises ``NoPortal`` or ``Failure`` if there is none')
    clock = Attribute('the ``IClock``')

    def in_transaction(work):
        """Return ``work()`` committed in a transaction of its own, tried again on a conflict."""


class IJob(Interface):
    """Something that is done again and again; a utility, added by ``config.add_job``."""

    name = Attribute('unique ``str``, for the log')
    every = Attribute('pause between two runs, seconds')

    def run(environment):
        """Do it, given an ``IEnvironment`` with a connection of the job's own.

        Nothing is committed but what the job does by ``environment.in_transaction``; what it
        raises is logged and stops no other job.
        """


class IDue(Interface):
    """A kind of moment at which something happens to a document exactly once.

    A utility named by ``kind``, added by ``config.add_due``.  The moments are asked for whenever
    the document changes, and kept in an index.
    """

    kind = Attribute('unique ``str``')

    def moments(document):
        """Return the aware UTC ``datetime`` of each moment that an item or translation waits for.
        """

    def act(environment, document, now):
        """Do what is due at ``now``, after seeing that it is; return whether anything was done.

        Called in a transaction of its own.  Afterwards ``moments`` no longer names what was done.
        What it raises undoes this one alone; it is tried again at the next look.
        """

    def failed(environment, document, error):
        """Tell whom it concerns that ``act`` raised ``error``, in a transaction of its own.

        Called at every look at which it fails; return whether somebody was told.
        """


class IScheduling(Interface):
    """Does what is due; shared by the scheduler and ``bin/portal publish-due``."""

    def run(kinds=None):
        """Do everything that is due now, earliest first, each in a transaction of its own.

        ``kinds``: names of ``IDue``; all if ``None``.  Returns ``(done, failed)``, numbers.
        Two who run at once do nothing twice.
        """
