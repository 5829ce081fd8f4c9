"""What similar answers promise."""
from __future__ import annotations

from typing import NamedTuple

from zope.interface import Interface

from ...base.interfaces import IItem, IResource

#: The view of every site that answers the script beside a question that is being written, and the
#: field that it sends.
VIEW, TEXT = 'cau-tra-loi-tuong-tu', 'text'
#: Links that are shown at most; of these procedures.
MOST, MOST_PROCEDURES = 5, 1
#: Letters of a text that are looked at: what it is about is said by then.
LONGEST = 300


class IEveryday(Interface):
    """The ``Everyday`` of this process, as a utility."""


class Similar(NamedTuple):
    """What may help.  ``item``: a question with its answer, or a document; ``None`` for a
    procedure, which is called ``title`` and on the National Public Service Portal ``code``.
    """

    item: IItem | None
    title: str
    code: str = ''


class ISimilar(Interface):
    """What is published and may answer a text; a service.  Reads only, and keeps nothing."""

    def to(text: str, place: IResource, language: str) -> list[Similar]:
        """Return at most ``MOST`` for ``text``, as somebody writes it, of which ``LONGEST``
        letters are looked at: answered questions below ``place`` that fit best, then a
        procedure that it names, then documents; nothing where nothing fits.

        ``language``: BCP 47 tag of the texts looked through.
        """
