"""Proposals as the desk shows them: rows of lists, and the course of one."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IClock
from ...kernel.tree.lookup import in_language, is_suspended
from ..orders.interfaces import IOrders
from ..suspension.interfaces import PUBLISHING
from .interfaces import (
    ACCEPTED,
    ASKED,
    BEGUN,
    ENDED,
    HELD,
    KINDS,
    LIFTED,
    OPEN,
    REFUSED,
    STATES,
    TAKEN_BACK,
    WAITING,
    Proposal,
)
from .resource import book_of
from .shared import seen_at
from .terms import due_of

if TYPE_CHECKING:
    from pyramid.request import Request

    from ...base.interfaces import IPortal, ISite
    from ...kernel.tree.resources import Described

#: What happened, in words.
HAPPENED = {
    WAITING: _('Đã gửi'), ASKED: _('Nơi nhận hỏi lại'), BEGUN: _('Một thành viên đã phê duyệt'),
    ACCEPTED: _('Đã nhận đăng'), REFUSED: _('Đã từ chối'), HELD: _('Đã tạm giữ'),
    TAKEN_BACK: _('Nơi gửi đã rút'), ENDED: _('Thôi đăng')}
#: What an answer to a question is called.
ANSWERED = _('Nơi gửi đã trả lời')
GONE = _('(bài không còn)')
#: How stands what a board has accepted and is not public there, such as for a later moment.
NOT_YET = _('Đã nhận đăng, chưa công khai')
#: Told in place of a due moment while the term rests.
RESTING = _('Trang đang tạm ngừng: chưa tính hạn')
#: Columns of a saved list of receipts: those of ``Receipt`` from ``site`` to ``due``.
HEADER = (_('Nơi nhận'), _('Hình thức'), _('Tình trạng'), _('Từ lúc'), _('Hạn đăng'))
#: States that ask the board for something.
WARNED = frozenset({WAITING, BEGUN})


@dataclass(frozen=True)
class ProposalRow:
    """One proposal.  ``title``: of the item now; if it is not public, as it was carried or
    proposed.  ``is_gone``: whether it is not public.  ``site``: the other site.  ``made``,
    ``wished``: local moments, ``''`` for none.
    """

    number: int
    title: str
    is_gone: bool
    kind: str
    state: str
    is_warned: bool
    site: str
    made: str
    wished: str


@dataclass(frozen=True)
class Receipt:
    """How a proposal stands at one site.  ``since``: the local moment from which on it stands so:
    of what is carried, since it is public there.  ``due``: by when it is to be posted, ``''`` for
    what is not owed; ``RESTING`` if it ``rests``.  ``made``: when it was sent.
    """

    number: int
    site: str
    kind: str
    state: str
    since: str
    due: str
    is_late: bool
    is_carried: bool
    made: str
    rests: bool


@dataclass(frozen=True)
class ProposalStep:
    """One event of a proposal.  ``ground``: its title, ``''`` for none."""

    what: str
    who: str
    when: str
    text: str
    ground: str


def row(proposal: Proposal, request: Request, other: str) -> ProposalRow:
    """Return ``proposal`` as a list shows it; ``other``: the site that is named."""
    portal, tag = request.root, request.language.tag
    source, site = source_at(portal, proposal), resource_at(portal, int(other or 0))
    return ProposalRow(
        proposal.number, _title(portal, proposal, source), source is None,
        kind_of(proposal), STATES[proposal.state], proposal.state in WARNED,
        _sites(proposal) if not other else '' if site is None else in_language(
            site, tag).title, moment(proposal.made_at),
        moment(proposal.wished))


def kind_of(proposal: Proposal) -> str:
    """Return what ``proposal`` is called."""
    return LIFTED if proposal.lifted else KINDS[proposal.kind]


def _sites(proposal: Proposal) -> str:
    """Return how many sites have accepted ``proposal`` by their rules."""
    return _('${number} trang, theo quy tắc nhận tin', mapping={
        'number': len(getattr(proposal, 'sites', ()))})


def receipts(proposals: Iterable[Proposal], request: Request) -> list[Receipt]:
    """Return how each of ``proposals`` stands at each site that it asks: what is not carried
    first, the rest by the titles of the sites.
    """
    found = []
    for proposal in proposals:
        for name in getattr(proposal, 'sites', ()) or (proposal.to,):
            site = resource_at(request.root, int(name))
            if site is not None:
                found.append(_receipt(seen_at(proposal, cast('ISite', site)), site, request))
    return sorted(found, key=lambda each: (each.is_carried, not each.is_late, each.site))


def _receipt(proposal: Proposal, site: Described, request: Request) -> Receipt:
    last = proposal.events[-1]
    shown = resource_at(request.root, proposal.reference) if proposal.reference else None
    is_coming = last.kind == ACCEPTED and shown is not None and not shown.is_public
    is_owed = is_coming or proposal.state in OPEN
    due, is_late = due_told(proposal, site, request) if is_owed else ('', False)
    since = max(last.moment, getattr(shown, 'published_at', None) or last.moment)
    return Receipt(
        proposal.number, in_language(site, request.language.tag).title, kind_of(proposal),
        NOT_YET if is_coming else STATES[last.kind],
        moment(since if last.kind == ACCEPTED else last.moment),
        due, is_late, last.kind == ACCEPTED and not is_coming, moment(proposal.made_at),
        due == RESTING)


def due_told(proposal: Proposal, site: Described | None, request: Request) -> tuple[str, bool]:
    """Return by when ``site`` is to post ``proposal``, or ``RESTING``; whether that is over."""
    due = due_of(proposal, request.root, request.registry)
    is_late = due is not None and due < request.registry.getUtility(IClock).now()
    rests = proposal.is_demanded and not is_late and site is not None and is_suspended(
        site, PUBLISHING)
    return (RESTING if rests else moment(due)), is_late


def order_seen(proposal: Proposal, site: ISite, request: Request) -> int:
    """Return the number by which ``site`` opens the order that ``proposal`` names, 0 for none: of
    those that it received; if it has sent ``proposal``, that which the asked site received, or
    else the one that was chosen.
    """
    if not proposal.order:
        return 0
    orders: IOrders = request.service(IOrders)
    is_sender = proposal.origin == str(site.__oid__)
    asked = resource_at(request.root, int(proposal.to or 0)) if is_sender else site
    return next((each.number for each in (orders.received(asked) if asked is not None else ())
                 if each.group == proposal.order), proposal.order if is_sender else 0)


def _title(portal: IPortal, proposal: Proposal, source: Described | None) -> str:
    """Return what ``proposal`` is called; of a ``source`` that is not public nothing is read."""
    if source is not None:
        return source.title
    carried = resource_at(portal, proposal.reference) if proposal.reference else None
    return (proposal.title if carried is None else carried.title) or str(GONE)


def happenings(proposal: Proposal, grounds: Mapping[str, object],
               who: Mapping[str, str]) -> list[ProposalStep]:
    """Return what happened to ``proposal``, the earliest first.  ``who``: names by account."""
    found = []
    for at, event in enumerate(proposal.events):
        what = ANSWERED if event.kind == WAITING and at else HAPPENED[event.kind]
        ground = grounds.get(event.ground)
        found.append(ProposalStep(what, who.get(event.actor, ''), moment(event.moment),
                               event.text if at else '', getattr(ground, 'title', '')))
    return found


def source_at(portal: IPortal, proposal: Proposal) -> Described | None:
    """Return the item of ``proposal`` if it is public, else ``None``."""
    found = resource_at(portal, proposal.source)
    return found if found is not None and found.is_public else None


def resource_at(portal: IPortal, oid: int) -> Described | None:
    """Return what has the object id ``oid``, ``None`` if there is none any more."""
    return cast('Described | None', portal.__objectmap__.object_for(oid))


def choices_of(sites: Iterable[ISite], tag: str) -> tuple[tuple[str, str], ...]:
    """Return ``sites`` as a field of a page in the language ``tag`` offers them."""
    return tuple((str(site.__oid__), in_language(site, tag).title) for site in sites)


def number_waiting(portal: IPortal, site: ISite) -> int:
    """Return how many proposals and changed sources wait for the board of ``site``; the menu of
    each page of the desk asks.
    """
    book, name = book_of(portal), str(site.__oid__)
    found = map(portal.__objectmap__.object_for, book.changed_of(name))
    return book.number_waiting(name) + sum(
        each is not None and each.held is None for each in found)
