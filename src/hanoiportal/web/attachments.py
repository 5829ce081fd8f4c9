"""The files that stand inside an item, as its page lists them."""
from typing import NamedTuple

from ..tree.lookup import in_language
from ..workflow.interfaces import LISTED
from .files import file_address, size_text


class Attachment(NamedTuple):
    """A file of an item.  ``lang``: BCP 47 tag of ``title``.  ``size``: as people read it."""

    title: str
    lang: str
    address: str
    format: str
    size: str


def attachments(request, item):
    """Return the ``Attachment`` of each public file or image inside ``item``, in its order.

    One in the archive is left out; an item in the archive keeps its files on its page.
    """
    return [_attachment(request, child) for child in item.values()
            if child.is_public and child.state in LISTED]


def _attachment(request, child):
    stored = getattr(child, 'file', None) or child.image
    tag = request.language.tag
    text = in_language(child, tag)
    return Attachment(
        text.title, text.language, file_address(request, child, stored),
        stored.filename.rpartition('.')[2].upper(), size_text(stored.size, tag))
