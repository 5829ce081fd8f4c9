"""What release sets promise to their callers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...base.interfaces import ISite
    from ...kernel.tree.resources import Described
    from ..review.interfaces import Details
    from .resource import Release

#: Steps that are taken with all members at once, in the order of the way.
STEPS = ('submit', 'pass_on', 'approve', 'schedule', 'publish')


class CannotRelease(Refused[tuple[int, str]]):
    """Raised with ``reasons``: ``{(object id of a member, field): translatable str}``, the id 0
    for what is about the whole.

    Whoever catches it gives the transaction up: what was done before it is not to be kept.
    """


class IReleases(Interface):
    """Puts sets together and takes them to the public, as one asker.  Never commits.

    The verbs raise ``CannotRelease`` and send an ``Action`` at the site; ``actor`` is the id of an
    account.  Every approval is one of exactly each member's version, by ``IReviewing``.
    """

    def may_compose(site: ISite) -> bool:
        """Return whether the asker may put sets of ``site`` together."""

    def all(site: ISite) -> list[Release]:
        """Return every set of ``site``, the newest first."""

    def find(site: ISite, number: int) -> Release | None:
        """Return the set of that number, or ``None``."""

    def members(site: ISite, release: Release) -> list[Described]:
        """Return the documents of ``release`` that are still there, in their order."""

    def create(site: ISite, title: str, actor: str) -> Release:
        """Begin a set and return it."""

    def add(site: ISite, release: Release, documents: Sequence[Described], actor: str) -> None:
        """Put ``documents``, items or translations of ``site``, into ``release``."""

    def remove(site: ISite, release: Release, document: Described, actor: str) -> None:
        """Take ``document`` out of ``release``; it keeps its approvals."""

    def reasons_against(
            site: ISite, release: Release, step: str,
            details: Details | None = None) -> dict[tuple[int, str], str]:
        """Return why ``step``, one of ``STEPS``, cannot be taken with all members, as of
        ``CannotRelease``; ``{}`` if it can.
        """

    def take(
            site: ISite, release: Release, step: str, actor: str,
            details: Details | None = None) -> None:
        """Take ``step`` with every member, or with none.

        ``details``: for all of them.  With the last approval all
        are public at once, unless it says ``HOLD``.
        """

    def call_off(site: ISite, release: Release, actor: str) -> None:
        """Give the set up before it is public: what was scheduled is approved as before."""
