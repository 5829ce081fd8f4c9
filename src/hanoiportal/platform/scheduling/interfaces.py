"""What scheduling promises, and what it asks of the features that use it."""
import datetime
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from typing import Generic, TypeVar, cast

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import Attribute, Interface, implementer

from ...base.interfaces import IClock, IPortal
from ...kernel.tree.resources import Described

#: What people are reminded of: as its feature has it.
Subject = TypeVar('Subject')
#: What moves by the clock.
Moved = TypeVar('Moved')
#: What is done in a transaction.
Done = TypeVar('Done')


class IEnvironment(Interface):
    """An open portal for work that nobody has asked for; it may do everything."""

    registry: Registry = Attribute('the registry of the application')
    request: Request = Attribute(
        'a request with the services of the application, allowed everything')
    portal: IPortal = Attribute('the portal; raises ``NoPortal`` or ``Failure`` if there is none')
    clock: IClock = Attribute('of the process')

    def in_transaction(work: Callable[[], Done]) -> Done:
        """Return ``work()`` committed in a transaction of its own, tried again on a conflict."""


class IOpening(Interface):
    """Opens the portal for work beside that of a request; a utility."""

    def __call__(name: str) -> AbstractContextManager[IEnvironment]:
        """Give an ``IEnvironment`` with a connection of its own; ``name`` stands beside each of
        its transactions.
        """


class IJob(Interface):
    """Something that is done again and again; a utility, added by ``config.add_job``."""

    name: str = Attribute('unique, for the log')
    every: int = Attribute('pause between two runs, seconds')

    def run(environment: IEnvironment) -> None:
        """Do it, given an ``IEnvironment`` with a connection of the job's own.

        Nothing is committed but what the job does by ``environment.in_transaction``; what it
        raises is logged and stops no other job.
        """


class IDue(Interface):
    """A kind of moment at which something happens to a document exactly once.

    A utility named by ``kind``, added by ``config.add_due``.  The moments are asked for whenever
    the document changes, and kept in an index.
    """

    kind: str = Attribute('unique')

    def moments(document: Described) -> list[datetime.datetime]:
        """Return the aware UTC ``datetime`` of each moment that an item or translation waits for.
        """

    def act(environment: IEnvironment, document: Described, now: datetime.datetime) -> bool:
        """Do what is due at ``now``, after seeing that it is; return whether anything was done.

        Called in a transaction of its own.  Afterwards ``moments`` no longer names what was done.
        What it raises undoes this one alone; it is tried again at the next look.
        """

    def failed(environment: IEnvironment, document: Described, error: Exception) -> bool:
        """Tell whom it concerns that ``act`` raised ``error``, in a transaction of its own.

        Called at every look at which it fails; return whether somebody was told.
        """


@implementer(IDue)
class Reminder:
    """People are told of something at its moment, once for each.

    ``waiting(document)``: gives ``(moment, subject)`` of all that is still to be told of, aware
    UTC.  ``remind(environment, document, subjects, now)``: tells of the ``subjects`` that are due
    and notes it, so that they wait no more.  A failure is told to nobody.
    """

    def __init__(self, kind: str,
                 waiting: Callable[[Described], Iterable[tuple[datetime.datetime, Subject]]],
                 remind: Callable[[IEnvironment, Described, list[Subject], datetime.datetime],
                                  None]) -> None:
        self.kind = kind
        self._waiting = waiting
        self._remind = remind

    def moments(self, document: Described) -> list[datetime.datetime]:
        """See ``IDue``."""
        return [moment for moment, _subject in self._waiting(document)]

    def act(self, environment: IEnvironment, document: Described,
            now: datetime.datetime) -> bool:
        """See ``IDue``."""
        due = [subject for moment, subject in self._waiting(document) if moment <= now]
        if due:
            self._remind(environment, document, due, now)
        return bool(due)

    def failed(self, environment: IEnvironment, document: Described, error: Exception) -> bool:
        """See ``IDue``."""
        return True


@implementer(IDue)
class PhaseMoving(Generic[Moved]):
    """The phase of a document moves by the clock, each time once.

    ``concerns(document)``: whether it has such a phase.  ``next_move(document)``: when it moves
    next, aware UTC, ``None`` if it does not.  ``move(document, now, registry)``: lets it move, if
    that is due; returns whether it moved.  A failure is told to nobody.
    """

    def __init__(self, kind: str, concerns: Callable[[Described], bool],
                 next_move: Callable[[Moved], datetime.datetime | None],
                 move: Callable[[Moved, datetime.datetime, Registry], bool]) -> None:
        self.kind = kind
        self._concerns = concerns
        self._next_move = next_move
        self._move = move

    def moments(self, document: Described) -> list[datetime.datetime]:
        """See ``IDue``."""
        moment = self._next_move(cast(Moved, document)) if self._concerns(document) else None
        return [moment] if moment is not None else []

    def act(self, environment: IEnvironment, document: Described,
            now: datetime.datetime) -> bool:
        """See ``IDue``."""
        return self._move(cast(Moved, document), now, environment.registry)

    def failed(self, environment: IEnvironment, document: Described, error: Exception) -> bool:
        """See ``IDue``."""
        return False


class IScheduling(Interface):
    """Does what is due; shared by the scheduler and ``bin/portal publish-due``."""

    def run(kinds: Collection[str] | None = None) -> tuple[int, int]:
        """Do everything that is due now, earliest first, each in a transaction of its own.

        ``kinds``: names of ``IDue``; all if ``None``.  Returns ``(done, failed)``, numbers.
        Two who run at once do nothing twice.
        """


class IAgenda(Interface):
    """What documents wait for, by the index; a utility.  Reads alone."""

    def ahead(
            portal: IPortal, kinds: Collection[str],
            until: datetime.datetime) -> Iterable[tuple[datetime.datetime, int]]:
        """Yield ``(moment, object id)`` of the moments of those ``kinds`` before ``until``, what
        is overdue too, earliest first; aware UTC.
        """
