"""``IInviting``, as a plain object that knows nothing of HTTP."""
from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, cast

from pyramid.registry import Registry
from pyramid.request import Request
from zope.interface import implementer

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal
from ...base.permissions import NOT_ALLOWED
from ...editorial.contributors.interfaces import IContributors, Proposed
from ...kernel.tree.events import InnerAction, send
from ...kernel.tree.lookup import site_of
from ...platform.registers.interfaces import CannotKeep
from ..cases.interfaces import CONTRIBUTION, NOTE, OPEN, PUBLISHED, CannotChange, Case, ICases
from .interfaces import (
    INVITED,
    SENDER,
    CannotContribute,
    IContributionRules,
    IInviting,
    InformationProvider,
)
from .providers import provider_in
from .rules import ASKED_AFTER
from .words import ANSWER_HERE, ANSWER_THERE, OFFERED

if TYPE_CHECKING:
    from ...kernel.tree.site import Site


@implementer(IInviting)
class Inviting:
    """``IInviting`` for one asker."""

    def __init__(self, registry: Registry, portal: IPortal, contributors: IContributors) -> None:
        self._registry, self._portal, self._contributors = registry, portal, contributors
        self._cases: ICases = registry.getAdapter(portal, ICases)
        self._now = registry.getUtility(IClock).now

    def published(self, case: Case) -> int:
        """See ``IInviting``."""
        return sum(any(event.kind == PUBLISHED for event in each.events)
                   for each in self._of_sender(case))

    def is_due(self, case: Case) -> bool:
        """See ``IInviting``."""
        rules: IContributionRules = self._registry.getUtility(IContributionRules)
        least = rules.at(ASKED_AFTER, self._now())
        return least is not None and self.published(case) >= least

    def invited_at(self, case: Case) -> datetime.datetime | None:
        """See ``IInviting``."""
        found = [event.moment for each in self._of_sender(case) for event in each.events
                 if event.ground == INVITED]
        return max(found, default=None)

    def may_engage(self, case: Case) -> bool:
        """See ``IInviting``."""
        site, provider = self._site(case), self._provider(case)
        return provider is not None and bool(provider.name) and bool(
            self._contributors.may_manage(site)) and not self._contributors.known(
                site, provider.email, provider.phone)

    def invite(self, case: Case, actor: str) -> None:
        """See ``IInviting``."""
        self._require(case)
        if self.invited_at(case) is not None:
            raise CannotContribute({'': _('Đã mời người gửi này làm cộng tác viên.')})
        site = self._site(case)
        is_open = self._cases.standing(case, self._now()).state in OPEN
        if not is_open and not site.has_contacts:
            raise CannotContribute({'': _(
                'Hồ sơ này đã kết thúc và trang chưa có thông tin liên hệ để người gửi trả lời: '
                'hãy mời ở hồ sơ đang giải quyết của người gửi.')})
        reached = ', '.join(filter(None, (site.phone, site.email))) if site.has_contacts else ''
        text = '\n\n'.join(filter(None, (
            OFFERED, ANSWER_HERE if is_open else ANSWER_THERE,
            f'{site.title}: {reached}' if reached else '')))
        try:
            self._cases.append(
                case, NOTE, actor=actor, site=case.site, ground=INVITED, text=text)
        except CannotChange as refused:
            raise CannotContribute({'': refused.reason}) from None
        send(self._registry)(InnerAction(site, 'invite_contributor', actor, number=case.number))

    def engage(self, case: Case, actor: str) -> None:
        """See ``IInviting``."""
        provider = self._require(case)
        if self.invited_at(case) is None:
            raise CannotContribute({'': _('Hãy gửi thư mời trước khi ghi vào sổ.')})
        try:
            self._contributors.propose(self._site(case), Proposed(
                provider.name, provider.organisation, '', provider.email, provider.phone,
                provider.address), actor)
        except CannotKeep as refused:
            raise CannotContribute({'': next(iter(refused.reasons.values()))}) from None

    def _require(self, case: Case) -> InformationProvider:
        """Return who has sent ``case``; raise unless the asker may ask them now."""
        provider = self._provider(case)
        if provider is None or not self.is_due(case) or not self.may_engage(case):
            raise CannotContribute({'': NOT_ALLOWED})
        return provider

    def _of_sender(self, case: Case) -> list[Case]:
        """Return the contributions of the same sender to the same site; none if it is unknown who
        that is.
        """
        contents = self._cases.open(case)
        email = '' if contents is None else contents.sender.email
        return [each for each in (self._cases.by_email(email) if email else ())
                if each.site == case.site and each.kind == CONTRIBUTION]

    def _provider(self, case: Case) -> InformationProvider | None:
        contents = self._cases.open(case)
        return None if contents is None else provider_in(contents, self._cases.kept(case, SENDER))

    def _site(self, case: Case) -> Site:
        return cast('Site', site_of(self._portal, case.site))


def inviting_service(request: Request) -> Inviting:
    """Return the ``IInviting`` for whoever asks by ``request``."""
    return Inviting(request.registry, request.root, request.service(IContributors))
