"""What reviewing promises to its callers."""
from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zope.interface import Interface

from ...base.errors import Refused
from ...kernel.workflow.definitions import Transition
from ...kernel.workflow.interfaces import NOW
from ...kernel.workflow.records import MINOR

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ...kernel.tree.resources import Described
    from ...kernel.workflow.definitions import Definition


class CannotPerform(Refused[str]):
    """Raised with ``reasons``: ``{field of Details or '': translatable str}``; nothing changed."""


@dataclass(frozen=True)
class Details:
    """What is said of a step.

    ``note``: to the people concerned.  ``ground``: code of 14.3.  ``checks``: codes of the heads
    of 27.5 that were checked.  ``override``: why blocked sources are used all the same.
    ``then``: ``NOW`` or ``HOLD``, of a last approval.  ``moment``, ``expires``: aware UTC
    ``datetime``; when to publish, when to archive.  ``change``, ``change_note``: what readers are
    told of a new version.  ``meaning``, ``moved_to``: of a withdrawal, see ``publishing``.
    """

    note: str = ''
    ground: str = ''
    checks: tuple[str, ...] = ()
    override: str = ''
    then: str = NOW
    moment: datetime.datetime | None = None
    expires: datetime.datetime | None = None
    change: str = MINOR
    change_note: str = ''
    meaning: str = ''
    moved_to: Described | None = None


@dataclass(frozen=True)
class AvailableTransition:
    """A step that the asker's roles allow in the present state, and what stands against it.

    ``reasons``: as of ``CannotPerform`` for want of nothing that the asker could still say.
    ``has_news``: whether the version says anything that is not public yet, so that an approval
    needs the checklist.
    """

    transition: Transition
    reasons: dict[str, str] = field(default_factory=dict)
    has_news: bool = True


class IReviewing(Interface):
    """Takes a document's version in work along its way, as one asker.  Never commits."""

    def available_transitions(document: Described) -> list[AvailableTransition]:
        """Return the ``AvailableTransition`` of each step that the asker's roles allow with the
        version in work, as a list in the workflow's order.
        """

    def would_forgo(document: Described) -> bool:
        """Return whether the asker, a member of the board, could no longer approve the version in
        work of ``document`` if they changed it: who writes in a version does not approve it.
        """

    def reasons_against(
            document: Described, name: str, details: Details | None = None) -> dict[str, str]:
        """Return why the asker cannot take the step ``name`` now with ``details``, as of
        ``CannotPerform``; ``{}`` if they can.
        """

    def transition(
            document: Described, name: str, actor: str, details: Details | None = None) -> str:
        """Take the step ``name`` of the site's workflow as ``actor``, a principal id.

        Sends one event, a ``tree.events.Transitioned`` named as the step, once it is taken.
        Returns the state reached.
        Raises ``CannotPerform``.
        """

    def definition(document: Described) -> Definition:
        """Return the workflow ``Definition`` of the site that ``document`` lies in."""

    def choose(site: ISite, name: str, actor: str) -> None:
        """Let ``site`` use the workflow of that name from now on.  Raises ``CannotPerform``."""


class IDiscarding(Interface):
    """Throws work away, as one asker.  What went along with it, a picture that it was the first to
    show, is a draft of its own again.  Never commits.
    """

    def version(document: Described, actor: str, note: str = '') -> None:
        """Throw away the working version of ``document``, an item or translation; its history
        keeps it.  Raises ``Refused``.
        """


class IReviewData(Interface):
    """The ``data.ReviewData`` of this process, as a utility: grounds of rejection, checklist."""


class IReviewRules(Interface):
    """The ``Rules``: within how many working days a second look follows; a utility."""


class ILooking(Interface):
    """Lets another member of the board look at what became public without all of its steps."""

    def is_needed(document: Described) -> bool:
        """Return whether the public version of ``document`` waits for another member's look."""

    def due(document: Described) -> datetime.datetime | None:
        """Return until when an emergency must have been looked at, an aware UTC ``datetime``;
        ``None`` for what waits without a term, or not at all.
        """

    def reasons_against(document: Described, actor: str) -> list[str]:
        """Return why ``actor``, a principal id, may not do it; ``[]`` if they may."""

    def look(document: Described, actor: str, note: str = '') -> None:
        """Record that ``actor`` has looked at it.  Raises ``CannotPerform``."""
