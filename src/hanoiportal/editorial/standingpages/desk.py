"""Rà soát: which standing pages are due, and what was found when they were looked at (Điều 17)."""
from dataclasses import dataclass

from ...base.clock import local, moment, shown_date
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IItem, ISite
from ...base.permissions import DESK, VIEW
from ...content.drafts.interfaces import IDrafts, Work
from ...discovery.catalog.interfaces import IWorkCatalog, Wanted
from ...kernel.workflow.interfaces import PUBLIC
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.listing import DeskRow, row
from ...shells.desk.frame.menu import CONTENT, HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person, place_title, title_of
from ...web import desk_view
from ...web.forms.days import ONE_DAY, BadDay, date_of
from ...web.forms.fields import fields_of
from .days import due_of, is_standing
from .interfaces import IStanding
from .resource import ORDERED, REVIEWED
from .schemas import ReviewQuestion

LIST, NAME = 'reviews', 'review'
#: So many days ahead a page is soon to be reviewed.
AHEAD = 30
SIZE = 50
KINDS = {REVIEWED: _('Đã rà soát, vẫn đúng'), ORDERED: _('Yêu cầu rà soát')}
#: What people are told of a deed, by its button.
TOLD = {
    'review': _('Đã ghi kết quả rà soát.'),
    'order': _('Đã yêu cầu rà soát.'),
    'ask': _('Đã gửi câu hỏi.'),
    'answer': _('Đã ghi câu trả lời.')}


@dataclass(frozen=True)
class Due:
    """A page with its day.  ``is_late``: whether the day has come."""

    row: DeskRow
    unit: str
    day: str
    is_late: bool


@menu(LIST, _('Rà soát trang cố định'), at=CONTENT, permission=DESK, order=40)
class Reviews(DeskView):
    """The pages of a site, or of all sites, whose review is due or soon will be."""

    @desk_view(context=ISite, name=LIST, renderer='templates/reviews.pt')
    def page(self):
        """Return one page of the list, what is most overdue first: one query."""
        request = self.request
        today = local(request.registry.getUtility(IClock).now()).date()
        last = today + AHEAD * ONE_DAY
        batch = request.service(IWorkCatalog).work(
            Wanted(place=self.context, states=tuple(PUBLIC), review_by=last.isoformat()),
            (page_number(request) - 1) * SIZE, SIZE)
        return {
            'title': _('Rà soát trang cố định: ${site}', mapping={
                'site': place_title(self.request, self.context)}),
            'batch': batch, 'dues': [self._due(page, today) for page in batch.items],
            'page_address': lambda number: f'?page={number}', 'ahead': AHEAD}

    def _due(self, page, today):
        day = due_of(page)
        return Due(row(self.request, page), page.owner_unit,
                   shown_date(day, self.request.language.tag), day <= today)


@menu(NAME, _('Rà soát'), at=HERE, working_permission=VIEW, context=IItem, order=60,
      shown=lambda context, request: is_standing(context) and context.state in PUBLIC)
class ReviewPage(DeskView):
    """The reviews of one standing page."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self._standing = request.service(IStanding)

    @desk_view(context=IItem, name=NAME, renderer='templates/review.pt')
    def page(self):
        """Show what was found, and the forms to who may use them."""
        return self._page({}, {}, '')

    @desk_view(context=IItem, name=NAME, request_method='POST', renderer='templates/review.pt')
    def keep(self):
        """Record, order, ask, or write an answer down; or show again what is wrong."""
        form, action = self.request.POST, str(self.request.POST.get('act', ''))
        verbs = {'review': self._review, 'order': self._order, 'ask': self._ask,
                 'answer': self._answer}
        if action not in verbs:
            return self.see(self.context, NAME)
        try:
            verbs[action](form, self.request.identity.id)
        except BadDay:
            return self._page(form, {'due': _('Hãy nhập một ngày.')}, action)
        except Refused as refused:
            return self._page(form, refused.reasons, action)
        self.flash(TOLD[action])
        return self.see(self.context, NAME)

    def _review(self, form, actor):
        self._standing.review(
            self.context, date_of(form, 'due'), actor, str(form.get('note', '')))

    def _order(self, form, actor):
        self._standing.order(
            self.context, date_of(form, 'due'), actor, str(form.get('note', '')))

    def _ask(self, form, actor):
        self._standing.ask(
            self.context, *(str(form.get(name, '')) for name in ('name', 'address', 'question')),
            date_of(form, 'due'), actor)

    def _answer(self, form, actor):
        number = str(form.get('number', ''))
        self._standing.answered(
            self.context, int(number) if number.isascii() and number.isdigit() and (
                len(number) < 9) else 0, str(form.get('answer', '')), actor)

    def _page(self, typed, reasons, action):
        if reasons:
            self.request.response.status_int = 422
        page, portal, tag = self.context, self.request.root, self.request.language.tag
        due = due_of(page) if is_standing(page) else None
        asked = {name: str(typed.get(name, '')) for name in ('name', 'address', 'question')}
        return {
            'title': _('Rà soát: ${title}', mapping={'title': title_of(page)}), 'item': page,
            'unit': getattr(page, 'owner_unit', ''), 'due': shown_date(due, tag) if due else '',
            'records': [(KINDS[each.kind], person(portal, each.actor), moment(each.moment),
                         shown_date(each.due, tag), each.note)
                        for each in reversed(getattr(page, 'reviewed', ()))],
            'coreviews': [(each, shown_date(each.due, tag), person(portal, each.asked_by),
                           moment(each.asked_at), moment(each.answered_at))
                          for each in reversed(getattr(page, 'coreviews', ()))],
            'may_review': not self._standing.reasons_against_reviewing(page),
            'may_edit': self.request.service(IDrafts).may_write(Work(page)),
            'may_order': not self._standing.reasons_against_ordering(page),
            'fields': fields_of(ReviewQuestion(), asked, reasons if action == 'ask' else {}),
            'typed': typed, 'reasons': reasons, 'action': action,
            'problems': [why for name, why in reasons.items()
                         if name not in ('name', 'address', 'question')]}
