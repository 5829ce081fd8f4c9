"""``IScorings``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.bodies import bodies_in
from ...base.clock import local
from ...base.deadlines.interfaces import NoDeadline
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal
from ...base.permissions import NOT_ALLOWED, ORDER, Allowed
from ...editorial.boards.interfaces import IBoards
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.events import InnerAction, send
from ...platform.calendar.interfaces import IDeadlines
from ...platform.notifications.interfaces import INotifying
from .criteria import criteria_in
from .interfaces import (
    DRAFT,
    FINAL,
    OBJECTING,
    SCORING,
    CannotScore,
    Given,
    IScoringCriteria,
    IScorings,
)
from .judging import digest_of
from .marking import checked, given_in
from .measuring import MEASURES, measure_all, scorings_of
from .resource import KEY, ScoreSheet, Scorings, YearScoring
from .values import ScoreCriterion, YearResult

#: Kind of the notice to the board of each body.
SHOWN = 'scoring_shown'


@implementer(IScorings)
class ScoringService:
    """``IScorings`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed, boards: IBoards,
                 notifying: INotifying) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._boards, self._notifying = boards, notifying
        self._now: datetime.datetime = registry.getUtility(IClock).now()

    def all(self) -> Sequence[YearScoring]:
        """See ``IScorings``."""
        return list(scorings_of(self._portal).years.values())[::-1]

    def find(self, year: int) -> YearScoring | None:
        """See ``IScorings``."""
        found: YearScoring | None = scorings_of(self._portal).years.get(year)
        return found

    def open_years(self) -> Sequence[int]:
        """See ``IScorings``."""
        known = self._registry.getUtility(IScoringCriteria).years
        return [year for year in sorted(known, reverse=True)
                if year <= local(self._now).year and self.find(year) is None]

    def may_score(self) -> bool:
        """See ``IScorings``."""
        return bool(self._allowed(ORDER, self._portal))

    def open(self, year: int, actor: str, content: bytes = b'') -> YearScoring:
        """See ``IScorings``."""
        self._require_right()
        criteria = self._criteria(year, content)
        if year > local(self._now).year:
            raise CannotScore({'year': _('Năm này chưa bắt đầu.')})
        if self.find(year) is not None:
            raise CannotScore({'year': _('Năm này đã mở chấm điểm.')})
        bodies = bodies_in(self._portal)
        if not bodies:
            raise CannotScore({'': _('Chưa có trang thành phần nào hoạt động.')})
        book: Scorings = get_or_create(interactions_of(self._portal), KEY, Scorings)
        made = book.years[year] = YearScoring(year, criteria, actor, self._now)
        for body in bodies:
            made.sheets[body.__oid__] = ScoreSheet(
                body.__oid__, body.__name__, body.title, getattr(body, 'level', ''))
        measure_all(self._registry, self._portal, made, self._now)
        self._tell('open_scoring', made, actor, number=len(bodies))
        return made

    def _criteria(self, year: int, content: bytes) -> tuple[ScoreCriterion, ...]:
        known = criteria_in(content, MEASURES) if content else (
            self._registry.getUtility(IScoringCriteria).years)
        if year not in known:
            raise CannotScore({'year': _(
                'Chưa có tiêu chí của năm ${year}. Hãy đính kèm tệp tiêu chí (CSV) của năm đó.',
                mapping={'year': str(year)})})
        return known[year]

    def measure(self, year: int, actor: str) -> None:
        """See ``IScorings``."""
        scoring = self._require(year, SCORING)
        measure_all(self._registry, self._portal, scoring, self._now)
        self._tell('measure_scoring', scoring, actor)

    def mark(self, year: int, given: Mapping[tuple[int, str], Given], actor: str) -> int:
        """See ``IScorings``."""
        scoring = self._require(year, SCORING, DRAFT)
        changed = checked(scoring, given, actor, self._now)
        for (site, code), mark in changed.items():
            scoring.sheets[site].mark(code, mark)
        if changed:
            self._tell('mark_scoring', scoring, actor, number=len(changed))
        return len(changed)

    def bring_in(self, year: int, content: bytes, actor: str) -> int:
        """See ``IScorings``."""
        scoring = self._require(year, SCORING, DRAFT)
        return self.mark(year, given_in(scoring, content, actor, self._now), actor)

    def show(self, year: int, actor: str) -> None:
        """See ``IScorings``."""
        scoring = self._require(year, SCORING)
        lacking = sum(len(each.lacking(scoring.criteria)) for each in scoring.all_sheets())
        if lacking:
            raise CannotScore({'': _('Còn ${number} ô chưa có điểm.', mapping={
                'number': lacking})})
        try:
            due = self._registry.getUtility(IDeadlines)(self._portal).due(OBJECTING, self._now).due
        except NoDeadline as none:
            raise CannotScore({'': none.reason}) from None
        scoring.show(self._now, due)
        for site in self._portal['sites'].values():
            if scoring.sheet(site.__oid__) is not None:
                self._notifying.notify(self._notifying.board_of(site), site, SHOWN, actor,
                                       note=str(scoring.year))
        self._tell('show_scoring', scoring, actor)

    def may_approve(self, actor: str) -> bool:
        """See ``IScorings``."""
        return bool(self._boards.is_member(self._portal, actor, self._now))

    def digest(self, year: int) -> str:
        """See ``IScorings``."""
        scoring = self._opened(year)
        return digest_of(year, scoring.criteria, scoring.rows())

    def approve(self, year: int, digest: str, actor: str) -> None:
        """See ``IScorings``."""
        if not self.may_approve(actor):
            raise CannotScore({'': NOT_ALLOWED})
        scoring = self._opened(year)
        why = self._against(scoring)
        rows = scoring.rows()
        if not why and digest != digest_of(scoring.year, scoring.criteria, rows):
            why = _('Bảng điểm vừa thay đổi: hãy đọc lại rồi phê duyệt.')
        if why:
            raise CannotScore({'': why})
        scoring.close(YearResult(scoring.year, scoring.criteria, local(self._now).date(), digest,
                                 rows), actor, self._now)
        self._tell('approve_scoring', scoring, actor, digest=digest)

    def _against(self, scoring: YearScoring) -> str:
        """Return why nobody may approve ``scoring`` yet, ``''`` if nothing is against it."""
        if scoring.state != DRAFT:
            return _('Đợt chấm điểm này không ở bước dự thảo.')
        if scoring.until is not None and self._now <= scoring.until:
            return _('Thời hạn để các cơ quan kiến nghị chưa hết.')
        waiting = sum(each.is_upheld is None for sheet in scoring.all_sheets()
                      for each in sheet.objections)
        if waiting:
            return _('Còn ${number} kiến nghị chưa được trả lời.', mapping={'number': waiting})
        return ''

    def _require_right(self) -> None:
        if not self.may_score():
            raise CannotScore({'': NOT_ALLOWED})

    def _opened(self, year: int) -> YearScoring:
        found = self.find(year)
        if found is None:
            raise CannotScore({'': _('Năm này chưa mở chấm điểm.')})
        return found

    def _require(self, year: int, *states: str) -> YearScoring:
        """Return the scoring of ``year`` if the asker may score it now."""
        self._require_right()
        scoring = self._opened(year)
        if scoring.state not in states:
            raise CannotScore({'': _('Đợt chấm điểm đã phê duyệt, không sửa được nữa.')
                               if scoring.state == FINAL else
                               _('Đợt chấm điểm đã gửi các cơ quan, không làm được việc này.')})
        return scoring

    def _tell(self, action: str, scoring: YearScoring, actor: str, number: int = 0,
              digest: str = '') -> None:
        send(self._registry)(InnerAction(
            self._portal, action, actor, after=digest, period=str(scoring.year),
            number=number))


def scorings_service(request: Request) -> ScoringService:
    """Return the ``IScorings`` for whoever asks by ``request``."""
    return ScoringService(request.registry, request.root, request.has_permission,
                          request.service(IBoards), request.service(INotifying))
