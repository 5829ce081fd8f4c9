"""What the verbs of the staff have in common: who may, of which case, and that it is told."""
from pyramid.registry import Registry

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import NOT_ALLOWED, Allowed
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.lookup import site_of
from ...kernel.tree.readable import normal, why_unfit
from ...platform.notifications.interfaces import INotifying
from ..cases.interfaces import OPEN, CannotChange, Case, CaseEvent, ICases
from .interfaces import LONGEST_NOTE, CannotAnswer
from .resource import KEY, InboxBook
from .telling import CaseTelling

CLOSED = _('Hồ sơ này đã kết thúc.')
EMPTY = _('Chưa nhập nội dung.')


class StaffActing:
    """Base of the services of the staff, for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 notifying: INotifying) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._telling = CaseTelling(registry, portal, notifying)
        self._now = registry.getUtility(IClock).now

    @property
    def _book(self) -> InboxBook:
        found: InboxBook = get_or_create(interactions_of(self._portal), KEY, InboxBook)
        return found

    def _site(self, case: Case) -> ISite:
        return site_of(self._portal, case.site)

    def _require(self, case: Case, permission: str) -> None:
        if not self._allowed(permission, self._site(case)):
            raise CannotAnswer({'': NOT_ALLOWED})

    def _is_open(self, case: Case) -> bool:
        return self._cases.standing(case, self._now()).state in OPEN

    def _open(self, case: Case, permission: str) -> None:
        """Raise unless the asker has ``permission`` and something is still to be done."""
        self._require(case, permission)
        if not self._is_open(case):
            raise CannotAnswer({'': CLOSED})

    def _append(self, case: Case, kind: str, actor: str, **fields: object) -> CaseEvent:
        try:
            return self._cases.append(
                case, kind, actor=actor, site=case.site,
                **fields)  # type: ignore[arg-type]  # fields of it, as promised
        except CannotChange as refused:
            raise CannotAnswer({'': refused.reason}) from None


def fitting(field: str, text: str, longest: int = LONGEST_NOTE) -> str:
    """Return ``text`` as it is kept: in NFC, without blanks around it.  Raises ``CannotAnswer`` if
    it is too long, or nobody could read it.
    """
    tidy = str(normal(text.replace('\r\n', '\n')))
    if why := why_unfit(tidy, longest):
        raise CannotAnswer({field: why})
    return tidy
