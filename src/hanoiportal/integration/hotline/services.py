"""``IHotline``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import implementer

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock
from ...kernel.tree.lookup import find_portal, site_of
from ...participation.cases.interfaces import (
    ANSWERED,
    PHONE,
    ICases,
    told_kind,
    told_state,
)
from ...participation.intake.interfaces import KINDS, IIntake
from ...participation.questions.interfaces import ICaseTopics
from .interfaces import Call, IHotline

if TYPE_CHECKING:
    from pyramid.registry import Registry
    from pyramid.request import Request

    from ...base.interfaces import IPortal, ISite
    from ...participation.cases.interfaces import Case, Submission


@implementer(IHotline)
class Hotline:
    """``IHotline`` of ``account``, the id of who asks, at ``site``."""

    def __init__(self, account: str, site: ISite, registry: Registry, portal: IPortal) -> None:
        self._account, self._site, self._registry = account, site, registry
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._intake: IIntake = registry.getAdapter(portal, IIntake)

    def enter(self, submission: Submission) -> Call:
        """See ``IHotline``."""
        choose = _('Hãy chọn một giá trị trong danh sách.')
        topics = self._registry.getUtility(ICaseTopics)
        wrong = {name: choose for name, is_wrong in (
            ('kind', submission.kind not in KINDS),
            ('field', bool(submission.field) and submission.field not in topics)) if is_wrong}
        if wrong:
            raise Refused(wrong)
        receipt = self._intake.enter(
            self._site, submission._replace(channel=PHONE), self._account)
        case = self._cases.get(receipt.number)
        assert case is not None
        return self._call(case)

    def find(self, code: str) -> Call | None:
        """See ``IHotline``."""
        case = self._cases.of_code(code)
        if case is None or case.channel != PHONE or case.events[0].actor != self._account:
            return None
        return self._call(case)

    def _call(self, case: Case) -> Call:
        now = self._registry.getUtility(IClock).now()
        standing = self._cases.standing(case, now)
        answer = next((each for each in reversed(case.events) if told_kind(each) == ANSWERED),
                      None)
        return Call(
            case.code, case.kind, case.received, told_state(case, standing.state),
            standing.answer_due,
            '' if answer is None else self._cases.text_of(case, answer), standing.item)


def hotline_service(request: Request) -> Hotline:
    """Return the ``IHotline`` of the service account that ``request`` acts as."""
    portal = find_portal(request.root)
    account = portal['accounts'].by_id[request.authenticated_userid]
    return Hotline(account.id, site_of(portal, str(account.site)), request.registry, portal)
