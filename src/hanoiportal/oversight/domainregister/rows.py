"""Names and their hosts as the desk shows them, and as a table."""
from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...base.clock import local, moment
from ...base.i18n import _
from ...base.text import fold
from .interfaces import (
    ASKED,
    CARRIED,
    CHECKS,
    DNSSEC,
    ENDED,
    FAVOURED,
    FINE,
    GRANTED,
    HSTS,
    INSIDE,
    IPV4,
    IPV6,
    MISSING,
    NO_ANSWER,
    NO_NAME,
    NO_RECORD,
    OPEN,
    OPPOSED,
    OTHER_NAME,
    REDIRECT,
    REFUSED,
    REVOKED,
    STATES,
    TLS,
    UNKNOWN,
    UNTRUSTED,
    WARNED,
    WITHDRAWN,
    DomainEvent,
    DomainName,
    HostState,
)
from .watching import faults

#: What people are told of a deed, by its button.
TOLD = {
    'withdraw': _('Đã rút đề nghị tên miền.'),
    'opinion': _('Đã ghi ý kiến của Thành phố.'),
    'grant': _('Đã cấp tên miền.'),
    'refuse': _('Đã từ chối đề nghị tên miền.'),
    'revoke': _('Đã thu hồi tên miền.')}
#: What happened, in words.
HAPPENED = {
    ASKED: _('Đề nghị cấp tên miền'), FAVOURED: _('Ủy ban nhân dân Thành phố có ý kiến đồng ý'),
    OPPOSED: _('Ủy ban nhân dân Thành phố có ý kiến không đồng ý'), GRANTED: _('Cấp tên miền'),
    REFUSED: _('Từ chối cấp tên miền'), REVOKED: _('Thu hồi tên miền'),
    WITHDRAWN: _('Rút đề nghị'), CARRIED: _('Ghi vào sổ theo văn bản đã có')}
TITLES = {
    IPV6: _('Địa chỉ IPv6 (AAAA)'), IPV4: _('Địa chỉ IPv4 (A)'), TLS: _('Chứng thư (HTTPS)'),
    REDIRECT: _('Chuyển từ HTTP sang HTTPS'), HSTS: _('Luôn dùng HTTPS (HSTS)'),
    DNSSEC: _('Ký DNSSEC')}
FOUND = {
    FINE: _('Đạt'), UNKNOWN: _('Không kiểm tra được'), NO_RECORD: _('Không có bản ghi'),
    NO_NAME: _('DNS không có tên miền này'), NO_ANSWER: _('Không trả lời'),
    INSIDE: _('Địa chỉ trong mạng nội bộ, không kết nối'),
    OTHER_NAME: _('Chứng thư của tên miền khác'), ENDED: _('Chứng thư đã hết hạn'),
    UNTRUSTED: _('Chứng thư không được tin cậy'), MISSING: _('Chưa thiết lập')}
TO_DO = {
    IPV6: _('Thêm bản ghi AAAA ở nơi quản lý DNS: Cổng dùng IPv6 (khoản 2 Điều 5).'),
    IPV4: _('Kiểm tra bản ghi A ở nơi quản lý DNS.'),
    TLS: _('Cài chứng thư còn hạn, đúng tên miền, của nơi cấp mà trình duyệt tin cậy; mở '
           'TCP 443 ở máy chủ.'),
    REDIRECT: _('Đặt máy chủ chuyển mọi địa chỉ http:// sang https:// của cùng tên miền.'),
    HSTS: _('Đặt máy chủ gửi Strict-Transport-Security.'),
    DNSSEC: _('Ký vùng tên miền bằng DNSSEC ở nơi quản lý tên miền.')}
COLUMNS = ('name', 'host', 'holder', 'state', 'since', 'paper', 'looked', 'certificate_ends',
           'faults')
#: Choices of the list besides the states: what waits, and what the watch finds fault with.
WAITS, FAULTY = 'waiting', 'faulty'
FILTERS = ((WAITS, _('Chờ giải quyết')), *STATES.items(), (FAULTY, _('Có lỗi kỹ thuật')))


@dataclass(frozen=True)
class HostShown:
    """How a host stands.  ``looked``, ``ends``: local, ``''`` for none.  ``faults``: translatable
    pairs of what was looked at and what was found.  ``ends_soon``: whether its certificate does.
    """

    looked: str
    ends: str
    faults: list[tuple[str, str]]
    ends_soon: bool

    @property
    def is_fine(self) -> bool:
        """Whether somebody looked, and all is well."""
        return bool(self.looked) and not self.faults and not self.ends_soon


@dataclass(frozen=True)
class NameRow:
    """One name.  ``state``: translatable.  ``since``: local moment of the last event."""

    name: str
    host: str
    holder: str
    state: str
    is_warned: bool
    since: str
    shown: HostShown


@dataclass(frozen=True)
class CheckRow:
    """One thing that was looked at.  All are translatable but ``since``; ``to_do``: ``''`` where
    nothing is to be done.
    """

    title: str
    found: str
    since: str
    to_do: str
    is_fault: bool


@dataclass(frozen=True)
class Happened:
    """One event.  ``what``: translatable.  ``day``: as people write it, ``''`` for none."""

    what: str
    who: str
    when: str
    holder: str
    text: str
    paper: str
    day: str


def host_shown(state: HostState | None, now: datetime.datetime) -> HostShown:
    """Return how a host stands."""
    if state is None or state.looked is None:
        return HostShown('', '', [], False)
    ends = '' if state.ends is None else f'{local(state.ends):%d/%m/%Y}'
    soon = state.ends is not None and state.ends - now <= datetime.timedelta(days=max(WARNED))
    return HostShown(moment(state.looked), ends, [
        (TITLES[check], FOUND[state.found[check]]) for check in faults(state)], soon)


def row(name: DomainName, state: HostState | None, now: datetime.datetime) -> NameRow:
    """Return ``name`` as a list shows it."""
    return NameRow(
        name.name, name.host, name.asked.holder, STATES[name.state], name.state in OPEN,
        _when(name.events[-1]), host_shown(state, now))


def _when(event: DomainEvent) -> str:
    """Return the moment of ``event``; of a decision with the data files only its day is known."""
    return f'{local(event.moment):%d/%m/%Y}' if event.kind == CARRIED else moment(event.moment)


def is_chosen(name: DomainName, state: HostState | None, choice: str, text: str,
              now: datetime.datetime) -> bool:
    """Return whether ``name`` is one of ``choice``, a word of ``FILTERS`` or ``''``, and has all
    words of ``text``.
    """
    if choice == FAULTY:
        shown = host_shown(state, now)
        fits = name.state == GRANTED and bool(shown.faults or shown.ends_soon)
    else:
        fits = {'': True, WAITS: name.state in OPEN}.get(choice, name.state == choice)
    said = fold(f'{name.host} {name.asked.holder}')
    return fits and all(word in said for word in fold(text).split())


def check_rows(state: HostState | None) -> list[CheckRow]:
    """Return what was looked at, in the order of ``CHECKS``."""
    if state is None:
        return []
    wrong = {*faults(state), *([DNSSEC] if state.found.get(DNSSEC) == MISSING else [])}
    return [CheckRow(TITLES[check], FOUND[state.found[check]], moment(state.since[check]),
                     TO_DO[check] if check in wrong else '', check in wrong)
            for check in CHECKS if check in state.found]


def happenings(name: DomainName, person: Callable[[str], str]) -> list[Happened]:
    """Return what happened to ``name``, the earliest first; ``person``: names an account."""
    return [Happened(
        HAPPENED[each.kind], person(each.actor) if each.actor else '', _when(each),
        each.holder, each.text, each.paper, f'{each.day:%d/%m/%Y}' if each.day else '')
        for each in name.events]


def cells(name: DomainName, state: HostState | None) -> Sequence[object]:
    """Return the line of ``name`` in a table to save, by ``COLUMNS``."""
    looked = state.looked if state is not None else None
    ends = state.ends if state is not None else None
    return (name.name, name.host, name.asked.holder, STATES[name.state],
            local(name.events[-1].moment).date(), paper_of(name),
            local(looked).date() if looked else '', local(ends).date() if ends else '',
            ' '.join(faults(state)))


def paper_of(name: DomainName) -> str:
    """Return the last document that the register knows of ``name``, ``''`` for none."""
    return next((each.paper for each in reversed(name.events) if each.paper), '')
