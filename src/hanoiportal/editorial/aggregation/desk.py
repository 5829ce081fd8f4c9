"""Tin từ trang ngoài: what feeds of external sites brought, and making linked items of it."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from ...base.clock import moment
from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.numbers import number_in
from ...base.permissions import EDIT
from ...base.values import Batch
from ...kernel.tree.lookup import item_of, site_of
from ...platform.http.interfaces import FAILED, WORDS
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import CONTENT, menu
from ...shells.desk.frame.view import REFUSED, DeskView
from ...shells.desk.frame.wording import person
from ...web import desk_view
from .interfaces import LEFT_OUT, STATES, UNREADABLE, CannotTake, Entry, FeedState, IAggregation
from .pulling import feeding_sites

if TYPE_CHECKING:
    from ...base.interfaces import IResource, ISite

NAME = 'outside-entries'
#: Entries of a page; digits of a number; decided ones that are shown.
SIZE, NUMBER, SHOWN = 20, 12, 30
#: Why a feed could not be read, in words.
_WHY = {**WORDS, UNREADABLE: _('địa chỉ không trả về nguồn tin RSS, Atom hoặc JSON Feed')}
#: What a template is given.
Values = Mapping[str, object]


def waiting(portal: ISite, request: Request) -> int:
    """Return how many entries wait for a decision."""
    return _service(request).count()


def has_feeds(portal: ISite, request: Request) -> bool:
    """Return whether some external site has a feed."""
    return IPortal.providedBy(portal) and any(True for _site in feeding_sites(portal))


def _service(request: Request) -> IAggregation:
    found: IAggregation = request.service(IAggregation)
    return found


@menu(NAME, _('Tin từ trang ngoài'), at=CONTENT, permission=EDIT, order=22, count_at=waiting,
      shown=has_feeds)
class OutsideEntries(DeskView):
    """The queue of entries, for editors of the city."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.service = _service(request)
        self.actor = request.identity.id

    @desk_view(context=IPortal, name=NAME, working_permission=EDIT,
               renderer='templates/outside_entries.pt')
    def page(self) -> Values:
        """Return one page of the queue."""
        return self.shown({})

    @desk_view(context=IPortal, name=NAME, working_permission=EDIT, request_method='POST',
               renderer='templates/outside_entries.pt')
    def decide(self) -> Values | HTTPSeeOther:
        """Make a linked item of an entry, leave entries out, or put one back."""
        form = self.request.POST
        act, _colon, which = str(form.get('act', '')).partition(':')
        number = number_in(which, NUMBER)
        try:
            if act == 'take':
                item = self.service.take(number, str(form.get('section', '')), self.actor)
                self.flash(_('Đã tạo tin liên kết, chưa công khai. Hãy xem lại rồi trình duyệt.'))
                return self.see(item, '')
            if act == 'back':
                self.service.put_back(number, self.actor)
                self.flash(_('Mục tin trở lại danh sách chờ.'))
            else:
                numbers = [number_in(each, NUMBER) for each in form.getall('number')[:SIZE]]
                left = self.service.leave_out(numbers, str(form.get('why', '')), self.actor)
                self.flash(_('Đã bỏ qua ${number} mục.', mapping={'number': left}))
        except CannotTake as refused:
            self.flash(next(iter(refused.reasons.values())), REFUSED)
            self.request.response.status_int = 422
            return self.shown(form)
        return self.see(self.context, NAME)

    def shown(self, form: Mapping[str, str]) -> Values:
        """Return the page; ``form``: what was typed."""
        start = (page_number(self.request) - 1) * SIZE
        found = self.service.waiting(start, SIZE)
        return {
            'title': _('Tin từ trang ngoài'), 'form': form,
            'rows': [self._row(each) for each in found],
            'batch': Batch(tuple(found), self.service.count(), start, SIZE),
            'page_address': lambda page: f'?page={page}',
            'sections': [(str(each.__oid__), str(getattr(each, 'title', '')))
                         for each in self.service.sections()],
            'decided': [self._row(each) for each in self.service.decided(SHOWN)],
            'feeds': [self._feed(site, state) for site, state in self.service.feeds()],
            'ticked': set(form.getall('number')) if hasattr(form, 'getall') else set()}

    def _row(self, entry: Entry) -> dict[str, object]:
        portal = self.request.root
        item = item_of(portal, entry.item) if entry.item else None
        return {
            'number': entry.number, 'title': entry.title, 'address': entry.address,
            'summary': entry.summary, 'moment': moment(entry.moment) if entry.moment else '',
            'site': str(getattr(site_of(portal, entry.site), 'title', '')),
            'state': STATES[entry.state], 'why': entry.why, 'is_out': entry.state == LEFT_OUT,
            'by': person(portal, entry.by) if entry.by else '',
            'at': moment(entry.at) if entry.at else '', 'item': item}

    @staticmethod
    def _feed(site: IResource, state: FeedState | None) -> dict[str, object]:
        why = '' if state is None or not state.why else _WHY.get(state.why) or _(
            FAILED, mapping={'status': state.why})
        return {
            'site': site, 'title': str(getattr(site, 'title', '')),
            'address': str(getattr(site, 'feed_url', '')), 'why': why,
            'came': moment(state.came) if state and state.came else '',
            'failing': moment(state.failing) if state and state.failing else '',
            'due': moment(state.due) if state else '', 'astray': state.astray if state else 0}
