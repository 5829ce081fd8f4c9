"""Bảng tổng hợp, tiếp thu, giải trình ý kiến, of a draft: one list of rows for all its files."""
from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pyramid.registry import Registry

from ...base.clock import local
from ...base.interfaces import IClock, IPortal
from ...kernel.tree.issuers import agency_of
from ...kernel.tree.lookup import find_site
from ...platform.officefiles.interfaces import (
    IOfficeFiles,
    OfficeDocument,
    Paragraph,
    Signature,
    Table,
)
from ..cases.interfaces import ANSWERED, ORGANISATION, OUT_OF_SCOPE, Case, ICases
from .interfaces.comments import ABUSIVE, OUTCOMES, TITLES, WITHDRAWN, Comment, IComments
from .interfaces.drafts import IConsultation

COLUMNS = ('STT', 'Điều khoản', 'Nội dung góp ý', 'Chủ thể góp ý', 'Số ý kiến', 'Kết quả',
           'Giải trình, nội dung tiếp thu', 'Điều khoản được sửa')
#: How wide each of them is in the Word file, beside the others.
PARTS = (2, 5, 12, 6, 3, 5, 12, 5)
WHOLE, LOST = 'Toàn bộ dự thảo', 'Chưa xác định điều khoản'
ERASED = '(đã xóa theo yêu cầu)'
_KIND = 'BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH'


class Response(NamedTuple):
    """A line of the table: what was said once or by many.  ``outcome``: of ``OUTCOMES``."""

    provision: str
    text: str
    who: str
    number: int
    outcome: str
    reason: str
    changed: str


class CommentTables:
    """See ``ICommentTables``."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def lines(self, portal: IPortal, draft: IConsultation) -> list[Response]:
        """Return the lines of the table, by provisions in the order of the draft."""
        cases: ICases = self._registry.getAdapter(portal, ICases)
        comments: IComments = self._registry.getAdapter(portal, IComments)
        order = {each.id: at for at, each in enumerate(draft.provisions)}
        labels = {each.id: each.heading for each in draft.provisions}
        groups: dict[tuple[object, ...], list[Comment]] = {}
        reasons: dict[int, str] = {}
        for row in comments.of(str(draft.__oid__)):
            case = cases.get(row.number)
            reason = reasons[row.number] = reason_of(cases, case) if case is not None else ''
            key = (row.group, row.anchor.provision, bool(row.lost), row.outcome, row.changed,
                   reason)
            groups.setdefault(key, []).append(row)
        found = sorted(groups.values(), key=lambda rows: (
            order.get(rows[0].anchor.provision, -1) if not rows[0].lost else len(order),
            rows[0].number))
        return [_line(cases, rows, labels, reasons[rows[0].number]) for rows in found]

    def docx(self, portal: IPortal, draft: IConsultation) -> bytes:
        """See ``ICommentTables``."""
        office: IOfficeFiles = self._registry.getUtility(IOfficeFiles)
        return office.docx(OfficeDocument(
            kind=_KIND, subject=f'ý kiến góp ý đối với {_named(draft.title)}',
            agency=draft.drafting_body or agency_of(find_site(draft)),
            place='Hà Nội', day=local(self._registry.getUtility(IClock).now()).date(),
            body=(Paragraph('\n'.join(self._summary(portal, draft))),
                  Table('Tổng hợp, tiếp thu, giải trình', COLUMNS, tuple(
                      tuple(map(str, row)) for row in self._rows(portal, draft)), PARTS)),
            across=True,
            signatures=(Signature(('CƠ QUAN CHỦ TRÌ SOẠN THẢO',),
                                  hint='(ký, ghi rõ họ tên, đóng dấu)'),)))

    def xlsx(self, portal: IPortal, draft: IConsultation) -> bytes:
        """See ``ICommentTables``."""
        office: IOfficeFiles = self._registry.getUtility(IOfficeFiles)
        return office.sheet('Tiếp thu, giải trình', COLUMNS, self._rows(portal, draft))

    def _rows(self, portal: IPortal, draft: IConsultation) -> list[tuple[object, ...]]:
        return [(number, each.provision, each.text, each.who, each.number,
                 str(TITLES[each.outcome]), each.reason, each.changed)
                for number, each in enumerate(self.lines(portal, draft), 1)]

    def _summary(self, portal: IPortal, draft: IConsultation) -> list[str]:
        comments: IComments = self._registry.getAdapter(portal, IComments)
        found = Counter(row.outcome for row in comments.of(str(draft.__oid__)))
        results = '; '.join(f'{TITLES[each]}: {found[each]}' for each in OUTCOMES
                            if each not in (WITHDRAWN, ABUSIVE) and found[each])
        total, unanswered = found.total(), found['']
        answered = total - unanswered - found[WITHDRAWN] - found[ABUSIVE]
        parts = (f'người góp ý đã rút: {found[WITHDRAWN]}',
                 *([f'không xem xét (lạm dụng): {found[ABUSIVE]}'] if found[ABUSIVE] else []),
                 f'đã trả lời: {answered}',
                 f'chưa trả lời: {unanswered}')
        return [f'Tổng số ý kiến đã nhận: {total}.', f'Trong đó, {"; ".join(parts)}.', *(
            [f'Kết quả trả lời: {results}.'] if results else [])]


def _named(title: str) -> str:
    """Return the ``title`` of a draft as it stands in a sentence, with the word «dự thảo» once."""
    begun = title[:1].lower() + title[1:]
    return begun if begun.startswith('dự thảo') else f'dự thảo {title}'


def _line(cases: ICases, rows: Sequence[Comment], labels: Mapping[str, str],
          reason: str) -> Response:
    """Return the line of ``rows``, which say the same and were answered alike."""
    first, said = rows[0], ERASED
    who: list[str] = []
    for row in rows:
        case = cases.get(row.number)
        contents = cases.open(case) if case is not None else None
        if case is None or contents is None:
            continue
        if said == ERASED:
            said = contents.text
        if contents.sender.capacity == ORGANISATION:
            who.append(contents.sender.organisation)
    people = len(rows) - len(who)
    place = LOST if first.lost else labels.get(first.anchor.provision, WHOLE)
    quotation = f'\n“{first.anchor.quotation}”' if first.anchor.quotation else ''
    return Response(place + quotation, said, '; '.join(
        [*who, *([f'{people} cá nhân'] if people else [])]), len(rows), first.outcome, reason,
        '; '.join(labels.get(each, each) for each in first.changed))


def reason_of(cases: ICases, case: Case) -> str:
    """Return the reason of the last answer of ``case``, ``''`` if there is none."""
    said = [event for event in case.events if event.kind in (ANSWERED, OUT_OF_SCOPE)]
    return cases.text_of(case, said[-1]) if said else ''
