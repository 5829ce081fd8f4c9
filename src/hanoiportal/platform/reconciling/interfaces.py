"""What reconciling asks of the features whose data lie in several databases."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import IPortal
    from ..scheduling.interfaces import IEnvironment

#: Tells how far a feature has followed the ledger: the number of the last event.
Followed = Callable[['IPortal'], int]


class Findings(NamedTuple):
    """Sentences for the operator, in English: what was mended, what a person must decide."""

    mended: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


#: Compares what a feature has in several databases and mends it by events, given the environment
#: and whether the data come from a restore.  Commits by ``environment.in_transaction``, each
#: transaction in one database.  Doing it twice does it once.
Reconcile = Callable[['IEnvironment', bool], Findings]

#: Counts anew what is counted where it changes, lets the numbers be right, and returns how many
#: were not; in one transaction.
Recount = Callable[['IPortal'], int]

#: Ends what opens something once, such as codes, and returns how many there were; in one
#: transaction.
End = Callable[['IPortal'], int]


class KeyNumbers(Protocol):
    """Numbers of keys, such as a ``LOBTree`` by them."""

    def __contains__(self, number: object) -> bool:
        """Return whether something is sealed with the key of that ``number``."""

    def __bool__(self) -> bool:
        """Return whether there are any."""

    def maxKey(self) -> int:
        """Return the greatest, if there are any."""


#: Gives the numbers of the keys (``kernel.storage.keys``) that a feature has sealed with.
Owned = Callable[['IPortal'], KeyNumbers]


class IReconciler(Interface):
    """A part of reconciling, a utility by its name, added by ``config.add_reconciler``: ``run``,
    a ``Reconcile``; ``order``: lower ones come first.
    """


class IFollower(Interface):
    """A feature that follows the ledger, a utility by its name, added by
    ``config.add_follower``: a ``Followed``.
    """


class IKeyOwner(Interface):
    """A feature that seals with keys of ``keys``, a utility by its name, added by
    ``config.add_key_owner``: ``numbers``, an ``Owned``.  A key that no owner has is destroyed.
    """
