"""Yêu cầu: what a site was ordered to do, what was ordered in its name, and writing an order."""
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from webob.multidict import MultiDict

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import number_in, size_text
from ...base.permissions import DESK, ORDER
from ...base.values import Batch
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import TERMS, menu
from ...shells.desk.frame.view import REFUSED, DeskView
from ...shells.desk.frame.wording import person, place_title
from ...web import desk_view
from ...web.files import file_response
from ...web.forms.days import BadDay, date_of, shown_day
from ...web.forms.fields import CHOICE, DAY, LINE, TEXT, Field, problems
from ..boards.interfaces import IBoards
from .interfaces import KINDS, STATES, UPDATE, CannotOrder, IOrdering, IOrders, Order, OrderDraft
from .placing import may_order
from .rows import BODIES, TOLD, Choice, chosen, happenings, name_of, resource_at, row, title_at

RECEIVED, SENT, NEW, ONE = 'orders', 'orders-sent', 'order-new', 'order'
SIZE, NUMBER, MOST, OPEN = 50, 9, 500, 'open'
NO_DAY = _('Hãy nhập một ngày.')
#: What a template is given.
Values = Mapping[str, object]


class AtOrders(DeskView):
    """What the pages of orders have in common."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.orders: IOrders = request.service(IOrders)
        self.ordering: IOrdering = request.service(IOrdering)
        self.actor = request.identity.id
        self.may_send = self.ordering.may_send(context, self.actor)

    def listed(self, found: Sequence[Order], title: str, view: str) -> Values:
        """Return the page of a list, in the state that the query asks for."""
        state = self.request.GET.get('state', '')
        state = state if state in (*STATES, OPEN) else ''
        kept = [each for each in found if not state or self._fits(each, state)]
        start = (page_number(self.request) - 1) * SIZE
        return {
            'title': title, 'view': view, 'state': state, 'may_send': self.may_send,
            'states': [(OPEN, _('Chưa hoàn thành')), *STATES.items()],
            'rows': [row(each, self.orders, self.request.root, self.request.language.tag)
                     for each in kept[start:start + SIZE]],
            'batch': Batch(tuple(kept[start:start + SIZE]), len(kept), start, SIZE),
            'page_address': lambda page: '?' + urlencode(
                {'page': page, **({'state': state} if state else {})})}

    def _fits(self, order: Order, state: str) -> bool:
        course = self.orders.course(order)
        return course.is_open if state == OPEN else course.state == state


def waiting(site: ISite, request: Request) -> int:
    """Return how many orders of ``site`` are to be acknowledged or answered."""
    orders: IOrders = request.service(IOrders)
    return orders.waiting(site)


def may_send(site: ISite, request: Request) -> bool:
    """Return whether the asker orders in the name of ``site``."""
    boards: IBoards = request.service(IBoards)
    return may_order(site, request.identity.id, request.has_permission, boards,
                     request.registry.getUtility(IClock).now())


@menu(RECEIVED, _('Yêu cầu nhận được'), at=TERMS, permission=DESK, order=20, count_at=waiting)
class ReceivedOrders(AtOrders):
    """What the site was ordered to do."""

    @desk_view(context=ISite, name=RECEIVED, renderer='templates/orders.pt')
    def page(self) -> Values:
        """Return one page of the list, the latest first."""
        return self.listed(self.orders.received(self.context), _('Yêu cầu nhận được'), RECEIVED)


@menu(SENT, _('Yêu cầu đã gửi'), at=TERMS, permission=ORDER, order=21, shown=may_send)
class SentOrders(AtOrders):
    """What was ordered in the name of the site."""

    @desk_view(context=ISite, name=SENT, working_permission=ORDER, renderer='templates/orders.pt')
    def page(self) -> Values:
        """Return one page of the list, the latest first, with ticks for reminders."""
        return self.listed(self.orders.sent(self.context), _('Yêu cầu đã gửi'), SENT)

    @desk_view(context=ISite, name=SENT, working_permission=ORDER, request_method='POST')
    def remind(self) -> HTTPSeeOther:
        """Remind the boards of the sites that were ticked."""
        numbers = {number_in(each, NUMBER) for each in self.request.POST.getall('number')[:MOST]}
        asked = [each for each in self.orders.sent(self.context) if each.number in numbers]
        try:
            told = self.ordering.remind(asked, self.actor)
        except CannotOrder as refused:
            self.flash(next(iter(refused.reasons.values())), REFUSED)
        else:
            self.flash(_('Đã nhắc ${number} yêu cầu. Mỗi yêu cầu chỉ nhắc một lần trong ngày.',
                         mapping={'number': told}))
        return self.see(self.context, SENT)


class NewOrder(AtOrders):
    """The form of an order."""

    @desk_view(context=ISite, name=NEW, working_permission=ORDER,
               renderer='templates/order_new.pt')
    def page(self) -> Values:
        """Show the form; the query filters the sites."""
        asked = self.request.GET
        return self._page(asked, asked.getall('sites'), {})

    @desk_view(context=ISite, name=NEW, working_permission=ORDER, request_method='POST',
               renderer='templates/order_new.pt')
    def order(self) -> Values | HTTPSeeOther:
        """Send the order, or show the form again with what is wrong."""
        form = self.request.POST
        names = form.getall('sites')
        try:
            kind, text, address, basis = (
                str(form.get(name, '')) for name in ('kind', 'text', 'address', 'basis'))
            wish = OrderDraft(kind, text, address, basis, date_of(form, 'due'))
            sites = self._choice(form, names).meant
            made = self.ordering.order(self.context, sites, wish, self.actor)
        except BadDay:
            return self._refused(form, names, {'due': NO_DAY})
        except CannotOrder as refused:
            return self._refused(form, names, refused.reasons)
        self.flash(_('Đã gửi yêu cầu đến ${number} trang.', mapping={'number': len(made)}))
        return self.see(self.context, SENT)

    def _refused(self, form: MultiDict, names: list[str], reasons: Mapping[str, str]) -> Values:
        self.request.response.status_int = 422
        return self._page(form, names, reasons)

    def _choice(self, form: MultiDict, names: list[str]) -> Choice:
        return chosen(self.ordering.addressees(self.context), form, names)

    def _page(self, form: MultiDict, names: list[str], reasons: Mapping[str, str]) -> Values:
        choice = self._choice(form, names)
        fields = [
            Field('kind', _('Loại yêu cầu'), CHOICE, form.get('kind', UPDATE), True,
                  tuple(KINDS.items()), error=reasons.get('kind', '')),
            Field('text', _('Nội dung yêu cầu'), TEXT, form.get('text', ''), True, rows=5,
                  error=reasons.get('text', '')),
            Field('address', _('Địa chỉ chuyên mục hoặc bài'), LINE, form.get('address', ''),
                  error=reasons.get('address', ''), hint=_(
                      'Để trống nếu không về một nơi cụ thể. Gửi nhiều trang thì nhập phần đường '
                      'dẫn chung, ví dụ /lich-tiep-cong-dan.')),
            Field('basis', _('Căn cứ'), LINE, form.get('basis', ''),
                  error=reasons.get('basis', ''), hint=_('Số, ngày của văn bản, nếu có.')),
            Field('due', _('Hạn thực hiện'), DAY, form.get('due', ''),
                  error=reasons.get('due', ''), hint=_(
                      'Để trống: thực hiện ngay, trong ngày làm việc (điểm i khoản 1 Điều 13 Quy '
                      'chế).'))]
        return {
            'title': _('Gửi yêu cầu cập nhật, rà soát'), 'fields': fields, 'choice': choice,
            'bodies': BODIES, 'sites': [
                (name_of(site), place_title(self.request, site), site.is_active)
                for site in choice.sites],
            'is_single': len(self.ordering.addressees(self.context)) == 1,
            'error': reasons.get('sites', ''), 'may_send': self.may_send,
            'problems': problems(reasons, [*fields, Field('sites', '', LINE, '')])}


class OneOrder(AtOrders):
    """The record of an order: its text, how it stands, what happened, what may be done."""

    @desk_view(context=ISite, name=ONE, renderer='templates/order.pt')
    def page(self) -> Values:
        """Show it."""
        return self._page({}, {})

    @desk_view(context=ISite, name=ONE, request_method='POST', renderer='templates/order.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Do what the button says."""
        form, order = self.request.POST, self._order()
        act, text = form.get('act', ''), str(form.get('text', ''))
        verbs: dict[str, Callable[[], object]] = {
            'acknowledge': lambda: self.ordering.acknowledge(order, self.actor, text),
            'answer': lambda: self.ordering.answer(
                order, text, str(form.get('address', '')), self.actor, form.get('file')),
            'return': lambda: self.ordering.send_back(order, text, self.actor),
            'ask': lambda: self.ordering.ask_extension(
                order, date_of(form, 'until'), text, self.actor),
            'extend': lambda: self.ordering.extend(
                order, date_of(form, 'until'), self.actor, text),
            'decline': lambda: self.ordering.decline(order, text, self.actor),
            'withdraw': lambda: self.ordering.withdraw(order, text, self.actor),
            'remind': lambda: self.ordering.remind([order], self.actor)}
        if act not in verbs:
            return self.see(self.context, ONE, number=order.number)
        try:
            verbs[act]()
        except BadDay:
            return self._page(form, {'until': NO_DAY})
        except CannotOrder as refused:
            return self._page(form, refused.reasons)
        self.flash(TOLD[act])
        return self.see(self.context, ONE, number=order.number)

    @desk_view(context=ISite, name='order-answer-file')
    def file(self) -> Response:
        """Return the file that came with an answer, to who may see the order."""
        at, events = number_in(self.request.GET.get('at', ''), NUMBER), self._order().events
        response = file_response(self.request, events[at].file if at < len(events) else None)
        response.headers['Cross-Origin-Resource-Policy'] = 'same-origin'  # the site is public
        return response

    def _order(self) -> Order:
        """Return the order that the address names: to this site, or in its name."""
        found = self.orders.get(number_in(self.request.params.get('number', ''), NUMBER))
        here = name_of(self.context)
        if found is None or not (found.site == here or found.by == here and (
                self.request.has_permission(ORDER, self.context))):
            raise HTTPNotFound
        return found

    def _page(self, form: Mapping[str, str], reasons: Mapping[str, str]) -> Values:
        if reasons:
            self.request.response.status_int = 422
        order, request, here = self._order(), self.request, name_of(self.context)
        course, target = self.orders.course(order), resource_at(request.root, order.target)
        is_mine = order.by == here and self.may_send
        receives = order.site == here and self.ordering.may_receive(self.context, self.actor)
        return {
            'title': KINDS[order.kind], 'view': ONE, 'order': order,
            'row': row(order, self.orders, request.root, request.language.tag),
            'happenings': happenings(order, request, person), 'form': form, 'reasons': reasons,
            'act': form.get('act', ''), 'asked': course.asked and moment(course.asked.until),
            'asked_day': shown_day(course.asked.until) if course.asked else '',
            'target': '' if target is None else target.title,
            'target_address': '' if target is None else request.link(target),
            'address': self.path(self.context, ONE, number=order.number),
            'needs_item': order.kind == UPDATE, 'is_new': course.acknowledged is None,
            'may_return': is_mine and course.is_done, 'told_size': size_text,
            'may_answer': receives and course.is_open, 'may_manage': is_mine and course.is_open,
            'ordered_by': person(request.root, order.events[0].actor),
            'by': title_at(request.root, order.by, request.language.tag),
            'problems': [why for name, why in reasons.items() if name == '']}
