"""``IStandingRules``: what boards have approved once for all that the city offers."""
from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IContainer, IPortal, ISite
from ...kernel.tree.lookup import is_practice
from ...kernel.workflow.records import BY_RULE
from .interfaces import (
    ACCEPTED,
    LONGEST_BASIS,
    CannotCrosspost,
    CarryChoice,
    StandingRule,
)
from .interfaces.promises import IStandingRules
from .receiving import Uses, sections_for, uses_of
from .resource import KeptProposal, KeptRule, book_of, get_or_create_book
from .shared import share, sites_left
from .sources import digests_of

if TYPE_CHECKING:
    from ...kernel.tree.resources import Described

#: Content type that a section must hold for a rule to name it.
NEWS = 'NewsItem'


@implementer(IStandingRules)
class StandingRules:
    """``IStandingRules`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, uses: Uses) -> None:
        self._registry, self._portal, self._uses = registry, portal, uses
        self._deciding, self._telling = uses.deciding, uses.telling

    def rule(self, site: ISite) -> StandingRule | None:
        """See ``IStandingRules``."""
        found: KeptRule | None = book_of(self._portal).rules.get(str(site.__oid__))
        now = self._telling.now()
        is_over = found is None or found.revoked_at is not None or (
            found.ends is not None and found.ends <= now)
        return None if is_over else found

    def sections(self, site: ISite) -> Sequence[IContainer]:
        """See ``IStandingRules``."""
        return sections_for(NEWS, site)

    def approve(self, site: ISite, section: int, decision: str,
                ends: datetime.datetime | None, actor: str) -> bool:
        """See ``IStandingRules``."""
        found = cast('KeptRule | None', self.rule(site))
        if site is self._portal:
            raise CannotCrosspost({'': _(
                'Chỉ trang thành phần đặt được quy tắc nhận tin của Thành phố.')})
        if is_practice(site):
            raise CannotCrosspost({'': _('Trang thực hành không nhận bài của trang khác.')})
        if found is not None and found.starts is not None:
            raise CannotCrosspost({'': _('Trang đã có quy tắc: hãy thu hồi quy tắc đó trước.')})
        given = () if found is None else found.approvals
        self._deciding.require(site, actor, given)
        if found is None:
            found = self._new(site, section, decision.strip(), ends, actor)
        found.approvals = (*given, (actor, self._telling.now()))
        self._telling.log(site, 'crosspost_rule', actor, 0, found.decision)
        if not self._deciding.is_enough(site, found.approvals):
            return False
        found.starts = self._telling.now()
        return True

    def _new(self, site: ISite, section: int, decision: str, ends: datetime.datetime | None,
             actor: str) -> KeptRule:
        reasons = {}
        if section not in {each.__oid__ for each in self.sections(site)}:
            reasons['section'] = _('Hãy chọn chuyên mục nhận loại nội dung này.')
        if not decision:
            reasons['decision'] = _('Hãy ghi số, ngày của văn bản.')
        if len(decision) > LONGEST_BASIS:
            reasons['decision'] = _('Dài quá ${max} ký tự.', mapping={'max': LONGEST_BASIS})
        if ends is not None and ends <= self._telling.now():
            reasons['ends'] = _('Hạn đã qua.')
        if reasons:
            raise CannotCrosspost(reasons)
        found = KeptRule(str(site.__oid__), section, decision, ends, actor)
        get_or_create_book(self._portal).rules[found.site] = found
        return found

    def revoke(self, site: ISite, actor: str) -> None:
        """See ``IStandingRules``."""
        found = cast('KeptRule | None', self.rule(site))
        if found is None:
            raise CannotCrosspost({'': _('Trang không có quy tắc đang có hiệu lực.')})
        self._deciding.require(site, actor)
        found.revoked_at = self._telling.now()
        self._telling.log(site, 'revoke_crosspost_rule', actor, 0, found.decision)

    def take(self, proposal: KeptProposal, source: Described) -> bool:
        """Carry the city's ``source`` by the rule of the site that ``proposal`` asks, and return
        whether that was done: without a rule in force, a section that may hold it or a board in
        force it waits for the board.
        """
        found = self._taking(self._telling.site(proposal.to), source, proposal.by,
                             sites_left(book_of(self._portal), source))
        if found is None:
            return False
        rule, section = found
        choice = CarryChoice(rule.section, digests_of(source, self._registry))
        making = self._uses.making
        made = making.make(proposal, choice, source, section, self._uses.naming)
        try:
            making.publish(made, choice, self._deciding, rule.approvals, self._uses.publishing,
                           BY_RULE, rule.decision)
        except CannotCrosspost:
            return False
        proposal.choice, proposal.reference = choice, made.__oid__
        self._telling.note(proposal, ACCEPTED, rule.approvals[-1][0], rule.decision)
        self._telling.log(made, 'accept_crosspost', proposal.by, proposal.number, rule.decision)
        return True

    def share(self, kept: KeptProposal, source: Described,
              rules: Mapping[ISite, StandingRule]) -> bool:
        """Let the sites of ``rules``, see ``takers``, carry the city's ``source`` as one
        reference; return whether that was done: else each takes it by itself, or waits.
        """
        try:
            share(kept, source, rules, self._portal, self._registry, self._uses)
        except CannotCrosspost:
            return False
        return True

    def takers(self, source: Described, sites: Sequence[ISite], by: str) -> Mapping[
            ISite, StandingRule]:
        """Return those of ``sites`` whose rules let them carry ``source`` at once, which ``by``
        offers, with these rules.
        """
        left = sites_left(book_of(self._portal), source)
        found = {site: self._taking(site, source, by, left) for site in sites}
        return {site: each[0] for site, each in found.items() if each is not None}

    def _taking(self, site: ISite, source: Described, by: str, left: Collection[str]) -> tuple[
            StandingRule, IContainer] | None:
        """Return the rule by which ``site`` carries ``source`` at once, which ``by`` offers, and
        the section; ``None`` if it does not.  ``left``: see ``sites_left``.
        """
        rule = self.rule(site)
        if rule is None or rule.starts is None or str(site.__oid__) in left or (
                not self._is_in_force(site, rule, by)):
            return None
        section = self._section(site, rule, source)
        return None if section is None else (rule, section)

    def _is_in_force(self, site: ISite, rule: StandingRule, by: str) -> bool:
        return self._deciding.boards.is_active(site, self._telling.now()) and (
            by not in {person for person, _moment in rule.approvals})

    def _section(self, site: ISite, rule: StandingRule, source: Described) -> IContainer | None:
        kind = self._registry.content.typeof(source)
        return next((each for each in self.sections(site) if each.__oid__ == rule.section
                     and kind in each.allowed_types), None)  # type: ignore[attr-defined]


def standing_rules(request: Request) -> StandingRules:
    """Return the ``IStandingRules`` for ``request``."""
    return StandingRules(request.registry, request.root, uses_of(request))
