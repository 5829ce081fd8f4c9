"""What the verbs on requests have in common: who may, of which case, and how it is told."""
import datetime
from collections.abc import Sequence

from pyramid.registry import Registry

from ...base.clock import local
from ...base.i18n import Say, _, said_in
from ...base.interfaces import IClock, IPortal
from ...base.permissions import NOT_ALLOWED, Allowed
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.readable import normal, why_unfit
from ..cases.interfaces import (
    NOTE,
    OPEN,
    REQUEST,
    Attachment,
    CannotChange,
    Case,
    CaseEvent,
    CaseStanding,
    ICases,
)
from .interfaces import CannotResolve, Entry, IAccessRegister, IAccessRules
from .issuing import Issuing, PaperInWork

LONGEST = 10_000
CLOSED = _('Hồ sơ này đã kết thúc.')


class Acting:
    """Base of the services of requests, for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self.rules = registry.getUtility(IAccessRules)
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._register: IAccessRegister = registry.getAdapter(portal, IAccessRegister)
        self._issuing = Issuing(registry, portal, self.rules)
        self._now = registry.getUtility(IClock).now

    def _require(self, case: Case, permission: str) -> CaseStanding:
        """Return how ``case``, a request, stands, to one with ``permission`` where it is."""
        if case.kind != REQUEST or not self._allowed(permission, self._issuing.site(case)):
            raise CannotResolve({'': NOT_ALLOWED})
        return self._cases.standing(case, self._now())

    def _open(self, case: Case, permission: str) -> CaseStanding:
        standing = self._require(case, permission)
        if standing.state not in OPEN:
            raise CannotResolve({'': CLOSED})
        return standing

    def _entry(self, case: Case) -> Entry:
        entry = self._register.entry(case)
        if entry is None:
            raise CannotResolve({'': _('Yêu cầu chưa có trong sổ theo dõi.')})
        return entry

    @staticmethod
    def _written(field: str, text: str) -> str:
        tidy = str(normal(text.replace('\r\n', '\n')))
        if not tidy:
            raise CannotResolve({field: _('Chưa nhập nội dung.')})
        if why := why_unfit(tidy, LONGEST):
            raise CannotResolve({field: why})
        return tidy

    @staticmethod
    def _was(case: Case, ground: str) -> bool:
        return any(event.ground == ground for event in case.events)

    def _say(self, case: Case) -> Say:
        """Return what says the portal's own words to the sender of ``case``."""
        return said_in(self._registry, case.language)

    def _note(self, case: Case, ground: str, actor: str, text: str, **fields: object) -> CaseEvent:
        """Add an event of ``ground`` to ``case`` and to the log of its site."""
        try:
            event = self._cases.append(
                case, NOTE, ground=ground, actor=actor, site=case.site, text=text,
                **fields)  # type: ignore[arg-type]  # those of CaseEvent, as promised
        except CannotChange as refused:
            raise CannotResolve({'': refused.reason}) from None
        send(self._registry)(InnerAction(
            self._issuing.site(case), 'resolve_request', actor, number=case.number, note=ground))
        return event

    def _issue(self, case: Case, entry: Entry, ground: str, paper: PaperInWork, actor: str,
               text: str, more: Sequence[Attachment] = ()) -> CaseEvent:
        """Give the sender of ``case`` the ``paper``, dated today."""
        files = self._issuing.files(case, entry, paper, self._today())
        return self._note(case, ground, actor, text, attachments=(*files, *more))

    def _past(self, case: Case, field: str, day: datetime.date | None) -> datetime.date:
        if day is None or day > self._today():
            raise CannotResolve({field: _('Hãy nhập một ngày không sau hôm nay.')})
        if day < local(self._entry(case).received).date():
            raise CannotResolve({field: _('Hãy nhập một ngày không trước ngày nhận yêu cầu.')})
        return day

    def _today(self) -> datetime.date:
        return local(self._now()).date()
