"""Where people read and write comments on a draft."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from zope.interface import implementer

from .interfaces.comments import CHANGING, READING, WRITING
from .interfaces.drafts import ICommentLinks, IConsultation
from .publiccomments import public_comments

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

    def changing(self, provision: str) -> Sequence[str]:
        """See ``ICommentLinks``."""
        return (READING, CHANGING, provision)

    def numbers_changing(self, consultation: IConsultation) -> Mapping[str, int]:
        """See ``ICommentLinks``."""
        found = public_comments(consultation)
        return Counter(own for each in (found.all.values() if found is not None else ())
                       for own in each.changed)
