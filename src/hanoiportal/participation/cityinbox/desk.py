"""The figures of all sites in the desk."""
from collections.abc import Mapping

from pyramid.request import Request

from ...base.i18n import _
from ...base.interfaces import IClock, IPortal, ISite
from ...base.permissions import ANSWER, AUDIT
from ...kernel.tree.lookup import site_of
from ...shells.desk.frame.menu import PEOPLE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import place_title
from ...web import desk_view
from ..cases.interfaces import ICases

CITY = 'cases-city'


def is_city(site: ISite, _request: Request) -> bool:
    """Return whether ``site`` is the portal."""
    return bool(IPortal.providedBy(site))


@menu(CITY, _('Hỏi đáp, phản ánh toàn Thành phố'), at=PEOPLE, permission=AUDIT, order=11,
      shown=is_city)
class CityCases(DeskView):
    """How many cases each site has, and how many are late: nothing of what was sent."""

    @desk_view(context=IPortal, name=CITY, working_permission=AUDIT,
               renderer='templates/city.pt')
    def page(self) -> Mapping[str, object]:
        """Return a row for each site that has open cases, the most late ones first."""
        cases: ICases = self.request.registry.getAdapter(self.context, ICases)
        tallies = cases.tallies(self.request.registry.getUtility(IClock).now())
        order = sorted(tallies, key=lambda oid: (-tallies[oid].late, -tallies[oid].open, oid))
        sites = [(site_of(self.context, oid), tallies[oid]) for oid in order]
        return {
            'title': _('Hỏi đáp, phản ánh toàn Thành phố'), 'view': CITY,
            'rows': [(
                site, place_title(self.request, site),
                bool(self.request.has_permission(ANSWER, site)), *tally)
                for site, tally in sites]}
