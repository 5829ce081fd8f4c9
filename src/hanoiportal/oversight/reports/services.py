"""``IReporting``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import cast

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.clock import local, shown_date
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.periods import Period, period_of
from ...base.permissions import EDIT, NOT_ALLOWED, ORDER, Allowed
from ...editorial.boards.interfaces import IBoards
from ...editorial.freshness.interfaces import IFreshness, IReasons
from ...kernel.security.authorization.roles import DEPUTY_HEAD, HEAD
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import is_of_city, is_practice
from ...platform.notifications.interfaces import INotifying
from .drafting import drafted, still_drafted
from .figures import ReportFigures
from .fulfilling import Fulfilling
from .interfaces import (
    APPROVED,
    DRAFTED,
    LONGEST,
    LONGEST_NUMBER,
    LONGEST_REASON,
    NOT_OPEN,
    PARTS,
    PRACTISED,
    PROPOSALS,
    RECOUNTED,
    RETURNED,
    SAVED,
    SENT,
    SUBMITTED,
    CannotReport,
    Content,
    IReporting,
    Report,
    ReportEvent,
)
from .material import Material
from .resource import KEY, ReportBook, SiteReport
from .telling import ReportTelling


@implementer(IReporting)
class Reporting:
    """``IReporting`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed, boards: IBoards,
                 notifying: INotifying, figures: ReportFigures) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._boards, self._figures = boards, figures
        self._telling = ReportTelling(registry, portal, notifying)
        self._now = registry.getUtility(IClock).now
        self._material = Material(registry, portal)
        self._fulfilling = Fulfilling(registry, portal)

    def may_write(self, site: ISite) -> bool:
        """See ``IReporting``."""
        return bool(self._allowed(EDIT, site))

    def may_approve(self, site: ISite, actor: str) -> bool:
        """See ``IReporting``."""
        return self._sits(site, actor, HEAD)

    def may_send(self, site: ISite, actor: str) -> bool:
        """See ``IReporting``."""
        return self._sits(site, actor, HEAD, DEPUTY_HEAD)

    def may_return(self, report: Report) -> bool:
        """See ``IReporting``."""
        return report.site != str(self._portal.__oid__) and bool(
            self._allowed(ORDER, self._portal))

    def draft(self, site: ISite, period: str, actor: str) -> Report:
        """See ``IReporting``."""
        if not self.may_write(site):
            raise CannotReport({'': NOT_ALLOWED})
        wanted, now = self._period(period), self._now()
        book: ReportBook = get_or_create(interactions_of(self._portal), KEY, ReportBook)
        if book.find(str(site.__oid__), wanted.name) is not None:
            raise CannotReport({'period': _('Kỳ này đã có báo cáo.')})
        counted = self._figures.counted(site, wanted, now)
        words = drafted(self._material.of(site, wanted, counted))
        report = book.add(str(site.__oid__), wanted.name, Content(counted, words))
        self._note(report, DRAFTED, actor)
        return report

    def save(self, report: Report, words: Mapping[str, str], number: str, actor: str) -> None:
        """See ``IReporting``."""
        self._may_edit(report)
        told = {part: unicodedata.normalize('NFC', words.get(part, '')).replace(
            '\r\n', '\n').strip() for part in PARTS}
        reasons = {part: _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})
                   for part, text in told.items() if len(text) > LONGEST}
        tidy = ' '.join(number.split())
        if len(tidy) > LONGEST_NUMBER:
            reasons['number'] = _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_NUMBER})
        if reasons:
            raise CannotReport(reasons)
        self._change(report, report.content._replace(
            words=told, number=tidy, signer='', signed=None))
        self._note(report, SAVED, actor)

    def recount(self, report: Report, actor: str) -> None:
        """See ``IReporting``."""
        self._may_edit(report)
        site, period = self._site(report), period_of(report.period)
        before, words = report.content, dict(report.content.words)
        counted = self._figures.counted(site, period, self._now())
        old, new = (drafted(self._material.of(site, period, each))
                    for each in (before.counted, counted))
        words.update({part: new[part] for part in still_drafted(words, old)})
        self._change(report, before._replace(counted=counted, words=words, signer='', signed=None))
        self._note(report, RECOUNTED, actor)

    def submit(self, report: Report, actor: str) -> None:
        """See ``IReporting``."""
        self._may_edit(report)
        if report.state in (SUBMITTED, APPROVED):
            raise CannotReport({'': _('Báo cáo này đã trình hoặc đã phê duyệt.')})
        self._check(report)
        self._note(report, SUBMITTED, actor)
        site, now = self._site(report), self._now()
        self._telling.submitted(report, site, {
            each.account for each in self._boards.members(site, now) if each.role == HEAD}, actor)

    def approve(self, report: Report, digest: str, actor: str) -> None:
        """See ``IReporting``."""
        if not self.may_approve(self._site(report), actor):
            raise CannotReport({'': _('Chỉ Trưởng Ban Biên tập phê duyệt báo cáo.')})
        if report.state in (APPROVED, SENT):
            raise CannotReport({'': NOT_OPEN})
        self._check(report)
        if report.digest != digest:
            raise CannotReport({'': _('Báo cáo vừa được sửa: hãy đọc lại rồi phê duyệt.')})
        self._change(report, report.content._replace(
            signer=actor, signed=local(self._now()).date()))
        self._note(report, APPROVED, actor)

    def send(self, report: Report, actor: str) -> None:
        """See ``IReporting``."""
        site = self._site(report)
        if not self.may_send(site, actor):
            raise CannotReport({'': _('Chỉ Trưởng Ban, Phó Trưởng Ban Biên tập gửi báo cáo.')})
        if report.state != APPROVED:
            raise CannotReport({'': _('Báo cáo phải được phê duyệt trước khi gửi.')})
        self._check_sent(report, site)
        self._note(report, SENT, actor, content=report.content)
        self._fulfilling.fulfil(report, self._now(), actor)
        self._telling.sent(report, site, self._now(), actor)

    def send_back(self, report: Report, reason: str, actor: str) -> None:
        """See ``IReporting``."""
        if not self.may_return(report):
            raise CannotReport({'': NOT_ALLOWED})
        if report.state != SENT:
            raise CannotReport({'': _('Báo cáo này chưa gửi hoặc đã được trả lại.')})
        tidy = ' '.join(reason.split())
        if not tidy or len(tidy) > LONGEST_REASON:
            raise CannotReport({'reason': _('Hãy nêu lý do, không quá ${max} ký tự.', mapping={
                'max': LONGEST_REASON})})
        self._change(report, report.content._replace(signer='', signed=None))
        self._note(report, RETURNED, actor, text=tidy)
        self._fulfilling.undo(report, self._now(), actor)
        self._telling.returned(report, self._site(report), actor)

    def _period(self, name: str) -> Period:
        try:
            found = period_of(name)
        except ValueError:
            raise CannotReport({'period': _('Hãy chọn kỳ báo cáo: ngày đầu không sau ngày cuối, '
                                            'không quá 3 năm.')}) from None
        if found.first > local(self._now()).date():
            raise CannotReport({'period': _('Kỳ này chưa bắt đầu.')})
        return found

    def _check(self, report: Report) -> None:
        """Refuse what lacks a proposal: it is what such a report is for (9.7)."""
        if not report.content.words.get(PROPOSALS, '').strip():
            raise CannotReport({
                PROPOSALS: _('Hãy nhập kiến nghị, hoặc ghi “Không có kiến nghị”.')})

    def _check_sent(self, report: Report, site: ISite) -> None:
        """Refuse what is sent, or was counted, before the last day of its period; practice too."""
        if is_practice(site):
            raise CannotReport({'': PRACTISED})
        period = period_of(report.period)
        last = {'day': shown_date(period.last, 'vi')}
        if not period.may_be_sent(self._now()):
            raise CannotReport({'': _('Kỳ báo cáo chưa kết thúc: chỉ gửi được từ ngày ${day}, '
                                      'ngày cuối của kỳ.', mapping=last)})
        if not period.may_be_sent(report.content.counted.at):
            raise CannotReport({'': _('Số liệu được tính trước ngày ${day}, ngày cuối của kỳ: hãy '
                                      'tính lại số liệu, phê duyệt rồi gửi.', mapping=last)})

    def _may_edit(self, report: Report) -> None:
        if not self.may_write(self._site(report)):
            raise CannotReport({'': NOT_ALLOWED})
        if report.state == SENT:
            raise CannotReport({'': NOT_OPEN})

    def _sits(self, site: ISite, actor: str, *roles: str) -> bool:
        return any(each.account == actor and each.role in roles
                   for each in self._boards.members(site, self._now()))

    def _site(self, report: Report) -> ISite:
        return cast('ISite', self._portal.__objectmap__.object_for(int(report.site)))

    @staticmethod
    def _change(report: Report, content: Content) -> None:
        cast('SiteReport', report).content = content

    def _note(self, report: Report, kind: str, actor: str, *, text: str = '',
              content: Content | None = None) -> None:
        cast('SiteReport', report).note(ReportEvent(kind, self._now(), actor, text, content))
        send(self._registry)(InnerAction(
            self._site(report), f'{_ACTIONS[kind]}_report', actor, number=report.number,
            period=report.period))


_ACTIONS = {DRAFTED: 'draft', SAVED: 'save', RECOUNTED: 'recount', SUBMITTED: 'submit',
            APPROVED: 'approve', SENT: 'send', RETURNED: 'return'}


def reporting_service(request: Request) -> Reporting:
    """Return the ``IReporting`` for whoever asks by ``request``."""
    return Reporting(request.registry, request.root, request.has_permission,
                     request.service(IBoards), request.service(INotifying), figures_of(request))


def figures_of(request: Request) -> ReportFigures:
    """Return the ``ReportFigures`` of the portal of ``request``."""
    freshness: IFreshness = request.service(IFreshness)
    bodies = [each for each in freshness.sites(request.root) if not is_of_city(each)]
    return ReportFigures(
        request.registry, request.root, bodies, freshness, request.service(IReasons))
