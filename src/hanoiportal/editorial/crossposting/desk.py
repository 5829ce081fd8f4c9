"""Đăng chéo: proposing and offering an item, what a site has asked of others, and deciding."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from typing import TYPE_CHECKING, cast

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IItem, ISite
from ...base.permissions import EDIT
from ...shells.desk.frame.menu import CONTENT, HERE, menu
from ...shells.frame.tablefile import FORMAT, table_response
from ...web import desk_view
from .interfaces import OPEN, CannotCrosspost, IReference
from .rows import HEADER, number_waiting, receipts, row
from .shared import ProposalAt
from .views import (
    CROSSPOST,
    MOST,
    NO_MOMENT,
    ONE,
    RECEIVED,
    SENT,
    SHOWN,
    AtCrossposts,
    AtReceived,
    BadMoment,
    ItemPage,
    ProposalPage,
    Values,
    moment_of,
)

if TYPE_CHECKING:
    from ...base.interfaces import IResource
    from ...kernel.tree.resources import Described

#: What people are told of a deed, by its button.
TOLD = {
    'accept': _('Đã nhận đăng bài này.'),
    'ask': _('Đã hỏi lại nơi gửi.'),
    'refuse': _('Đã từ chối đăng bài này.'),
    'hold': _('Đã tạm hoãn bài này.'),
    'answer': _('Đã trả lời nơi nhận.'),
    'take_back': _('Đã rút đề nghị đăng.'),
    'lift': _('Đã thôi yêu cầu đăng bài này.'),
    'leave': _('Đã thôi đăng nội dung này.')}
#: Buttons of who has sent a proposal.
SENDERS = frozenset({'answer', 'take_back', 'lift'})
#: What the list of receipts is saved as.
SAVED = 'dang-cheo'


def is_no_reference(item: IResource, _request: Request) -> bool:
    """Return whether ``item`` is a work of its site, which others may carry."""
    return not IReference.providedBy(item)


@menu(CROSSPOST, _('Đăng chéo'), at=HERE, working_permission=EDIT, context=IItem, order=65,
      shown=is_no_reference)
class ItemCrossposts(ItemPage):
    """Where an item was proposed, and proposing it."""

    @desk_view(context=IItem, name=CROSSPOST, working_permission=EDIT,
               renderer='templates/crosspost.pt')
    def page(self) -> Values | Response:
        """Show it, and the form to who may propose; or save the list of receipts."""
        if FORMAT not in self.request.GET:
            return self.shown({}, {})
        return table_response(
            self.request, f'{SAVED}-{self.context.__oid__}', _('Đăng chéo'), HEADER,
            (each[1:6] for each in map(astuple, receipts(self.found(), self.request))))

    @desk_view(context=IItem, name=CROSSPOST, working_permission=EDIT, request_method='POST',
               renderer='templates/crosspost.pt')
    def propose(self) -> Values | HTTPSeeOther:
        """Propose the item to a site, or show the form again with what is wrong."""
        form = self.request.POST
        site = next((each for each in self.sending.addressees(self.context)
                     if str(each.__oid__) == form.get('site')), None)
        try:
            if site is None:
                raise CannotCrosspost({'site': _('Hãy chọn trang đang hoạt động để gửi đến.')})
            self.sending.propose(self.context, site, str(form.get('purpose', '')),
                                 moment_of(form, 'wished'), self.actor)
        except BadMoment as bad:
            return self.shown(form, {bad.args[0]: NO_MOMENT})
        except CannotCrosspost as refused:
            return self.shown(form, refused.reasons)
        self.flash(_('Đã gửi đề nghị đăng.'))
        return self.see(self.context, CROSSPOST)


@menu(SENT, _('Bài gửi đăng nơi khác'), at=CONTENT, permission=EDIT, order=21)
class SentCrossposts(AtCrossposts):
    """What the site has asked others to carry."""

    @desk_view(context=ISite, name=SENT, working_permission=EDIT,
               renderer='templates/crossposts.pt')
    def page(self) -> Values:
        """Return the list, the latest first."""
        found = self.sending.sent(self.context)[:MOST]
        return {'title': _('Bài gửi đăng nơi khác'), 'view': SENT, 'changed': (),
                'rows': [row(each, self.request, each.to) for each in found]}


def waiting(site: ISite, request: Request) -> int:
    """Return how many proposals and changed sources wait for the board of ``site``."""
    return number_waiting(request.root, site)


@menu(RECEIVED, _('Bài của trang khác'), at=CONTENT, permission=EDIT, order=20, count_at=waiting)
class ReceivedCrossposts(AtReceived):
    """What the site was asked to carry."""

    @desk_view(context=ISite, name=RECEIVED, working_permission=EDIT,
               renderer='templates/crossposts.pt')
    def page(self) -> Values:
        """Return the list, what waits first."""
        found = sorted(self.sending.received(self.context)[:SHOWN],
                       key=lambda each: each.state not in OPEN)
        return {
            'title': _('Bài của trang khác'), 'view': RECEIVED,
            'rows': [row(each, self.request, each.origin) for each in found],
            'changed': [(cast('Described', each), moment(each.changed_at), each.held is not None)
                        for each in self.renewing.changed(self.context)]}


class OneCrosspost(ProposalPage):
    """The record of a proposal: what it asks, how it stands, what may be done."""

    @desk_view(context=ISite, name=ONE, working_permission=EDIT,
               renderer='templates/proposal.pt')
    def page(self) -> Values:
        """Show it."""
        return self.shown({}, {})

    @desk_view(context=ISite, name=ONE, working_permission=EDIT, request_method='POST',
               renderer='templates/proposal.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Do what the button says."""
        form, proposal = self.request.POST, self.proposal()
        text, act = str(form.get('text', '')), form.get('act', '')
        verbs: dict[str, Callable[[], object]] = {
            'accept': lambda: self.receiving.accept(
                proposal, self.choice(form), self.typed(), self.actor),
            'ask': lambda: self.receiving.ask(proposal, text, self.actor),
            'refuse': lambda: self.receiving.refuse(
                proposal, str(form.get('ground', '')), text, self.actor),
            'hold': lambda: self.receiving.hold(proposal, text, self.actor),
            'answer': lambda: self.sending.answer(proposal, text, self.actor),
            'take_back': lambda: self.sending.take_back(proposal, self.actor),
            'lift': lambda: self.offering.lift(proposal, self.actor),
            'leave': lambda: self.renewing.leave(proposal, self.actor, text)}
        mine = SENDERS if self.is_sender(proposal) else frozenset()
        theirs = set(verbs) - SENDERS if self.receives(proposal) else set()
        theirs -= set() if isinstance(proposal, ProposalAt) else {'leave'}
        if act not in mine | theirs:
            raise HTTPNotFound
        try:
            verbs[act]()
        except BadMoment as bad:
            return self.shown(form, {bad.args[0]: NO_MOMENT})
        except CannotCrosspost as refused:
            return self.shown(form, refused.reasons)
        self.flash(TOLD[act])
        return self.see(self.context, ONE, number=proposal.number)
