"""Nhịp đăng tin: the windows of a site, and those of all sites for the city (13.2)."""
import datetime
from collections.abc import Mapping, Sequence
from typing import cast

from pyramid.request import Request
from pyramid.response import Response

from ...base.clock import ONE_DAY, local, moment, shown_date, shown_time
from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ASSIGN, AUDIT, DESK, MANAGE_SITE, VIEW
from ...base.values import Batch
from ...kernel.tree.lookup import find_portal
from ...kernel.tree.resources import Described
from ...shells.desk.frame.listfilters import page_number
from ...shells.desk.frame.menu import TERMS, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import named, person, place_title, title_of
from ...shells.desk.governance.roster import WEEKDAYS
from ...shells.frame.tablefile import WORKBOOK, table_response
from ...web import desk_view
from ..boards.interfaces import IRoster
from ..windows.interfaces import IWindows
from . import overview
from .interfaces import (
    APPROVED,
    INDICATIVE,
    NOT_OWED,
    OPEN,
    REASON_TITLES,
    WRITTEN,
    DayWindow,
    IFreshness,
    IReasons,
    Planned,
    WindowKey,
)
from .wording import COLOURS, FILTERS, STATES, Shown, hours_of

NAME, REASON, APPROVAL = 'windows', 'window-reason', 'window-reason-approve'
ALL, TABLE = 'windows-all', 'windows-table'
Page = dict[str, object]
#: Days ahead that the page shows, and days back whose missed windows it lists.
AHEAD, BACK = 7, 92
#: Sites on one page of the table of all.
SIZE = 50
#: Digits that the number of the words of a reason never has.
MANY = 10


class AtWindows(DeskView):
    """What the pages of windows have in common."""

    def __init__(self, context: ISite, request: Request) -> None:
        super().__init__(context, request)
        self.freshness: IFreshness = request.service(IFreshness)
        self.reasons: IReasons = request.service(IReasons)
        self.portal = cast('IPortal', find_portal(context))
        self.now: datetime.datetime = request.registry.getUtility(IClock).now()
        self.today = local(self.now).date()

    def titles(self) -> Mapping[str, str]:
        """Return the title of each window of the city, by code: sites have the same ones."""
        windows: IWindows = self.request.registry.getUtility(IWindows)
        return windows.titles(self.today, self.request.language.tag)


@menu(NAME, _('Nhịp đăng tin'), at=TERMS, permission=DESK, order=30)
class WindowsPage(AtWindows):
    """Today, the next days and what was missed, of one site."""

    @desk_view(context=ISite, name=NAME, renderer='templates/windows.pt')
    def page(self) -> Page:
        """Return the page."""
        return self._page({}, {})

    @desk_view(context=ISite, name=REASON, renderer='templates/windows.pt',
               request_method='POST')
    def write(self) -> Page | Response:
        """Keep the reason that the form gives, or show it again with what is wrong."""
        form, site = self.request.POST, self.context
        try:
            self.reasons.write(
                site, self._key(), str(form.get('text', '')), self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page(form, refused.reasons)
        self.flash(_('Đã ghi lý do.'))
        return self.see(site, NAME)

    @desk_view(context=ISite, name=APPROVAL, renderer='templates/windows.pt',
               request_method='POST')
    def approve(self) -> Page | Response:
        """Approve the words that the form names, or show the page with why not."""
        number = str(self.request.POST.get('number', ''))
        try:
            self.reasons.approve(
                self.context, self._key(),
                int(number) if number.isdecimal() and len(number) < MANY else 0,
                self.request.identity.id)
        except Refused as refused:
            self.request.response.status_int = 422
            return self._page({}, refused.reasons)
        self.flash(_('Đã phê duyệt lý do. Lý do sẽ hiện ở trang tuân thủ công khai.'))
        return self.see(self.context, NAME)

    def _key(self) -> WindowKey:
        form = self.request.POST
        return WindowKey(str(self.context.__oid__), str(form.get('day', '')),
                         str(form.get('code', '')))

    def _page(self, form: Mapping[str, str], errors: Mapping[str, str]) -> Page:
        site, may = self.context, self.request.has_permission
        windows = self.freshness.days(
            site, self.today, self.today + AHEAD * ONE_DAY, self.now)
        planned = self.freshness.planned(
            self.portal, self.now + (AHEAD + 1) * ONE_DAY).get(site, ())
        days: dict[datetime.date, list[Shown]] = {}
        for each in windows:
            days.setdefault(each.day, []).append(self._shown(each, planned))
        missed = self._missed()
        return {
            'title': _('Nhịp đăng tin: ${site}', mapping={
                'site': place_title(self.request, site)}),
            'decision': next((each.decision for each in windows if each.decision), None),
            'today': days.pop(self.today, []),
            'days': [(WEEKDAYS[day.weekday()], shown_date(day, self.request.language.tag), found)
                     for day, found in days.items()],
            'missed': missed, 'waiting': sum(not each['text'] for each in missed),
            'may_erase': bool(may(MANAGE_SITE, site)),
            'may_write': bool(may(ASSIGN, site)), 'form': form, 'errors': errors,
            'problems': [why for name, why in errors.items() if name != 'text'],
            'may_decide': bool(may(MANAGE_SITE, self.portal)),
            'hours': self.path(self.portal, 'window-hours')}

    def _shown(self, window: DayWindow, planned: Sequence[Planned]) -> Shown:
        roster: IRoster = self.request.service(IRoster)
        tag = window.code
        account = roster.on_duty(self.context, window.day).get(tag, '')
        is_over = window.closes <= self.now
        came = window.came if window.state == INDICATIVE else tuple(
            filter(None, (window.kept_by,)))
        items = [self._item(int(each.item), each.moment) for each in came]
        items += [self._item(each.item, each.moment) for each in planned
                  if window.opens <= each.moment < window.closes]
        return Shown(
            self.titles().get(window.code, window.title), hours_of(window),
            STATES[window.state], COLOURS.get(window.state, ''),
            int((window.closes - self.now).total_seconds() // 60)
            if window.state == OPEN else None,
            tuple(items), person(self.portal, account),
            not is_over and window.state != NOT_OWED and tag in {
                each.code for each in roster.holes(self.context, window.day)},
            window.state == NOT_OWED)

    def _item(self, oid: int, moment: datetime.datetime) -> tuple[str, str, str]:
        item, time = self.portal.__objectmap__.object_for(oid), shown_time(local(moment))
        if item is None:
            return _('Bài không còn'), '', time
        if not self.request.has_permission(VIEW, item):
            return _('Một tin, bài'), '', time
        return title_of(item), self.path(item), time

    def _missed(self) -> list[Page]:
        """Return what was missed in the last days, the latest first; ahead what needs a reason,
        then what needs an approval.
        """
        titles = self.titles()
        actor = self.request.identity.id
        may = self.reasons.may_approve(self.context, actor)
        keys = self.freshness.missed(self.context, self.today - BACK * ONE_DAY, self.today)
        found = [self._told(key, titles, actor if may else '') for key in reversed(keys)]
        return sorted(found, key=lambda each: (bool(each['text']), not each['is_open']))

    def _told(self, key: WindowKey, titles: Mapping[str, str], approver: str) -> Page:
        reason, state = self.reasons.find(self.portal, key), self.reasons.state(self.portal, key)
        last = None if reason is None else reason.last
        return {
            'key': key, 'title': titles.get(key.code, key.code),
            'day': shown_date(datetime.date.fromisoformat(key.day), self.request.language.tag),
            'state': REASON_TITLES[state], 'is_open': state != APPROVED,
            'number': 0 if reason is None else reason.number,
            'may_approve': last is not None and state == WRITTEN and approver not in ('', last.by),
            'text': '' if last is None else last.text,
            'who': '' if last is None else person(self.portal, last.by),
            'when': '' if last is None else moment(last.at)}


@menu(ALL, _('Nhịp đăng tin các trang'), at=TERMS, permission=AUDIT, order=31,
      shown=lambda context, _request: IPortal.providedBy(context))
class AllWindows(AtWindows):
    """Every site today."""

    @desk_view(context=IPortal, name=ALL, permission=AUDIT, working_permission=None,
               renderer='templates/overview.pt')
    def page(self) -> Page:
        """Return the table, narrowed to what the address asks for."""
        text, wanted, found = self._asked()
        start = (page_number(self.request) - 1) * SIZE
        rows, titles, tag = found[start:start + SIZE], self.titles(), self.request.language.tag
        return {
            'total': len(found), 'batch': Batch(tuple(rows), len(found), start, SIZE),
            'page_address': lambda number: self.path(
                self.context, ALL, q=text, state=wanted, page=number),
            'title': _('Nhịp đăng tin các trang: ${day}', mapping={
                'day': shown_date(self.today, tag)}),
            'rows': [(row, named(cast('Described', row.site), tag), self.path(row.site, NAME), [
                (titles.get(each.code, each.title), hours_of(each), STATES[each.state],
                 COLOURS.get(each.state, ''))
                for each in row.windows]) for row in rows],
            'filters': FILTERS, 'wanted': wanted, 'text': text,
            'csv': self.path(self.context, TABLE, q=text, state=wanted),
            'workbook': self.path(
                self.context, TABLE, q=text, state=wanted, format=WORKBOOK)}

    @desk_view(context=IPortal, name=TABLE, permission=AUDIT, working_permission=None)
    def table(self) -> Response:
        """Return the same as a table to save, one line for each window."""
        header = (_('Tên trang'), _('Ngày'), _('Khung giờ'), _('Giờ'), _('Trạng thái'),
                  _('Tin mới lúc'), _('Số lần bỏ trống trong tháng'), _('Chưa có lý do'))
        titles = self.titles()
        lines = [(name, each.day, titles.get(each.code, each.title), hours_of(each),
                  STATES[each.state],
                  shown_time(local(each.kept_by.moment)) if each.kept_by else None,
                  row.misses, row.reasonless)
                 for row in self._asked()[2] for name in (place_title(self.request, row.site),)
                 for each in row.windows]
        return table_response(self.request, f'nhip-dang-tin-{self.today}',
                              _('Nhịp đăng tin các trang'), header, lines)

    def _asked(self) -> tuple[str, str, list[overview.SiteRow]]:
        given = self.request.GET.get
        text, wanted = given('q', '').strip()[:100], given('state', '')
        wanted = wanted if wanted in FILTERS else overview.ALL
        rows = overview.rows_of(
            self.portal, self.now, self.today, self.freshness, self.reasons)
        return text, wanted, overview.narrowed(rows, wanted, text)
