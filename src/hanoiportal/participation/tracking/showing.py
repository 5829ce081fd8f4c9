"""What who sent a case sees of it: state, timeline, deadlines with the way to them, and what may
be done (clause 4.3.a).
"""
from __future__ import annotations

import datetime
from typing import NamedTuple, Protocol

from ...base.clock import local, moment_in, shown_date
from ...base.i18n import _
from ..cases.interfaces import (
    ABUSE,
    ADDED,
    ANSWERED,
    ASKER,
    CONSENTED,
    DISSATISFIED,
    ERASED,
    FORWARDED,
    HELD,
    MERGED,
    NAME_ENDED,
    NOTE,
    NOTICED,
    OPEN,
    ORGANISATION,
    OTHER,
    OUT_OF_SCOPE,
    PUBLISH_ENDED,
    PUBLISHED,
    RATED,
    RECEIVED,
    REDATED,
    REOPENED,
    SPLIT,
    TAKEN,
    UNMERGED,
    UNPUBLISHED,
    WITHDRAWN,
    Case,
    CaseEvent,
    CaseStanding,
    Contents,
    ICases,
    IConduct,
    ShownTerm,
    is_erasing,
    told_kind,
    told_state,
)
from .interfaces import ERASED_WORDS, STATES, ISenderWords

EVENTS = {
    RECEIVED: _('Cổng đã nhận'), ADDED: _('Người gửi bổ sung'), TAKEN: _('Đã phân loại'),
    FORWARDED: _('Đã chuyển tới cơ quan có thẩm quyền'),
    OUT_OF_SCOPE: _('Không thuộc phạm vi, lĩnh vực của cơ quan'),
    NOTICED: _('Thông báo quá trình xử lý'), ANSWERED: _('Trả lời'),
    WITHDRAWN: _('Người gửi rút'), REOPENED: _('Đề nghị xem xét lại'),
    DISSATISFIED: _('Người gửi chưa hài lòng'), MERGED: _('Gộp vào hồ sơ khác cùng việc'),
    UNMERGED: _('Giải quyết riêng, không còn gộp'),
    SPLIT: _('Tách thành hồ sơ khác'), ABUSE: _('Không giải quyết'),
    PUBLISHED: _('Đã đăng công khai'), UNPUBLISHED: _('Đã gỡ khỏi trang công khai'),
    CONSENTED: _('Thay đổi sự đồng ý'), ERASED: ERASED_WORDS,
}
#: What a sender has taken back, by the ground of the event.
ENDED = {NAME_ENDED: _('Đã thôi đồng ý hiện tên'),
         PUBLISH_ENDED: _('Đã thôi đồng ý công khai')}
#: What a note to the sender is called, where nobody says otherwise.
NOTED = _('Thông báo của cơ quan')
#: What is noted of every kind of cases.
NOTES = {REDATED: _('Hạn trả lời thay đổi theo lịch nghỉ')}


class ShownEvent(NamedTuple):
    """An entry of the timeline.  ``machine``: ISO 8601.

    ``site``: name of the body that it leads to.  ``until``: the day that was promised, in words.
    ``files``: address, name, and why it is given to nobody, ``''`` for nothing.  ``shown``:
    address and title of the public text that it tells of, ``None`` for none.
    """

    title: str
    machine: str
    at: str
    text: str
    site: str
    until: str
    files: list[tuple[str, str, str]]
    shown: tuple[str, str] | None


class ShownCase(NamedTuple):
    """All that the page shows.  ``verbs``: kinds of events that the sender may add now.

    ``is_confirmed``: whether VNeID or a telephone has told who sent it.
    """

    code: str
    kind: str
    state: str
    site: str
    received: str
    title: str
    text: str
    details: list[Detail]
    is_erased: bool
    events: list[ShownEvent]
    terms: list[ShownTerm]
    verbs: frozenset[str]
    may_rate: bool
    is_confirmed: bool


class Detail(NamedTuple):
    """What a form asked besides, in words.  ``address``: of its public page, ``''`` for none."""

    title: str
    value: str
    address: str


class Around(Protocol):
    """What stands around a case.  ``tag``: of the language."""

    tag: str

    def terms(self, standing: CaseStanding) -> list[ShownTerm]:
        """Return the deadlines of ``standing``."""

    def site(self, oid: str) -> str:
        """Return the name of the site with the object id ``oid``, a text."""

    def item(self, oid: str) -> tuple[str, str] | None:
        """Return address and title of the public item with that object id."""

    def file(self, index: int) -> str:
        """Return the address of a file of the case by its index."""

    def copies(self, event: CaseEvent) -> list[tuple[str, str, str]]:
        """Return address, name, and why it is not given of the copies that ``event`` has given;
        they lie with other cases.
        """

    def details(self, conduct: IConduct | None, contents: Contents) -> list[Detail]:
        """Return what the form of ``contents`` asked besides."""


class CaseNews:
    """Tells a case in one language.

    ``kind``: what the case is, in that language.  ``words``: of the kind.
    """

    def __init__(self, cases: ICases, kind: str, around: Around,
                 conduct: IConduct | None = None, words: ISenderWords | None = None) -> None:
        self._conduct, self._words = conduct, words
        self._cases, self._kind, self._around = cases, kind, around

    def told(self, case: Case, now: datetime.datetime) -> ShownCase:
        """Return what is shown of ``case`` at ``now``, aware UTC."""
        around, conduct = self._around, self._conduct
        standing, contents = self._cases.standing(case, now), self._cases.open(case)
        unasked = frozenset() if conduct is None else conduct.unasked
        state = told_state(case, standing.state)
        return ShownCase(
            case.code, self._kind, state_of(self._words, case, standing),
            around.site(standing.site), moment_in(case.received, around.tag),
            *(('', '') if contents is None else (_heading(contents), contents.text)),
            [] if contents is None else [
                *_on_behalf(contents), *around.details(conduct, contents)], contents is None,
            [self._event(case, event) for event in case.events
             if event.audience == ASKER and event.kind in (*EVENTS, NOTE)],
            around.terms(standing),
            verbs_of(state, contents is None) - unasked,
            contents is not None and state not in OPEN and self._may_rate(case),
            contents is not None and contents.identity is not None)

    def _may_rate(self, case: Case) -> bool:
        is_rated = self._words is None or self._words.is_rated
        return is_rated and ANSWERED in map(told_kind, case.events) and not (
            self._cases.kept(case, RATED))

    def _text(self, case: Case, event: CaseEvent) -> str:
        text = self._cases.text_of(case, event)
        return self._words.text(event, text, self._around.tag) if self._words and text else text

    def _event(self, case: Case, event: CaseEvent) -> ShownEvent:
        at, around = event.at or event.moment, self._around
        return ShownEvent(
            self._title(event), local(at).isoformat(timespec='minutes'), moment_in(at, around.tag),
            self._text(case, event),
            around.site(event.to) if event.kind == FORWARDED else '',
            shown_date(local(event.until).date(), around.tag) if event.until else '',
            [*self._files(case, event), *around.copies(event)],
            around.item(event.item) if event.kind == PUBLISHED else None)

    def _title(self, event: CaseEvent) -> str:
        if event.kind == CONSENTED and event.ground in ENDED:
            return ENDED[event.ground]
        notes = NOTES if self._conduct is None else {**NOTES, **self._conduct.titles}
        return ERASED_WORDS if is_erasing(event) else (
            EVENTS.get(told_kind(event)) or notes.get(event.ground, NOTED))

    def _files(self, case: Case, event: CaseEvent) -> list[tuple[str, str, str]]:
        """Return the files of ``event``, none of which is opened for that."""
        return [(self._around.file(index), name, HELD.get(case.files[index].held, ''))
                for index in event.files if (name := self._cases.filename(case, index))]


def _on_behalf(contents: Contents) -> list[Detail]:
    """Return whom the case was sent for, nobody if its sender asks as themselves."""
    sender = contents.sender
    whom = {OTHER: sender.on_behalf_of, ORGANISATION: sender.organisation}.get(sender.capacity)
    return [Detail(_('Gửi thay cho'), whom, '')] if whom else []


def _heading(contents: Contents) -> str:
    """Return the title, ``''`` of one that only repeats how the text begins."""
    return '' if contents.text.startswith(contents.title.removesuffix('…')) else contents.title


def state_of(words: ISenderWords | None, case: Case, standing: CaseStanding) -> str:
    """Return the state of ``case`` as its sender reads it.  ``words``: of its kind."""
    if any(map(is_erasing, case.events)):
        return ERASED_WORDS
    return words and words.state(case, standing) or STATES[told_state(case, standing.state)]


def verbs_of(state: str, is_erased: bool) -> frozenset[str]:
    """Return the kinds of events that the sender of a case may add in ``state``, as they read
    it.
    """
    if is_erased or state in (WITHDRAWN, ABUSE):
        return frozenset()
    if state in (ANSWERED, OUT_OF_SCOPE):
        return frozenset({REOPENED, DISSATISFIED})
    return frozenset({ADDED, WITHDRAWN})
