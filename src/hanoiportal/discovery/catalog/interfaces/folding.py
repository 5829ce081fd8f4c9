"""What the catalog promises to who indexes a great number of documents in one transaction."""
from contextlib import AbstractContextManager

from zope.interface import Interface

from ....base.interfaces import IPortal


class IFolding(Interface):
    """Makes texts quick to ask that one transaction indexes, while it indexes more."""

    def go_on(portal: IPortal) -> None:
        """Fold in what was taken out the last time; take out what was indexed since, which nobody
        finds before it is folded in.
        """

    def end(portal: IPortal) -> None:
        """Fold in what was taken out the last time, if anything was."""


class IFoldingMeanwhile(Interface):
    """Gives an ``IFolding``; a utility."""

    def __call__(elsewhere: bool) -> AbstractContextManager[IFolding]:
        """Give an ``IFolding``; ``elsewhere``: whether another process does the long part."""
