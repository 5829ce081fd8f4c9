"""The picture that stands for a page where it is shared."""
from typing import NamedTuple

from ....kernel.tree.lookup import in_language
from ....web.files import file_address


class Picture(NamedTuple):
    """A picture.  ``address``: absolute.  ``width``, ``height``: pixels."""

    address: str
    width: int
    height: int
    alt: str


def picture(about):
    """Return the ``Picture`` of the item of ``about``, ``None`` if there is none to be seen."""
    if about.image is None:
        return None
    stored = about.image.image
    alt = in_language(about.image, about.page.language.tag).alt
    address = about.absolute(file_address(about.page.request, about.image, stored))
    return Picture(address, stored.width, stored.height, alt)


def image(about):
    """Return the image, a resource, that stands for the item of ``about``; ``None`` without one.
    """
    if not about.is_item:
        return None
    item = about.context
    found = item.lead_image(about.page.portal) if hasattr(item, 'lead_image') else (
        getattr(item, 'portrait', item))
    return found if hasattr(getattr(found, 'image', None), 'width') else None
