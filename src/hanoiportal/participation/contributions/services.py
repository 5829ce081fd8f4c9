"""``IContributing``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import secrets

import colander
from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import DEFAULT, _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ANSWER, APPROVE_ANSWER, NOT_ALLOWED, Allowed
from ...editorial.review.interfaces import IReviewData
from ...kernel.tree.content import bound_schema
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import item_of, site_of
from ...kernel.tree.readable import normal, why_unfit
from ...platform.outbox.interfaces import IOutbox
from ..cases.interfaces import (
    ANSWERED,
    CONTRIBUTION,
    NOTE,
    OPEN,
    STAFF,
    CannotChange,
    Case,
    CaseEvent,
    ICases,
)
from ..inbox.interfaces import CannotAnswer, ITriage
from .fitting import targets
from .interfaces import (
    ASKED,
    COMPLETED,
    DRAFTED,
    LONGEST,
    REFUSED_ON,
    SENDER,
    SENDERS,
    WISH,
    WISHED,
    CannotContribute,
    DraftMade,
    IContributing,
    InformationProvider,
    Target,
    Wish,
)
from .making import MAKE
from .providers import MISSING, missing, provider_in, written
from .telling import refused_in
from .wishes import against_use
from .wishes import written as written_wish

CLOSED = _('Hồ sơ này đã kết thúc.')


@implementer(IContributing)
class Contributing:
    """``IContributing`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed,
                 triage: ITriage) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._triage = triage
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._now = registry.getUtility(IClock).now

    def provider(self, case: Case) -> InformationProvider | None:
        """See ``IContributing``."""
        contents = self._cases.open(case)
        return None if contents is None else provider_in(contents, self._cases.kept(case, SENDER))

    def missing(self, provider: InformationProvider) -> list[str]:
        """See ``IContributing``."""
        return missing(provider)

    def targets(self, case: Case) -> list[Target]:
        """See ``IContributing``."""
        return targets(self._site(case), self._registry, self._allowed)

    def draft(self, case: Case) -> DraftMade | None:
        """See ``IContributing``."""
        if self._cases.kept(case, WISH):
            return DraftMade(None, is_waiting=True)
        made = [event.item for event in case.events
                if event.ground == DRAFTED and event.site == case.site]
        return DraftMade(item_of(self._portal, made[-1]), is_waiting=False) if made else None

    def complete(self, case: Case, provider: InformationProvider, actor: str) -> None:
        """See ``IContributing``."""
        self._open(case, ANSWER)
        tidy = InformationProvider(*(str(normal(each)) for each in provider))
        reasons = {name: why for name, value in tidy._asdict().items()
                   if (why := why_unfit(value, 300))}
        if tidy.kind not in SENDERS:
            reasons['kind'] = _('Hãy chọn một giá trị trong danh sách.')
        if reasons:
            raise CannotContribute(reasons)
        self._cases.keep(case, SENDER, written(tidy))
        self._note(case, COMPLETED, actor, '', audience=STAFF)
        self._log(case, 'complete_contribution', actor)

    def ask(self, case: Case, text: str, actor: str) -> None:
        """See ``IContributing``."""
        self._open(case, ANSWER)
        tidy = self._fitting(text, _('Hãy ghi cần bổ sung, làm rõ điều gì.'))
        self._take(case, actor)
        self._note(case, ASKED, actor, tidy)
        self._log(case, 'ask_contribution', actor)

    def refuse(self, case: Case, ground: str, text: str, actor: str) -> None:
        """See ``IContributing``."""
        self._open(case, APPROVE_ANSWER)
        row = self._registry.getUtility(IReviewData).grounds.get(ground)
        if row is None:
            raise CannotContribute({'ground': _(
                'Hãy chọn một căn cứ từ chối (khoản 3 Điều 14).')})
        why = str(normal(text.replace('\r\n', '\n')))
        if unfit := why_unfit(why, LONGEST):
            raise CannotContribute({'text': unfit})
        told = refused_in(self._registry, row.code, DEFAULT)
        self._append(case, ANSWERED, actor, ground=f'{REFUSED_ON}{row.code}',
                     text='\n\n'.join(filter(None, (told, why))))
        self._log(case, 'refuse_contribution', actor, why=row.clause)

    def make(self, case: Case, wish: Wish, actor: str) -> None:
        """See ``IContributing``."""
        self._open(case, ANSWER)
        self._require_ready(case)
        self._require_wish(case, wish)
        self._take(case, actor)
        token = secrets.token_hex(16)
        self._cases.keep(case, WISH, written_wish(token, wish))
        self._note(case, WISHED, actor, '', audience=STAFF)
        outbox: IOutbox = self._registry.getAdapter(self._portal, IOutbox)
        outbox.add(MAKE, token, {'number': case.number, 'actor': actor})
        self._log(case, 'draft_contribution', actor)

    def _take(self, case: Case, actor: str) -> None:
        if not self._cases.standing(case, self._now()).assigned:
            try:
                self._triage.take(case, actor)
            except CannotAnswer as refused:
                raise CannotContribute({'': next(iter(refused.reasons.values()))}) from None

    def _require_ready(self, case: Case) -> None:
        """Raise unless who sent it is known and there is no draft already."""
        draft, provider = self.draft(case), self.provider(case)
        if provider is None:
            raise CannotContribute({'': _('Dữ liệu của hồ sơ này đã được xóa.')})
        if draft is not None and (draft.is_waiting or draft.item is not None):
            raise CannotContribute({'': _('Hồ sơ này đã có bản nháp.')})
        if lacks := missing(provider):
            raise CannotContribute({'': _(
                'Còn thiếu theo khoản 2 Điều 12 Quy chế: ${what}. Hãy hỏi lại người gửi, rồi ghi '
                'vào mục “Ghi thông tin người gửi”.', mapping={'what': ', '.join(
                    str(MISSING[name]) for name in lacks)})})

    def _require_wish(self, case: Case, wish: Wish) -> None:
        there = {str(each.section.__oid__): each for each in self.targets(case)}
        target = there.get(wish.section)
        if target is None or wish.type_name not in dict(target.types):
            raise CannotContribute({'target': _('Hãy chọn chuyên mục và loại nội dung.')})
        for use in wish.files:
            if reasons := against_use(case.files, use):
                raise CannotContribute(reasons)
        contents = self._cases.open(case)
        title = bound_schema(wish.type_name, self._registry)['title']
        try:
            title.deserialize(contents.title if contents else '')
        except colander.Invalid as invalid:
            raise CannotContribute({'': invalid.messages()[0]}) from None

    def _site(self, case: Case) -> ISite:
        return site_of(self._portal, case.site)

    def _open(self, case: Case, permission: str) -> None:
        if case.kind != CONTRIBUTION or not self._allowed(permission, self._site(case)):
            raise CannotContribute({'': NOT_ALLOWED})
        if self._cases.standing(case, self._now()).state not in OPEN:
            raise CannotContribute({'': CLOSED})

    def _fitting(self, text: str, empty: str) -> str:
        tidy = str(normal(text.replace('\r\n', '\n')))
        if not tidy:
            raise CannotContribute({'text': empty})
        if why := why_unfit(tidy, LONGEST):
            raise CannotContribute({'text': why})
        return tidy

    def _note(self, case: Case, ground: str, actor: str, text: str, **fields: str) -> CaseEvent:
        return self._append(case, NOTE, actor, ground=ground, text=text, **fields)

    def _append(self, case: Case, kind: str, actor: str, **fields: str) -> CaseEvent:
        try:
            return self._cases.append(
                case, kind, actor=actor, site=case.site,
                **fields)  # type: ignore[arg-type]  # fields of it, as promised
        except CannotChange as refused:
            raise CannotContribute({'': refused.reason}) from None

    def _log(self, case: Case, action: str, actor: str, why: str = '') -> None:
        send(self._registry)(InnerAction(
            self._site(case), action, actor, '', '', why, number=case.number))


def contributing_service(request: Request) -> Contributing:
    """Return the ``IContributing`` for whoever asks by ``request``."""
    return Contributing(request.registry, request.root, request.has_permission,
                        request.service(ITriage))
