"""What is kept of the system of documents, in ``interactions``.  Renaming this module needs an
upgrade step.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from ...base.tries import Tries
from ...kernel.security.interactions import get_or_create, interactions_of, kept_or_new

if TYPE_CHECKING:
    from ...base.interfaces import IPortal

#: Name in the root of the database: ``{part: PartState}``.
KEY = 'document system'


class PartState(Tries, Persistent):
    """How far packages were taken, or the list was read.

    ``came``: when there last was a good answer, aware UTC.  ``after``: what stands for the end of
    what was read of the list.  ``tried``: local day on which what is wrong was last tried again.
    ``stumbles``: how often a package could not be fetched, by its id.
    ``rows``: ``(site, number of the row, what was said)`` of the documents by their ids.
    ``wrong``: tuples of ``Issue`` that could not be entered, by ids.
    ``refusals``: ``(site, number of the row, why)`` in the register of refusals, by ids.
    """

    came: datetime.datetime | None = None
    after = ''
    tried: datetime.date | None = None

    def __init__(self) -> None:
        self.stumbles = OOBTree()
        self.rows = OOBTree()
        self.wrong = OOBTree()
        self.refusals = OOBTree()


def state_of(portal: IPortal, part: str) -> PartState:
    """Return how ``part`` stands, for reading."""
    found: PartState | None = kept_or_new(portal, KEY, OOBTree).get(part)
    return PartState() if found is None else found


def kept_state(portal: IPortal, part: str) -> PartState:
    """Return the same for writing."""
    states = get_or_create(interactions_of(portal), KEY, OOBTree)
    found: PartState = get_or_create(states, part, PartState)
    return found
