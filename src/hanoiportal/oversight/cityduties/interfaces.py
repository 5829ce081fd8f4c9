"""What reminding many sites at once promises to its callers."""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ...base.interfaces import ISite


class Reminded(NamedTuple):
    """``told``: sites whose boards were told of ``duties``, so many in all.

    ``before``: sites that were told of everything today already; ``nobody``: sites without a
    board; ``nothing``: sites that have kept everything.
    """

    told: tuple[ISite, ...]
    duties: int
    before: tuple[ISite, ...]
    nobody: tuple[ISite, ...]
    nothing: tuple[ISite, ...]


class ICityReminding(Interface):
    """Reminds the boards of sites, for one asker.  Never commits; writes ``interactions`` alone.
    """

    def may_remind() -> bool:
        """Return whether the asker may: who may ``ORDER`` at the portal."""

    def remind(sites: Sequence[ISite], rule: str, actor: str, *,
               until: datetime.datetime | None = None) -> Reminded:
        """Remind the boards of ``sites`` of what is due today, overdue or lacks its reason.

        ``rule``: code of the rule, ``''`` for all.  ``until``: of what is due before that moment,
        too.  A duty is told of once on each local day.
        ``actor``: id of the account.  Raises ``errors.Refused`` if nobody was told of anything.
        """
