"""By which change each version of a document was made.

A version keeps the change that ended it.  What is public was made by the last change before it
was approved, and while somebody works beside it that change is not the one before in the list.
"""
import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ...kernel.tree.lookup import in_work
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import PUBLIC

if TYPE_CHECKING:
    from .resource import Version


class EditNote(NamedTuple):
    """A change.  ``at``: aware UTC.  ``by``: principal id.  ``note``: what they said of it."""

    at: datetime.datetime | None
    by: str | None
    note: str = ''


class EndedVersion(NamedTuple):
    """A version that is not there any more, who began it, and the change that made it."""

    version: 'Version'
    began: str | None
    made: EditNote


class Making:
    """Walks through the versions of ``document``, the oldest first.

    ``public``: the change that made the text of the document itself; ``present``: that which made
    the version in work.  Both are right when ``ended`` has been walked through.
    """

    def __init__(self, document: Described) -> None:
        self._document = document
        self.public = EditNote(document.created_at, document.created_by)
        self._working: EditNote | None = None

    @property
    def present(self) -> EditNote:
        return self._working or self.public

    def ended(self) -> Iterator[EndedVersion]:
        """Yield each ``EndedVersion``."""
        document, working_copy = self._document, in_work(self._document)
        for at, version in enumerate(document.history):
            if version.begun_by:
                yield self._of_working(version, version.begun_by)
            else:
                yield self._of_document(version, self._is_kept(version, at))
        for version in working_copy.history if working_copy is not document else ():
            yield self._of_working(version, working_copy.created_by)

    def _of_working(self, version: 'Version', began: str | None) -> EndedVersion:
        made = self.present
        is_given_up = version.review is not None
        self._working = None if is_given_up else EditNote(
            version.until, version.actor, version.note)
        return EndedVersion(version, began, made)

    def _of_document(self, version: 'Version', is_kept: bool) -> EndedVersion:
        made = self.public
        if version.state in PUBLIC:
            self.public, self._working = self.present, None
        elif not is_kept:
            self.public = EditNote(version.until, version.actor, version.note)
        return EndedVersion(version, self._document.created_by, made)

    def _is_kept(self, version: 'Version', at: int) -> bool:
        """Return whether nothing was changed: the text was withdrawn and is public again."""
        if not version.approvals:
            return False
        following = next((each for each in self._document.history[at + 1:]
                          if not each.begun_by), None)
        now = following.values if following is not None else {
            name: getattr(self._document, name, None) for name in version.values}
        return version.values == now
