"""What the connector asks of whoever describes the data of a site."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    from ...base.interfaces import ISite
    from ...platform.scheduling.interfaces import IEnvironment

#: The catalogue of a site, JSON-LD (DCAT-AP 3), as visitors get it.
Catalogue = Callable[['ISite'], Mapping[str, object]]


class IDataCatalogue(Interface):
    """Describes the data of sites, a utility."""

    def __call__(environment: IEnvironment) -> AbstractContextManager[Catalogue]:
        """Give ``Catalogue`` for a visitor without a log-in, in Vietnamese."""
