"""What renditions of pictures and of pages promise, and who looks at documents."""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zope.interface import Attribute, Interface

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from ...kernel.inspection.upload import Incoming, StoredFile
    from .examined import Examined
    from .variants import Variant


#: No scanner has seen the file yet.
UNSCANNED = 'waiting'


class TakenFile(NamedTuple):
    """A file from outside that was examined and cleaned.  ``held``: ``UNSCANNED``, else ``''``."""

    filename: str
    media_type: str
    content: bytes
    held: str = ''


class IFileIntake(Interface):
    """Examines files of people outside that become no item; a utility.  Writes nothing."""

    def take(given: Incoming, kinds: tuple[str, ...]) -> TakenFile:
        """Return what may be kept of ``given``.  ``kinds``: of ``Format``.

        While the scanner does not answer, the file waits for it: it may be given to nobody.
        Raises ``BadFile`` with a translatable reason.
        """

    def is_harmless(content: bytes) -> bool | None:
        """Return what the scanner says of a file that waits; ``None`` while it says nothing."""


class ReadText(NamedTuple):
    """What was read of a document.  ``lines``: its paragraphs with their printed numbers.
    ``left_out``: how often something stands there that is no line: ``pictures``, ``headers``,
    ``remarks``, ``hidden``.  ``pages``: as it says, 0 if it does not.  ``refused``: ``tracked``,
    ``scanned``, ``pages``, ``macros``, ``broken``, or ``''``; then there are no lines.
    """

    lines: tuple[str, ...]
    left_out: Mapping[str, int]
    pages: int
    refused: str


class ITextReader(Interface):
    """Reads documents word by word; a utility."""

    def read(content: bytes) -> ReadText:
        """Return what stands in a DOCX or ODT.  It may take seconds."""


#: Begins every id in the HTML of a document, so that none is that of a part of the page.
IDS = 'tai-lieu-'


class DocumentPicture(NamedTuple):
    """A picture in a document.  ``said``: its alternative text there, ``''`` for none."""

    content: bytes
    said: str


class ReadDocument(NamedTuple):
    """A document as HTML of the allowed elements.  ``html``: of the picture at place *n* of
    ``pictures``, from 0, the ``src`` is ``anh-n``; of one that was left out it is empty.
    ``lost``: words that are not in it.  ``left``: how many pictures were too many.
    ``refused``: as of ``ReadText``; then there is nothing.
    """

    html: str
    pictures: tuple[DocumentPicture, ...]
    lost: tuple[str, ...]
    left: int
    refused: str


class IDocumentReader(Interface):
    """Reads documents with their headings, lists, tables, notes and pictures; a utility."""

    def read(content: bytes) -> ReadDocument:
        """Return what stands in a DOCX, an ODT or a PDF.  It may take seconds."""


class IRenditions(Interface):
    """The renditions of this process, as a utility."""

    def get(stored: StoredFile, variant: Variant, keep: bool) -> bytes | None:
        """Return the bytes of ``variant`` of the picture ``stored``.

        ``keep``: whether they may be kept outside of the databases: only of what is public.
        Returns ``None`` if the process is busy making others, or if the picture cannot be read.
        """


class ISharedPictures(Interface):
    """The renditions of items with a picture that other systems are given, as a utility."""

    def path(image: object) -> str:
        """Return its address below that of the item."""

    def size(image: object) -> int | None:
        """Return its bytes; ``None`` if the process is busy, or the picture cannot be read."""


class ITypesetter(Interface):
    """Sets pages as PDF; the one of this process, as a utility."""

    available: bool = Attribute('Whether this machine has what that takes.')

    def pdf(html: str, base: str, keep: bool) -> bytes | None:
        """Return ``html``, with its pictures in it, as tagged PDF (PDF/UA-1).

        ``base``: the address to which its links are relative.
        ``keep``: whether it may be kept outside of the databases: only what is public.
        Returns ``None`` if the process is busy setting others, or if it takes too much.
        """


class ISpeaker(Interface):
    """Speaks texts; the one of this process, as a utility."""

    available: bool = Attribute('Whether this machine has what that takes.')
    longest: int = Attribute('How many characters it takes at most.')

    def takes(text: str, language: str) -> bool:
        """Return whether ``text`` can be spoken: there is some, not too much, and a voice.

        ``language``: BCP 47 tag.
        """

    def recording(text: str, language: str) -> bytes | None:
        """Return ``text``, which it ``takes``, spoken in ``language``, as the bytes of an MP3.

        It is kept outside of the databases: only what is public is to be spoken.
        Returns ``None`` if the process is busy with another one, or if it takes too much.
        """


class IExaminer(Interface):
    """Looks at documents when they come; the one of this process, as a utility."""

    def examined(stored: StoredFile) -> Examined | None:
        """Return what is known of the file, ``None`` if it is neither a PDF nor a Word document.

        It may take seconds: it is asked once, and the answer kept beside the file.
        """

    def many() -> AbstractContextManager[None]:
        """Return a block in which many PDFs are looked at, by one thread: a program is started
        once, and sees each in a process of its own.
        """
