"""What the reviews of standing pages promise to their callers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    import datetime

    from ...base.interfaces import IItem
    from .resource import CoReview


class IStanding(Interface):
    """Keeps the reviews of the standing pages (Điều 17), for one asker.  Never commits.

    The verbs raise ``errors.Refused`` and send an ``Action``; days are local dates,
    ``actor`` is the id of an account.  No field of the page is changed: that needs an approval.
    """

    def reasons_against_reviewing(page: IItem) -> list[str]:
        """Return why the asker cannot review ``page``; ``[]`` if they can."""

    def reasons_against_ordering(page: IItem) -> list[str]:
        """Return why the asker cannot order a review of ``page`` or ask others to take part."""

    def review(page: IItem, due: datetime.date | None, actor: str, note: str = '') -> None:
        """Record that ``page`` was reviewed and is still right; the next review is by ``due``."""

    def order(page: IItem, due: datetime.date | None, actor: str, note: str) -> None:
        """Let ``page`` be reviewed by ``due``, for the reason in ``note``."""

    def ask(
            page: IItem, name: str, address: str, question: str, due: datetime.date | None,
            actor: str) -> CoReview:
        """Ask an agency by mail to look at ``page`` by ``due``, and return what is kept of it."""

    def answered(page: IItem, number: int, answer: str, actor: str) -> None:
        """Write down what the agency has answered."""
