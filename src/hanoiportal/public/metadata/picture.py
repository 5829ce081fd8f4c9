"""The picture that stands for a page where it is shared."""
from typing import NamedTuple

from ...tree.lookup import in_language
from ...web.files import file_address


class Picture(NamedTuple):
    """A picture.  ``address``: absolute.  ``width``, ``height``: pixels."""

    address: str
    width: int
    height: int
    alt: str


def picture_of(about):
    """Return the ``Picture`` of the item of ``about``, ``None`` if there is none to be seen."""
    image = _image(about) if about.is_item else None
    stored = getattr(image, 'image', None)
    if stored is None or not hasattr(stored, 'width'):
        return None
    alt = in_language(image, about.page.language.tag).alt
    address = about.absolute(file_address(about.page.request, image, stored))
    return Picture(address, stored.width, stored.height, alt)


def _image(about):
    item = about.context
    if hasattr(item, 'lead_image'):
        return item.lead_image(about.page.portal)
    return getattr(item, 'portrait', item)
