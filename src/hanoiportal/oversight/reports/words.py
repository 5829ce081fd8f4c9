"""What figures are called, and whom reports go to: ``report_figures.csv`` and
``report_recipients.csv``.  A figure of a name that no row has is not reported.
"""
from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zope.interface import Interface, implementer

from ...base.dated import Dated, Titled, read_dated
from ...base.i18n import _
from ...base.periods import Period
from ...kernel.security.authorization.roles import ROLES
from .interfaces import CASES, DUTIES, INNER, LEDGER, RATINGS, VISITS

#: What the sources of figures are called, in the order in which they are reported.
SOURCES = {
    LEDGER: _('Cung cấp thông tin', context='report'), INNER: _('Hoạt động trên Cổng'),
    DUTIES: _('Nhiệm vụ có thời hạn'),
    CASES: _('Câu hỏi, phản ánh, kiến nghị'), RATINGS: _('Đánh giá của người đọc'),
    VISITS: _('Truy cập', context='report')}
#: Which sites a recipient gets reports of, and on which periods: all, or those of a year alone.
PORTAL, COMPONENT, EVERY, YEARLY = 'portal', 'component', 'every', 'year'
#: Stands for the owner body of the site.
OWNER = '{owner}'


@dataclass(frozen=True)
class FigureTitle(Titled):
    """What the figure ``name`` is called.  ``name``: source and what is counted."""

    name: str
    title: str
    title_en: str

    @property
    def source(self) -> str:
        """Of ``SOURCES``."""
        return self.name.partition(':')[0]


@dataclass(frozen=True)
class Recipient(Dated):
    """Nơi nhận báo cáo.  ``sites``, ``periods``: see above.  ``title``: name of the body, or
    ``OWNER``.  ``roles``: who holds one of them gets it through the portal; of ``is_own`` at the
    site itself, else at the portal.
    """

    code: str
    sites: str
    periods: str
    title: str
    roles: frozenset[str]
    is_own: bool


class IReportWords(Interface):
    """The ``ReportWords`` of this process, a utility."""


@implementer(IReportWords)
class ReportWords:
    """``figures``: by name, in their order.  ``recipients``: of all times."""

    def __init__(self, figures: Sequence[FigureTitle], recipients: Sequence[Recipient]) -> None:
        self.figures: Mapping[str, FigureTitle] = {each.name: each for each in figures}
        self._recipients = recipients

    def recipients(self, is_city: bool, owner: str, period: Period,
                   day: datetime.date) -> list[Recipient]:
        """Return whom a report of ``period`` goes to that is sent on the local ``day``.

        ``owner``: name of the owner body of the site.
        """
        kinds = {EVERY, YEARLY} if period.year and not period.half else {EVERY}
        return [replace(each, title=each.title.replace(OWNER, owner))
                for each in self._recipients
                if each.sites == (PORTAL if is_city else COMPONENT) and each.periods in kinds
                and each.holds_on(day)]


def read_words(folder: Path) -> ReportWords:
    """Return the words of the tables in ``folder``.  Raises ``ValueError`` that names a bad line.
    """
    with open(folder / 'report_figures.csv', encoding='utf-8', newline='') as lines:
        figures = [FigureTitle(row['name'], row['title_vi'], row['title_en'])
                   for row in csv.DictReader(lines)]
    for number, figure in enumerate(figures, 2):
        if figure.source not in SOURCES:
            raise ValueError(f'line {number}: nothing counts {figure.name}')
    return ReportWords(figures, read_dated(folder / 'report_recipients.csv', _recipient))


def _recipient(row: Mapping[str, str], *, starts: datetime.date | None,
               ends: datetime.date | None) -> Recipient:
    if row['sites'] not in (PORTAL, COMPONENT) or row['periods'] not in (EVERY, YEARLY):
        raise ValueError(f'no such sites or periods: {row["sites"]}, {row["periods"]}')
    roles = frozenset(row['roles'].split('|'))
    if not roles <= ROLES.keys():
        raise ValueError(f'no such roles: {row["roles"]}')
    return Recipient(row['code'], row['sites'], row['periods'], row['recipient'], roles,
                     row['recipient'] == OWNER, starts=starts, ends=ends)
