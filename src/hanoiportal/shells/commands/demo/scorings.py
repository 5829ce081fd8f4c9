"""Scorings of a demonstration: that of a year before is approved and public, this year's is a
draft with an objection.
"""
import datetime
from random import Random

from ....base.clock import local
from ....base.interfaces import IPortal
from ....oversight.scoring.interfaces import (
    UPHELD,
    Given,
    IObjections,
    IScoringCriteria,
    IScorings,
    Scoring,
)
from ..environment import Environment
from .desk import StaffRequest, request_of
from .orders import at_moment

_DAY = datetime.timedelta(days=1)
#: Who scores, who approves, who objects.
_SCORER, _APPROVER, _OBJECTOR = 'truongban.thanhpho', 'uyvien.thanhpho', 'truongban.{}'
#: Days ago: last year's is opened and shown, objected to, answered, approved; this year's is
#: shown and objected to.
_OPENED, _OBJECTED, _ANSWERED, _APPROVED, _SHOWN, _DRAFT_OBJECTED = 40, 38, 35, 20, 2, 1
_OBJECTION = 'Báo cáo 6 tháng của cơ quan đã gửi trong hạn nhưng chưa được tính.'
_ANSWER = 'Đã đối chiếu công văn đến; điều chỉnh điểm của tiêu chí.'
_TRAINED = 'board_trained'
_DRAFT_OBJECTION = 'Đề nghị xem lại: cơ quan đã cử cán bộ dự lớp bồi dưỡng tháng 9.'


def score(environment: Environment, label: str) -> None:
    """Score the last year before this one that has criteria, and this year if it has them; the
    body of the site ``label`` objects.  A transaction for each year.
    """
    year = local(environment.clock.now()).year
    known = environment.registry.getUtility(IScoringCriteria).years
    last = max(each for each in known if each < year)
    environment.in_transaction(lambda: _finish(environment, last, label))
    environment.in_transaction(lambda: _begin(environment, year, label))


def _finish(environment: Environment, year: int, label: str) -> None:
    """Play a whole scoring."""
    now = environment.clock.now()
    scoring = _shown(environment, year, now - _OPENED * _DAY)
    if scoring is None:
        return
    last = scoring.criteria[-1].code
    given = str(scoring.criteria[-1].weight) if scoring.criteria[-1].measure else '9.5'
    number = _object(environment, year, label, last, _OBJECTION, now - _OBJECTED * _DAY)
    with at_moment(environment.registry, now - _ANSWERED * _DAY):
        scorer = request_of(environment, _SCORER)
        actor, oid = scorer.authenticated_userid, environment.portal['sites'][label].__oid__
        service: IScorings = scorer.service(IScorings)
        answering: IObjections = scorer.service(IObjections)
        answering.answer(year, number, UPHELD, _ANSWER, actor)
        service.mark(year, {(oid, last): Given(given, _ANSWER)}, actor)
    with at_moment(environment.registry, now - _APPROVED * _DAY):
        approver = request_of(environment, _APPROVER)
        approving: IScorings = approver.service(IScorings)
        approving.approve(year, approving.digest(year), approver.authenticated_userid)


def _begin(environment: Environment, year: int, label: str) -> None:
    """Play a scoring up to the first objection."""
    now = environment.clock.now()
    scoring = _shown(environment, year, now - _SHOWN * _DAY)
    for criterion in scoring.criteria if scoring else ():
        if criterion.measure == _TRAINED:
            _object(environment, year, label, criterion.code, _DRAFT_OBJECTION,
                    now - _DRAFT_OBJECTED * _DAY)


def _shown(environment: Environment, year: int, at: datetime.datetime) -> Scoring | None:
    """Open ``year``, mark by hand what is not measured, and show it; ``None`` if it has no
    criteria.
    """
    with at_moment(environment.registry, at):
        scorer: StaffRequest = request_of(environment, _SCORER)
        service, actor = scorer.service(IScorings), scorer.authenticated_userid
        if year not in service.open_years():
            return None
        scoring: Scoring = service.open(year, actor)
        service.mark(year, _by_hand(environment.portal, scoring), actor)
        service.show(year, actor)
        return scoring


def _by_hand(portal: IPortal, scoring: Scoring) -> dict[tuple[int, str], Given]:
    """Return a mark for all that lacks one."""
    given = {}
    for sheet in scoring.all_sheets():
        for criterion in sheet.lacking(scoring.criteria):
            chance = Random(f'score {scoring.year} {sheet.label} {criterion.code}')
            most = int(criterion.scale.removeprefix('0..')) if not criterion.measure else (
                criterion.weight)
            less = round(most * chance.uniform(0.5, 1), 1) if most > 1 else 0
            value = most if chance.random() < 0.6 else less
            note = 'Điểm minh họa.' if criterion.measure else ''
            given[sheet.site, criterion.code] = Given(str(value), note)
    return given


def _object(environment: Environment, year: int, label: str, code: str, text: str,
            at: datetime.datetime) -> int:
    """Let the head of the body's board object; return the number of the objection."""
    with at_moment(environment.registry, at):
        head = request_of(environment, _OBJECTOR.format(label))
        service: IObjections = head.service(IObjections)
        return service.object_to(environment.portal['sites'][label], year, code, text,
                                 head.authenticated_userid).number
