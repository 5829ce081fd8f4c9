"""What every page announces: emergency notices of the city, and planned stops of the portal, which
have a page of their own (NĐ 224/2026, article 13).
"""
from functools import partial

from pyramid.decorator import reify

from ....base.clock import moment, moment_in
from ....base.i18n import DEFAULT, _
from ....base.interfaces import ISite
from ....editorial.emergencynotices.interfaces import IItemsTold
from ....kernel.tree.lookup import find_portal
from ....platform.maintenance.interfaces import STATES, UNDER_WAY
from ....platform.maintenance.stops import all_stops, stops_told
from ....web import View, public_view
from ..fragments import cached
from .shared import templates

PAGE = 'thong-bao-bao-tri'


def told(stop, tag):
    """Return what templates show of a ``Stop`` to a reader of the language ``tag``."""
    reason, reason_tag = stop.reason_in(tag)
    at = moment if tag == DEFAULT else partial(moment_in, tag=tag)
    return {
        'state': STATES[stop.state], 'is_under_way': stop.state == UNDER_WAY,
        'starts': at(stop.starts), 'ends': at(stop.ends), 'back': at(stop.back),
        'announced': at(stop.announced_at), 'reason': reason,
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


class Announcements:
    """The announcements on the ``Layout`` ``page``.

    The page of an emergency notice has no banner of it: it says all itself, once.
    """

    def __init__(self, page):
        self._page = page

    @property
    def html(self) -> str:
        """They all; ``''`` if there are none."""
        return cached(self._page, 'announcements', self._rendered, varies=(self._here,))

    @reify
    def stops(self):
        """What is told of each planned stop that has not ended."""
        tag = self._page.language.tag
        return [told(stop, tag) for stop in stops_told(self._page.portal)]

    @reify
    def emergency(self):
        """``[(title, summary, address)]`` of each notice: two ``Wording``, and of its item."""
        page = self._page
        return [(page.say(each, 'title'), page.say(each, 'summary'), page.request.link(each))
                for each in self._items if each.__oid__ != self._here]

    @reify
    def _items(self):
        return self._page.request.service(IItemsTold).items()

    @reify
    def _here(self) -> int:
        """The object id of the item of a notice whose own page it is, 0 of any other page."""
        here = getattr(self._page.context, '__oid__', 0) if self._page.is_resource else 0
        return here if any(each.__oid__ == here for each in self._items) else 0

    def _rendered(self) -> str:
        shown, page = templates(self._page.request), self._page
        return ''.join(
            shown[name](page=page, announced=self, link=page.request.link)
            for name, are_any in (('emergency', self.emergency), ('stops', self.stops))
            if are_any)
