"""``IDependencies``, as a plain object that knows nothing of HTTP."""
from collections.abc import Iterator

from pyramid.request import Request
from zope.interface import implementer

from ...base.interfaces import IItem
from ...base.permissions import VIEW, Allowed
from ...content.links.interfaces import ILinks
from ...kernel.tree.lookup import find_site, in_work, walk
from ...kernel.tree.resources import Described
from .indexes import leader_of
from .interfaces import MOVING, IDependencies


@implementer(IDependencies)
class Dependencies:
    """``IDependencies`` for one asker."""

    def __init__(self, allowed: Allowed, links: ILinks) -> None:
        self._allowed = allowed
        self._links = links

    def of(self, document: Described) -> list[Described]:
        """See ``IDependencies``."""
        found = {each.__oid__: each for each in (*_files(document), *self._pictures(document))}
        return list(found.values())

    def _pictures(self, document: Described) -> Iterator[Described]:
        for shown in self._links.shown(in_work(document)):
            if shown.end is not None and self.goes_with(shown.end, document):
                yield shown.end

    def goes_with(self, picture: Described, document: Described) -> bool:
        """See ``IDependencies``."""
        return (hasattr(picture, 'image') and picture.state in MOVING
                and not IItem.providedBy(picture.__parent__)
                and find_site(picture) is find_site(document)
                and bool(self._allowed(VIEW, picture)))

    def leader(self, document: Described) -> Described | None:
        """See ``IDependencies``."""
        return leader_of(document)


def _files(document: Described) -> Iterator[Described]:
    """Yield each file in ``document`` of which a version is in work."""
    if IItem.providedBy(document):
        for each in walk(document):
            if each is not document and in_work(each).state in MOVING:
                yield each


def dependencies_service(request: Request) -> Dependencies:
    """Return the ``IDependencies`` for whoever asks by ``request``."""
    return Dependencies(request.has_permission, request.service(ILinks))
