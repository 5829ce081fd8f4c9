"""What editorial comments promise to the shells."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import IResource
    from .resource import Remark

#: Characters of a remark or an answer, and of the words that it quotes.
LONGEST, LONGEST_QUOTE = 5000, 300
#: Remarks on one text, and answers to one remark.
MOST_REMARKS, MOST_REPLIES = 500, 200


class ICommenting(Interface):
    """Keeps remarks on a document, an item or a translation, as one asker.  Never commits.

    Every verb raises ``errors.Refused``; nothing has changed then.  The people
    concerned are told: of a remark the authors, of what becomes of it those who spoke in it.
    """

    def may_read(document: IResource) -> bool:
        """Return whether the asker may read the remarks: who may see its drafts."""

    def may_write(document: IResource) -> bool:
        """Return whether the asker may remark, answer, resolve and reopen."""

    def remarks(document: IResource) -> list[Remark]:
        """Return the remarks on ``document``, the oldest first; ``[]`` for whom they
        are not.
        """

    def number_open(document: IResource) -> int:
        """Return how many remarks on ``document`` the asker may read and are not resolved."""

    def add(
            document: IResource, actor: str, field: str, text: str, position: int | None = None,
            key: str = '', quote: str = '') -> Remark:
        """Remark on ``field`` of the version in work, and return the remark.

        ``position``, ``key``: of a paragraph of it, as ``passages`` gives them; ``None`` for all
        of the field.  ``quote``: words in that paragraph that it is about.
        """

    def reply(document: IResource, number: int, actor: str, text: str) -> None:
        """Answer the remark of that number."""

    def resolve(document: IResource, number: int, actor: str) -> None:
        """Say that the remark of that number is settled."""

    def reopen(document: IResource, number: int, actor: str) -> None:
        """Say that it is not."""
