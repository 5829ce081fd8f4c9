"""What publishing promises to its callers."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    import datetime

    from ...kernel.tree.events import ObjectPublished, PublishedByStep
    from ...kernel.tree.resources import Described

#: Meanings of a withdrawal: what readers are told, and the state and status that follow.
ERROR, OUTDATED, CONSOLIDATED = 'error', 'outdated', 'consolidated'


class CannotPublish(Refused[int]):
    """Raised with ``reasons``: ``{number from 0: translatable str}``; nothing has changed."""


@dataclass(frozen=True)
class Verdict:
    """What publishing has found of the version in work of a document, for a step that is judged.

    ``digest``: SHA-256 of its fields, in hexadecimal.  ``blockers``: as of ``publish_blockers``.
    """

    digest: str
    blockers: tuple[str, ...]


class IPublishing(Interface):
    """Makes approved versions public and takes them back.  Never commits.

    Nothing becomes public here without recorded approvals of exactly the version that does
    (14.1, 15.1.f); who may approve is decided in ``review``.
    """

    def reasons_against_publishing(document: Described) -> list[str]:
        """Return why the version in work of ``document`` may not be made public now; ``[]`` if
        it may.
        """

    def publish_blockers(document: Described) -> list[str]:
        """Return what stands against publishing the version in work of ``document`` besides what
        it still needs of people: that of its site, and what its type asks for; ``[]`` if nothing.
        """

    def judge(document: Described) -> Verdict:
        """Return the ``Verdict`` on the version in work of ``document``, an item or translation.
        """

    def publish(
            document: Described, actor: str, moment: datetime.datetime | None = None,
            verdict: Verdict | None = None,
            event: ObjectPublished | PublishedByStep | None = None) -> None:
        """Make the approved version in work of ``document`` public as ``actor``, a principal id.

        A working version takes the place of the public one, which stays in the history.
        ``moment``: aware ``datetime`` of the first publication that readers are shown; now if
        ``None``.
        ``verdict``: the ``Verdict`` by which a step of the workflow was judged in this
        transaction; the right to take the step is the right to publish, and only the recorded
        approvals are counted again.  Without it everything is looked at here.
        Sends ``event``, which tells of the step, else ``ObjectPublished``.
        Raises ``CannotPublish``; nothing has changed then.
        """

    def publish_imported(
            document: Described, actor: str, basis: str,
            moment: datetime.datetime | None = None) -> None:
        """Make ``document`` public as content that the installation or an import brings.

        ``basis``: what it is brought in on, kept as the approval's.  No page of the portal can
        do it; the board's list shows what came so.  Raises ``CannotPublish``.
        """

    def record_import_approval(document: Described, actor: str, basis: str) -> None:
        """Record that ``document``, which an import has made public, was carried in on ``basis``.

        No-op for what is not public.
        """

    def withdraw(
            document: Described, actor: str, meaning: str = ERROR, why: str = '',
            moved_to: Described | None = None) -> None:
        """Take ``document`` from the public.

        ``ERROR``: its address answers 410; its translations and files are withdrawn with it, so
        that none comes back on an old approval.  ``OUTDATED``: it can be read at its address,
        with a notice, and is listed nowhere.  ``CONSOLIDATED``: its address leads on (301) to
        ``moved_to``, a resource.  Raises ``CannotPublish`` if it is not public.
        """

    def reasons_against_withdrawing(document: Described) -> list[str]:
        """Return why ``document`` may not be withdrawn; ``[]`` if it may."""
