"""Forgetting the words of reports, and of reasons that reports tell.

Figures, states and who did what and when stay; ``content.erasure`` says who demands it.
"""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.numbers import number_in
from ...content.erasure.interfaces import Erased, IWords
from ...kernel.security.interactions import interactions_of
from ...kernel.tree.lookup import find_portal
from .drafting import line_of
from .interfaces import DRAFTED, PROPOSALS, SAVED, Content, Fault, ReportEvent
from .resource import KEY, ReportBook, SiteReport

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...base.interfaces import IPortal, ISite

#: What names of records begin with: ``report:NUMBER``.
RECORD = 'report'


@implementer(IWords)
class ReportRecords:
    """The reports, each with its text and the reasons for which it was returned."""

    def are_of(self, site: ISite, record: str) -> bool:
        """See ``IWords``."""
        kind, _colon, number = record.partition(':')
        book = interactions_of(cast('IPortal', find_portal(site))).get(KEY)
        found: SiteReport | None = book.reports.get(number_in(number, 9)) if (
            kind == RECORD and isinstance(book, ReportBook)) else None
        return found is not None and found.site == str(site.__oid__) and any(
            any(each.words.values()) for each in _contents(found))


def forget_words(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: reports of ``gone.words`` say nothing that was written until their moments, nor does
    the report of the city that took their proposals over; no report tells a reason that is gone.
    """
    book = interactions_of(portal).get(KEY)
    if not gone.words or not isinstance(book, ReportBook):
        return
    reports: list[SiteReport] = list(book.reports.values())
    proposed = {_flat(each) for report in reports for each in _contents(report)
                if f'{RECORD}:{report.number}' in gone.words} - {''}
    for report in reports:
        taken = proposed if report.site == str(portal.__oid__) else set()
        until = gone.words.get(f'{RECORD}:{report.number}')
        written = [each.moment for each in report.events if each.kind in (DRAFTED, SAVED)][-1:]
        content = _bare(report.content, gone, taken, _is_until(until, *written))
        events = tuple(_event(each, gone, taken, until) for each in report.events)
        if (content, events) != (report.content, report.events):
            report.content, report.events = content, events


def _contents(report: SiteReport) -> list[Content]:
    """Return what ``report`` says, and what it said whenever it was sent."""
    return [report.content, *(each.content for each in report.events if each.content)]


def _flat(content: Content) -> str:
    """Return its proposals as the report of the city takes them over: in one line."""
    return ' '.join(content.words.get(PROPOSALS, '').split())


def _event(event: ReportEvent, gone: Erased, taken: set[str],
           until: datetime.datetime | None) -> ReportEvent:
    is_gone = _is_until(until, event.moment)
    return event._replace(
        text='' if is_gone else event.text,
        content=event.content and _bare(event.content, gone, taken, is_gone))


def _bare(content: Content, gone: Erased, taken: set[str], is_gone: bool) -> Content:
    """Return ``content`` without words if it ``is_gone``, else without the reasons of ``gone``
    and the proposals that were ``taken`` over.
    """
    told = content.counted.faults
    faults = tuple(_fault(each, gone) for each in told)
    words = {part: '' if is_gone else text for part, text in content.words.items()}
    for before, after in zip(told, faults, strict=True):
        if before != after:
            words = {part: text.replace(line_of(before), line_of(after))
                     for part, text in words.items()}
    if taken:
        words[PROPOSALS] = '\n'.join(
            line for line in words.get(PROPOSALS, '').split('\n')
            if not any(line.endswith(f': {each}') for each in taken))
    return content._replace(words=words, counted=content.counted._replace(faults=faults))


def _fault(fault: Fault, gone: Erased) -> Fault:
    is_gone = fault.written is not None and _is_until(gone.words.get(fault.record), fault.written)
    return fault._replace(reason='') if is_gone else fault


def _is_until(until: datetime.datetime | None, *moments: datetime.datetime) -> bool:
    return until is not None and all(moment <= until for moment in moments)
