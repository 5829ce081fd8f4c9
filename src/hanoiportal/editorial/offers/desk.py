"""Giới thiệu cho các trang: the form of an offer."""
from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pyramid.httpexceptions import HTTPSeeOther

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IItem
from ...base.numbers import number_in
from ...base.permissions import EDIT
from ...discovery.search.interfaces import ISearchData
from ...kernel.tree.lookup import in_language
from ...shells.desk.frame.view import DeskView
from ...web import desk_view
from ...web.forms.days import ONE_DAY, BadDay, day_of
from ...web.forms.fields import CHOICE, DAY, LINE, TEXT, Field, problems
from ..crossposting.interfaces import (
    COMPULSORY,
    KINDS,
    RECOMMENDED,
    CannotCrosspost,
    IReference,
)
from ..crossposting.interfaces.promises import ICrossposting, IOffering
from ..orders.interfaces import Order
from .groups import SiteGroup, groups_of, in_groups

if TYPE_CHECKING:
    from pyramid.request import Request

    from ...base.interfaces import IResource

#: The page, and those of an item and of a reference that lead to it.
OFFER, CROSSPOST, BACK = 'crosspost-offer', 'crosspost', 'carried'
#: Sites that one offer names at most, more than there are; digits of a number.
MOST, NUMBER = 500, 10
#: Letters of an order that a choice shows; the smallest step of time.
TITLE, MOMENT = 80, datetime.timedelta(microseconds=1)
#: What a template is given.
Values = Mapping[str, object]


class OfferPage(DeskView):
    """The city offers an item to its component sites."""

    def __init__(self, context: IResource, request: Request) -> None:
        super().__init__(context, request)
        self.sending: ICrossposting = request.service(ICrossposting)
        self.offering: IOffering = request.service(IOffering)
        self.actor = request.identity.id

    def groups(self) -> list[SiteGroup]:
        """Return the groups of sites that the item can be offered to."""
        data = self.request.registry.getUtility(ISearchData)
        return groups_of(self.sending.addressees(self.context), data.former.units)

    def shown(self, form: Mapping[str, str], names: Sequence[str],
              reasons: Mapping[str, str], asked: Sequence[str] = ()) -> Values:
        """Return it; ``names``: of the sites that are ticked; ``asked``: of the groups."""
        if reasons:
            self.request.response.status_int = 422
        item = self.context
        against = self.offering.reasons_against(item) if self.offering.may_offer(
            item, self.actor) else [
                _('Chỉ Ban Biên tập Thành phố giới thiệu bài có trên Cổng Thành phố.')]
        fields = [] if against else self._fields(form, reasons)
        return {
            'title': _('Giới thiệu cho các trang'),
            'back': BACK if IReference.providedBy(item) else CROSSPOST,
            'fields': fields, 'against': against,
            'sites': [] if against else [
                (str(site.__oid__), in_language(site, self.request.language.tag).title)
                for site in self.sending.addressees(item)],
            'groups': [] if against else self.groups(), 'asked': set(asked),
            'chosen': set(names), 'everyone': form.get('all') == 'yes',
            'error': reasons.get('site', ''),
            'problems': problems(reasons, [*fields, Field('site', '', LINE, '')])}

    def _fields(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> list[Field]:
        may_demand = self.offering.may_demand(self.actor)
        kinds = (RECOMMENDED, COMPULSORY) if may_demand else (RECOMMENDED,)
        fields = [
            Field('kind', _('Hình thức'), CHOICE, form.get('kind', RECOMMENDED), True,
                  tuple((each, KINDS[each]) for each in kinds), error=reasons.get('kind', '')),
            Field('purpose', _('Mục đích'), TEXT, form.get('purpose', ''), True, rows=3,
                  error=reasons.get('purpose', ''))]
        basis = Field(
            'basis', _('Căn cứ'), LINE, form.get('basis', ''), error=reasons.get('basis', ''),
            hint=_('Số, ngày của văn bản; bắt buộc khi yêu cầu đăng (13.1.i), trừ khi đã chọn yêu '
                   'cầu ở trên.') if may_demand else _('Số, ngày của văn bản, nếu có.'))
        return [*fields, basis] if not may_demand else [
            *fields,
            Field('order', _('Yêu cầu của Thành phố làm căn cứ'), CHOICE, form.get('order', ''),
                  False, (('', _('Không chọn')), *map(_order_told, self.offering.orders())),
                  error=reasons.get('order', ''),
                  hint=_('Trang đã nhận yêu cầu này mở được từ bài được yêu cầu đăng.')),
            basis,
            Field('due', _('Đăng chậm nhất ngày'), DAY, form.get('due', ''),
                  error=reasons.get('due', ''),
                  hint=_('Chỉ khi yêu cầu đăng. Để trống: theo bảng thời hạn, kể từ khi gửi.'))]

    @desk_view(context=IItem, name=OFFER, working_permission=EDIT,
               renderer='templates/offer.pt')
    def page(self) -> Values:
        """Show the form."""
        return self.shown({}, (), {})

    @desk_view(context=IItem, name=OFFER, working_permission=EDIT, request_method='POST',
               renderer='templates/offer.pt')
    def offer(self) -> Values | HTTPSeeOther:
        """Offer it, or show the form again with what is wrong."""
        form = self.request.POST
        named, asked = form.getall('sites')[:MOST], form.getall('groups')[:MOST]
        names = {*named, *in_groups(self.groups(), asked)}
        sites = [each for each in self.sending.addressees(self.context)
                 if form.get('all') == 'yes' or str(each.__oid__) in names]
        try:
            due = day_of(form, 'due', ONE_DAY)
            made = self.offering.offer(
                self.context, sites, str(form.get('kind', '')), str(form.get('purpose', '')),
                str(form.get('basis', '')), self.actor, due and due - MOMENT,
                number_in(form.get('order', ''), NUMBER))
        except BadDay as bad:
            return self.shown(form, named, {bad.args[0]: _('Hãy nhập một ngày.')}, asked)
        except CannotCrosspost as refused:
            return self.shown(form, named, refused.reasons, asked)
        taken = sum(bool(each.reference) for each in made)
        self.flash(_('Đã giới thiệu cho ${number} trang; ${taken} trang nhận ngay theo quy tắc.',
                     mapping={'number': len(made), 'taken': taken}) if made else _(
                         'Các trang đã chọn đều đã được giới thiệu bài này.'))
        return self.see(self.context, BACK if IReference.providedBy(self.context) else CROSSPOST)


def _order_told(order: Order) -> tuple[str, str]:
    """Return ``order`` as a choice of a field."""
    text = ' '.join(order.text.split())
    return str(order.number), '{} ({:%d/%m/%Y}): {}'.format(
        order.number, local(order.events[0].moment),
        text if len(text) <= TITLE else f'{text[:TITLE].rstrip()}…')
