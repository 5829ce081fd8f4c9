"""``IReceiving``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IContainer, IPortal, ISite
from ...content.versions.interfaces import INaming, IVersions
from ...kernel.tree.lookup import is_closed, is_listed, places_in
from ...platform.ledger.interfaces import OF_ANOTHER, REJECTED, ILedger
from ...platform.notifications.interfaces import INotifying
from ..boards.interfaces import IBoardApproval, IBoards
from ..publishing.interfaces import IPublishing
from ..review.interfaces import IReviewData
from .deciding import Deciding, Given
from .interfaces import (
    ACCEPTED,
    ASKED,
    BEGUN,
    CARRIABLE,
    DEMANDED,
    HELD,
    LONGEST,
    OPEN,
    ORDERS,
    PROPOSED,
    REFUSED,
    ROWS,
    CannotCrosspost,
    CarryChoice,
    Proposal,
)
from .interfaces.promises import IReceiving
from .making import Making
from .resource import KeptProposal
from .sources import digests_of
from .telling import CrosspostTelling
from .terms import against_putting_off

if TYPE_CHECKING:
    from pyramid.registry import Registry

    from ...kernel.tree.resources import Described

#: Characters of an introduction.
LONGEST_INTRO = 1000


class Review(Protocol):
    """Grounds of rejection and heads of the checklist, by their codes (14.3, 27.5)."""

    grounds: Mapping[str, object]
    checks: Mapping[str, object]


@dataclass(frozen=True)
class Uses:
    """The services that receiving uses."""

    versions: IVersions
    naming: INaming
    publishing: IPublishing
    review: Review
    deciding: Deciding
    making: Making
    telling: CrosspostTelling


@implementer(IReceiving)
class Receiving:
    """``IReceiving`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, uses: Uses) -> None:
        self._registry, self._portal, self._uses = registry, portal, uses
        self._telling = uses.telling

    def reasons_against(self, site: ISite, actor: str, authors: frozenset[str],
                        approvals: Given) -> str:
        """See ``IReceiving``."""
        return self._uses.deciding.reasons_against(site, actor, authors, approvals)

    def sections(self, proposal: Proposal) -> Sequence[IContainer]:
        """See ``IReceiving``."""
        source = self._source(proposal)
        kind = '' if source is None else self._registry.content.typeof(source)
        return sections_for(kind, self._telling.site(proposal.to))

    def accept(self, proposal: Proposal, choice: CarryChoice, checks: Collection[str],
               actor: str) -> bool:
        """See ``IReceiving``."""
        site, source = self._open(proposal, actor)
        if proposal.state == BEGUN and proposal.choice is not None:
            choice = proposal.choice
        given = proposal.approvals if proposal.state == BEGUN else ()
        self._uses.deciding.require(site, actor, given, frozenset({proposal.by}))
        section = self._checked(proposal, choice, source)
        looked_at(checks, self._uses)
        kept, given = cast('KeptProposal', proposal), (*given, (actor, self._telling.now()))
        if not self._uses.deciding.is_enough(site, given):
            kept.choice, kept.approvals = choice, given
            self._telling.note(proposal, BEGUN, actor)
            self._telling.log(site, 'approve_crosspost', actor, proposal.number)
            self._telling.to_board(proposal, 'crosspost_begun', actor)
            return False
        making = self._uses.making
        made = making.make(proposal, choice, cast('Described', source), section, self._uses.naming)
        making.publish(made, choice, self._uses.deciding, given, self._uses.publishing)
        kept.choice, kept.approvals, kept.reference = choice, given, made.__oid__
        self._telling.note(proposal, ACCEPTED, actor)
        self._telling.log(made, 'accept_crosspost', actor, proposal.number)
        self._telling.to_sender(proposal, 'crosspost_accepted', actor)
        return True

    def ask(self, proposal: Proposal, text: str, actor: str) -> None:
        """See ``IReceiving``."""
        site, _source = self._open(proposal, actor)
        self._telling.note(proposal, ASKED, actor, filled(text))
        self._telling.log(site, 'ask_crosspost', actor, proposal.number)
        self._telling.to_sender(proposal, 'crosspost_asked', actor)

    def refuse(self, proposal: Proposal, ground: str, text: str, actor: str) -> None:
        """See ``IReceiving``."""
        site, source = self._open(proposal, actor)
        self._not_demanded(proposal)
        if ground not in self._uses.review.grounds:
            raise CannotCrosspost({'ground': _('Hãy chọn một căn cứ từ chối (khoản 3 Điều 14).')})
        _fitting(text)
        self._telling.note(proposal, REFUSED, actor, text, ground)
        self._telling.log(site, 'refuse_crosspost', actor, proposal.number, ground)
        ledger: ILedger = self._registry.getAdapter(self._portal, ILedger)
        ledger.append(REJECTED, self._telling.now(), str(site.__oid__), item=str(proposal.source),
                      content_type='' if source is None else self._registry.content.typeof(source),
                      rule=ground, field=OF_ANOTHER)
        self._telling.to_sender(proposal, 'crosspost_refused', actor, ground=ground)

    def hold(self, proposal: Proposal, text: str, actor: str) -> None:
        """See ``IReceiving``."""
        site, _source = self._open(proposal, actor)
        self._not_demanded(proposal)
        if proposal.kind == PROPOSED:
            raise CannotCrosspost({'': _('Chỉ bài Thành phố khuyến nghị đăng mới tạm giữ được.')})
        self._telling.note(proposal, HELD, actor, filled(text))
        self._telling.log(site, 'hold_crosspost', actor, proposal.number)
        self._telling.to_sender(proposal, 'crosspost_held', actor)

    def _open(self, proposal: Proposal, actor: str) -> tuple[ISite, Described | None]:
        """Return the site and the source of an open proposal, which ``actor`` may decide on."""
        site = self._telling.site(proposal.to)
        if proposal.state not in OPEN:
            raise CannotCrosspost({'': _('Đề nghị này đã được quyết định.')})
        if not self._uses.deciding.boards.is_member(site, actor, self._telling.now()):
            raise CannotCrosspost({'': _(
                'Chỉ thành viên Ban Biên tập của trang quyết định việc này.')})
        return site, self._source(proposal)

    def _checked(self, proposal: Proposal, choice: CarryChoice,
                 source: Described | None) -> IContainer:
        """Return the section of ``choice``.  Raises ``CannotCrosspost``."""
        current = () if source is None else digests_of(source, self._registry)
        if not current:
            raise CannotCrosspost({'': _('Bài gốc không còn công khai.')})
        if choice.digests != current:
            raise CannotCrosspost({'': _('Bài gốc vừa thay đổi: hãy đọc lại rồi phê duyệt.')})
        reasons = {**against_putting_off(
            proposal, choice.publish_at, self._portal, self._registry), **_wrong_words(
                choice, self._telling.now())}
        if choice.until is not None and proposal.is_demanded:
            reasons['until'] = DEMANDED
        section = next((each for each in self.sections(proposal)
                        if each.__oid__ == choice.section), None)
        if section is None:
            reasons['section'] = _('Hãy chọn chuyên mục nhận loại nội dung này.')
        if reasons or section is None:
            raise CannotCrosspost(reasons)
        return section

    def _source(self, proposal: Proposal) -> Described | None:
        found: Described | None = self._portal.__objectmap__.object_for(proposal.source)
        is_there = found is not None and is_listed(found) and not is_closed(found)
        return found if is_there else None

    @staticmethod
    def _not_demanded(proposal: Proposal) -> None:
        if proposal.is_demanded:
            raise CannotCrosspost({'': DEMANDED})


def _wrong_words(choice: CarryChoice, now: datetime.datetime) -> dict[str, str]:
    """Return what is wrong with ``choice`` whatever it is of, by field."""
    reasons = {}
    if choice.publish_at is not None and choice.publish_at <= now:
        reasons['publish_at'] = _('Giờ xuất bản phải sau bây giờ.')
    if choice.until is not None and choice.until <= (choice.publish_at or now):
        reasons['until'] = _('Giờ hết hạn phải sau giờ xuất bản.')
    if choice.order not in dict(ORDERS):
        reasons['order'] = _('Hãy chọn một giá trị trong danh sách.')
    if len(choice.intro) > LONGEST_INTRO:
        reasons['intro'] = _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_INTRO})
    return reasons


def _fitting(text: str) -> str:
    if len(text) > LONGEST:
        raise CannotCrosspost({'text': _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})})
    return text.strip()


def filled(text: str) -> str:
    """Return ``text`` without spaces around it.  Raises ``CannotCrosspost`` for none."""
    if not text.strip():
        raise CannotCrosspost({'text': _('Chưa nhập nội dung.')})
    return _fitting(text)


def sections_for(kind: str, site: ISite) -> list[IContainer]:
    """Return the sections of ``site`` that may hold references to items of the type ``kind``."""
    return [each for each in places_in(site) if kind in getattr(each, 'allowed_types', ())
            and getattr(each, 'listing', '') in (ROWS, CARRIABLE.get(kind))]


def looked_at(checks: Collection[str], uses: Uses) -> None:
    """Require that every head of the checklist is among ``checks`` (27.5)."""
    if set(uses.review.checks) - set(checks):
        raise CannotCrosspost({'checks': _(
            'Hãy xác nhận đủ nguồn gốc, chất lượng và nội dung (khoản 5 Điều 27 Quy chế).')})


def uses_of(request: Request) -> Uses:
    """Return the services of ``request`` that receiving uses."""
    registry = request.registry
    deciding = Deciding(registry, request.service(IBoards), request.service(IBoardApproval))
    return Uses(
        request.service(IVersions), request.service(INaming), request.service(IPublishing),
        registry.getUtility(IReviewData), deciding, Making(registry),
        CrosspostTelling(registry, request.root, request.service(INotifying)))


def receiving_service(request: Request) -> Receiving:
    """Return the ``IReceiving`` for ``request``."""
    return Receiving(request.registry, request.root, uses_of(request))
