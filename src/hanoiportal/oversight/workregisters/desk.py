"""The page on who was not trained in a year, of a site or, at the city portal, of all."""
from __future__ import annotations

from collections.abc import Mapping

from pyramid.httpexceptions import HTTPNotFound

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...base.numbers import number_in
from ...kernel.tree.lookup import find_portal
from ...platform.registers.interfaces import IRegisters
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person, place_title
from ...web import desk_view
from .gaps import gaps
from .training import GAPS

_YEAR, _LATEST = 4, 2199


class TrainingGaps(DeskView):
    """Who of the boards no row of the register of training names in a year (20.1)."""

    @desk_view(context=ISite, name=GAPS, renderer='templates/gaps.pt')
    def page(self) -> Mapping[str, object]:
        """Return what ``gaps.pt`` names."""
        now = self.request.registry.getUtility(IClock).now()
        asked = number_in(self.request.GET.get('year', ''), _YEAR)
        year = asked if 0 < asked <= _LATEST else local(now).year
        registers: IRegisters = self.request.service(IRegisters)
        accounts = find_portal(self.context)['accounts']
        logins = {str(account.__name__): str(account.id) for account in accounts.values()}
        try:
            found = gaps(registers, self.context, logins, year, now)
        except LookupError:
            raise HTTPNotFound from None
        return {
            'title': _('Chưa được bồi dưỡng năm ${year}', mapping={'year': year}), 'year': year,
            'place': place_title(self.request, self.context),
            'register': self.path(self.context, 'register', of='training'),
            'rows': [(place_title(self.request, gap.site), gap.members,
                      [person(self.request.root, each) for each in gap.missing])
                     for gap in found if gap.members]}
