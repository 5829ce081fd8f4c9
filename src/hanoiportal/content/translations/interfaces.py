"""What the translations feature promises to its callers."""
from typing import NamedTuple

from zope.interface import Interface

from ...base.interfaces import IResource

#: Flags of the catalog: of a translation that is older than its Vietnamese text, and with the
#: language tag behind it.
STALE, STALE_IN = 'stale', 'stale-'
#: Of a public item that has no text in a language that it should have, with the language tag.
MISSING_IN = 'untranslated-'


class StaleSegment(NamedTuple):
    """A paragraph of the Vietnamese text that is not what the translation was made from.

    ``field``: name of the field.  ``position``: of the paragraph in the translation, from 0, as
    ``text.segments`` counts; ``None`` if none corresponds, or nobody can tell which.
    ``before``: what it was, plain text, ``''`` for a new paragraph or one that is not kept.
    ``now``: what it is, ``''`` for one that is gone.
    """

    field: str
    position: int | None
    before: str
    now: str


class ITranslating(Interface):
    """Knows which parts of a translation are older than the Vietnamese text (4.2.g, 13.1.h).

    Compares with what readers are shown of the Vietnamese text, or, while it has never been
    public, with its draft.
    """

    def stale(translation: IResource) -> list[StaleSegment]:
        """Return what is stale in ``translation``, or in a working version of one, in the order
        of its fields; ``[]`` for anything that is no translation.  Never writes.
        """

    def is_stale(translation: IResource) -> bool:
        """Return whether ``stale`` would find anything; quicker.  Never writes."""

    def mark_current(translation: IResource, actor: str) -> None:
        """Let ``translation`` and its working version count as made from the present Vietnamese
        text, as ``actor``, a principal id, has found that nothing in it needs to change.

        Raises ``errors.Refused``.
        """

    def marked(translation: IResource, field: str, note: str, language: str) -> str:
        """Return the HTML ``field`` of ``translation`` with ``note`` at the head of each stale
        paragraph, in ``<span class="stale">``.

        ``note``: plain text in ``language``, a BCP 47 tag.
        """
