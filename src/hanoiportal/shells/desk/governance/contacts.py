"""Trang chưa có thông tin liên hệ: the sites whose office readers cannot reach yet."""
from ....base.i18n import _
from ....base.interfaces import IPortal
from ....base.permissions import MANAGE_SITE
from ....base.text import collate
from ....web import desk_view
from ..frame.links import Link, desk_path
from ..frame.menu import REPORTING, menu
from ..frame.view import DeskView
from ..frame.wording import title_of

NAME = 'contacts'


@menu(NAME, _('Trang thiếu liên hệ'), at=REPORTING, permission=MANAGE_SITE, order=70,
      shown=lambda context, _request: IPortal.providedBy(context))
class WithoutContacts(DeskView):
    """The component sites with nothing confirmed, those that wait for a confirmation apart."""

    @desk_view(context=IPortal, name=NAME, permission=MANAGE_SITE,
               renderer='templates/contacts.pt')
    def page(self):
        """Return what ``contacts.pt`` names."""
        sites = [site for site in self.context['sites'].values()
                 if not site.is_external and not site.has_contacts]
        sites.sort(key=lambda site: collate(site.title))
        return {
            'title': _('Trang chưa có thông tin liên hệ'),
            'waiting': [self._link(site) for site in sites if site.has_unconfirmed],
            'without': [self._link(site) for site in sites if not site.has_unconfirmed]}

    def _link(self, site):
        return Link(desk_path(self.request, site, 'edit'), title_of(site))
