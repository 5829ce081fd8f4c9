"""What the hours of the press promise to their callers."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    import datetime

    from ...base.interfaces import IItem

#: Rules of ``deadline_rules.csv``: a spokesperson is made known; an incident is spoken of.
SPOKESPERSON, STATEMENT = 'nd244.3', 'nd244.7'
#: ``Section.listing`` of the sections in which bodies speak to the press.
LISTING = 'press'
#: Flag of the catalog: hours run.
RUNS = 'press-runs'


class IPress(Interface):
    """Starts and stops the clock of a press statement, for one asker.  Never commits.

    The verb raises ``errors.Refused`` and sends an ``Action``; ``actor`` is the id of an
    account.  No field of the item is changed: that needs an approval.
    """

    def reasons_against_counting(item: IItem) -> list[str]:
        """Return why the asker cannot start or stop the clock of ``item``; ``[]`` if they can."""

    def count(item: IItem, since: datetime.datetime | None, actor: str) -> None:
        """Count from ``since``, aware and not ahead; ``None`` stops it."""
