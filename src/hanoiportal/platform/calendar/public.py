"""``/thoi-han``: by when something is due, and the way to that day (clause 13.1).

A form that is sent by GET.  The page is a function of the calendar, the rules and the address: no
clock is read, so without a date it is the empty form.
"""
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from ...base.clock import local, parse, shown_date, shown_time
from ...base.deadlines.engine import Deadline
from ...base.deadlines.interfaces import (
    HOUR,
    IMMEDIATE,
    ON_CHANGE,
    ON_REQUEST,
    DeadlineRule,
    IDeadlineRules,
    NoDeadline,
)
from ...base.i18n import _
from ...base.interfaces import ISite
from ...base.legalbases import basis_in
from ...base.numbers import number_in
from ...shells.public.search.params import params_of
from ...types.event.times import day_words
from ...web import View, public_view
from .interfaces import IDeadlines
from .reading import date_in

PAGE = 'thoi-han'
#: Names of the fields: rule, day, time of day, day of knowledge, and the last row of operators
#: that counts, which pages name for terms that have ended.
RULE, DAY, TIME, KNOWN, ROW = FIELDS = ('quy-tac', 'ngay', 'gio', 'biet-den', 'dong')
#: Rules of the regulation begin so; the others are of other laws.
OURS = ('13.', '28.')
TO_THE_MINUTE = frozenset({HOUR, IMMEDIATE, ON_CHANGE, ON_REQUEST})


class Refusal(Exception):
    """What was typed is no question; ``args[0]`` is a translatable reason."""


class ShownDay(NamedTuple):
    """A day of the table.  ``number``: which of the days that are counted, ``''`` if it is none.
    ``source``: as ``Answer.basis``.
    """

    machine: str
    day: str
    number: str
    why: str
    source: tuple[str, str | None]


@dataclass(frozen=True)
class Answer:
    """The due moment in words.  ``machine``: ISO 8601.  ``basis``: with its language, ``None`` for
    that of the page.
    """

    rule: DeadlineRule
    basis: tuple[str, str | None]
    starts: str
    due: str
    machine: str
    known_on: str
    remarks: tuple[str, ...]
    days: tuple[ShownDay, ...]


class DeadlineView(View):
    """The form, and the answer where something was asked."""

    @public_view(context=ISite, name=PAGE, renderer='templates/public.pt')
    def page(self) -> Mapping[str, object]:
        """Return what ``public.pt`` names."""
        typed = {name: params_of(self.request, name) for name in FIELDS}
        answer, problem = None, ''
        if any(typed.values()):
            try:
                answer = self._answer(typed)
            except Refusal as refusal:
                problem = refusal.args[0]
            except NoDeadline as none:
                problem = none.reason
        return {
            'title': _('Tính thời hạn'), 'noindex': any(typed.values()), 'typed': typed,
            'query': urlencode({name: text for name, text in typed.items() if text}),
            'action': self.request.link(self.context, PAGE), 'groups': self._groups(),
            'answer': answer, 'problem': problem, 'language': self.request.language.tag,
            'description': _('Chọn quy tắc và ngày bắt đầu để biết hạn cuối, từng ngày được '
                             'tính hay không được tính và căn cứ của từng ngày.')}

    def _groups(self) -> list[tuple[str, list[DeadlineRule]]]:
        """Return the rules by their laws, each code once: its latest row comes first."""
        rules: dict[str, DeadlineRule] = {}
        for each in self.request.registry.getUtility(IDeadlineRules).all():
            rules.setdefault(each.code, each)
        ours = [each for each in rules.values() if each.code.startswith(OURS)]
        return [(_('Quy chế của Thành phố (Quyết định 4263/QĐ-UBND)'), ours),
                (_('Văn bản khác'), [each for each in rules.values() if each not in ours])]

    def _answer(self, typed: Mapping[str, str]) -> Answer:
        if not typed[RULE]:
            raise Refusal(_('Hãy chọn quy tắc.'))
        known_on = date_in(typed[KNOWN])
        if typed[KNOWN] and known_on is None:
            raise Refusal(_('“${date}” không phải là ngày như 2026-11-24.',
                            mapping={'date': typed[KNOWN]}))
        found = self.request.registry.getUtility(IDeadlines)(self.context).due(
            typed[RULE], _moment(typed), known_on=known_on,
            row=number_in(typed[ROW]) if typed[ROW] else None)
        return _in_words(found, typed, self.request.language.tag)


def _moment(typed: Mapping[str, str]) -> datetime.datetime:
    """Return when it starts: without a time of day, with the day."""
    if not typed[DAY]:
        raise Refusal(_('Hãy chọn ngày bắt đầu.'))
    day = date_in(typed[DAY])
    try:
        if day is None:
            raise ValueError
        time = datetime.time.fromisoformat(typed[TIME]) if typed[TIME] else datetime.time()
        return parse(datetime.datetime.combine(day, time.replace(tzinfo=None)).isoformat())
    except ValueError:
        raise Refusal(_('Ngày, giờ bắt đầu không đúng: “${text}”.', mapping={
            'text': f'{typed[DAY]} {typed[TIME]}'.strip()})) from None


def _in_words(found: Deadline, typed: Mapping[str, str], tag: str) -> Answer:
    starts, due = local(found.trigger), local(found.due)
    is_precise = found.rule.unit in TO_THE_MINUTE
    counted, rows = 0, []
    for each in found.told_in(tag):
        counted += each.counted
        rows.append(ShownDay(
            each.date.isoformat(), day_words(each.date, tag), str(counted) if each.counted else '',
            each.why, basis_in(each.source, tag)))
    return Answer(
        found.rule, basis_in(found.rule.basis, tag), _words(starts, tag, bool(typed[TIME])),
        _words(due, tag, is_precise),
        due.isoformat(timespec='seconds') if is_precise else due.date().isoformat(),
        shown_date(found.known_on, tag) if found.known_on else '', found.remarks_in(tag),
        tuple(rows))


def _words(moment: datetime.datetime, tag: str, is_precise: bool) -> str:
    day = day_words(moment.date(), tag)
    return f'{shown_time(moment)}, {day}' if is_precise else day
