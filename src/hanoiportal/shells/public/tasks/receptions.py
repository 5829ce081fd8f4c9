"""Lịch tiếp công dân: when leaders receive citizens, of each site (clause 13.1.a)."""
from ....base.i18n import DEFAULT, _
from ....base.interfaces import ISite
from ....types.event.resource import Event
from ....types.event.schemas import RECEPTION
from ....types.section import sections_of
from ....web import View, public_view
from ..listings.agenda import Agenda
from ..lists.rows import in_order
from ..page.layout import Layout

RECEPTIONS = 'lich-tiep-cong-dan'


class ReceptionsPage(View):
    """The receptions of one site, week by week, from whichever of its sections."""

    @public_view(context=ISite, name=RECEPTIONS, renderer='templates/receptions.pt')
    def page(self):
        """Return what ``receptions.pt`` names."""
        page = Layout(self.context, self.request, {})
        shown = Agenda(page, self._receptions(), self.request.link(self.context, RECEPTIONS))
        values = shown.values()
        return {**values, 'title': _('Lịch tiếp công dân'), 'file': None,
                'noindex': values['is_empty'],
                'sites': self.request.link(page.portal['sites']),
                'description': _('Lịch tiếp công dân của lãnh đạo: ngày, giờ, địa điểm.')}

    def _receptions(self) -> list[Event]:
        return [item for section in sections_of(self.context)
                if 'Event' in section.allowed_types for item in in_order(section, DEFAULT)
                if isinstance(item, Event) and item.kind == RECEPTION]
