"""Forgetting the words of reasons: of missed windows, and of duties that were broken or excused.

That something was written, by whom and when, stays; ``content.erasure`` says who demands it.
"""
from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from zope.interface import implementer

from ...base.interfaces import IPortal, ISite
from ...content.erasure.interfaces import Erased, IWords
from ...kernel.tree.lookup import find_portal
from ...platform.duties.interfaces import EXCUSE, REASON, SATISFIED, Duty, IDuties
from .interfaces import WindowKey
from .resource import Reason, reason_of

if TYPE_CHECKING:
    from pyramid.registry import Registry

#: What names of records begin with: ``duty:NUMBER``, ``window:SITE:DAY:CODE``.
DUTY, WINDOW = 'duty', 'window'
#: Kinds of events whose words people have written.
_SPOKEN = frozenset({REASON, EXCUSE, SATISFIED})
#: Digits that no number of a duty has.
_MANY = 16


@implementer(IWords)
class DutyRecords:
    """The duties with words of people."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def are_of(self, site: ISite, record: str) -> bool:
        """See ``IWords``."""
        duty = _duty(record, self._registry.getAdapter(site, IDuties))
        return duty is not None and duty.site == str(site.__oid__) and any(
            event.actor and event.text + event.basis + event.evidence
            for event in duty.events if event.kind in _SPOKEN)


@implementer(IWords)
class WindowRecords:
    """The missed windows with a reason."""

    def are_of(self, site: ISite, record: str) -> bool:
        """See ``IWords``."""
        reason = _reason(record, cast('IPortal', find_portal(site)))
        return reason is not None and record.split(':')[1] == str(site.__oid__) and any(
            words.text for words in reason.words)


def forget_reasons(portal: IPortal, gone: Erased, registry: Registry) -> None:
    """Eraser: what was written in the records of ``gone.words`` until their moments is gone."""
    duties: IDuties = registry.getAdapter(portal, IDuties)
    for record, until in gone.words.items():
        duty, reason = _duty(record, duties), _reason(record, portal)
        if duty is not None:
            _forget(duty, until)
        if reason is not None:
            kept = tuple(replace(words, text='') if words.at <= until else words
                         for words in reason.words)
            if kept != reason.words:
                reason.words = kept


def _forget(duty: Duty, until: datetime.datetime) -> None:
    kept = tuple(event._replace(text='', basis='', evidence='')
                 if event.kind in _SPOKEN and event.actor and event.moment <= until else event
                 for event in duty.events)
    if kept != duty.events:
        duty.events = kept


def _duty(record: str, duties: IDuties) -> Duty | None:
    kind, _colon, number = record.partition(':')
    if kind != DUTY or not number.isdecimal() or len(number) >= _MANY:
        return None
    return duties.get(int(number))


def _reason(record: str, portal: IPortal) -> Reason | None:
    parts = record.split(':')
    if len(parts) != 4 or parts[0] != WINDOW:
        return None
    return reason_of(portal, WindowKey(*parts[1:]))
