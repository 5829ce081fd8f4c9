"""``ICrossposting``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IPortal, ISite
from ...base.permissions import EDIT, NOT_ALLOWED, ORDER, Allowed
from ...kernel.tree.lookup import find_site, is_closed, is_listed, is_practice
from ...kernel.tree.sharing import is_shared
from ...platform.notifications.interfaces import INotifying
from ..boards.interfaces import IBoards
from .groups import stands
from .interfaces import (
    ASKED,
    CARRIABLE,
    COMPULSORY,
    LONGEST,
    LONGEST_BASIS,
    OPEN,
    PROPOSED,
    RECOMMENDED,
    TAKEN_BACK,
    WAITING,
    CannotCrosspost,
    IReference,
    Proposal,
)
from .interfaces.promises import ICrossposting
from .receiving import filled
from .resource import KeptProposal, book_of, get_or_create_book
from .rules import standing_rules
from .shared import LEAST, carries, of_site, seen_at
from .sources import source_of
from .telling import CrosspostTelling

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described
    from .rules import StandingRules


@implementer(ICrossposting)
class Crossposting:
    """``ICrossposting`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, allowed: Allowed, boards: IBoards,
                 telling: CrosspostTelling, rules: StandingRules) -> None:
        self._registry, self._portal, self._allowed = registry, portal, allowed
        self._boards, self._telling, self._rules = boards, telling, rules

    def reasons_against(self, source: Described) -> Sequence[str]:
        """See ``ICrossposting``."""
        if IReference.providedBy(source):
            return [_('Bài này dẫn từ trang khác: hãy đề nghị ở trang có bài gốc.')]
        if is_practice(source):
            return [_('Bài của trang thực hành không đăng ở trang khác.')]
        if not is_listed(source) or is_closed(source) or not source.approvals:
            return [_('Bài chưa xuất bản hoặc không còn công khai nên chưa đề nghị đăng ở trang '
                      'khác được.')]
        if self._registry.content.typeof(source) not in CARRIABLE:
            return [_('Loại nội dung này không đăng chéo được: hãy đặt liên kết đến trang gốc.')]
        return [_('Người dân tham gia buổi này ở trang gốc: hãy đặt liên kết đến đó.')] if getattr(
            source, 'is_live', False) else []

    def reasons_against_offer(self, item: Described) -> Sequence[str]:
        """See ``ICrossposting``."""
        if not IReference.providedBy(item) or is_shared(item):
            return self.reasons_against(item)
        if not item.is_public:
            return [_('Bài này không còn được dẫn ở đây.')]
        if item.changed_at is not None:
            return [_('Nguồn đã đính chính: hãy xem và phê duyệt phiên bản mới trước khi giới '
                      'thiệu.')]
        return []

    def may_propose(self, source: Described) -> bool:
        """See ``ICrossposting``."""
        return bool(self._allowed(EDIT, source))

    def may_offer(self, source: Described, actor: str) -> bool:
        """See ``ICrossposting``."""
        return find_site(source) is self._portal and self._boards.is_member(
            self._portal, actor, self._telling.now()) and bool(self._allowed(EDIT, source))

    def addressees(self, source: Described) -> Sequence[ISite]:
        """See ``ICrossposting``."""
        here = {find_site(source), find_site(_work(source))}
        sites = sorted(self._portal['sites'].values(), key=lambda site: site.title)
        return [site for site in (self._portal, *sites) if site not in here and stands(site)]

    def propose(self, source: Described, site: ISite, purpose: str,
                wished: datetime.datetime | None, actor: str) -> Proposal:
        """See ``ICrossposting``."""
        if not self.may_propose(source):
            raise CannotCrosspost({'': NOT_ALLOWED})
        reasons = self._wrong(source, self.reasons_against(source), [site], purpose)
        if wished is not None and wished <= self._telling.now():
            reasons.setdefault('wished', _('Giờ xuất bản phải sau bây giờ.'))
        if not reasons and self._is_asked(source, site):
            reasons['site'] = _('Trang này đã được đề nghị đăng bài này.')
        if reasons:
            raise CannotCrosspost(reasons)
        made = self._add(PROPOSED, source, site, purpose, actor, wished=wished)
        self._telling.log(source, 'propose_crosspost', actor, made.number)
        self._telling.to_board(made, 'crosspost_received', actor)
        return made

    def offer(self, source: Described, sites: Sequence[ISite], kind: str, purpose: str,
              basis: str, actor: str) -> Sequence[Proposal]:
        """See ``ICrossposting``."""
        if not self.may_offer(source, actor) or kind == COMPULSORY and not self._allowed(
                ORDER, self._portal):
            raise CannotCrosspost({'': NOT_ALLOWED})
        reasons = {**_wrong_kind(kind, basis), **self._wrong(
            source, self.reasons_against_offer(source), sites, purpose)}
        if reasons:
            raise CannotCrosspost(reasons)
        work = _work(source)
        asked = [site for site in sites if not self._is_asked(work, site)]
        made, left = self._shared(kind, source, asked, purpose, basis.strip(), actor)
        for site in left:
            each = self._add(kind, source, site, purpose, actor, basis=basis.strip())
            if not self._rules.take(each, work):
                self._telling.to_board(each, 'crosspost_offered', actor)
            made.append(each)
        for found in made[:1]:
            self._telling.log(source, 'offer_crosspost', actor, found.number, basis.strip())
        return made

    def _shared(self, kind: str, source: Described, sites: Sequence[ISite], purpose: str,
                basis: str, actor: str) -> tuple[list[Proposal], Sequence[ISite]]:
        """Let those of ``sites`` that have rules carry ``source`` as one reference; return what
        each of them sees of the proposal, and the sites that are left.
        """
        work = _work(source)
        takers = self._rules.takers(work, sites, actor)
        if len(takers) < LEAST:
            return [], sites
        kept = self._add(kind, source, None, purpose, actor, basis=basis)
        if not self._rules.share(kept, work, takers):
            book_of(self._portal).drop(kept)
            return [], sites
        seen = [seen_at(kept, site) for site in takers]
        return seen, [site for site in sites if site not in takers]

    def answer(self, proposal: Proposal, text: str, actor: str) -> None:
        """See ``ICrossposting``."""
        if not self._allowed(EDIT, self._telling.site(proposal.origin)):
            raise CannotCrosspost({'': NOT_ALLOWED})
        if proposal.state != ASKED:
            raise CannotCrosspost({'': _('Nơi nhận không hỏi gì.')})
        self._telling.note(proposal, WAITING, actor, filled(text))
        self._telling.log(self._telling.site(proposal.origin), 'answer_crosspost', actor,
                          proposal.number)
        self._telling.to_board(proposal, 'crosspost_answered', actor)

    def take_back(self, proposal: Proposal, actor: str) -> None:
        """See ``ICrossposting``."""
        if not self._allowed(EDIT, self._telling.site(proposal.origin)):
            raise CannotCrosspost({'': NOT_ALLOWED})
        if proposal.state not in OPEN:
            raise CannotCrosspost({'': _('Đề nghị này đã được quyết định.')})
        self._telling.note(proposal, TAKEN_BACK, actor)
        self._telling.log(self._telling.site(proposal.origin), 'take_back_crosspost', actor,
                          proposal.number)

    def get(self, number: int) -> Proposal | None:
        """See ``ICrossposting``."""
        found: KeptProposal | None = book_of(self._portal).proposals.get(number)
        return found

    def received(self, site: ISite) -> Sequence[Proposal]:
        """See ``ICrossposting``."""
        book, name = book_of(self._portal), str(site.__oid__)
        found = [*book.numbered(book.received, name),
                 *of_site([book.proposals[number] for number in book.shared], name)]
        return sorted(found, key=lambda each: -each.number)

    def sent(self, site: ISite) -> Sequence[Proposal]:
        """See ``ICrossposting``."""
        book = book_of(self._portal)
        return book.numbered(book.sent, str(site.__oid__))

    def _wrong(self, source: Described, against: Sequence[str], sites: Sequence[ISite],
               purpose: str) -> dict[str, str]:
        """Return what stands against asking ``sites`` to carry ``source``, by field."""
        if against:
            return {'': against[0]}
        reasons = {}
        known = self.addressees(source)
        if not sites or any(site not in known for site in sites):
            reasons['site'] = _('Hãy chọn trang đang hoạt động để gửi đến.')
        if not purpose.strip():
            reasons['purpose'] = _('Hãy ghi mục đích.')
        if len(purpose) > LONGEST:
            reasons['purpose'] = _('Dài quá ${max} ký tự.', mapping={'max': LONGEST})
        return reasons

    def _is_asked(self, source: Described, site: ISite) -> bool:
        """Return whether ``site`` carries ``source`` or is asked to already."""
        book, find = book_of(self._portal), self._portal.__objectmap__.object_for
        if any(each.source == source.__oid__ and each.state in OPEN
               for each in book.numbered(book.received, str(site.__oid__))):
            return True
        found = map(find, book.references_of(source.__oid__))
        return any(each is not None and carries(each, site) and (
            each.is_public or each.state == 'scheduled') for each in found)

    def _add(self, kind: str, source: Described, site: ISite | None, purpose: str, actor: str,
             wished: datetime.datetime | None = None, basis: str = '') -> KeptProposal:
        book = get_or_create_book(self._portal)
        made = KeptProposal(
            int(book.proposals.maxKey()) + 1 if book.proposals else 1,
            kind, _work(source).__oid__, str(find_site(source).__oid__),
            '' if site is None else str(site.__oid__), actor,
            purpose.strip(), wished, basis, self._telling.now())
        made.title = source.title
        book.add(made)
        return made


def _work(item: Described) -> Described:
    """Return what is carried where ``item`` is: of a reference its source, else ``item``."""
    source = source_of(item) if IReference.providedBy(item) else None
    return item if source is None else source


def _wrong_kind(kind: str, basis: str) -> dict[str, str]:
    """Return what is wrong with the ``kind`` of an offer and its ``basis``, by field."""
    if kind not in (RECOMMENDED, COMPULSORY):
        return {'kind': _('Hãy chọn một giá trị trong danh sách.')}
    if kind == COMPULSORY and not basis.strip():
        return {'basis': _('Hãy ghi số, ngày của văn bản yêu cầu (điểm i khoản 1 Điều 13).')}
    if len(basis) > LONGEST_BASIS:
        return {'basis': _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_BASIS})}
    return {}


def crossposting_service(request: Request) -> Crossposting:
    """Return the ``ICrossposting`` for ``request``."""
    registry = request.registry
    telling = CrosspostTelling(registry, request.root, request.service(INotifying))
    return Crossposting(registry, request.root, request.has_permission, request.service(IBoards),
                        telling, standing_rules(request))
