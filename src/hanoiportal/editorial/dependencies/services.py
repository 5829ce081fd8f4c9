"""``IDependencies``, as a plain object that knows nothing of HTTP."""
from collections.abc import Iterator

from pyramid.request import Request
from zope.interface import implementer

from ...base.interfaces import IItem
from ...base.permissions import VIEW, Allowed
from ...content.links.interfaces import ILinks
from ...kernel.tree.lookup import find_site, in_work, walk
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import GONE
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
        files = {each.__oid__ for each in _files(document)}
        return [each for each in self.parts(document) if (
            _moves(each, document) if each.__oid__ in files
            else self.goes_with(each, document))]

    def parts(self, document: Described) -> list[Described]:
        """See ``IDependencies``."""
        shown = [each.end for each in self._links.shown(in_work(document))]
        found = [*_files(document), *(each for each in shown if hasattr(each, 'image'))]
        return list({each.__oid__: each for each in found if each is not None}.values())

    def goes_with(self, picture: Described, document: Described) -> bool:
        """See ``IDependencies``."""
        return (hasattr(picture, 'image') and picture.state in MOVING
                and not IItem.providedBy(picture.__parent__)
                and find_site(picture) is find_site(document)
                and bool(self._allowed(VIEW, picture)))

    def leader(self, document: Described) -> Described | None:
        """See ``IDependencies``."""
        return leader_of(document)


def _moves(file: Described, document: Described) -> bool:
    """Return whether ``file``, which lies in ``document``, takes its next step with it: it is in
    work, or it was withdrawn with it.
    """
    working_copy = in_work(file)
    review = working_copy.review
    return working_copy.state in MOVING or (
        working_copy.state in GONE and review is not None and review.led_by == document.__oid__)


def _files(document: Described) -> Iterator[Described]:
    """Yield each file in ``document``."""
    if IItem.providedBy(document):
        yield from (each for each in walk(document) if each is not document)


def dependencies_service(request: Request) -> Dependencies:
    """Return the ``IDependencies`` for whoever asks by ``request``."""
    return Dependencies(request.has_permission, request.service(ILinks))
