"""``ILedger``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

from collections.abc import Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import ANSWER, NOT_ALLOWED, Allowed
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import find_site
from ...kernel.tree.readable import normal, why_unfit
from ..cases.interfaces import (
    ABUSE,
    ANSWERED,
    ASKER,
    OUT_OF_SCOPE,
    REOPENED,
    STAFF,
    Case,
    ICases,
)
from .anchoring import Anchor, anchored
from .caseform import GONE, UNCLEAR, against, provision_of
from .interfaces.comments import (
    ABUSIVE,
    ACCEPTED,
    ANSWERED_AS,
    DECIDED,
    OUTSIDE,
    PARTLY,
    WITHDRAWN,
    CannotComment,
    Comment,
    ILedger,
)
from .interfaces.drafts import ENACTED, FINAL, IConsultation
from .placing import have_placed
from .register import comments_on
from .resource import DraftComments

#: Letters of a reason.
LONGEST = 5000
#: Phases in which nothing is answered any more, and what is said then.
_STOOD = (FINAL, ENACTED)
CLOSED = _('Văn bản đã chốt: sổ tiếp thu, giải trình không sửa nữa.')


@implementer(ILedger)
class Ledger:
    """See ``ILedger``."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._cases: ICases = registry.getAdapter(portal, ICases)

    def answer(self, draft: IConsultation, numbers: Sequence[int], outcome: str, reason: str,
               changed: Sequence[str], actor: str) -> int:
        """See ``ILedger``."""
        kept = self._kept(draft)
        reason = str(normal(reason.replace('\r\n', '\n')))
        _require(draft, outcome, reason, changed)
        rows = [kept.rows[each] for each in numbers if each in kept.rows]
        if not rows:
            raise CannotComment({'numbers': _('Chưa chọn ý kiến nào.')})
        done = 0
        for row in rows:
            case = self._cases.get(row.number)
            if case is not None and row.outcome != WITHDRAWN:
                self._answer(case, row, outcome, reason, changed, actor)
                done += 1
        send(self._registry)(InnerAction(
            draft, 'answer_comments', actor, count=done, outcome=outcome))
        return done

    def _answer(self, case: Case, row: Comment, outcome: str, reason: str,
                changed: Sequence[str], actor: str) -> None:
        if row.outcome:
            self._cases.append(case, REOPENED, actor=actor, site=case.site, audience=STAFF)
        if outcome in (OUTSIDE, ABUSIVE):
            self._cases.append(
                case, OUT_OF_SCOPE if outcome == OUTSIDE else ABUSE, text=reason, actor=actor,
                site=case.site, audience=ASKER if outcome == OUTSIDE else STAFF)
            return
        self._cases.append(
            case, ANSWERED, text=reason, actor=actor, site=case.site,
            ground=f'{ANSWERED_AS}{outcome}',
            to=' '.join(changed) if outcome in (ACCEPTED, PARTLY) else '')

    def place(self, draft: IConsultation, number: int, provision: str, quotation: str,
              actor: str) -> None:
        """See ``ILedger``."""
        kept = self._kept(draft)
        row, found = kept.rows.get(number), provision_of(draft, provision)
        if row is None:
            raise CannotComment({'': _('Không có ý kiến này trong sổ.')})
        if provision and found is None:
            raise CannotComment({'provision': GONE})
        anchor = Anchor() if found is None else anchored(provision, found.text, quotation)
        if anchor is None:
            raise CannotComment({'quotation': UNCLEAR})
        kept.put(row._replace(anchor=anchor, lost=''))
        if row.public:
            have_placed(self._registry, self._portal, str(draft.__oid__))
        send(self._registry)(InnerAction(draft, 'place_comment', actor, number=number))

    def part(self, draft: IConsultation, number: int, actor: str) -> None:
        """See ``ILedger``."""
        kept = self._kept(draft)
        if number in kept.rows:
            kept.apart.insert(number)
            kept.is_stale = True
            kept.put(kept.rows[number]._replace(group=number))
            send(self._registry)(InnerAction(draft, 'part_comment', actor, number=number))

    def against(self, draft: IConsultation, provision: str, quotation: str) -> str:
        """See ``ILedger``."""
        if draft.phase in _STOOD:
            return CLOSED
        return against(draft, provision, quotation, by_hand=True)

    def _kept(self, draft: IConsultation) -> DraftComments:
        if not self._allowed(ANSWER, find_site(draft)):
            raise CannotComment({'': NOT_ALLOWED})
        return comments_on(self._portal, str(draft.__oid__))


def _require(draft: IConsultation, outcome: str, reason: str, changed: Sequence[str]) -> None:
    """Raise ``CannotComment`` for an answer that cannot be given."""
    if draft.phase in _STOOD:
        raise CannotComment({'': CLOSED})
    reasons = {}
    if outcome not in DECIDED:
        reasons['outcome'] = _('Hãy chọn một giá trị trong danh sách.')
    if not reason:
        reasons['reason'] = _('Hãy ghi lý do; người góp ý đọc được câu này.')
    elif why := why_unfit(reason, LONGEST):
        reasons['reason'] = why
    if outcome in (ACCEPTED, PARTLY):
        there = {each.id for each in draft.provisions}
        if not changed or not there.issuperset(changed):
            reasons['changed'] = _('Hãy chọn điều khoản được sửa theo ý kiến này.')
    if reasons:
        raise CannotComment(reasons)


def ledger_service(request: Request) -> Ledger:
    """Return the ``ILedger`` for whoever asks by ``request``."""
    return Ledger(request.registry, request.root, request.has_permission)
