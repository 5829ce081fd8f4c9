"""Tạm ngừng có kế hoạch: announcing a stop of the portal, and calling one off."""
from pyramid.httpexceptions import HTTPNotFound
from substanced.sdi import mgmt_view

from ...base.clock import moment, parse
from ...base.deadlines.interfaces import NoDeadline
from ...base.i18n import _
from ...base.interfaces import IPortal
from ...base.permissions import MANAGE_SITE
from ...platform.maintenance.interfaces import ANNOUNCED, STATES, CannotAnnounce, IMaintenance
from ...web import View
from ...web.forms.fields import MINUTE, TEXT, Field, problems
from ..frame.wording import person
from .frame.navigation import see, telling_why_not

FIELDS = ('starts', 'ends', 'back')
NO_MOMENT = _('Hãy nhập ngày, giờ như 2026-11-24T08:00.')


class Stops(View):
    """What was announced, and the form to announce another."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.maintenance = request.service(IMaintenance)

    @mgmt_view(context=IPortal, name='maintenance', renderer='templates/maintenance.pt',
               tab_title=_('Tạm ngừng Cổng'), permission=MANAGE_SITE, request_method='GET')
    def page(self):
        return self._page({}, {})

    def _page(self, given, reasons):
        fields = fields_of_stop(given, reasons)
        earliest, unknown = '', ''
        try:
            earliest = moment(self.maintenance.earliest())
        except NoDeadline as error:
            unknown = error.reason
        return {
            'title': _('Tạm ngừng có kế hoạch'), 'fields': fields,
            'problems': problems(reasons, fields),
            'earliest': earliest, 'unknown': unknown,
            'basis': self.maintenance.basis,
            'stops': [self._row(each) for each in self.maintenance.all()]}

    def _row(self, stop):
        return {
            'number': stop.number, 'state': STATES[stop.state], 'starts': moment(stop.starts),
            'ends': moment(stop.ends), 'back': moment(stop.back), 'reason': stop.reason,
            'emergency': stop.emergency, 'by': person(self.context, stop.actor),
            'at': moment(stop.announced_at), 'can_be_called_off': stop.state == ANNOUNCED}

    @mgmt_view(context=IPortal, name='maintenance', renderer='templates/maintenance.pt',
               permission=MANAGE_SITE, tab_condition=False, request_method='POST')
    def announce(self):
        """Announce what the form says; show it again with what is wrong."""
        given = self.request.POST
        try:
            self.maintenance.announce(
                self.request.identity.id, *moments_of(given),
                *(given.get(name, '') for name in ('reason', 'reason_en', 'emergency')))
        except CannotAnnounce as error:
            self.request.response.status_int = 422
            return self._page(given, error.reasons)
        self.request.sdiapi.flash(_('Đã thông báo trên mọi trang.'))
        return see(self.request, self.context, 'maintenance')

    @mgmt_view(context=IPortal, name='call-off-stop', permission=MANAGE_SITE, tab_condition=False,
               request_method='POST')
    def call_off(self):
        """Call a stop off."""
        number = self.request.POST.get('number', '')
        stop = self.maintenance.find(int(number)) if number.isdecimal() and len(
            number) < 9 else None
        if stop is None:
            raise HTTPNotFound
        with telling_why_not(self.request, CannotAnnounce):
            self.maintenance.call_off(
                stop, self.request.identity.id, self.request.POST.get('why', ''))
            self.request.sdiapi.flash(_('Đã hủy thông báo.'))
        return see(self.request, self.context, 'maintenance')


def fields_of_stop(given, reasons):
    """Return the fields of an announcement, as they were ``given``, with what is wrong."""
    named = (('starts', _('Bắt đầu lúc'), MINUTE, 0), ('ends', _('Kết thúc lúc'), MINUTE, 0),
             ('back', _('Dự kiến khôi phục'), MINUTE, 0),
             ('reason', _('Lý do (công bố trên trang)'), TEXT, 3),
             ('reason_en', _('Lý do bằng tiếng Anh'), TEXT, 3),
             ('emergency', _('Lý do khẩn cấp, nếu không thể báo trước đủ ngày'), TEXT, 2))
    return [Field(name, title, kind, given.get(name, ''), name in (*FIELDS, 'reason'), rows=rows,
                  error=reasons.get(name, '')) for name, title, kind, rows in named]


def moments_of(given):
    """Return the moments of ``FIELDS`` in a mapping.  Raises ``CannotAnnounce`` naming bad ones.
    """
    found, reasons = [], {}
    for name in FIELDS:
        try:
            found.append(parse(given.get(name, '').strip()))
        except ValueError:
            reasons[name] = NO_MOMENT
    if reasons:
        raise CannotAnnounce(reasons)
    return found
