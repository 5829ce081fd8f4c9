"""``IDataCatalogue``: the catalogue of a site as visitors get it, for the data portal."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyramid.config import Configurator
from pyramid.threadlocal import RequestContext

from ....integration.dataportal.interfaces import Catalogue, IDataCatalogue
from ....web.routing.visitors import visitor_request
from .catalogue import NAME, CatalogueView

if TYPE_CHECKING:
    from ....base.interfaces import ISite
    from ....platform.scheduling.interfaces import IEnvironment


@contextmanager
def describing(environment: IEnvironment) -> Iterator[Catalogue]:
    """See ``IDataCatalogue``."""
    request = visitor_request(environment.portal, environment.registry, f'/{NAME}', NAME)

    def catalogue(site: ISite) -> dict[str, object]:
        request.context = site
        return CatalogueView(site, request).described()

    with RequestContext(request):
        yield catalogue


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(describing, IDataCatalogue)
