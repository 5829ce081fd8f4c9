"""How readers reach a body: by what it has confirmed, else by the switchboard of the city."""
import re
from typing import NamedTuple

from ....base.clock import shown_date
from ....kernel.tree.site import Site
from ..page.wording import Wording, wording

_SAID_ALONE = re.compile('[^0-9+]')
_NOTHING = Wording('', None)


class Contact(NamedTuple):
    """How an office is reached; each part is ``''`` if it is not known.

    ``is_own``: the data are those of the body itself; else they are those of the city, without
    its address, which is not that of the body.  ``dialled``: the ``tel:`` address of ``phone``.
    ``confirmed``: ``(ISO 8601, day for people)``, or ``None``.
    """

    is_own: bool
    address: Wording
    hours: Wording
    phone: str
    dialled: str
    fax: str
    email: str
    map_url: str
    source: Wording
    confirmed: tuple[str, str] | None


def contact_of(site: Site, portal: Site, asked: str, around: str) -> Contact:
    """Return the ``Contact`` of ``site``, a site of ``portal``, in the language ``asked`` for a
    page in ``around``, BCP 47 tags.
    """
    if not site.has_contacts:
        return Contact(False, _NOTHING, _NOTHING, portal.phone, dialled(portal.phone), '',
                       portal.email, '', _NOTHING, None)
    day = site.contact_confirmed
    return Contact(
        True, wording(site, ('address',), asked, around), wording(site, ('hours',), asked, around),
        site.phone, dialled(site.phone), site.fax, site.email, site.map_url,
        wording(site, ('contact_source',), asked, around),
        (day.isoformat(), shown_date(day, around)) if day else None)


def contact(page) -> Contact:
    """Return how the body is reached whose site the ``Layout`` ``page`` is of."""
    return contact_of(page.site, page.portal, page.language.tag, page.tag)


def dialled(phone: str) -> str:
    """Return the address by which a telephone calls ``phone``, ``''`` for none.

    >>> dialled('(024) 3825-3536')
    'tel:02438253536'
    """
    digits = _SAID_ALONE.sub('', phone)
    return f'tel:{digits}' if digits else ''
