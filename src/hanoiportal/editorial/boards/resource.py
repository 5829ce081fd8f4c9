"""The persistent board, and what is asked for it.  Renaming this needs an upgrade step."""
import datetime
import secrets
from dataclasses import dataclass

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...kernel.security.authorization.grants import Grant


class Board(Persistent):
    """Ban Biên tập of one site, kept as ``site.board``; its seats are grants at the site.

    ``decision``: number and date of the decision that founds it.
    ``starts``, ``ends``: its term, aware UTC; the end is exclusive, or ``None``.
    ``regime``: how it works, as text.
    ``roster``: ``{local date: {code of a window: account id}}``.
    """

    def __init__(self, decision: str, starts: datetime.datetime, ends: datetime.datetime | None,
                 regime: str = '') -> None:
        self.roster = OOBTree()
        self.found(decision, starts, ends, regime)

    def found(self, decision: str, starts: datetime.datetime, ends: datetime.datetime | None,
              regime: str) -> None:
        """Found it anew; the roster stays."""
        self.decision = decision
        self.starts = starts
        self.ends = ends
        self.regime = regime

    def record(self) -> dict[str, str]:
        """Return what an export says of it, without the roster."""
        found = {'decision': self.decision, 'starts': self.starts.isoformat(),
                 'ends': '' if self.ends is None else self.ends.isoformat(),
                 'regime': self.regime}
        return {name: value for name, value in found.items() if value}

    def holds(self, now: datetime.datetime) -> bool:
        """Return whether the term has begun and not ended at ``now``."""
        return self.starts <= now and (self.ends is None or now < self.ends)


class RoleRequest(Persistent):
    """Đề nghị giao vai trò for somebody whom the asker may not know to have an account.

    ``login``: log-in name or e-mail address as typed, looked up by nobody before an operator
    decides.  ``place``: object id.  ``given``: what is asked for.
    ``succeeds``: of a head, whether the one in office goes.
    ``asked_by``: id of the account; ``asked_at``: aware UTC.
    """

    def __init__(self, login: str, place: int, role: str, given: Grant, succeeds: bool,
                 asked_by: str, asked_at: datetime.datetime) -> None:
        self.id = secrets.token_hex(8)
        self.login = login
        self.place = place
        self.role = role
        self.given = given
        self.succeeds = succeeds
        self.asked_by = asked_by
        self.asked_at = asked_at


@dataclass(frozen=True)
class TakenRole:
    """Vai trò đã thu hồi: what was taken at a place; an attribute of the place holds them.

    ``principal``: id of an account or group.  ``given``: as it was granted.  ``actor``: principal
    id of who took it; ``moment``: aware UTC.
    """

    principal: str
    role: str
    given: Grant
    actor: str
    moment: datetime.datetime
