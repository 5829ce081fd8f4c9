"""``IObjections``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.deadlines.interfaces import NoDeadline
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import NOT_ALLOWED, ORDER, Allowed
from ...base.text import nfc
from ...editorial.boards.interfaces import IBoards
from ...kernel.tree.events import InnerAction, send
from ...platform.calendar.interfaces import IDeadlines
from ...platform.notifications.interfaces import INotifying
from .interfaces import (
    ANSWERING,
    DRAFT,
    LONGEST,
    REJECTED,
    SCORING,
    UPHELD,
    CannotScore,
    IObjections,
)
from .measuring import scorings_of
from .resource import ScoreSheet, YearScoring
from .values import Objection

#: Kinds of notices: to the board of the city, to that of the body.
OBJECTED, ANSWERED = 'scoring_objected', 'scoring_answered'


@implementer(IObjections)
class Objecting:
    """``IObjections`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed, boards: IBoards,
                 notifying: INotifying) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._boards, self._notifying = boards, notifying
        self._now: datetime.datetime = registry.getUtility(IClock).now()

    def of(self, site: ISite) -> Sequence[YearScoring]:
        """See ``IObjections``."""
        years: list[YearScoring] = list(scorings_of(self._portal).years.values())
        return [each for each in reversed(years)
                if each.state != SCORING and each.sheet(site.__oid__) is not None]

    def may_object(self, site: ISite, year: int, actor: str) -> bool:
        """See ``IObjections``."""
        scoring = self._find_year(year)
        return scoring is not None and self._is_in_term(scoring) and bool(
            self._boards.is_member(site, actor, self._now))

    def _find_year(self, year: int) -> YearScoring | None:
        found: YearScoring | None = scorings_of(self._portal).years.get(year)
        return found

    def _is_in_term(self, scoring: YearScoring) -> bool:
        return scoring.state == DRAFT and scoring.until is not None and (
            self._now <= scoring.until)

    def object_to(self, site: ISite, year: int, code: str, text: str,
                  actor: str) -> Objection:
        """See ``IObjections``."""
        scoring = self._find_year(year)
        sheet = None if scoring is None else scoring.sheet(site.__oid__)
        if scoring is None or sheet is None or not self._boards.is_member(site, actor, self._now):
            raise CannotScore({'': NOT_ALLOWED})
        if not self._is_in_term(scoring):
            raise CannotScore({'': _('Đã hết thời hạn kiến nghị.')})
        words = nfc(text.strip())
        reasons = _wrong(scoring, sheet, code, words)
        if reasons:
            raise CannotScore(reasons)
        made = Objection(scoring.number(), code, words, actor, self._now, self._answer_due())
        sheet.keep_objection(made)
        self._notifying.notify(self._notifying.board_of(self._portal), self._portal, OBJECTED,
                               actor, note=site.title)
        self._tell(site, 'object_to_scoring', year, actor, made)
        return made

    def _answer_due(self) -> datetime.datetime | None:
        try:
            found: datetime.datetime = self._registry.getUtility(IDeadlines)(self._portal).due(
                ANSWERING, self._now).due
        except NoDeadline:
            return None
        return found

    def answer(self, year: int, number: int, outcome: str, text: str,
               actor: str) -> Objection:
        """See ``IObjections``."""
        if not self._allowed(ORDER, self._portal):
            raise CannotScore({'': NOT_ALLOWED})
        scoring = self._find_year(year)
        sheet, objection = self._find(scoring, number)
        words = nfc(text.strip())
        if outcome not in (UPHELD, REJECTED):
            raise CannotScore({'outcome': _('Hãy chọn chấp nhận hoặc không chấp nhận.')})
        if not words or len(words) > LONGEST:
            raise CannotScore({'text': _too_long() if words else _('Hãy ghi nội dung trả lời.')})
        made = objection._replace(
            is_upheld=outcome == UPHELD, answer=words, answered_by=actor,
            answered_at=self._now)
        sheet.keep_objection(made)
        site = self._portal.__objectmap__.object_for(sheet.site)
        if site is not None:
            self._notifying.notify(self._notifying.board_of(site), site, ANSWERED, actor,
                                   note=str(year))
        self._tell(site or self._portal, 'answer_scoring_objection', year, actor, made)
        return made

    def _find(self, scoring: YearScoring | None, number: int) -> tuple[ScoreSheet, Objection]:
        """Return the objection with its sheet, if it waits for an answer."""
        sheets = scoring.all_sheets() if scoring is not None and scoring.state == DRAFT else []
        found = [(sheet, each) for sheet in sheets for each in sheet.objections
                 if each.number == number]
        if not found:
            raise CannotScore({'': _('Không có kiến nghị này, hoặc đợt chấm điểm đã kết thúc.')})
        if found[0][1].is_upheld is not None:
            raise CannotScore({'': _('Kiến nghị này đã được trả lời.')})
        return found[0]

    def _tell(self, place: ISite, action: str, year: int, actor: str,
              objection: Objection) -> None:
        send(self._registry)(InnerAction(
            place, action, actor, period=str(year), number=objection.number,
            criterion=objection.code))


def _wrong(scoring: YearScoring, sheet: ScoreSheet, code: str, words: str) -> dict[str, str]:
    if scoring.criterion(code) is None:
        return {'code': _('Hãy chọn tiêu chí.')}
    if any(each.code == code for each in sheet.objections):
        return {'code': _('Đã kiến nghị về tiêu chí này.')}
    if not words:
        return {'text': _('Hãy ghi nội dung kiến nghị.')}
    return {'text': _too_long()} if len(words) > LONGEST else {}


def _too_long() -> str:
    return _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})


def objections_service(request: Request) -> Objecting:
    """Return the ``IObjections`` for whoever asks by ``request``."""
    return Objecting(request.registry, request.root, request.has_permission,
                     request.service(IBoards), request.service(INotifying))
