"""The files that stand inside an item, as its page lists them."""
from typing import NamedTuple

from ..base.numbers import size_text
from ..kernel.tree.lookup import in_language
from ..kernel.workflow.interfaces import LISTED
from .files import file_address

#: The view of a Word document as a page.
TWIN = 'doc-tren-trang'


class Attachment(NamedTuple):
    """A file of an item.  ``lang``: BCP 47 tag of ``title``.  ``size``: as people read it.

    ``notes``: translatable sentences on whether it can be read and is signed.
    ``twin``, ``twin_size``: of the same as a page, ``''`` if there is none.
    """

    title: str
    lang: str
    address: str
    format: str
    size: str
    notes: tuple[str, ...] = ()
    twin: str = ''
    twin_size: str = ''


def attachments(request, item):
    """Return the ``Attachment`` of each public file or image inside ``item``, in its order.

    One in the archive is left out; an item in the archive keeps its files on its page.
    """
    return [attachment(request, child) for child in item.values()
            if child.is_public and child.state in LISTED]


def attachment(request, child):
    """Return the ``Attachment`` that the file or image ``child`` is."""
    stored = getattr(child, 'file', None) or child.image
    tag = request.language.tag
    text = in_language(child, tag)
    return Attachment(
        text.title, text.language, file_address(request, child, stored),
        stored.filename.rpartition('.')[2].upper(), size_text(stored.size, tag),
        *_known(request, child, stored.examined))


def _known(request, child, examined):
    """Return the last three fields of the ``Attachment``, or fewer if nothing is known."""
    if examined is None:
        return ()
    notes, html = tuple(examined.notes), examined.html.encode()
    if not html:
        return (notes,)
    return notes, request.link(child, TWIN), size_text(len(html), request.language.tag)
