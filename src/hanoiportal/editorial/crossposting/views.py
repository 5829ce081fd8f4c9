"""What the pages of cross-posting show and how their forms are read; ``desk`` has the pages."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ...base.clock import moment, parse
from ...base.i18n import _
from ...base.numbers import number_in
from ...base.permissions import ORDER
from ...content.versions.interfaces import IVersions
from ...discovery.search.interfaces import ISearchData
from ...kernel.tree.lookup import find_site, is_listed
from ...shells.desk.frame.document import facts_of
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...web.forms.fields import CHOICE, LINE, MINUTE, TEXT, Field, problems
from ..review.interfaces import IReviewData
from .files import files_in
from .groups import SiteGroup, groups_of
from .interfaces import (
    ACCEPTED,
    AS_NEW,
    ASKED,
    COMPULSORY,
    KINDS,
    OPEN,
    ORDERS,
    PROPOSED,
    RECOMMENDED,
    CarryChoice,
    IReference,
    Proposal,
)
from .interfaces.promises import ICrossposting, IReceiving, IRenewing
from .rows import choices_of, happenings, row, sites_told, source_at
from .shared import ProposalAt, reference_at, seen_at
from .sources import digests_of

if TYPE_CHECKING:
    from ...base.interfaces import IResource
    from ...kernel.tree.resources import Described

#: Pages of an item, of a site, and of one proposal of it.
CROSSPOST, OFFER, RECEIVED, SENT, ONE = (
    'crosspost', 'crosspost-offer', 'crossposts', 'crossposts-sent', 'crosspost')
#: The page of a reference that leads to an offer of what it shows.
BACK = 'carried'
#: Sites that one offer names at most, more than there are; proposals that a list shows.
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
        self.actor = request.identity.id


class ItemPage(AtCrossposts):
    """The page of an item: where it was proposed, and the form."""

    def shown(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        """Return it; ``reasons``: what is wrong with ``form``, by field."""
        if reasons:
            self.request.response.status_int = 422
        item: Described = self.context
        against = self.sending.reasons_against(item)
        found = [each for each in self.sending.sent(find_site(item))
                 if each.source == item.__oid__]
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
            'rows': [row(each, self.request, each.to) for each in found],
            'site': find_site(item), 'may_offer': not against and self.sending.may_offer(
                item, self.actor), 'problems': problems(reasons, fields)}


class OfferPage(AtCrossposts):
    """The form by which the city offers an item."""

    def groups(self) -> list[SiteGroup]:
        """Return the groups of sites that the item can be offered to."""
        data = self.request.registry.getUtility(ISearchData)
        return groups_of(self.sending.addressees(self.context), data.former.units)

    def shown(self, form: Mapping[str, str], names: Sequence[str],
              reasons: Mapping[str, str], asked: Sequence[str] = ()) -> Values:
        """Return it; ``names``: of the sites that are ticked; ``asked``: of the groups."""
        if reasons:
            self.request.response.status_int = 422
        item: Described = self.context
        may_offer = self.sending.may_offer(item, self.actor)
        against = self.sending.reasons_against_offer(item) if may_offer else [
            _('Chỉ Ban Biên tập Thành phố giới thiệu bài có trên Cổng Thành phố.')]
        kinds = [RECOMMENDED]
        if self.request.has_permission(ORDER, find_site(item)):
            kinds.append(COMPULSORY)
        fields = [
            Field('kind', _('Hình thức'), CHOICE, form.get('kind', RECOMMENDED), True,
                  tuple((each, KINDS[each]) for each in kinds), error=reasons.get('kind', '')),
            Field('purpose', _('Mục đích'), TEXT, form.get('purpose', ''), True, rows=3,
                  error=reasons.get('purpose', '')),
            Field('basis', _('Căn cứ'), LINE, form.get('basis', ''),
                  error=reasons.get('basis', ''), hint=_(
                      'Số, ngày của văn bản; bắt buộc khi yêu cầu đăng (13.1.i).'))]
        return {
            'title': _('Giới thiệu cho các trang'),
            'back': BACK if IReference.providedBy(item) else CROSSPOST,
            'fields': fields, 'against': against,
            'sites': () if against else choices_of(
                self.sending.addressees(item), self.request.language.tag),
            'groups': [] if against else self.groups(), 'asked': set(asked),
            'chosen': set(names), 'everyone': form.get('all') == 'yes',
            'error': reasons.get('site', ''),
            'problems': problems(reasons, [*fields, Field('site', '', LINE, '')])}


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
            'title': KINDS[proposal.kind], 'proposal': proposal,
            'row': row(proposal, self.request, other), 'source': source, 'receives': receives,
            'source_address': '' if source is None else self.request.link(source),
            'reference': reference if receives and not is_shared else None, 'carried': reference,
            'carried_at': self.request.link(reference) if reference is not None
            and (is_shared or not receives) and is_listed(reference) else '',
            'may_leave': is_shared and not against and proposal.state == ACCEPTED,
            'takers': sites_told(proposal, self.request) if not receives else [],
            'may_decide': receives and is_open and source is not None, 'against': against,
            'may_put_off': proposal.kind != COMPULSORY, 'is_offer': proposal.kind != PROPOSED,
            'may_answer': not receives and proposal.state == ASKED,
            'may_take_back': not receives and is_open, 'fields': fields,
            'facts': [] if source is None else facts_of(source, self.request.service(
                IVersions).schema_of(source)),
            'files': [] if source is None else [
                (each.title, self.request.link(each)) for each in files_in(source)],
            'digests': '' if source is None else ' '.join(
                digests_of(source, self.request.registry)),
            'checks': self.review.checks.values(), 'ticked': self.typed() if form else (),
            'grounds': self.review.grounds.values(), 'form': form, 'reasons': reasons,
            'by': person(portal, proposal.by),
            'happenings': happenings(proposal, self.review.grounds, {
                each.actor: person(portal, each.actor) for each in proposal.events}),
            'problems': problems(
                {name: why for name, why in reasons.items() if name not in (
                    'text', 'ground', 'checks')}, fields)}

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
            Field('until', _('Đăng đến'), MINUTE, form.get('until', ''),
                  error=reasons.get('until', ''),
                  hint=_('Để trống: chừng nào bài gốc còn công khai.'))]
