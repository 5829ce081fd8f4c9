"""``IDescribing``: an item in a dump, the same as ``/api/v1/items/{id}`` tells a visitor."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import orjson
from pyramid.config import Configurator
from pyramid.location import lineage
from pyramid.request import Request
from pyramid.threadlocal import RequestContext

from ....base.interfaces import IItem
from ....base.permissions import VIEW
from ....integration.dumps.interfaces import Describe, IDescribing, Line
from ....kernel.tree.lookup import is_closed, is_practice, work_of
from ....kernel.tree.sharing import is_shared, placed_somewhere
from ....types.reference.standins import presented
from ....web.routing.visitors import visitor_request
from ...api.endpoints import NAME, VERSION, view_called
from ...api.writing import ApiView
from ..formats.enclosures import holders
from ..metadata.item import AboutItem
from .items import ONE
from .records import record_of

if TYPE_CHECKING:
    from ....base.interfaces import IResource
    from ....kernel.tree.resources import Described
    from ....platform.scheduling.interfaces import IEnvironment

#: What is asked: every item is one of the city's list.
_TARGET = f'/{NAME}/{VERSION}/items/0'


@contextmanager
def describing(environment: IEnvironment) -> Iterator[Describe]:
    """See ``IDescribing``."""
    request = visitor_request(environment.portal, environment.registry, _TARGET, NAME)
    view_called(request, (VERSION, *ONE.path.strip('/').split('/')[:1], '0'))
    view = ApiView(environment.portal, request)
    with RequestContext(request):
        yield lambda found: _line(view, found)


def _line(view: ApiView, found: IResource) -> Line | None:
    if IItem.providedBy(found) and is_shared(found):
        found = placed_somewhere(cast('Described', found))
    if not IItem.providedBy(found) or not _is_shown(view.request, found):
        return None
    about = AboutItem(presented(found), view.request)
    record, work = record_of(view, about), work_of(about.context)
    parts = {each.__oid__ for each in holders(about)} | {work.__oid__}
    return Line(found.__oid__, orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE),
                tuple(map(int, cast('tuple[str, ...]', record['places']))),
                tuple(sorted(parts - {found.__oid__})))


def _is_shown(request: Request, item: IResource) -> bool:
    """Return whether a visitor may read ``item`` and what it stands in."""
    return not is_closed(item) and not is_practice(item) and bool(
        request.has_permission(VIEW, item)) and all(
            place.is_public for place in lineage(item) if IItem.providedBy(place))


def includeme(config: Configurator) -> None:
    config.registry.registerUtility(describing, IDescribing)
