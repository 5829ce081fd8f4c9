"""What the register of issued documents promises, its names and limits."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import ISite

#: Of the register.
NAME = 'issued'
#: Documents of the State begin with it: what is older is a slip of the pen.
EARLIEST = datetime.date(1945, 9, 2)
NUMBER_EXAMPLE = '12/2026/QĐ-UBND, 253/KH-UBND'


class IIssuers(Interface):
    """Cơ quan ban hành: the bodies that own the sites of the portal, a utility."""

    def known(site: ISite) -> list[str]:
        """Return their names, that of ``site`` first."""

    def nearest(name: str, site: ISite) -> str:
        """Return the body that was probably intended by ``name``: ``''`` if it is one that the
        portal knows, however it is spelt, or like none of them.
        """
