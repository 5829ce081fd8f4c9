"""The persistent board, and what is asked for it.  Renaming this needs an upgrade step."""
import secrets

from BTrees.OOBTree import OOBTree
from persistent import Persistent


class Board(Persistent):
    """Ban Biên tập of one site, kept as ``site.board``; its seats are grants at the site.

    ``decision``: number and date of the decision that founds it.
    ``starts``, ``ends``: its term, aware UTC ``datetime``; the end is exclusive, or ``None``.
    ``regime``: how it works, as text.
    ``roster``: ``{local date: {code of a window: account id}}``.
    """

    def __init__(self, decision, starts, ends, regime=''):
        self.roster = OOBTree()
        self.found(decision, starts, ends, regime)

    def found(self, decision, starts, ends, regime):
        """Found it anew; the roster stays."""
        self.decision = decision
        self.starts = starts
        self.ends = ends
        self.regime = regime

    def record(self):
        """Return what an export says of it, as ``{str: str}``; without the roster."""
        found = {'decision': self.decision, 'starts': self.starts.isoformat(),
                 'ends': '' if self.ends is None else self.ends.isoformat(),
                 'regime': self.regime}
        return {name: value for name, value in found.items() if value}

    def holds(self, now):
        """Return whether the term has begun and not ended at ``now``."""
        return self.starts <= now and (self.ends is None or now < self.ends)


class RoleRequest(Persistent):
    """Đề nghị giao vai trò for somebody whom the asker may not know to have an account.

    ``login``: log-in name or e-mail address as typed, looked up by nobody before an operator
    decides.  ``place``: object id.  ``given``: the ``authorization.grants.Grant`` asked for.
    ``succeeds``: of a head, whether the one in office goes.
    ``asked_by``: id of the account; ``asked_at``: aware UTC ``datetime``.
    """

    def __init__(self, login, place, role, given, succeeds, asked_by, asked_at):
        self.id = secrets.token_hex(8)
        self.login = login
        self.place = place
        self.role = role
        self.given = given
        self.succeeds = succeeds
        self.asked_by = asked_by
        self.asked_at = asked_at
