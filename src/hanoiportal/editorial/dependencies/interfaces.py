"""The promises of dependencies to their callers."""
from zope.interface import Interface

from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import IN_WORK, REJECTED

#: In these states a file or picture takes the steps of the document that it goes with.
MOVING = IN_WORK - {REJECTED}
#: The flag of a document that goes with another one in work: lists show that one alone.
ALONG = 'along'


class IDependencies(Interface):
    """What a document needs to be read as it is meant: files in it, pictures that it shows.

    Asked for one asker; never writes.
    """

    def of(document: Described) -> list[Described]:
        """Return what takes each step of the workflow with the version in work of ``document``,
        an item or translation: its files, and pictures of its site that it shows, as far as they
        are in work themselves; and its files that were withdrawn with it, which come back with
        it.  Of pictures only those that the asker may see.
        """

    def parts(document: Described) -> list[Described]:
        """Return the files in ``document`` and the pictures that its version in work shows,
        whatever their states; each once.
        """

    def goes_with(picture: Described, document: Described) -> bool:
        """Return whether ``picture``, which ``document`` shows, becomes public with it."""

    def leader(document: Described) -> Described | None:
        """Return the item whose steps ``document``, a file in it, takes; ``None`` if it goes its
        own way, as with an item that is public and unchanged.
        """
