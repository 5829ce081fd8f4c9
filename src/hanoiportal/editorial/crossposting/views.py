"""What the pages of cross-posting show and how their forms are read; ``desk`` has the pages."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ...base.clock import moment, parse
from ...base.i18n import _
from ...base.numbers import number_in
from ...base.permissions import EDIT
from ...content.versions.interfaces import IVersions
from ...kernel.tree.lookup import find_site, in_work, is_listed
from ...shells.desk.frame.document import facts_of
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...web.forms.fields import CHOICE, MINUTE, TEXT, Field, problems
from ..review.interfaces import IReviewData
from .files import files_in
from .interfaces import (
    ACCEPTED,
    AS_NEW,
    ASKED,
    DEMANDED,
    OPEN,
    ORDERS,
    PROPOSED,
    CarryChoice,
    Proposal,
)
from .interfaces.promises import ICrossposting, IOffering, IReceiving, IRenewing
from .rows import (
    Receipt,
    choices_of,
    due_told,
    happenings,
    kind_of,
    order_seen,
    receipts,
    resource_at,
    row,
    source_at,
)
from .shared import ProposalAt, reference_at, seen_at
from .sources import digests_of

if TYPE_CHECKING:
    from ...base.interfaces import IResource
    from ...kernel.tree.resources import Described

#: Pages of an item, of a site, and of one proposal of it.
CROSSPOST, RECEIVED, SENT, ONE = 'crosspost', 'crossposts', 'crossposts-sent', 'crosspost'
#: Page of a reference, for those who may edit it as it stands.
CARRIED = 'carried'
#: Proposals of a site that its list has; those that it shows.
MOST, SHOWN = 500, 200
#: Digits of a number.
NUMBER = 10
NO_MOMENT = _('Hãy nhập ngày, giờ.')
#: What a template is given.
Values = Mapping[str, object]


class BadMoment(ValueError):
    """A text that is no moment; ``args[0]`` is the name of the field."""


def moment_of(form: Mapping[str, str], name: str) -> datetime.datetime | None:
    """Return the moment in the field ``name``, ``None`` if it is empty.  Raises ``BadMoment``."""
    text = str(form.get(name, '')).strip()
    try:
        return parse(text) if text else None
    except ValueError:
        raise BadMoment(name) from None


class AtCrossposts(DeskView):
    """What the pages of cross-posting have in common."""

    def __init__(self, context: IResource, request: Request) -> None:
        super().__init__(context, request)
        self.sending: ICrossposting = request.service(ICrossposting)
        self.offering: IOffering = request.service(IOffering)
        self.actor = request.identity.id


class ItemPage(AtCrossposts):
    """The page of an item: where it was proposed, and the form."""

    def found(self) -> list[Proposal]:
        """Return what the site of the item has asked others for it, the latest first."""
        return [each for each in self.sending.sent(find_site(self.context))
                if each.source == self.context.__oid__]

    def shown(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        """Return it; ``reasons``: what is wrong with ``form``, by field."""
        if reasons:
            self.request.response.status_int = 422
        item: Described = self.context
        against = self.sending.reasons_against(item)
        fields = [
            Field('site', _('Nơi nhận'), CHOICE, form.get('site', ''), True,
                  choices_of(self.sending.addressees(item), self.request.language.tag),
                  error=reasons.get('site', '')),
            Field('purpose', _('Mục đích'), TEXT, form.get('purpose', ''), True, rows=3,
                  error=reasons.get('purpose', '')),
            Field('wished', _('Giờ đăng mong muốn'), MINUTE, form.get('wished', ''),
                  error=reasons.get('wished', ''), hint=_('Để trống: khi được phê duyệt.'))]
        return {
            'title': _('Đăng chéo'), 'fields': [] if against else fields, 'against': against,
            'receipts': receipts(self.found(), self.request), 'site': find_site(item),
            'may_offer': not against and self.offering.may_offer(item, self.actor),
            'problems': problems(reasons, fields)}


class AtReceived(AtCrossposts):
    """What the pages of a board have in common."""

    def __init__(self, context: IResource, request: Request) -> None:
        super().__init__(context, request)
        self.receiving: IReceiving = request.service(IReceiving)
        self.renewing: IRenewing = request.service(IRenewing)
        self.review = request.registry.getUtility(IReviewData)

    def typed(self) -> list[str]:
        """Return the heads of the checklist that were ticked."""
        return cast('list[str]', self.request.POST.getall('checks'))[:NUMBER]


class ProposalPage(AtReceived):
    """The record of a proposal."""

    def choice(self, form: Mapping[str, str]) -> CarryChoice:
        return CarryChoice(
            number_in(form.get('section', ''), NUMBER),
            tuple(str(form.get('digests', '')).split()[:SHOWN]),
            str(form.get('intro', '')).strip(), moment_of(form, 'publish_at'),
            moment_of(form, 'until'), str(form.get('order', AS_NEW)))

    def receives(self, proposal: Proposal) -> bool:
        return proposal.to == str(self.context.__oid__)

    def is_sender(self, proposal: Proposal) -> bool:
        return proposal.origin == str(self.context.__oid__)

    def proposal(self) -> Proposal:
        """Return the proposal that the address names: to this site, or of it."""
        found = self.sending.get(number_in(self.request.params.get('number', ''), NUMBER))
        found = None if found is None else seen_at(found, self.context)
        if found is None or not (self.receives(found) or self.is_sender(found)):
            raise HTTPNotFound
        return found

    def shown(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        if reasons:
            self.request.response.status_int = 422
        proposal, portal = self.proposal(), self.request.root
        source, is_open = source_at(portal, proposal), proposal.state in OPEN
        receives = self.receives(proposal)
        against = self.receiving.reasons_against(
            self.context, self.actor, frozenset({proposal.by}),
            proposal.approvals) if receives else ''
        other = proposal.origin if receives else proposal.to
        fields = self._fields(proposal, form, reasons) if receives and is_open else []
        reference = reference_at(portal, proposal, self.context) if proposal.reference else None
        is_shared = isinstance(proposal, ProposalAt)
        return {
            'title': kind_of(proposal), 'proposal': proposal,
            'row': row(proposal, self.request, other), 'source': source, 'receives': receives,
            **self._proposed(source),
            'reference': reference if receives and not is_shared else None, 'carried': reference,
            'page': CARRIED if reference is not None and self.request.has_permission(
                EDIT, in_work(reference)) else '',
            'carried_at': self.request.link(reference) if reference is not None
            and (is_shared or not receives) and is_listed(reference) else '',
            **self._offered(proposal, receives, is_shared and not against),
            'may_decide': receives and is_open and source is not None, 'against': against,
            'may_answer': not receives and proposal.state == ASKED,
            'may_take_back': not receives and is_open and self.sending.may_take_back(proposal),
            'fields': fields, 'checks': self.review.checks.values(),
            'ticked': self.typed() if form else (),
            'grounds': self.review.grounds.values(), 'form': form, 'reasons': reasons,
            'by': person(portal, proposal.by),
            'happenings': happenings(proposal, self.review.grounds, {
                each.actor: person(portal, each.actor) for each in proposal.events}),
            'problems': problems(
                {name: why for name, why in reasons.items() if name not in (
                    'text', 'ground', 'checks')}, fields)}

    def _proposed(self, source: Described | None) -> Values:
        """Return what the page says of the item itself."""
        if source is None:
            return {'source_address': '', 'facts': [], 'files': [], 'digests': ''}
        return {
            'source_address': self.request.link(source),
            'facts': facts_of(source, self.request.service(IVersions).schema_of(source)),
            'files': [(each.title, self.request.link(each)) for each in files_in(source)],
            'digests': ' '.join(digests_of(source, self.request.registry))}

    def _offered(self, proposal: Proposal, receives: bool, decides_alone: bool) -> Values:
        """Return what an offer of the city has besides."""
        is_carried = proposal.state == ACCEPTED
        return {
            'is_offer': proposal.kind != PROPOSED, 'may_put_off': not proposal.is_demanded,
            'demanded': DEMANDED, 'binds': receives and is_carried and proposal.is_demanded,
            'may_leave': decides_alone and is_carried and not proposal.is_demanded,
            'may_lift': not receives and self.offering.may_lift(proposal, self.actor),
            'receipts': [] if receives else self._receipts(proposal),
            'due': due_told(proposal, self._asked(proposal), self.request)[0],
            'lifted': moment(proposal.lifted.moment) if proposal.lifted else '',
            'order': order_seen(proposal, self.context, self.request)}

    def _asked(self, proposal: Proposal) -> Described | None:
        """Return the site that is still to post ``proposal``."""
        return resource_at(self.request.root, int(proposal.to or 0)) if (
            proposal.state in OPEN) else None

    def _receipts(self, proposal: Proposal) -> list[Receipt]:
        """Return how what the site has sent of the item of ``proposal`` stands at each site."""
        return [] if proposal.kind == PROPOSED else receipts(
            [each for each in self.sending.sent(self.context)
             if each.source == proposal.source], self.request)

    def _fields(self, proposal: Proposal, form: Mapping[str, str],
                reasons: Mapping[str, str]) -> list[Field]:
        places = [(str(each.__oid__), str(getattr(each, 'title', '')))
                  for each in self.receiving.sections(proposal)]
        wished = proposal.wished
        return [
            Field('section', _('Chuyên mục'), CHOICE, form.get('section', ''), True,
                  tuple(places), error=reasons.get('section', '')),
            Field('order', _('Thứ tự trong chuyên mục'), CHOICE, form.get('order', AS_NEW), True,
                  ORDERS, error=reasons.get('order', '')),
            Field('intro', _('Lời giới thiệu của trang'), TEXT, form.get('intro', ''), rows=2,
                  error=reasons.get('intro', '')),
            Field('publish_at', _('Giờ đăng'), MINUTE, form.get('publish_at', ''),
                  error=reasons.get('publish_at', ''),
                  hint=_('Để trống: đăng ngay. Nơi gửi mong muốn: ${wished}', mapping={
                      'wished': moment(wished)}) if wished else _('Để trống: đăng ngay.')),
            *([] if proposal.is_demanded else [Field(
                'until', _('Đăng đến'), MINUTE, form.get('until', ''),
                error=reasons.get('until', ''),
                hint=_('Để trống: chừng nào bài gốc còn công khai.'))])]
