"""``IDiscarding``, as a plain object that knows nothing of HTTP."""
from pyramid.request import Request
from zope.interface import implementer

from ...base.interfaces import IClock
from ...content.versions.interfaces import IEditing
from ...kernel.tree.events import Send, send
from ...kernel.tree.resources import Described
from ..dependencies.interfaces import IDependencies
from .following import let_go
from .interfaces import IDiscarding


@implementer(IDiscarding)
class Discarding:
    """``IDiscarding`` for one asker."""

    def __init__(self, versions: IEditing, dependencies: IDependencies, clock: IClock,
                 notify: Send) -> None:
        self._versions = versions
        self._dependencies = dependencies
        self._clock = clock
        self._notify = notify

    def version(self, document: Described, actor: str, note: str = '') -> None:
        """See ``IDiscarding``."""
        along = self._dependencies.parts(document)
        self._versions.discard(document, actor, note)
        let_go(document, along, self._clock.now(), actor, self._notify)


def discarding_service(request: Request) -> Discarding:
    """Return the ``IDiscarding`` for whoever asks by ``request``."""
    registry = request.registry
    return Discarding(
        request.service(IEditing), request.service(IDependencies), registry.getUtility(IClock),
        send(registry))
