"""The files that belong to an item."""
from typing import NamedTuple

from ....base.interfaces import IContainer
from ....kernel.tree.lookup import in_language, is_listed
from ....web.files import file_address


class Enclosure(NamedTuple):
    """A file.  ``address``: absolute URL.  ``mimetype``: its media type.  ``size``: bytes."""

    address: str
    mimetype: str
    size: int
    title: str


def enclosures(about):
    """Return an ``Enclosure`` for each file of the item of ``about``, its picture first."""
    return [_enclosure(about, holder) for holder in holders(about)]


def holders(about):
    """Return the resources whose files these are."""
    item, lead = about.context, getattr(about.context, 'lead_image', None)
    found = [item, *(item.values() if IContainer.providedBy(item) else ())]
    if lead is not None:
        found.insert(0, lead(about.page.portal))
    return [holder for holder in found
            if holder is not None and is_listed(holder) and stored_in(holder) is not None]


def stored_in(holder):
    """Return the file that a file or an image consists of, ``None`` of anything else."""
    found = getattr(holder, 'file', None) or getattr(holder, 'image', None)
    return found if hasattr(found, 'sha256') else None


def _enclosure(about, holder):
    stored = stored_in(holder)
    address = about.absolute(file_address(about.page.request, holder, stored))
    title = in_language(holder, about.page.language.tag).title
    return Enclosure(address, stored.mimetype, stored.size, title)
