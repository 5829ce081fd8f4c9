"""Where people read and write comments on a draft."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from zope.interface import implementer

from ...base.legaltexts.identities import provisions_of
from ...kernel.workflow.interfaces import PUBLIC
from .interfaces.comments import CHANGING, READING, WRITING
from .interfaces.drafts import ICommentLinks, IConsultation
from .publiccomments import public_comments

#: The step of the address for the draft whole.
WHOLE = 'toan-bo'


def earlier_texts(draft: IConsultation) -> Iterator[tuple[str, str]]:
    """Yield full text and identities of the earlier versions of ``draft`` that were public."""
    for version in draft.history:
        if version.begun_by is None and version.state in PUBLIC:
            yield version.values.get('full_text', ''), version.values.get('identities', '')


def has_had(draft: IConsultation, provision: str) -> bool:
    """Return whether a public version of ``draft`` has or had the ``provision``: letters and
    pages of then still lead to it.
    """
    texts = ((draft.full_text, draft.identities), *earlier_texts(draft))
    return any(each.id == provision for text in texts for each in provisions_of(*text))


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
