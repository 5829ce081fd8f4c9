"""The second look: at what the head published in an emergency, and at what was carried in."""
import datetime
from collections.abc import Callable
from functools import partial

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock
from ...content.versions.interfaces import IVersions
from ...kernel.tree.events import Change, Send, send
from ...kernel.tree.lookup import find_site
from ...kernel.tree.resources import Described
from ...kernel.workflow.interfaces import PUBLIC
from ...kernel.workflow.records import CARRIED_IN, IN_EMERGENCY, Event, Review
from ..boards.interfaces import IBoards
from ..dependencies.interfaces import IDependencies
from .interfaces import CannotPerform, ILooking
from .terms import due_from


@implementer(ILooking)
class LookingService:
    """``ILooking`` for one asker.  ``due_from``: see ``terms``, of the portal."""

    def __init__(self, boards: IBoards, versions: IVersions,
                 due_from: Callable[[datetime.datetime], datetime.datetime], clock: IClock,
                 notify: Send, dependencies: IDependencies) -> None:
        self._boards = boards
        self._versions = versions
        self._due_from = due_from
        self._clock = clock
        self._notify = notify
        self._dependencies = dependencies

    def is_needed(self, document: Described) -> bool:
        return document.state in PUBLIC and not _is_looked_at(document) and any(
            each.kind in (CARRIED_IN, IN_EMERGENCY) for each in document.approvals)

    def due(self, document: Described) -> datetime.datetime | None:
        emergency = [each for each in document.approvals if each.kind == IN_EMERGENCY]
        if not emergency or not self.is_needed(document):
            return None
        return self._due_from(emergency[0].moment)

    def reasons_against(self, document: Described, actor: str) -> list[str]:
        if not self._boards.is_member(find_site(document), actor, self._clock.now()):
            return [_('Không có quyền thực hiện bước này.')]
        if not self.is_needed(document):
            return [_('Mục này không chờ xem lại.')]
        if actor in _concerned(document):
            return [_('Phải do một thành viên khác của Ban Biên tập xem lại.')]
        return []

    def look(self, document: Described, actor: str, note: str = '') -> None:
        reasons = self.reasons_against(document, actor)
        if reasons:
            raise CannotPerform({'': reasons[0]})
        for each in (document, *self._led_by(document)):
            if not self.reasons_against(each, actor):
                self._record(each, actor, note)

    def _led_by(self, document: Described) -> list[Described]:
        """Return what became public with ``document``: who looks at it looks at that."""
        return [each for each in self._dependencies.parts(document)
                if each.concluded is not None and each.concluded.led_by == document.__oid__]

    def _record(self, document: Described, actor: str, note: str) -> None:
        if document.concluded is None:
            document.concluded = Review()
        digest = self._versions.digest(document)
        document.concluded.second_look = Event(
            self._clock.now(), actor, 'look', document.state, document.state, note, digest=digest)
        self._notify(Change(document, 'look', actor, why=note, digest=digest))


def _is_looked_at(document: Described) -> bool:
    return document.concluded is not None and document.concluded.second_look is not None


def _concerned(document: Described) -> frozenset[str]:
    """Return who published or wrote the public version of ``document``."""
    concluded = document.concluded
    authors: frozenset[str] = frozenset() if concluded is None else concluded.authors
    return authors | {each.actor for each in document.approvals}


def looking_service(request: Request) -> LookingService:
    """Return the ``ILooking`` for ``request``."""
    registry = request.registry
    return LookingService(
        request.service(IBoards), request.service(IVersions),
        partial(due_from, portal=request.root, registry=registry),
        registry.getUtility(IClock), send(registry), request.service(IDependencies))
