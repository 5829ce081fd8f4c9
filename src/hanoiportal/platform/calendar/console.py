"""Lịch ngày nghỉ: what is known of days off, and the form that enters what was announced."""
import datetime
from collections import Counter
from collections.abc import Mapping

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from substanced.sdi import mgmt_view

from ...base.clock import local, moment, shown_date
from ...base.deadlines.interfaces import (
    KINDS,
    OFFICIAL,
    STATUSES,
    DayRow,
    ICalendar,
    IDeadlineRules,
)
from ...base.i18n import _
from ...base.interfaces import IClock, IPortal
from ...base.legalbases import basis_in
from ...base.permissions import MANAGE_SITE
from ...shells.console.frame.navigation import see
from ...shells.frame.wording import person
from ...web import View
from ...web.forms.fields import CHOICE, DAY, LINE, Field
from .interfaces import CannotEnter, ICalendarKeeping, ICalendars, Moved, OpenDeadline
from .reading import date_in

NAME, TEMPLATE = 'calendar', 'templates/console.pt'
#: The button that shows what a row moves, and enters nothing.
PREVIEW = 'preview'
#: Deadlines that a preview names.
MOST_SHOWN = 20
NO, YES = 'no', 'yes'


class CalendarPage(View):
    """The rows, and the form."""

    def __init__(self, context: IPortal, request: Request) -> None:
        super().__init__(context, request)
        self._keeping = request.service(ICalendarKeeping)
        self._calendars = request.registry.getUtility(ICalendars)(context)

    @mgmt_view(  # type: ignore[untyped-decorator]
        context=IPortal, name=NAME, renderer=TEMPLATE, permission=MANAGE_SITE,
        tab_title=_('Lịch ngày nghỉ'), request_method='GET')
    def page(self) -> Mapping[str, object]:
        """Show the rows and the empty form."""
        today = local(self.request.registry.getUtility(IClock).now()).date()
        return self._page({'known_since': today.isoformat(), 'status': OFFICIAL}, {})

    @mgmt_view(  # type: ignore[untyped-decorator]
        context=IPortal, name=NAME, renderer=TEMPLATE, permission=MANAGE_SITE,
        tab_condition=False, request_method='POST')
    def enter(self) -> Mapping[str, object] | HTTPSeeOther:
        """Enter a row, or show what it would move; show the form again with what is wrong."""
        given = self.request.POST
        replace = given.get('replace') == YES
        try:
            row = _row(given)
            if given.get('act') == PREVIEW:
                reasons = self._keeping.problems(row, replace)
                if reasons:
                    raise CannotEnter(reasons)
                return self._page(given, {}, self._keeping.moved_by([row]))
            self._keeping.enter(row, self.request.identity.id, replace)
        except CannotEnter as error:
            self.request.response.status_int = 422
            return self._page(given, error.reasons)
        self.request.sdiapi.flash(_('Đã nhập dòng lịch của ngày ${day}.', mapping={
            'day': shown_date(row.date, 'vi')}))
        return see(self.request, self.context, NAME)

    def _page(self, given: Mapping[str, str], reasons: Mapping[str, str],
              moved: list[Moved] | None = None) -> Mapping[str, object]:
        fields = _fields(given, reasons)
        shown = {field.name for field in fields}
        return {
            'title': _('Lịch ngày nghỉ'), 'fields': fields, 'rows': self._rows(),
            'problems': [why for name, why in reasons.items() if name not in shown],
            'moved': None if moved is None else [
                (each.deadline, self._basis(each.deadline), _day(each.before), _day(each.after))
                for each in moved[:MOST_SHOWN]],
            'number': len(moved or ()), 'titles': Counter(
                each.deadline.title for each in moved or ()).most_common()}

    def _basis(self, deadline: OpenDeadline) -> tuple[str, str | None]:
        """Return the law by which ``deadline`` is owed, ``''`` where people set the term, and its
        language, ``None`` for that of the page.
        """
        if not deadline.rule:
            return '', None
        rules: IDeadlineRules = self.request.registry.getUtility(IDeadlineRules)
        return basis_in(rules.nearest(deadline.rule, deadline.trigger).short_basis,
                        self.request.language.tag)

    def _rows(self) -> list[Mapping[str, str]]:
        """Return what is shown of each row, the latest day first, and of a day the last row."""
        entered = {each.row: (person(self.context, each.actor), moment(each.entered_at))
                   for each in self._calendars.entered()}
        calendar = self._calendars.known_on()
        rows = list(self._calendars.rows())[::-1]
        latest = sorted(rows, key=lambda row: row.date, reverse=True)
        return [_shown(row, calendar, *entered.get(row, ('', ''))) for row in latest]


def _shown(row: DayRow, calendar: ICalendar, by: str, at: str) -> Mapping[str, str]:
    decides = calendar.row_of(row.date)
    is_replaced = decides is not None and decides != row
    state = _('Đã có dòng sau thay') if is_replaced else STATUSES[row.status]
    return {
        'date': shown_date(row.date, 'vi'), 'machine': row.date.isoformat(),
        'kind': KINDS[row.kind], 'name': row.name_vi, 'state': state, 'source': row.source,
        'since': shown_date(row.known_since, 'vi') if row.known_since else '',
        'by': by, 'at': at}


def _row(given: Mapping[str, str]) -> DayRow:
    """Return the row that a form gives.  Raises ``CannotEnter`` for a day that is none."""
    texts = {name: str(given.get(name, '')).strip() for name in (
        'date', 'kind', 'status', 'name_vi', 'name_en', 'known_since', 'basis')}
    day, since = date_in(texts.pop('date')), date_in(texts.pop('known_since'))
    if day is None or since is None:
        no_day = _('Hãy nhập một ngày.')
        raise CannotEnter({name: no_day for name, found in (
            ('date', day), ('known_since', since)) if found is None})
    return DayRow(date=day, known_since=since, **texts)


def _fields(given: Mapping[str, str], reasons: Mapping[str, str]) -> list[Field]:
    named: tuple[tuple[str, str, str, tuple[tuple[str, str], ...], str], ...] = (
        ('date', _('Ngày'), DAY, (), ''),
        ('kind', _('Loại ngày'), CHOICE, tuple(KINDS.items()), ''),
        ('name_vi', _('Tên ngày'), LINE, (), _(
            'Với Tết, tên phải có “Tết Nguyên đán”: nhờ đó Cổng biết lịch nghỉ Tết đã công bố.')),
        ('name_en', _('Tên bằng tiếng Anh'), LINE, (), ''),
        ('status', _('Tình trạng'), CHOICE, tuple(STATUSES.items()), _(
            'Chỉ dòng đã công bố mới làm thay đổi ngày làm việc.')),
        ('known_since', _('Biết từ ngày'), DAY, (), _('Ngày văn bản được ban hành, thông báo.')),
        ('basis', _('Căn cứ (số, ngày của văn bản)'), LINE, (), ''),
        ('replace', _('Thay dòng đã có'), CHOICE, ((NO, _('Không')), (YES, _('Có'))), ''))
    return [Field(name, title, kind, given.get(name, ''), name not in ('name_en', 'replace'),
                  choices, error=reasons.get(name, ''), hint=hint)
            for name, title, kind, choices, hint in named]


def _day(due: datetime.datetime | None) -> str:
    return moment(due) or '–'
