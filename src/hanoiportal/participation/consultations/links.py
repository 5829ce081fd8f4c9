"""Where people read and write comments on a draft."""
from __future__ import annotations

from collections.abc import Sequence

from zope.interface import implementer

from .interfaces.comments import READING, WRITING
from .interfaces.drafts import ICommentLinks

#: The step of the address for the draft whole.
WHOLE = 'toan-bo'


@implementer(ICommentLinks)
class CommentLinks:
    """See ``ICommentLinks``."""

    def reading(self, provision: str) -> Sequence[str]:
        """See ``ICommentLinks``."""
        return (READING, provision or WHOLE)

    def writing(self, provision: str) -> Sequence[str]:
        """See ``ICommentLinks``."""
        return (WRITING, provision or WHOLE)
