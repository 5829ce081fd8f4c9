"""Planned stops of the portal, told on a page of their own (NĐ 224/2026, article 13)."""
from ....base.clock import moment
from ....base.i18n import _
from ....base.interfaces import ISite
from ....kernel.tree.lookup import find_portal
from ....platform.maintenance.interfaces import STATES, UNDER_WAY
from ....platform.maintenance.stops import all_stops
from ....web import View, public_view

PAGE = 'thong-bao-bao-tri'


def told(stop, tag):
    """Return what templates show of a ``Stop`` to a reader of the language ``tag``."""
    reason, reason_tag = stop.reason_in(tag)
    return {
        'state': STATES[stop.state], 'is_under_way': stop.state == UNDER_WAY,
        'starts': moment(stop.starts), 'ends': moment(stop.ends), 'back': moment(stop.back),
        'announced': moment(stop.announced_at), 'reason': reason,
        'lang': None if reason_tag == tag else reason_tag, 'emergency': bool(stop.emergency),
        'starts_machine': stop.starts.isoformat(), 'ends_machine': stop.ends.isoformat(),
        'back_machine': stop.back.isoformat()}


class MaintenanceView(View):
    """All that was ever announced, the latest first."""

    @public_view(context=ISite, name=PAGE, renderer='templates/maintenance.pt')
    def page(self):
        tag = self.request.language.tag
        stops = [told(each, tag) for each in all_stops(find_portal(self.context))]
        return {'title': _('Thông báo tạm ngừng để bảo trì, nâng cấp'), 'stops': stops}
