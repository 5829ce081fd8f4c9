"""What the import of drafts promises."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Interface

from ...base.errors import Refused

if TYPE_CHECKING:
    from ...base.legaltexts.alignment import Step
    from ...base.legaltexts.identities import Provision
    from ...kernel.inspection.upload import Incoming
    from ..consultations.interfaces.drafts import IConsultation


class CannotImport(Refused[str]):
    """Raised with ``reasons``: ``{'': translatable str}``; nothing has changed."""


class Taken(NamedTuple):
    """A text that was brought.  ``text``: one line for each paragraph.  ``left_out``: as of
    ``media.interfaces.ReadText``.
    """

    text: str
    left_out: Mapping[str, int]


class Preview(NamedTuple):
    """What was recognised in a text, and what became of the provisions of the text before it.

    ``counts``: ``{kind of provision: number}``.  ``contents``: ``(depth from 0, line)`` of parts,
    chapters, sections and articles.  ``loose``: lines that stand in no provision: head, subject,
    legal bases, signature.  ``provisions``: of the text; ``before``: of the text before it.
    ``steps``: of the alignment; ``[]`` for a first text.  ``base``: names the text before it.
    """

    text: str
    counts: Mapping[str, int]
    contents: Sequence[tuple[int, str]]
    loose: Sequence[str]
    provisions: Sequence[Provision]
    before: Sequence[Provision]
    steps: Sequence[Step]
    base: str


class IDraftImport(Interface):
    """Brings the text of a draft in, for one asker.  Never commits."""

    def take(given: Incoming) -> Taken:
        """Return what stands in the file.  Raises ``CannotImport`` in a sentence."""

    def preview(consultation: IConsultation, text: str) -> Preview:
        """Return what is recognised in ``text``.  Writes nothing.  Raises ``CannotImport``."""

    def keep(consultation: IConsultation, text: str, base: str,
             confirmed: Mapping[int, tuple[str, ...]], actor: str, note: str = '') -> bool:
        """Make ``text`` the text of the version in work; return whether anything changed.

        ``confirmed``: ``{number of a step of the preview: ids of the provisions before}``, of
        steps that are not sure.  Raises ``Refused``: what ``preview`` refuses; no right; ``base``
        names another text than there is now.
        """
