"""Quyết định về khung giờ: the operator enters whose decision sets the hours (13.2)."""
import datetime
from collections.abc import Iterator, Mapping

from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import local, moment, shown_date, shown_time
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal
from ...base.permissions import MANAGE_SITE
from ...shells.desk.frame.menu import TERMS, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...web import desk_view
from ...web.forms.days import ONE_DAY, BadDay, date_of
from .interfaces import COMPONENT, PORTAL, IHoursDecision, IWindowHours, IWindows

NAME = 'window-hours'
Form = Mapping[str, str]
#: What a template is given.
Page = dict[str, object]
KINDS = {PORTAL: _('Cổng cấp Thành phố'), COMPONENT: _('Các trang thành phần')}


@menu(NAME, _('Quyết định khung giờ'), at=TERMS, permission=MANAGE_SITE, order=32,
      shown=lambda context, _request: IPortal.providedBy(context))
class HoursPage(DeskView):
    """The decisions that were entered, and the form of the next one."""

    def __init__(self, context: IPortal, request: Request) -> None:
        super().__init__(context, request)
        self._hours: IWindowHours = request.service(IWindowHours)
        self._windows: IWindows = request.registry.getUtility(IWindows)
        self._now: datetime.datetime = request.registry.getUtility(IClock).now()

    @desk_view(context=IPortal, name=NAME, permission=MANAGE_SITE, working_permission=None,
               renderer='templates/hours.pt')
    def page(self) -> Page:
        """Return what is in force and the form, with the hours of the table."""
        return self._page({}, {})

    @desk_view(context=IPortal, name=NAME, permission=MANAGE_SITE, working_permission=None,
               renderer='templates/hours.pt', request_method='POST')
    def enter(self) -> Page | Response:
        """Keep the decision that the form tells of; show the form again with what is wrong."""
        form = self.request.POST
        try:
            self._hours.decide(
                self.context, _text(form, 'decision'), date_of(form, 'dated'),
                _text(form, 'body'), date_of(form, 'starts'), self._times(form),
                {kind for kind in KINDS if form.get(f'crossposts-{kind}') == 'yes'},
                self.request.identity.id)
        except BadDay as error:
            return self._refused(form, {error.args[0]: _('Hãy nhập một ngày.')})
        except Refused as refused:
            return self._refused(form, refused.reasons)
        self.flash(_('Đã ghi quyết định.'))
        return self.see(self.context, NAME)

    def _refused(self, form: Form, errors: Mapping[str, str]) -> Page:
        self.request.response.status_int = 422
        return self._page(form, errors)

    def _times(self, form: Form) -> dict[tuple[str, str], tuple[datetime.time, datetime.time]]:
        """Return the hours that can be read, by ``(site, code)``; the service misses the rest."""
        found = {}
        for kind, code, _title, _opens, _closes in self._rows(form):
            opens, closes = (_time(form.get(f'{which}-{kind}-{code}', ''))
                             for which in ('opens', 'closes'))
            if opens is not None and closes is not None:
                found[kind, code] = opens, closes
        return found

    def _rows(self, form: Form) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield ``(site, code, title, opens, closes)`` of each window, times as typed."""
        day = local(self._now).date() + ONE_DAY
        titles = self._windows.titles(day, self.request.language.tag)
        for window in self._windows.proposed(day):
            name = f'{window.site}-{window.code}'
            yield (window.site, window.code, titles[window.code],
                   form.get(f'opens-{name}', shown_time(window.opens)),
                   form.get(f'closes-{name}', shown_time(window.closes)))

    def _page(self, form: Form, errors: Mapping[str, str]) -> Page:
        rows = list(self._rows(form))
        shown = {f'{kind}-{code}' for kind, code, *_more in rows} | {
            'decision', 'dated', 'body', 'starts'}
        return {
            'title': _('Quyết định về khung giờ đăng tin'), 'form': form, 'errors': errors,
            'problems': [why for name, why in errors.items() if name not in shown],
            'kinds': [(kind, title, [row for row in rows if row[0] == kind])
                      for kind, title in KINDS.items()],
            'decisions': [self._told(each) for each in self._hours.decisions(self.context)]}

    def _told(self, decision: IHoursDecision) -> Page:
        tag = self.request.language.tag
        titles = self._windows.titles(decision.starts, tag)
        return {
            'decision': decision.decision, 'body': decision.body,
            'dated': shown_date(decision.dated, tag), 'starts': shown_date(decision.starts, tag),
            'who': person(self.context, decision.entered_by),
            'when': moment(decision.entered_at),
            'kinds': [(title, kind in decision.crossposts, [
                (titles.get(key[1], key[1]), f'{shown_time(opens)}–{shown_time(closes)}')
                for key, (opens, closes) in decision.hours.items() if key[0] == kind])
                for kind, title in KINDS.items()]}


def _text(form: Form, name: str) -> str:
    return str(form.get(name, '')).strip()


def _time(text: str) -> datetime.time | None:
    """Return the ``time`` that was typed, to the minute, or ``None``."""
    try:
        found = datetime.time.fromisoformat(str(text).strip())
    except ValueError:
        return None
    return None if found.tzinfo else found.replace(second=0, microsecond=0)
