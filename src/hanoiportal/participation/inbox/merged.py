"""Merged cases: each asker reads on their own page what the staff says of the case that goes on,
and whoever works on that one learns what they say.

None of them gets a word of another: only what the staff writes for askers goes to other cases.
"""
from __future__ import annotations

import datetime
from collections.abc import Iterator

from pyramid.registry import Registry

from ..cases.interfaces import (
    ABUSE,
    ADDED,
    ANSWERED,
    ANSWERED_WITH,
    DISSATISFIED,
    FORWARDED,
    MERGED,
    NOTE,
    NOTICED,
    NOTICED_WITH,
    OUT_OF_SCOPE,
    OUT_OF_SCOPE_WITH,
    REOPENED,
    STAFF,
    UNMERGED,
    WITHDRAWN,
    Case,
    CaseEvent,
    ICaseChanged,
    ICases,
    main_of,
    told_kind,
    told_state,
)
from .codes import (
    MERGED_ADDED,
    MERGED_DISSATISFIED,
    MERGED_REOPENED,
    MERGED_WITHDRAWN,
    WITH_MAIN,
)

#: What those who asked the same are told, as the note of which ground.
_TOLD = {ANSWERED: ANSWERED_WITH, NOTICED: NOTICED_WITH, OUT_OF_SCOPE: OUT_OF_SCOPE_WITH}
#: What the sender of a merged case does, and how it is noted on the one that goes on.
_SAID = {ADDED: MERGED_ADDED, WITHDRAWN: MERGED_WITHDRAWN, REOPENED: MERGED_REOPENED,
         DISSATISFIED: MERGED_DISSATISFIED}
_TOLD_ALL = frozenset({ANSWERED, OUT_OF_SCOPE})
_FOLLOWED = frozenset({*_TOLD, *_SAID, MERGED, FORWARDED, ABUSE})


def follow(registry: Registry, event: ICaseChanged) -> None:
    """Subscriber: let what happened to a case reach the others that are merged with it."""
    if event.event.kind in _FOLLOWED:
        _Follower(registry.getAdapter(event.portal, ICases), event.case, event.event).follow()


class _Follower:
    """Follows ``event`` of ``case``."""

    def __init__(self, cases: ICases, case: Case, event: CaseEvent) -> None:
        self._cases, self._case, self._event = cases, case, event
        self._index = case.events.index(event)

    def follow(self) -> None:
        """See ``follow``."""
        kind = self._event.kind
        if kind == MERGED:
            self._join()
        elif kind in _TOLD:
            for each in self._merged(self._case):
                self._tell(each, self._event)
        elif kind == FORWARDED:
            self._move()
        elif kind in (WITHDRAWN, ABUSE):
            self._part(self._case)
        if kind in _SAID:
            self._note_on_main()

    def _join(self) -> None:
        """A notice that was given before says to those who join, too, when the answer comes."""
        case, event = self._case, self._event
        main = self._cases.get(int(event.to))
        assert main is not None  # ``append`` has looked at it
        self._cases.append(main, NOTE, ground=MERGED, to=str(case.number), audience=STAFF,
                           actor=event.actor, site=main.site, now=event.moment)
        last = next((each for each in reversed(main.events) if each.kind in (NOTICED, REOPENED)),
                    None)
        if last is not None and last.kind == NOTICED:
            for each in (case, *self._merged(case)):
                self._tell(each, last, main)

    def _tell(self, case: Case, event: CaseEvent, main: Case | None = None) -> None:
        """Tell the sender of ``case`` what ``event`` of the case that goes on told its own; but no
        more than an answer, once they have one.
        """
        if event.kind != ANSWERED and told_state(case, MERGED) in _TOLD_ALL:
            return
        main = main or self._case
        ground = _TOLD[event.kind]
        self._cases.append(
            case, NOTE, ground=ground, text=self._cases.text_of(main, event), until=event.until,
            actor=event.actor, site=case.site, now=self._event.moment,
            source=f'{ground}:{main.number}:{main.events.index(event)}')

    def _move(self) -> None:
        if main_of(self._case.events):
            return
        for each in self._merged(self._case):
            self._cases.append(
                each, FORWARDED, text=self._cases.text_of(self._case, self._event),
                to=self._event.to, actor=self._event.actor, site=each.site,
                now=self._event.moment,
                source=f'{WITH_MAIN}{self._case.number}:{self._index}')

    def _part(self, case: Case) -> None:
        """Cases whose senders have no answer yet go on, each by itself; those that are erased do
        not, but such as were merged into these.
        """
        for each in self._joined(case):
            if self._cases.open(each) is None:
                self._part(each)
            elif told_state(each, MERGED) in (MERGED, NOTICED):
                until, at = _owed_from(each)
                self._cases.append(each, UNMERGED, until=until, at=at, site=each.site,
                                   now=self._event.moment)

    def _note_on_main(self) -> None:
        main, number = None, main_of(self._case.events[:self._index])
        while number:
            main = self._cases.get(number)
            number = 0 if main is None else main_of(main.events)
        if main is not None:
            self._cases.append(
                main, NOTE, ground=_SAID[self._event.kind], to=str(self._case.number),
                audience=STAFF, site=main.site, now=self._event.moment)

    def _merged(self, case: Case) -> Iterator[Case]:
        """Yield all that go on as ``case`` and are not erased."""
        for each in self._joined(case):
            if self._cases.open(each) is not None:
                yield each
            yield from self._merged(each)

    def _joined(self, case: Case) -> Iterator[Case]:
        """Yield those that were merged into ``case`` itself."""
        numbers = dict.fromkeys(int(event.to) for event in case.events
                                if event.kind == NOTE and event.ground == MERGED)
        for number in numbers:
            each = self._cases.get(number)
            if each is not None and main_of(each.events) == case.number:
                yield each


def _owed_from(case: Case) -> tuple[datetime.datetime | None, datetime.datetime | None]:
    """Return by when the sender of ``case`` was told last to have an answer, else ``None``; and
    when it was reopened, if that was later, else ``None``.
    """
    for event in reversed(case.events):
        if told_kind(event) == NOTICED or event.kind == UNMERGED and event.until is not None:
            return event.until, None
        if event.kind == REOPENED:
            return None, event.at or event.moment
    return None, None
