"""``ISelfAssessments``, as a plain object that knows nothing of HTTP."""
import datetime
from collections.abc import Mapping, Sequence

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import ONE_DAY, local
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.periods import Period, period_of, periods_on
from ...base.permissions import NOT_ALLOWED
from ...editorial.boards.interfaces import IBoards
from ...kernel.security.authorization.roles import HEAD
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.events import InnerAction, send
from .interfaces import (
    LONGEST,
    NO,
    SUBMITTED,
    YES,
    Answer,
    Assessment,
    CannotAssess,
    Criterion,
    ICriteria,
    IMeasure,
    ISelfAssessments,
    Portion,
    Proposal,
)
from .resource import KEY, Assessments, SelfAssessment


@implementer(ISelfAssessments)
class SelfAssessments:
    """``ISelfAssessments`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, boards: IBoards) -> None:
        self._registry, self._portal, self._boards = registry, portal, boards
        self._now = registry.getUtility(IClock).now

    def periods(self) -> Sequence[str]:
        """See ``ISelfAssessments``."""
        return [each.name for each in periods_on(self._now()) if self._criteria_of(each)]

    def find(self, site: ISite, period: str) -> Assessment | None:
        """See ``ISelfAssessments``."""
        return self._kept.find(str(site.__oid__), period)

    def of_period(self, period: str) -> Mapping[str, Assessment]:
        """See ``ISelfAssessments``."""
        return self._kept.of_period(period)

    def proposals(self, site: ISite, period: str) -> Sequence[Proposal]:
        """See ``ISelfAssessments``."""
        asked, found = period_of(period), []
        for criterion in self._criteria_of(asked):
            measured = self._measured(criterion, site, asked.first, asked.last + ONE_DAY)
            found.append(Proposal(criterion, measured, value_of(criterion, measured)))
        return found

    def _criteria_of(self, period: Period) -> list[Criterion]:
        """Return the criteria in force at the end of ``period``, today if that is earlier."""
        day = min(local(self._now()).date(), period.last)
        return [each for each in self._registry.getUtility(ICriteria).rows if each.holds_on(day)]

    def _measured(self, criterion: Criterion, site: ISite, start: datetime.date,
                  end: datetime.date) -> Portion | None:
        measure = self._registry.queryUtility(IMeasure, criterion.figure)
        found: Portion | None = None if measure is None else measure.measure(
            self._portal, site, start, end)
        return found

    def may_write(self, site: ISite, actor: str) -> bool:
        """See ``ISelfAssessments``."""
        return self._boards.is_member(site, actor, self._now())

    def may_submit(self, site: ISite, actor: str) -> bool:
        """See ``ISelfAssessments``."""
        return any((seat.account, seat.role) == (actor, HEAD)
                   for seat in self._boards.members(site, self._now()))

    def save(self, site: ISite, period: str, answers: Mapping[str, tuple[str, str]],
             actor: str) -> Assessment:
        """See ``ISelfAssessments``."""
        if not self.may_write(site, actor):
            raise CannotAssess({'': NOT_ALLOWED})
        return self._save(site, period, answers, actor, 'save_self_assessment')

    def submit(self, site: ISite, period: str, answers: Mapping[str, tuple[str, str]],
               actor: str) -> Assessment:
        """See ``ISelfAssessments``."""
        if not self.may_submit(site, actor):
            raise CannotAssess({'': _('Chỉ Trưởng Ban Biên tập gửi bản tự đánh giá.')})
        missing = {each.criterion.code: _('Hãy trả lời tiêu chí này.')
                   for each in self.proposals(site, period)
                   if not answers.get(each.criterion.code, ('', ''))[0].strip()}
        if missing:
            raise CannotAssess(missing)
        kept = self._save(site, period, answers, actor, 'submit_self_assessment')
        kept.submit(actor, self._now())
        return kept

    def _save(self, site: ISite, period: str, answers: Mapping[str, tuple[str, str]],
              actor: str, action: str) -> SelfAssessment:
        if period not in self.periods():
            raise CannotAssess({'': _('Kỳ đánh giá này chưa mở hoặc đã qua.')})
        found = self._kept.find(str(site.__oid__), period)
        if found is not None and found.state == SUBMITTED:
            raise CannotAssess({'': _('Bản tự đánh giá này đã được gửi, không sửa được nữa.')})
        checked = self._checked(site, period, answers)
        book: Assessments = get_or_create(interactions_of(self._portal), KEY, Assessments)
        kept = book.get_or_create(str(site.__oid__), period, self._now())
        kept.save(checked, actor, self._now())
        send(self._registry)(InnerAction(site, action, actor, period=period))
        return kept

    def _checked(self, site: ISite, period: str,
                 answers: Mapping[str, tuple[str, str]]) -> dict[str, Answer]:
        reasons, checked = {}, {}
        for criterion, measured, _value in self.proposals(site, period):
            value, remark = (text.strip() for text in answers.get(criterion.code, ('', '')))
            why = _wrong(criterion, value, remark)
            if why:
                reasons[criterion.code] = why
            checked[criterion.code] = Answer(value, remark, measured)
        if reasons:
            raise CannotAssess(reasons)
        return checked

    @property
    def _kept(self) -> Assessments:
        found = interactions_of(self._portal).get(KEY)
        return found if isinstance(found, Assessments) else Assessments()


def value_of(criterion: Criterion, measured: Portion | None) -> str:
    """Return the answer that follows from what was ``measured``, ``''`` for none: points in
    proportion, rounded down; ``YES`` if all is kept.
    """
    if measured is None or not measured.of:
        return ''
    if criterion.most is None:
        return YES if measured.kept == measured.of else NO
    return str(criterion.most * measured.kept // measured.of)


def _wrong(criterion: Criterion, value: str, remark: str) -> str:
    """Return what is wrong with an answer, ``''`` if nothing is."""
    if len(remark) > LONGEST:
        return _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})
    if criterion.most is None:
        return '' if value in ('', YES, NO) else _('Hãy chọn Đạt hoặc Chưa đạt.')
    is_number = value.isascii() and value.isdigit() and len(value) < 5
    return '' if not value or is_number and int(value) <= criterion.most else _(
        'Điểm là số từ 0 đến ${most}.', mapping={'most': criterion.most})


def assessments_service(request: Request) -> SelfAssessments:
    """Return the ``ISelfAssessments`` for whoever asks by ``request``."""
    return SelfAssessments(request.registry, request.root, request.service(IBoards))
