"""What reports promise to their callers.

A *site* is named by its object id as text, as in the ledger; that of the portal stands for the
report of the whole city.  A *period* is named as ``periods`` says.  Moments are aware UTC.
"""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zope.interface import Interface

from ...base.errors import Refused
from ...base.i18n import _
from ...base.periods import OWED_BY

if TYPE_CHECKING:
    from ...base.interfaces import ISite

#: States of a report, and kinds of its events: being written, handed to the head, approved, sent
#: to the office of the people's committee, sent back with a reason.
DRAFTED, SUBMITTED, APPROVED, SENT, RETURNED = (
    'drafted', 'submitted', 'approved', 'sent', 'returned')
#: Kinds of events that leave the state as it is, or bring it back to ``DRAFTED``.
SAVED, RECOUNTED = 'saved', 'recounted'
#: There is no report yet; it was sent after the last moment.
NONE, LATE = 'none', 'late'
#: What the states are called, and what the city is told of them.
STATE_TITLES = {
    NONE: _('Chưa lập', context='report'), DRAFTED: _('Đang soạn', context='report'),
    SUBMITTED: _('Chờ phê duyệt', context='report'),
    APPROVED: _('Đã phê duyệt, chưa gửi', context='report'),
    SENT: _('Đã gửi', context='report'), LATE: _('Gửi trễ', context='report'),
    RETURNED: _('Bị trả lại', context='report')}
#: What was not sent, or not well enough.
OWED = frozenset({NONE, DRAFTED, SUBMITTED, APPROVED, RETURNED})
#: The rule by which reports of halves and years are owed (28.9, 33.8).
RULE = OWED_BY
#: Parts of the text, in their order: what was done, what was not kept and why, what is proposed.
RESULTS, FAULTS, PROPOSALS = PARTS = ('results', 'faults', 'proposals')
#: Characters of a part, of a number, of a reason.
LONGEST, LONGEST_NUMBER, LONGEST_REASON = 20_000, 50, 2000
#: What is said to who is late, and to who sends what was written for practice (20.1).
NOT_OPEN = _('Báo cáo này đã gửi, không sửa được nữa.')
PRACTISED = _('Trang thực hành: báo cáo lập để tập, không gửi cho Thành phố và không tính vào số '
              'liệu nào.')
#: Sources of figures.
LEDGER, INNER, DUTIES, CASES, RATINGS, VISITS = (
    'ledger', 'inner', 'duty', 'case', 'rating', 'visit')


class CannotReport(Refused[str]):
    """Raised with ``reasons``: ``{field or '': translatable sentence}``; nothing has changed."""


class Fault(NamedTuple):
    """Việc không thực hiện đúng: a term or window that a site did not keep.

    ``site``: as above.  ``what``: in Vietnamese.  ``day``: local, of its end.  ``reason``: as
    written, ``''`` if nobody has.  ``record``: name of the record that has the reason, as
    ``IErasingWords`` knows it; ``written``: when it was, aware UTC, ``None`` for none.
    """

    site: str
    what: str
    day: datetime.date
    reason: str
    record: str = ''
    written: datetime.datetime | None = None


class Counted(NamedTuple):
    """The figures of a report as they were counted, kept with it.

    ``at``: when; ``last``, ``inner``: number of the last event of the ledger, and of the inner
    one, that was counted.
    ``values``, ``before``: by their names (``figures``), of the period and of the one before; a
    figure that nobody counts then is missing.  ``sites``: of the report of the city, the main
    ones of each site.
    """

    at: datetime.datetime
    last: int
    values: Mapping[str, int]
    before: Mapping[str, int]
    sites: Mapping[str, Mapping[str, int]]
    faults: tuple[Fault, ...]
    inner: int = 0


class ReportEvent(NamedTuple):
    """Something that happened to a report.

    ``actor``: id of the account.  ``text``: reason of a return.  ``content``: what was sent, of
    ``SENT`` alone.
    """

    kind: str
    moment: datetime.datetime
    actor: str
    text: str = ''
    content: Content | None = None


class Content(NamedTuple):
    """What a report says.  ``words``: by ``PARTS``, plain text.  ``number``: số, ký hiệu.

    ``signer``, ``signed``: id of who approved it, and the local day; ``''`` and ``None`` before.
    """

    counted: Counted
    words: Mapping[str, str]
    number: str = ''
    signer: str = ''
    signed: datetime.date | None = None


class Report(Protocol):
    """Báo cáo: of one site, or of the city, on one period; persistent, in ``interactions``.

    ``number``: from 1.  ``events``: as they were noted, the first is that it was drafted.
    """

    number: int
    site: str
    period: str
    content: Content
    events: tuple[ReportEvent, ...]

    @property
    def state(self) -> str:
        """One of the states above."""

    @property
    def digest(self) -> str:
        """SHA-256 of what it says; what is approved is exactly that."""

    def last(self, kind: str) -> ReportEvent | None:
        """Return the last event of ``kind``, or ``None``."""


class SiteState(NamedTuple):
    """How the report of a site stands.  ``state``: of ``STATE_TITLES``.  ``due``: last moment,
    ``None`` if nothing is owed.  ``sent``: when it was sent last.  ``is_over``: whether it is owed
    and its term is over.
    """

    site: ISite
    state: str
    report: Report | None
    due: datetime.datetime | None
    sent: datetime.datetime | None
    is_over: bool


class IReports(Interface):
    """Reads the reports of a portal; an adapter of any resource of it."""

    def get(number: int) -> Report | None:
        """Return the report with that number, or ``None``."""

    def of_site(site: str) -> Sequence[Report]:
        """Return the reports of ``site``, the latest first."""

    def find(site: str, period: str) -> Report | None:
        """Return that report, or ``None``."""

    def of_period(period: str) -> Mapping[str, Report]:
        """Return the reports on ``period``, by their sites."""

    def periods(now: datetime.datetime) -> Sequence[tuple[str, str]]:
        """Return the halves and years that have begun, the latest first, with what they are
        called, translatable; none that was over before reports were owed.
        """

    def states(period: str, now: datetime.datetime) -> Sequence[SiteState]:
        """Return how the reports of all component sites on ``period`` stand at ``now``."""


class IReporting(Interface):
    """Drafts, approves, sends and returns reports, for one asker.

    Never commits; writes ``interactions`` alone.  The verbs raise ``CannotReport`` and send an
    ``InnerAction``; ``actor`` is an account's id.
    """

    def may_write(site: ISite) -> bool:
        """Return whether the asker may draft and edit: who may ``EDIT`` at ``site``."""

    def may_approve(site: ISite, actor: str) -> bool:
        """Return whether ``actor`` is the head of the board of ``site``."""

    def may_send(site: ISite, actor: str) -> bool:
        """Return whether ``actor`` is the head or a deputy of the board of ``site``."""

    def may_return(report: Report) -> bool:
        """Return whether the asker may send ``report`` back: who may ``ORDER`` at the portal, a
        report of another site.
        """

    def draft(site: ISite, period: str, actor: str) -> Report:
        """Count, draft the text, and keep the report of ``site`` on ``period``; at the portal
        that of the whole city.  The period must have begun, and have none yet.
        """

    def save(report: Report, words: Mapping[str, str], number: str, actor: str) -> None:
        """Keep the ``words`` and the ``number`` of the paper; what was approved is a draft again.
        """

    def recount(report: Report, actor: str) -> None:
        """Count anew, up to now.  Parts of the text that nobody has edited are drafted anew."""

    def submit(report: Report, actor: str) -> None:
        """Tell the head of the board that it is ready."""

    def approve(report: Report, digest: str, actor: str) -> None:
        """Approve what the report says, exactly that of ``digest``; who approves signs it."""

    def send(report: Report, actor: str) -> None:
        """Send what was approved; the duty of its half-year is done (28.9, 33.8).

        Refused before the last day of the period, and for figures that were counted before it.
        """

    def send_back(report: Report, reason: str, actor: str) -> None:
        """Send it back with a reason: the duty is open again, and it may be edited."""
