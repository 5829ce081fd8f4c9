"""The text of a report as the machine drafts it, in Vietnamese; pure.

People edit it.  A part that nobody has edited is drafted anew when the figures are counted anew.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...base.clock import shown_date
from ...base.numbers import grouped
from ...base.periods import Period
from .interfaces import DUTIES, FAULTS, LEDGER, PROPOSALS, RESULTS, Counted, Fault
from .words import ReportWords

#: Faults, and sites with faults, that the text names; the table of the paper has the first
#: ``MOST`` of them.
NAMED, MOST = 40, 500
#: What is not kept, as figures: of the sites of the city.
BROKEN = (f'{LEDGER}:breach', f'{DUTIES}:met_late', f'{DUTIES}:missed')
_NO_REASON = 'chưa nêu lý do'


class Standing(NamedTuple):
    """How the reports of the sites stand, of the report of the city.

    ``sent``, ``late``, ``owed``, ``returned``: how many.  ``proposals``: name of a site, and what
    its report proposes.
    """

    sent: int = 0
    late: int = 0
    owed: int = 0
    returned: int = 0
    proposals: tuple[tuple[str, str], ...] = ()


class Draft(NamedTuple):
    """What the text is drafted of.  ``name``: of the site; ``names``: of the sites of the city,
    by object id; ``others``: of the report of the city, else ``None``.
    """

    name: str
    period: Period
    counted: Counted
    words: ReportWords
    names: Mapping[str, str]
    others: Standing | None


def drafted(draft: Draft) -> dict[str, str]:
    """Return the parts of the text."""
    return {RESULTS: '\n'.join(_results(draft)), FAULTS: '\n'.join(_faults(draft)),
            PROPOSALS: '\n'.join(_proposals(draft))}


def change(now: int, before: int | None) -> str:
    """Say how ``now`` compares with ``before``: ``kỳ trước 12, tăng 3``; ``''`` if that is not
    known.
    """
    if before is None:
        return ''
    then = f'kỳ trước {grouped(before, "vi")}'
    if now == before:
        return f'{then}, không thay đổi'
    return f'{then}, {"tăng" if now > before else "giảm"} {grouped(abs(now - before), "vi")}'


def _results(draft: Draft) -> Iterator[str]:
    period, counted = draft.period, draft.counted
    yield (f'Từ ngày {shown_date(period.first, "vi")} đến hết ngày '
           f'{shown_date(period.last, "vi")}, {draft.name} đạt các kết quả sau:')
    for name, title in draft.words.figures.items():
        number, before = counted.values.get(name), counted.before.get(name)
        if number or before:
            said = change(number or 0, before)
            yield f'- {title.title}: {grouped(number or 0, "vi")}{f" ({said})" if said else ""}.'
    if draft.others is not None:
        others = draft.others
        yield (f'- Báo cáo của các trang: đã gửi {others.sent} (trong đó gửi trễ {others.late}), '
               f'chưa gửi {others.owed}, trả lại để bổ sung {others.returned}.')


def _faults(draft: Draft) -> Iterator[str]:
    if draft.others is not None:
        yield from _faults_of_sites(draft)
        return
    faults = draft.counted.faults
    if not faults:
        yield 'Trong kỳ không có thời hạn, khung giờ nào không được thực hiện.'
        return
    without = sum(not fault.reason for fault in faults)
    yield (f'Trong kỳ có {len(faults)} trường hợp không thực hiện đúng thời hạn, khung giờ'
           + (f', trong đó {without} trường hợp {_NO_REASON}:' if without else ':'))
    for fault in faults[:NAMED]:
        yield f'- {line_of(fault)}.'
    yield from _others(len(faults) - NAMED, 'trường hợp')


def _faults_of_sites(draft: Draft) -> Iterator[str]:
    broken = sorted(
        ((oid, sum(values.get(name, 0) for name in BROKEN))
         for oid, values in draft.counted.sites.items()), key=lambda pair: -pair[1])
    broken = [pair for pair in broken if pair[1]]
    if not broken:
        yield 'Trong kỳ không có thời hạn, khung giờ nào không được thực hiện.'
        return
    yield 'Các trang có thời hạn, khung giờ không được thực hiện đúng:'
    for oid, _number in broken[:NAMED]:
        values = draft.counted.sites[oid]
        said = '; '.join(f'{_lower(draft.words.figures[name].title)}: {values[name]}'
                         for name in BROKEN if values.get(name) and name in draft.words.figures)
        yield f'- {draft.names.get(oid, oid)}: {said}.'
    yield from _others(len(broken) - NAMED, 'trang')


def _others(number: int, what: str) -> Iterator[str]:
    if number > 0:
        yield f'Và {number} {what} khác, nêu trong số liệu kèm theo.'


def _proposals(draft: Draft) -> Iterator[str]:
    for name, text in draft.others.proposals if draft.others else ():
        yield f'- {name}: {" ".join(text.split())}'


def line_of(fault: Fault) -> str:
    """Say what was not kept, when and why, without a full stop."""
    reason = fault.reason.strip().rstrip('.')
    said = f'lý do: {reason}' if reason else _NO_REASON
    return f'Ngày {shown_date(fault.day, "vi")}: {_lower(fault.what)}; {said}'


def _lower(text: str) -> str:
    """Begin ``text`` with a small letter, but not an abbreviation such as VBQPPL."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def still_drafted(words: Mapping[str, str], machine: Mapping[str, str]) -> Sequence[str]:
    """Return the parts of ``words`` that are as the ``machine`` has drafted them."""
    return [part for part, text in machine.items() if words.get(part, '') == text]
